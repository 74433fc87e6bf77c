"""The chain that holds the journal together: each entry's hash covers its content and the hash before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Protocol

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""
HASHED = (
    "sequence",
    "programme",
    "actor",
    "role",
    "action",
    "subject",
    "before",
    "after",
    "why",
    "rows",
    "key",
    "layout",
    "salt",
    "previous_hash",
)
"""The fields, beside the moment, that an entry's hash covers."""
LATER: Mapping[str, int] = {}
"""Those of them that came after the first release, by the layout from which a hash covers them."""


class Entry(Protocol):
    """What an entry must have to be verified."""

    sequence: int
    recorded_at: datetime
    previous_hash: str
    hash: str


def entry_hash(fields: Mapping[str, Any], recorded_at: datetime) -> str:
    """Return the SHA-256, hexadecimal, of an entry's content; ``fields`` holds those named in ``HASHED``."""
    return content_hash(covered(fields, recorded_at))


def covered(fields: Mapping[str, Any], recorded_at: datetime) -> dict[str, Any]:
    """Return what an entry's hash covers: the fields named in ``HASHED`` that there were in its layout, and the moment
    in UTC to the microsecond."""
    moment = recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    names = (name for name in HASHED if LATER.get(name, 0) <= fields["layout"])
    return {**{name: fields[name] for name in names}, "recorded_at": moment}


class Row(Protocol):
    """What a row must have to be covered by an entry."""

    programme: str
    record_id: str
    revision: int
    position: int

    def proved(self, layout: int) -> dict[str, Any]:
        """Return the row's own columns that there were in a layout."""


def row_hash(row: Row, layout: int) -> str:
    """Return the SHA-256, hexadecimal, of a revision's content as an entry of ``layout`` wrote it."""
    place = {"programme": row.programme, "position": row.position}
    return content_hash({**_name(row), **place, "columns": as_json(row.proved(layout))})


def record_hash(row: Row, layout: int, salt: str) -> str:
    """Return the SHA-256, hexadecimal, of what a record says by the columns of ``layout``, wherever it stands."""
    told = {"table": type(row).__name__, "record": row.record_id, "columns": as_json(row.proved(layout))}
    return content_hash({**told, "salt": salt})


def rows_hash(opened: Iterable[Row], closed: Iterable[Row], layout: int, salt: str) -> str:
    """Return the SHA-256, hexadecimal, of the rows that an entry of ``layout`` opened and closed, in any order."""
    return told_hash((told_opened(row, layout) for row in opened), (told_closed(row) for row in closed), salt)


def told_opened(row: Row, layout: int) -> list[Any]:
    """Return what an entry of ``layout`` covers of a row that it opened."""
    return [*_name(row).values(), row_hash(row, layout)]


def told_closed(row: Row) -> list[Any]:
    """Return what an entry covers of a row that it closed."""
    return [*_name(row).values(), row.programme]


def told_hash(opened: Iterable[list[Any]], closed: Iterable[list[Any]], salt: str) -> str:
    """Return the same as ``rows_hash``, from what is covered of each row."""
    return content_hash({"opened": sorted(opened), "closed": sorted(closed), "salt": salt})


def _name(row: Row) -> dict[str, Any]:
    return {"table": type(row).__name__, "record": row.record_id, "revision": row.revision}


def as_json(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as JSON holds them; a decimal with another number of digits is another value."""
    return {name: str(value) if isinstance(value, Decimal | date) else value for name, value in columns.items()}


def canonical(content: Any) -> str:
    """Return the one JSON text of anything that JSON can hold: keys in order of code point, no space, no escape that
    need not be. Fractions are written as text everywhere in the journal, since no two tools write them alike."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def holds_fraction(content: Any) -> bool:
    """Say whether a binary fraction stands anywhere in what JSON can hold."""
    if isinstance(content, Mapping):
        return any(holds_fraction(each) for each in content.values())
    if isinstance(content, list | tuple):
        return any(holds_fraction(each) for each in content)
    return isinstance(content, float)


def content_hash(content: Any) -> str:
    """Return the SHA-256, hexadecimal, of anything that JSON can hold, whatever the order of its keys."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def broken_entries(entries: Iterable[Entry]) -> tuple[int, ...]:
    """Return the numbers of the entries, taken in order, that do not follow from the one before or from themselves.

    An entry that was changed, inserted or moved is among them, and the one after a removed one. That the last entries
    were cut off shows only against a hash kept elsewhere.
    """
    chain = Chain()
    return tuple(entry.sequence for entry in entries if not chain.takes(entry))


class Chain:
    """The journal as far as it was followed."""

    def __init__(self) -> None:
        self.expected, self.head = 1, GENESIS

    def takes(self, entry: Entry) -> bool:
        """Go on to the next entry; say whether it follows from the one before and from itself."""
        follows = entry.sequence == self.expected and entry.previous_hash == self.head and _is_whole(entry)
        self.expected, self.head = entry.sequence + 1, entry.hash
        return follows


def _is_whole(entry: Entry) -> bool:
    try:
        return entry.hash == entry_hash({name: getattr(entry, name) for name in HASHED}, entry.recorded_at)
    except (TypeError, ValueError, AttributeError):
        # What JSON cannot hold, or a moment that is none, was not written by the application.
        return False
