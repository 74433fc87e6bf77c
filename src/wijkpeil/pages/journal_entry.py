"""One entry of the journal: what was before and after, field by field in words, and its place in the chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.reading import may_read_told
from wijkpeil.model.base import Language, record
from wijkpeil.model.people import Actor
from wijkpeil.pages.journal_words import (
    all_action_words,
    all_register_words,
    fingerprint,
    subject_words,
    told_words,
)
from wijkpeil.pages.record_words import choice_words, role_words
from wijkpeil.pages.stood import moment_words

LISTED = 40
"""Most ids that are written out; the rest is counted."""


@record
class TableRow:
    """One field before and after."""

    label: str
    before: str
    after: str


@record
class Part:
    """One thing that an entry wrote."""

    title: str
    address: str
    """Where its whole history is; empty where it has none."""
    hidden: bool
    """True where the reader may not see it."""
    rows: tuple[TableRow, ...]
    same: int
    """Number of fields that stayed as they were, and are left out."""


@record
class EntryPage:
    """An entry."""

    number: int
    sentence: SafeString
    facts: tuple[tuple[str, str], ...]
    why: str
    parts: tuple[Part, ...]
    hash: str
    fingerprint: str
    previous_hash: str
    rows: str
    layout: int
    earlier: int | None
    later: int | None


def entry_page(entry: JournalEntry, last: int, actor: Actor, language: Language) -> EntryPage:
    """Show an entry to an actor; what they may not see of a record is left out."""
    with override(language):
        actions, registers = all_action_words(), all_register_words()
        facts = (
            (_("When"), moment_words(entry.recorded_at, language, seconds=True)),
            (_("By whom"), entry.actor or _("nobody")),
            (_("In which role"), role_words().get(entry.role, entry.role) or _("none")),
            (_("Programme"), entry.programme or _("the workspace as a whole")),
            (_("Action"), entry.action),
        )
        what, subject = actions.get(entry.action, entry.action), subject_words(entry.subject, registers)
        return EntryPage(
            number=entry.sequence,
            sentence=format_html("<b>{}</b>: {}", what[:1].upper() + what[1:], subject),
            facts=facts,
            why=entry.why,
            parts=tuple(_parts(entry, actor, registers)),
            hash=entry.hash,
            fingerprint=fingerprint(entry.hash),
            previous_hash=entry.previous_hash,
            rows=entry.rows,
            layout=entry.layout,
            earlier=entry.sequence - 1 if entry.sequence > 1 else None,
            later=entry.sequence + 1 if entry.sequence < last else None,
        )


def _parts(entry: JournalEntry, actor: Actor, registers: Mapping[str, str]) -> Iterator[Part]:
    before, after = entry.before, entry.after
    if entry.action == "programme_load":
        yield from _loaded(entry, registers)
    elif _by_record(before) and _by_record(after):
        for name in sorted({*(before or {}), *(after or {})}):
            sides = (before or {}).get(name), (after or {}).get(name)
            register = name.partition("/")[0]
            hidden = not all(may_read_told(actor, entry.programme, register, each) for each in sides)
            yield _part(name, sides, registers, hidden=hidden)
    else:
        rows, same = _rows("", _as_mapping(before), _as_mapping(after))
        if rows:
            yield Part(title=subject_words(entry.subject, registers), address="", hidden=False, rows=rows, same=same)


def _by_record(side: Any) -> bool:
    return side is None or (isinstance(side, dict) and all("/" in name for name in side))


def _as_mapping(side: Any) -> dict[str, Any]:
    return side if isinstance(side, dict) else {} if side is None else {"told": side}


def _part(name: str, sides: tuple[Any, Any], registers: Mapping[str, str], *, hidden: bool) -> Part:
    register, _stroke, own = name.partition("/")
    before, after = map(_as_mapping, sides)
    rows, same = ((), 0) if hidden else _rows(register, before, after)
    address = "" if hidden else _history(register, own)
    return Part(title=subject_words(name, dict(registers)), address=address, hidden=hidden, rows=rows, same=same)


def _history(register: str, own: str) -> str:
    try:
        return reverse("history-record", args=(register, own))
    except NoReverseMatch:
        return ""


def _loaded(entry: JournalEntry, registers: Mapping[str, str]) -> Iterator[Part]:
    before, after = _as_mapping(entry.before), _as_mapping(entry.after)
    names = ("definitions", "releases")
    rows, same = _rows("", {name: before.get(name) for name in names}, {name: after.get(name) for name in names})
    yield Part(title=entry.programme, address="", hidden=False, rows=rows, same=same)
    words = told_words()
    told = tuple(
        TableRow(
            label=f"{registers.get(register, register)}: {words.get(kind, kind)}",
            before=_value("", "", ids) if kind == "removed" else "",
            after="" if kind == "removed" else _value("", "", ids),
        )
        for register, kinds in _as_mapping(after.get("changes")).items()
        for kind, ids in kinds.items()
    )
    if told:
        yield Part(title=_("Records"), address="", hidden=False, rows=told, same=0)


def _rows(register: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[tuple[TableRow, ...], int]:
    """Return the fields that differ, and how many do not."""
    words, rows, same = told_words(), [], 0
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old == new and type(old) is type(new):
            same += 1
            continue
        field, label = _label(name, words if register else {**words, "role": _("role")})
        rows.append(TableRow(label=label, before=_value(register, field, old), after=_value(register, field, new)))
    return tuple(rows), same


def _label(name: str, words: Mapping[str, str]) -> tuple[str, str]:
    field, _stroke, language = name.rpartition("_")
    if field and language in ("nl", "en"):
        told = words.get(field, field.replace("_", " "))
        return field, f"{told} ({_('in Dutch') if language == 'nl' else _('in English')})"
    return name, words.get(name, name.replace("_", " "))


def _value(register: str, field: str, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_value(register, field, each)}" for name, each in value.items())
    if isinstance(value, list):
        shown = ", ".join(_value(register, field, each) for each in value[:LISTED])
        rest = len(value) - LISTED
        return shown if rest <= 0 else _("{shown} and {n} more").format(shown=shown, n=rest)
    if field == "role":
        return role_words().get(str(value), str(value))
    return choice_words(register, field).get(str(value), str(value)) if register else str(value)
