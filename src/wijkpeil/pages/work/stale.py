"""Two people at one record: what the one typed beside what the other wrote, cell by cell, to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import override

from wijkpeil.loading.fields import columns_of
from wijkpeil.model.base import record
from wijkpeil.pages.work.desk import Desk, record_type_of
from wijkpeil.pages.work.people import who
from wijkpeil.pages.work.record import current_row, last_entry, revision_cells
from wijkpeil.pages.work.saying import Speaker
from wijkpeil.pages.work.words import RegisterWords, register_words

CHOOSE = "choose-"
"""What the name of a choice starts with, before the column."""


@record
class Clash:
    """A cell in which what was typed is not what stands there now."""

    column: str
    label: str
    mine: str
    theirs: str
    original: str
    language: str
    both: bool
    """True where both changed it."""
    mine_chosen: bool


@record
class StalePage:
    """What changed meanwhile, and what was typed."""

    words: RegisterWords
    id: str
    clashes: tuple[Clash, ...]
    typed: tuple[tuple[str, str], ...]
    """Every column with what was typed, to be sent along."""
    revision: int
    """Revision that stands now; of a record that is gone 0."""
    gone: bool
    """True where the record was removed meanwhile."""
    who: str
    when: datetime | None
    why: str


def stale_page(desk: Desk, register: str, own: str, typed: Mapping[str, str], based_on: int | None) -> StalePage:
    """Set what was typed on revision ``based_on`` beside what stands now."""
    with override(desk.language):
        row, entry = current_row(desk, register, own), last_entry(desk, register, own)
        theirs = revision_cells(desk, register, own, row.revision) if row is not None else None
        original = revision_cells(desk, register, own, based_on) or theirs or {}
        speaker = Speaker(desk, register)
        return StalePage(
            words=register_words(register, desk.language),
            id=own,
            clashes=_clashes(speaker, typed, theirs, original) if theirs is not None else (),
            typed=tuple(typed.items()),
            revision=row.revision if row is not None else 0,
            gone=row is None,
            who=who(entry, desk) if entry is not None else "",
            when=entry.recorded_at if entry is not None else None,
            why=entry.why if entry is not None else "",
        )


def chosen_cells(typed: Mapping[str, str], theirs: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed, with what stands there now in each column for which ``theirs`` was chosen."""
    return {
        column: theirs.get(column, "") if chosen.get(column) == "theirs" else cell for column, cell in typed.items()
    }


def _clashes(
    speaker: Speaker, typed: Mapping[str, str], theirs: Mapping[str, str], original: Mapping[str, str]
) -> tuple[Clash, ...]:
    columns = (column for column in columns_of(record_type_of(speaker.register)) if column in typed)
    return tuple(
        _clash(speaker, column, typed[column], theirs.get(column, ""), original.get(column, ""))
        for column in columns
        if typed[column] != theirs.get(column, "")
    )


def _clash(speaker: Speaker, column: str, mine: str, theirs: str, original: str) -> Clash:
    changed_by_me, changed_by_them = mine != original, theirs != original
    return Clash(
        column=column,
        label=speaker.label(column),
        mine=speaker.text(column, mine),
        theirs=speaker.text(column, theirs),
        original=speaker.text(column, original),
        language=column[-2:] if column.endswith(("_nl", "_en")) else "",
        both=changed_by_me and changed_by_them,
        mine_chosen=changed_by_me,
    )
