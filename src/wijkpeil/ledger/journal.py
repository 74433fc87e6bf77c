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
    "previous_hash",
)
"""The fields, beside the moment, that an entry's hash covers."""


class Entry(Protocol):
    """What an entry must have to be verified."""

    sequence: int
    recorded_at: datetime
    previous_hash: str
    hash: str


def entry_hash(fields: Mapping[str, Any], recorded_at: datetime) -> str:
    """Return the SHA-256, hexadecimal, of an entry's content; ``fields`` holds those named in ``HASHED``."""
    moment = recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    return content_hash({**{name: fields[name] for name in HASHED}, "recorded_at": moment})


class Row(Protocol):
    """What a row must have to be covered by an entry."""

    programme: str
    record_id: str
    revision: int
    position: int

    def columns(self) -> dict[str, Any]:
        """Return the record's own columns."""


def row_hash(row: Row) -> str:
    """Return the SHA-256, hexadecimal, of a revision's content."""
    place = {"programme": row.programme, "position": row.position}
    return content_hash({**_name(row), **place, "columns": as_json(row.columns())})


def rows_hash(opened: Iterable[Row], closed: Iterable[Row]) -> str:
    """Return the SHA-256, hexadecimal, of the rows that an entry opened and closed, whatever their order."""
    made = sorted([*_name(row).values(), row_hash(row)] for row in opened)
    ended = sorted([*_name(row).values(), row.programme] for row in closed)
    return content_hash({"opened": made, "closed": ended})


def _name(row: Row) -> dict[str, Any]:
    return {"table": type(row).__name__, "record": row.record_id, "revision": row.revision}


def as_json(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as JSON holds them; a decimal with another number of digits is another value."""
    return {name: str(value) if isinstance(value, Decimal | date) else value for name, value in columns.items()}


def content_hash(content: Any) -> str:
    """Return the SHA-256, hexadecimal, of anything that JSON can hold, whatever the order of its keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_entries(entries: Iterable[Entry]) -> tuple[int, ...]:
    """Return the numbers of the entries, taken in order, that do not follow from the one before or from themselves.

    An entry that was changed, inserted or moved is among them, and the one after a removed one. That the last entries
    were cut off shows only against a hash kept elsewhere.
    """
    broken, expected, previous = [], 1, GENESIS
    for entry in entries:
        fields = {name: getattr(entry, name) for name in HASHED}
        whole = entry.hash == entry_hash(fields, entry.recorded_at)
        if not whole or entry.sequence != expected or entry.previous_hash != previous:
            broken.append(entry.sequence)
        expected, previous = entry.sequence + 1, entry.hash
    return tuple(broken)
