"""The page of one record: what it says, who made it say so, and everything it said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from wijkpeil.errors import NotFound, say
from wijkpeil.ledger.mapper import to_record
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.reading import may_read
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.rights import may
from wijkpeil.ledger.subjects import subject_of
from wijkpeil.loading.editing import record_cells
from wijkpeil.model.base import record
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.desk import Desk
from wijkpeil.pages.work.people import did_words, who
from wijkpeil.pages.work.saying import Difference, Said, Speaker
from wijkpeil.pages.work.words import RegisterWords, register_words


@record
class Event:
    """Something that was done to a record."""

    revision: int
    """Revision that it made; for a removal, the one that it ended."""
    when: datetime
    who: str
    did: str
    why: str
    sequence: int
    """Number of the journal entry."""
    changes: tuple[Difference, ...]
    restorable: bool
    removal: bool


@record
class RecordPage:
    """One record of a register."""

    words: RegisterWords
    id: str
    title: str
    values: tuple[Said, ...]
    revision: int
    last: Event
    """What was done to it last."""
    history: tuple[Event, ...]
    """Everything that was done to it, the last first."""
    removed: bool
    may_revise: bool
    may_remove: bool
    may_restore: bool


def record_page(desk: Desk, register: str, own: str) -> RecordPage:
    """Show one record with its history; one that was removed as it last was.

    Raises:
        NotFound: there never was such a record, or not for this reader.
    """
    rows = _rows(desk, register, own)
    row, each = rows[-1]
    speaker = Speaker(desk, register)
    subject = subject_of(desk.programme, register, each)
    removed = row.recorded_to is not None
    with override(desk.language):
        history = tuple(reversed(_events(rows, speaker, may(desk.actor, "record_restore", subject))))
        return RecordPage(
            words=register_words(register, desk.language),
            id=own,
            title=title_of(each, desk.language),
            values=speaker.all(record_cells(each)),
            revision=row.revision,
            last=history[0],
            history=history,
            removed=removed,
            may_revise=not removed and may(desk.actor, "record_revise", subject),
            may_remove=not removed and may(desk.actor, "record_remove", subject),
            may_restore=may(desk.actor, "record_restore", subject),
        )


def revision_cells(desk: Desk, register: str, own: str, revision: int | None) -> dict[str, str] | None:
    """Return the cells of a revision that the reader may see; None where there is none."""
    row = REGISTERS[register].objects.of(desk.id).filter(record_id=own, revision=revision).first()
    each = to_record(row.record_type, row) if row is not None and row.record_type is not None else None
    return record_cells(each) if each is not None and may_read(desk.actor, desk.id, register, each) else None


def current_row(desk: Desk, register: str, own: str) -> Revision | None:
    """Return the current revision of a record, with the entry that made it; None where there is none."""
    rows = REGISTERS[register].objects.of(desk.id).current().select_related("opened_by")
    found: Revision | None = rows.filter(record_id=own).first()
    return found


def last_entry(desk: Desk, register: str, own: str) -> JournalEntry | None:
    """Return the entry that last did something to a record; None where there never was one."""
    rows = REGISTERS[register].objects.of(desk.id).select_related("opened_by", "closed_by")
    row = rows.filter(record_id=own).order_by("-revision").first()
    return (row.closed_by or row.opened_by) if row is not None else None


def _rows(desk: Desk, register: str, own: str) -> list[tuple[Any, Any]]:
    found = REGISTERS[register].objects.of(desk.id).filter(record_id=own).order_by("revision")
    rows = [(row, to_record(row.record_type, row)) for row in found.select_related("opened_by", "closed_by")]
    # A revision from before a record was shared stays hidden from those it was not shared with.
    rows = [(row, each) for row, each in rows if may_read(desk.actor, desk.id, register, each)]
    last = found.last()
    if not rows or last is None or rows[-1][0].revision != last.revision:
        raise NotFound(say("There is no record {register}/{id}.", register=register, id=own))
    return rows


def _events(rows: Sequence[tuple[Any, Any]], speaker: Speaker, restorable: bool) -> list[Event]:
    events: list[Event] = []
    before: dict[str, str] = {}
    for number, (row, each) in enumerate(rows):
        cells = record_cells(each)
        after = rows[number + 1][0] if number + 1 < len(rows) else None
        current = row.recorded_to is None
        changes = speaker.differences(before, cells) if before else ()
        events.append(_event(row, row.opened_by, speaker, changes, restorable and not current))
        if row.closed_by is not None and _was_removed(row, after):
            events.append(_event(row, row.closed_by, speaker, (), False, removal=True))
        before = cells
    return events


def _was_removed(row: Any, after: Any | None) -> bool:
    """Say whether a closed revision was the last for a while, as against one that another took the place of."""
    return after is None or (after.revision == row.revision + 1 and after.opened_by_id != row.closed_by_id)


def _event(
    row: Any,
    entry: JournalEntry,
    speaker: Speaker,
    changes: tuple[Difference, ...],
    restorable: bool,
    removal: bool = False,
) -> Event:
    did = did_words()
    return Event(
        revision=row.revision,
        when=entry.recorded_at,
        who=who(entry, speaker.desk),
        did=did["record_remove"] if removal else did.get(entry.action, entry.action),
        why=entry.why,
        sequence=entry.sequence,
        changes=changes,
        restorable=restorable,
        removal=removal,
    )
