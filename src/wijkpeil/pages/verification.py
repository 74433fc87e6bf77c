"""Verification on pages: that it is at work and how far, that it stopped, or what it came to."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.ledger.verified import Verified
from wijkpeil.ledger.verifying import Verification
from wijkpeil.model.base import Language, record
from wijkpeil.pages.format import number
from wijkpeil.pages.journal_words import finding_words, fingerprint
from wijkpeil.pages.stood import moment_words


@record
class VerifiedPage:
    """The last verification: what it came to, or how far it is."""

    sentence: SafeString
    when: str
    """When it ended, or when it began where it did not end; empty where there never was one."""
    running: bool
    done: int
    total: int
    """Rows read, of how many; 0 as long as that is not known."""
    progress: str
    """The same in words."""
    ended: bool
    whole: bool
    """True where it ended and found nothing."""
    held: tuple[str, ...]
    """What was held against what."""
    findings: tuple[tuple[str, str], ...]
    head: str
    number: int
    """Number of the last entry that was read."""
    fingerprint: str
    moment: str
    """When that entry was recorded."""
    kept: str
    """The hash that was kept elsewhere, where one was given."""


def verified_page(last: Verified | None, language: Language) -> VerifiedPage:
    """Show the last verification; None: there never was one."""
    with override(language):
        found = last.found if last else None
        ended = last.finished_at if last else None
        began = last.started_at if last else None
        moment = ended or began
        return VerifiedPage(
            sentence=_sentence(last),
            when=moment_words(moment, language, seconds=True) if moment else "",
            running=bool(last and last.running),
            done=last.done if last else 0,
            total=last.total if last else 0,
            progress=_progress(last, language),
            ended=found is not None,
            whole=found is not None and not found.findings,
            held=_held(found, last.head, language) if found and last else (),
            findings=tuple(finding_words(each) for each in found.findings) if found else (),
            head=found.head if found else "",
            number=last.number if last else 0,
            fingerprint=fingerprint(found.head) if found else "",
            moment=moment_words(last.recorded_at, language, seconds=True) if last and last.recorded_at else "",
            kept=last.head if last else "",
        )


def _sentence(last: Verified | None) -> SafeString:
    if last is None:
        return format_html("{}", _("The journal was not verified yet."))
    if last.running:
        return format_html("{}", _("The journal is being verified."))
    if last.found is None:
        return format_html("{}", _("The last verification stopped before its end."))
    count = len(last.found.findings)
    if not count:
        return format_html("<b>{}</b>", _("Everything is as it was written."))
    if count == 1:
        return format_html("<b>{}</b>", _("One thing is not as it was written."))
    return format_html("<b>{}</b>", _("{n} things are not as they were written.").format(n=count))


def _progress(last: Verified | None, language: Language) -> str:
    if last is None or not last.running:
        return ""
    if not last.total:
        return _("It has just begun.")
    done, total = number(last.done, language), number(last.total, language)
    return _("{done} of {total} rows were read.").format(done=done, total=total)


def _held(found: Verification, kept: str, language: Language) -> tuple[str, ...]:
    entries, rows = number(found.entries, language), number(found.rows, language)
    held = (
        _("{n} entries against their own content and the entry before each").format(n=entries),
        _("{n} rows of records, roles, accounts, definitions and texts against the entries that wrote them").format(
            n=rows
        ),
        _("the figures on disk, and their descriptions, against the entries that loaded them"),
    )
    return (*held, _("the hash that was kept elsewhere against the chain")) if kept else held
