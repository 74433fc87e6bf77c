"""The journal as auditors search it: entries, the last first, and the choices that narrow them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.ledger.journal_query import JournalQuery
from wijkpeil.ledger.models import ProgrammeRevision
from wijkpeil.model.base import Language, record
from wijkpeil.pages.format import number
from wijkpeil.pages.journal_words import all_action_words, all_register_words, subject_words
from wijkpeil.pages.record_words import role_words
from wijkpeil.pages.stood import moment_words
from wijkpeil.pages.verification import VerifiedPage

PAGE = 50
"""Number of entries on a page."""
MOST = 1000
"""Number up to which what was found is counted."""
WORKSPACE = "-"
"""What stands in an address for what belongs to no programme."""
SHOWN = ("sequence", "recorded_at", "programme", "actor", "role", "action", "subject", "why")


@record
class EntryRow:
    """One entry in the list."""

    number: int
    moment: str
    action: str
    subject: str
    actor: str
    role: str
    why: str
    programme: str


@record
class Choice:
    """One option of a list."""

    value: str
    label: str
    selected: bool


@record
class JournalForm:
    """What was asked, as it was typed, and what could be."""

    words: str
    actor: str
    since: str
    until: str
    actions: tuple[Choice, ...]
    registers: tuple[Choice, ...]
    programmes: tuple[Choice, ...]
    subject: str
    """Id of one record, beside its register."""
    faults: Mapping[str, str]
    """What is wrong with what was typed, by field."""
    active: bool
    more: bool
    """True where one of the less usual choices was made."""


@record
class JournalPage:
    """A page of entries."""

    sentence: SafeString
    rows: tuple[EntryRow, ...]
    form: JournalForm
    newer: int | None
    """Number of the entry after which the page of newer ones begins; None: there are none."""
    older: int | None
    """Number of the entry before which the page of older ones begins; None: there are none."""
    chosen: str
    """The choices as part of an address; empty where there are none."""
    exports: bool
    """True where the reader may export."""
    verified: VerifiedPage | None
    """The last verification; None where the reader may not ask for one."""


def asked(given: Mapping[str, str]) -> tuple[JournalQuery, dict[str, str]]:
    """Read what was asked from an address; what cannot be read is a fault and is left out, in the active language."""
    faults: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        typed = given.get(name, "").strip()
        try:
            days[name] = date.fromisoformat(typed) if typed else None
        except ValueError:
            days[name] = None
            faults[name] = _("This is no day. Write one as 2026-11-20.")
    if days["until"] == date.max:
        days["until"] = None
    register, own = given.get("register", "").strip(), given.get("id", "").strip()
    if own and not register:
        faults["id"] = _("Choose what it is the id of.")
    programme = given.get("programme", "").strip()
    query = JournalQuery(
        words=given.get("q", "").strip()[:200],
        actor=given.get("actor", "").strip(),
        action=given.get("action", "").strip(),
        subject=f"{register}/{own}" if own and register else register,
        since=days["since"],
        until=days["until"],
        programme="" if programme == WORKSPACE else programme or None,
    )
    return query, faults


def journal_page(
    found: QuerySet[Any],
    last: int,
    given: Mapping[str, str],
    language: Language,
    *,
    exports: bool,
    chosen: str,
    verified: VerifiedPage | None = None,
) -> JournalPage:
    """Show a page of the entries ``found``; ``last`` is the number of the last entry of the whole journal."""
    with override(language):
        _query, faults = asked(given)
        form = _form(given, faults)
        rows, newer, older = _page(found, given)
        counted = _counted(found, form, last, len(rows), newer is None and older is None)
        return JournalPage(
            sentence=_sentence(counted, last, form.active, language),
            rows=_rows(rows, language),
            form=form,
            newer=newer,
            older=older,
            chosen=chosen,
            exports=exports,
            verified=verified,
        )


def _counted(found: QuerySet[Any], form: JournalForm, last: int, shown: int, whole: bool) -> int:
    """Count what was found; without asking where it is known already."""
    if not form.active:
        return last
    return shown if whole else found.order_by()[: MOST + 1].count()


def _page(found: QuerySet[Any], given: Mapping[str, str]) -> tuple[list[dict[str, Any]], int | None, int | None]:
    """Return the rows of a page by the number of the entry beside it: as fast at the end as at the beginning."""
    before, after = _number(given.get("before", "")), _number(given.get("after", ""))
    wanted = found.values(*SHOWN)
    if after is not None:
        rows = list(wanted.filter(sequence__gt=after).order_by("sequence")[: PAGE + 1])
        shown = rows[:PAGE][::-1]
        return shown, (shown[0]["sequence"] if len(rows) > PAGE else None), (shown[-1]["sequence"] if shown else None)
    rows = list((wanted.filter(sequence__lt=before) if before is not None else wanted)[: PAGE + 1])
    shown = rows[:PAGE]
    older = shown[-1]["sequence"] if len(rows) > PAGE else None
    return shown, (shown[0]["sequence"] if shown and before is not None else None), older


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _rows(found: list[dict[str, Any]], language: Language) -> tuple[EntryRow, ...]:
    actions, registers, roles = all_action_words(), all_register_words(), role_words()
    return tuple(
        EntryRow(
            number=each["sequence"],
            moment=moment_words(each["recorded_at"], language),
            action=actions.get(each["action"], each["action"]),
            subject=subject_words(each["subject"], registers),
            actor=each["actor"],
            role=roles.get(each["role"], each["role"]),
            why=each["why"],
            programme=each["programme"],
        )
        for each in found
    )


def _sentence(found: int, last: int, active: bool, language: Language) -> SafeString:
    if not last:
        return format_html("{}", _("The journal is empty: nothing was written yet."))
    all_of_it = number(last, language)
    if not active:
        text = ngettext("The journal holds <b>{n} entry</b>.", "The journal holds <b>{n} entries</b>.", last)
        return format_html(text, n=all_of_it)
    if not found:
        return format_html(_("None of the {total} entries fits this choice."), total=all_of_it)
    if found > MOST:
        text = _("<b>More than {n}</b> of the {total} entries fit this choice.")
        return format_html(text, n=number(MOST, language), total=all_of_it)
    text = ngettext(
        "<b>{n}</b> of the {total} entries fits this choice.",
        "<b>{n}</b> of the {total} entries fit this choice.",
        found,
    )
    return format_html(text, n=number(found, language), total=all_of_it)


def _form(given: Mapping[str, str], faults: Mapping[str, str]) -> JournalForm:
    names = ProgrammeRevision.objects.current().order_by("programme").values_list("programme", flat=True)
    programmes = {WORKSPACE: _("the workspace as a whole"), **{each: each for each in names}}
    told = {name: given.get(name, "").strip() for name in ("q", "actor", "since", "until", "id")}
    return JournalForm(
        words=told["q"],
        actor=told["actor"],
        since=told["since"],
        until=told["until"],
        subject=told["id"],
        actions=_choices(all_action_words(), given.get("action", "")),
        registers=_choices(all_register_words(), given.get("register", "")),
        programmes=_choices(programmes, given.get("programme", "")),
        faults=faults,
        more=any([*list(told.values())[1:], given.get("programme", "")]),
        active=any([*told.values(), *(given.get(name, "") for name in ("action", "register", "programme"))]),
    )


def _choices(words: Mapping[str, str], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=label, selected=value == chosen) for value, label in words.items())
