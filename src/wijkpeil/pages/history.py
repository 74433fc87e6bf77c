"""The history of records: each change with its date, what was changed into what, why, and in which role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from wijkpeil.errors import NotFound
from wijkpeil.ledger.mapper import to_record
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.revisions import Revision
from wijkpeil.loading.fields import fields_of
from wijkpeil.model.base import LANGUAGES, Language, Text, record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.names import Names, names_of
from wijkpeil.pages.record_values import value_words
from wijkpeil.pages.record_words import field_words, register_words, role_words
from wijkpeil.pages.stood import moment_words
from wijkpeil.workflows.visibility import may_see

BRIEFLY = 5
"""Number of changes that a record's own page shows."""
PAGE = 100
"""Number of changes on a page of history."""
AtEntry = Callable[[int], str]
"""Gives the address of the page as an entry left it."""


class Records(NamedTuple):
    """Records of which the history is asked."""

    register: str
    ids: tuple[str, ...]


@record
class FieldChange:
    """One field that was changed."""

    label: str
    before: str
    after: str


@record
class HistoryStep:
    """One change of one record."""

    id: str
    title: str
    """What the record was called."""
    entry: int
    moment: str
    what: str
    changes: tuple[FieldChange, ...]
    why: str
    role: str
    address: str
    """Address of the page as it stood after the change."""


@record
class History:
    """The changes of one or more records, the last one first."""

    register: str
    ids: tuple[str, ...]
    steps: tuple[HistoryStep, ...]
    total: int
    older: int | None
    """Number of the entry before which older changes are found; None where there are none."""

    @property
    def single(self) -> bool:
        """True for the history of one record."""
        return len(self.ids) == 1


@record
class HistoryPage:
    """The whole history of one record."""

    title: str
    kind: str
    id: str
    exists: bool
    """True where the record is there in the state that is shown."""
    history: History


class _Step(NamedTuple):
    """A change as it is found in the rows: the record before and after it, either of which may be none."""

    entry: int
    before: Any
    after: Any
    untold: bool = False
    """True where the entry wrote what the viewer may not see, so that its reason is not for them either."""


def history_of(
    context: ViewContext, language: Language, records: Records, at: AtEntry, *, limit: int, before: int | None = None
) -> History:
    """Tell the history of records up to the state that is shown, as far as the viewer may see it.

    Only changes by entries before the one numbered ``before`` are told, where that is given.
    """
    with override(language):
        steps = _steps(context, records)
        chosen = [one for one in steps if before is None or one.entry < before][: limit + 1]
        shown = chosen[:limit]
        entries = _entries(one.entry for one in shown)
        names = names_of(context, language)
        told = (_told(records.register, one, entries[one.entry], names, language, at) for one in shown)
        return History(
            register=records.register,
            ids=records.ids,
            steps=tuple(told),
            total=len(steps),
            older=shown[-1].entry if len(chosen) > limit else None,
        )


def history_page(
    context: ViewContext, language: Language, register: str, id: str, at: AtEntry, before: int | None
) -> HistoryPage:
    """Tell the whole history of one record.

    Raises:
        NotFound: there never was such a record, as far as the viewer may know.
    """
    if register not in REGISTERS:
        raise NotFound(f"there is no register {register!r}")
    history = history_of(context, language, Records(register, (id,)), at, limit=PAGE, before=before)
    if not history.total:
        raise NotFound(f"there never was a record {register}/{id}")
    held = any(one.id == id for one in getattr(context.programme.ledger, register))
    with override(language):
        return HistoryPage(
            title=history.steps[0].title if history.steps else id,
            kind=register_words().get(register, register),
            id=id,
            exists=held,
            history=history,
        )


def _steps(context: ViewContext, records: Records) -> list[_Step]:
    """Find the changes in the rows, the last one first."""
    key = context.key
    if key is None or not records.ids:
        return []
    rows = REGISTERS[records.register].objects.of(key.programme)
    rows = rows.filter(record_id__in=records.ids, opened_by__lte=key.sequence).order_by("record_id", "revision")
    by_record: dict[str, list[Revision]] = {}
    for row in rows:
        by_record.setdefault(row.record_id, []).append(row)
    found = [step for many in by_record.values() for step in _of_one(many, context, key.sequence)]
    return sorted(found, key=lambda one: -one.entry)


def _of_one(rows: Sequence[Revision], context: ViewContext, last: int) -> Iterable[_Step]:
    """Tell the changes of one record; what the viewer may not see is as if it was not there."""
    shown = [(row, to_record(row.record_type, row)) for row in rows if row.record_type is not None]
    hidden = {row.opened_by_id for row, each in shown if not may_see(each, context.scope)}
    shown = [(row, each) for row, each in shown if may_see(each, context.scope)]
    held, until = None, None
    for row, each in shown:
        if held is not None and until is not None and until < row.opened_by_id:
            yield _Step(until, held, None, until in hidden)
            held = None
        yield _Step(row.opened_by_id, held, each)
        held, until = each, row.closed_by_id
    if held is not None and until is not None and until <= last:
        yield _Step(until, held, None, until in hidden)


def _entries(numbers: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    # What an entry holds of before and after can be long, and the rows tell it already.
    wanted = JournalEntry.objects.filter(sequence__in=set(numbers))
    return {one["sequence"]: one for one in wanted.values("sequence", "recorded_at", "role", "action", "why")}


def _told(
    register: str, step: _Step, entry: Mapping[str, Any], names: Names, language: Language, at: AtEntry
) -> HistoryStep:
    held = step.after if step.after is not None else step.before
    return HistoryStep(
        id=held.id,
        title=_title(held, language),
        entry=step.entry,
        moment=moment_words(entry["recorded_at"], language),
        what=_what(step, entry["action"]),
        changes=_changes(register, step, names, language),
        why="" if step.untold else entry["why"],
        role=role_words().get(entry["role"], entry["role"]),
        address=at(step.entry),
    )


def _title(held: Any, language: Language) -> str:
    for name in ("short", "name", "sentence", "statement", "place"):
        text = getattr(held, name, None)
        if isinstance(text, Text):
            return text.in_(language)
    return str(held.id)


def _what(step: _Step, action: str) -> str:
    if step.after is None:
        return _("removed")
    if action == "record_restore":
        return _("restored")
    if action == "entry_undo":
        return _("change undone")
    if step.before is None:
        return pgettext("history", "added")
    return _("changed") if step.before != step.after else _("put in another place")


def _changes(register: str, step: _Step, names: Names, language: Language) -> tuple[FieldChange, ...]:
    if step.before is None or step.after is None:
        return ()
    words = field_words()
    found = []
    for name in fields_of(type(step.after)):
        before, after = getattr(step.before, name), getattr(step.after, name)
        if not _same(before, after):
            told, label = _told_in(before, after, language), words.get(name, name)
            if told != language:
                label = _("%(field)s (in the other language)") % {"field": label}
            old, new = (value_words(register, name, one, names, told) for one in (before, after))
            found.append(FieldChange(label=label, before=old, after=new))
    return tuple(found)


def _same(before: Any, after: Any) -> bool:
    # Equal numbers with other digits are another value: 6.0 says more than 6.
    return bool(before == after) and str(before) == str(after)


def _told_in(before: Any, after: Any, language: Language) -> Language:
    """Give the language in which a text was changed: the reader's where it was."""
    if not isinstance(before, Text) or not isinstance(after, Text) or before.in_(language) != after.in_(language):
        return language
    return next(one for one in LANGUAGES if before.in_(one) != after.in_(one))
