"""What a person's own work looks like in the journal: what they wrote, what others did, what can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.reading import may_read_told
from wijkpeil.ledger.rights import KEPT
from wijkpeil.ledger.services.undo import UNDOABLE
from wijkpeil.model.people import Actor

MOST_NAMES = 50
"""Records of one entry up to which it is looked up whether it can still be undone; of more, it is tried."""


def written_by(actor: Actor, programme: str, most: int) -> tuple[JournalEntry, ...]:
    """Return the last entries that an actor made about records, the newest first."""
    found = JournalEntry.objects.filter(programme=programme, actor=actor.id, action__in=UNDOABLE)
    return tuple(found.order_by("-sequence")[:most])


def written_by_others(actor: Actor, programme: str, since: datetime, most: int) -> tuple[JournalEntry, ...]:
    """Return the last entries that others made since a moment about records that the actor may see."""
    # Later entries have later moments: by number there is nothing to look through where nothing is new.
    before = JournalEntry.objects.filter(recorded_at__lte=since).order_by("-recorded_at")
    seen = before.values_list("sequence", flat=True).first()
    found = JournalEntry.objects.filter(programme=programme, action__in=UNDOABLE, sequence__gt=seen or 0)
    entries = found.exclude(actor=actor.id).order_by("-sequence")[: most * 2]
    return tuple(entry for entry in entries if any(shows(actor, entry, name) for name in names_of_entry(entry)))[:most]


def names_of_entry(entry: JournalEntry) -> tuple[str, ...]:
    """Return the records that an entry is about, as ``REGISTER/ID``."""
    return tuple(sorted({*(entry.before or {}), *(entry.after or {})}))


def shows(actor: Actor, entry: JournalEntry, name: str) -> bool:
    """Say whether an actor may see a record as an entry left or found it, in a register that is kept by hand."""
    register = name.partition("/")[0]
    told: Any = (entry.after or {}).get(name) or (entry.before or {}).get(name) or {}
    return register in KEPT and may_read_told(actor, entry.programme, register, told)


def still_undoable(programme: str, entries: Iterable[JournalEntry]) -> frozenset[int]:
    """Return the numbers of those entries of which every record is still as the entry left it."""
    asked = tuple(entries)
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in asked:
        for name in _looked_up(entry):
            register, _, own = name.partition("/")
            wanted[register].add(own)
    current = dict(_opened_by(programme, wanted))
    return frozenset(entry.sequence for entry in asked if _is_as_left(entry, current))


def _looked_up(entry: JournalEntry) -> tuple[str, ...]:
    names = names_of_entry(entry)
    return names if len(names) <= MOST_NAMES else ()


def _opened_by(programme: str, wanted: Mapping[str, set[str]]) -> Iterator[tuple[str, int]]:
    for register, ids in wanted.items():
        rows = REGISTERS[register].objects.of(programme).current().filter(record_id__in=ids)
        yield from ((f"{register}/{own}", entry) for own, entry in rows.values_list("record_id", "opened_by_id"))


def _is_as_left(entry: JournalEntry, current: Mapping[str, int]) -> bool:
    left = entry.after or {}
    return all(current.get(name) == (entry.sequence if name in left else None) for name in _looked_up(entry))
