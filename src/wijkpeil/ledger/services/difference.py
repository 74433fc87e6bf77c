"""What differs between the records that are to be and the revisions that are current."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wijkpeil.ledger.journal import as_json
from wijkpeil.ledger.order import positions
from wijkpeil.ledger.revisions import Revision


@dataclass(frozen=True, slots=True)
class Wanted:
    """A record as it is to be."""

    record_id: str
    columns: dict[str, Any]
    """Its own columns."""


@dataclass(slots=True)
class Difference:
    """What must be done to one table."""

    opened: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)
    """Revisions to open: id, position, columns."""
    closed: list[Revision] = field(default_factory=list)
    """Revisions to close."""
    added: list[str] = field(default_factory=list)
    """Ids that were not there."""
    changed: list[str] = field(default_factory=list)
    """Ids whose content is another."""
    moved: list[str] = field(default_factory=list)
    """Ids whose place alone is another."""
    removed: list[str] = field(default_factory=list)
    """Ids that are no more."""

    def __bool__(self) -> bool:
        return bool(self.opened or self.closed)

    def told(self) -> dict[str, list[str]]:
        """Return what changed, for the journal; kinds of change that did not occur are left out."""
        kinds = {"added": self.added, "changed": self.changed, "moved": self.moved, "removed": self.removed}
        return {name: ids for name, ids in kinds.items() if ids}


def compare(wanted: Sequence[Wanted], current: Sequence[Revision]) -> Difference:
    """Compare records, in their order, with current revisions."""
    made = Difference()
    rows = {row.record_id: row for row in current}
    places = positions([each.record_id for each in wanted], {name: row.position for name, row in rows.items()})
    for each in wanted:
        row, place = rows.pop(each.record_id, None), places[each.record_id]
        if row is not None:
            same = as_json(row.columns()) == as_json(each.columns)
            if same and row.position == place:
                continue
            (made.moved if same else made.changed).append(each.record_id)
            made.closed.append(row)
        else:
            made.added.append(each.record_id)
        made.opened.append((each.record_id, place, each.columns))
    made.removed.extend(rows)
    made.closed.extend(rows.values())
    return made
