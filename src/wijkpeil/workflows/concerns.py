"""Which promises, measures and claims concern an area, and whether they name it or hold for a larger whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from wijkpeil.workflows.lookup import Lookup

T = TypeVar("T")
How = Literal["named", "part", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern(Generic[T]):
    """A record that concerns an area, and how."""

    item: T
    how: How
    """``named``: names this area; ``part``: names a larger area or a group around it, or an area within it;
    ``all``: holds for all areas of the board."""
    inferred: bool
    """True where no source prints that what it names lies in, holds or overlaps this area."""


class Reach:
    """One area with everything that holds it and everything it holds."""

    def __init__(self, lookup: Lookup, area: str) -> None:
        self.lookup = lookup
        self.area = area
        self.holders = frozenset(lookup.holders(area))
        self.rows = frozenset(lookup.rows_within(area))
        self.all_rows = len(lookup.rows())
        self._known: dict[tuple[str, ...], tuple[How, bool] | None] = {}

    def how(self, areas: Iterable[str]) -> How | None:
        """Tell how a record that names ``areas`` (areas or groups) concerns this area; None where it does not.

        A record that names none holds for all. Naming a whole that holds every area of the board is the same.
        """
        named = frozenset(areas)
        if self.area in named:
            return "named"
        if not named:
            return "all"
        if not (named & self.holders or self.rows.intersection(self.lookup.rows_of(named))):
            return None
        return "all" if any(self._holds_all(one) for one in named) else "part"

    def _concerned(self, named: tuple[str, ...]) -> tuple[How, bool] | None:
        """Tell how naming some areas concerns this one, and whether that is inferred: many records name the same."""
        if named not in self._known:
            how = self.how(named)
            inferred = how == "part" and not self.lookup.meets(self.area, named)
            self._known[named] = None if how is None else (how, inferred)
        return self._known[named]

    def _holds_all(self, holder: str) -> bool:
        return len(self.lookup.rows_within(holder)) == self.all_rows

    def concerns(self, items: Iterable[tuple[T, Iterable[str]]]) -> tuple[Concern[T], ...]:
        """Give the records that concern this area, those that name it first, otherwise in order."""
        known = ((item, self._concerned(tuple(areas))) for item, areas in items)
        found = [Concern(item=item, how=how[0], inferred=how[1]) for item, how in known if how is not None]
        order: dict[How, int] = {"named": 0, "part": 1, "all": 2}
        return tuple(sorted(found, key=lambda concern: order[concern.how]))
