"""What is made of each record of a register: made once, and again only for a record that is another object."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

V = TypeVar("V")


class OfEach(Generic[V]):
    """What ``make`` gives for each record, kept for the last records that were asked of each kind.

    One state of a programme has most of its records in common with the next, as the same objects: to tell so takes a
    fraction of comparing what is in them, and that a fraction of making anew what was made of them.
    """

    def __init__(self, make: Callable[[Any, Any], V]) -> None:
        self._make = make
        self._last: dict[Hashable, tuple[tuple[Any, ...], tuple[V, ...]]] = {}

    def of(self, kind: Any, records: tuple[Any, ...]) -> tuple[V, ...]:
        """Return what ``make(kind, record)`` gives for each of some frozen records, in their order."""
        held, made = self._last.get(kind, ((), ()))
        if held is records:
            return made
        # What is held lives as long as this look, so that no other record can have its number.
        known = {id(record): one for record, one in zip(held, made, strict=True)}
        found = tuple(known[id(one)] if id(one) in known else self._make(kind, one) for one in records)
        # In one step, so that another thread never sees the records of one with what was made of others.
        self._last[kind] = records, found
        return found
