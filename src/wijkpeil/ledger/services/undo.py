"""Undoing an entry of the journal: its records as they were before it, by a new entry."""

from __future__ import annotations

from typing import Any

from wijkpeil.errors import NotFound, StaleRecord, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.mapper import to_record
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.reading import may_read
from wijkpeil.ledger.services.recording import writing_as
from wijkpeil.ledger.services.records import Change, Receipt, records_write
from wijkpeil.loading.editing import Edit, record_cells
from wijkpeil.model.people import Actor

UNDOABLE = ("record_add", "record_revise", "record_remove", "record_restore", "records_import", "entry_undo")
"""Actions whose entries can be undone."""


def entry_undo(actor: Actor, programme: str, sequence: int, *, why: str = "", key: str = "") -> Receipt:
    """Write the records of entry ``sequence`` as they were before it.

    Raises:
        NotFound: there is no such entry, or it is none that can be undone.
        NotAllowed: the actor may not undo it, or may not write one of its records.
        StaleRecord: one of its records was written again since.
        FaultsFound: what was named then is no more, or what it added is named by others now.
    """
    with writing_as(actor) as actor:
        entry = JournalEntry.objects.filter(programme=programme, sequence=sequence, action__in=UNDOABLE).first()
        if entry is None:
            raise _none(sequence)
        rights.require(actor, "entry_undo", rights.Subject(programme=programme, author=entry.actor))
        before, after = entry.before or {}, entry.after or {}
        changes = [_back(actor, entry, name, name in after) for name in sorted({*before, *after})]
        return records_write(actor, programme, changes, action="entry_undo", why=why, key=key)


def _none(sequence: int) -> NotFound:
    return NotFound(say("There is no entry {sequence} that can be undone.", sequence=sequence))


def _back(actor: Actor, entry: JournalEntry, name: str, left: bool) -> Change:
    register, _, own = name.partition("/")
    rows = REGISTERS[register].objects.of(entry.programme).filter(record_id=own)
    current: Any = rows.current().first()
    earlier = rows.filter(closed_by=entry).first()
    records = [to_record(row.record_type, row) for row in (current, earlier) if row is not None]
    if not all(may_read(actor, entry.programme, register, each) for each in records):
        raise _none(entry.sequence)
    if (current.opened_by_id if current else None) != (entry.sequence if left else None):
        seen = rows.filter(opened_by=entry).values_list("revision", flat=True).first()
        raise StaleRecord(register, own, seen, current.revision if current else None)
    columns = record_cells(to_record(earlier.record_type, earlier)) if earlier else None
    return Change(edit=Edit(register=register, id=own, columns=columns), revision=current.revision if current else 0)
