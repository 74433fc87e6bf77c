"""The areas that a statement is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from wijkpeil.model.statement import Statement
from wijkpeil.workflows.lookup import Lookup
from wijkpeil.workflows.series import History


class Scopes:
    """Finds the areas of statements in one programme."""

    def __init__(self, lookup: Lookup, history: History) -> None:
        self.lookup = lookup
        self.history = history
        self._order = {area: place for place, area in enumerate(lookup.areas)}
        self.city = lookup.definitions.info.city

    def areas(self, statement: Statement) -> tuple[str, ...]:
        """Give the ids of the areas that a statement is about, at the level at which its indicator has figures.

        Areas in the scope without a figure are among them. None named: the city.
        """
        named = statement.areas or ((statement.group,) if statement.group else (self.city,))
        return self.within(named, statement.indicator, statement.boundaries)

    def covered(self, statement: Statement) -> frozenset[str]:
        """Give every area and group that a statement is about, and all that lies within them."""
        named = statement.areas or ((statement.group,) if statement.group else (self.city,))
        return frozenset((*named, *(one for holder in named for one in self._below(holder, statement.boundaries))))

    def areas_of(self, statement: Statement, counted: Iterable[str]) -> tuple[str, ...]:
        """Give what ``areas`` does, at the level of the areas in which something was counted."""
        named = statement.areas or ((statement.group,) if statement.group else (self.city,))
        return self._within(named, set(counted), statement.boundaries)

    def within(self, holders: Iterable[str], indicator: str | None, day: date | None = None) -> tuple[str, ...]:
        """Give the areas within some areas or groups at the level at which an indicator has figures."""
        return self._within(holders, self.history.areas.get(indicator or "", set()), day)

    def _within(self, holders: Iterable[str], measured: set[str], day: date | None) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for holder in holders:
            below = self._below(holder, day)
            level = self._level(below, measured)
            if level is None and holder in measured:
                found[holder] = None
            elif level is None:
                found |= dict.fromkeys(self.lookup.members(holder) or (holder,))
            found |= dict.fromkeys(one for one in below if self.lookup.areas[one].level == level)
        return tuple(found)

    def whole(self, statement: Statement) -> str | None:
        """Give the one area that a statement is about, where its indicator has figures of it as a whole."""
        holder = statement.areas[0] if len(statement.areas) == 1 else statement.group or self.city
        measured = self.history.areas.get(statement.indicator or "", set())
        return holder if not statement.areas[1:] and holder in measured else None

    def outside(self, areas: tuple[str, ...]) -> tuple[str, ...]:
        """Give the city's other areas at the level of these."""
        levels = {self.lookup.areas[one].level for one in areas if one in self.lookup.areas}
        return tuple(
            one for one in self._below(self.city, None) if self.lookup.areas[one].level in levels and one not in areas
        )

    def keys(self, areas: Iterable[str], counted_by: str) -> dict[str, tuple[str, ...]]:
        """Give what each area counts as: itself, its name, its printed code, or the areas around it at a level."""
        return {one: self._keys(one, counted_by) for one in areas}

    def _keys(self, area: str, by: str) -> tuple[str, ...]:
        if not by or area not in self.lookup.areas:
            return (area,)
        found = self.lookup.areas[area]
        if by == "name":
            return (found.name.nl,)
        if by == "printed_code":
            return (found.printed_code or found.code or found.id,)
        return self.lookup.at_level(area, by)

    def _below(self, holder: str, day: date | None) -> tuple[str, ...]:
        found: dict[str, None] = {}
        waiting = [holder]
        while waiting:
            here = waiting.pop()
            for child in self.lookup.down.get(here, ()):
                if child not in found and child in self.lookup.areas and self._holds(child, here, day):
                    found[child] = None
                    waiting.append(child)
        return tuple(sorted(found, key=self._order.__getitem__))

    def _holds(self, child: str, parent: str, day: date | None) -> bool:
        if day is None:
            return True
        return any(
            one.parent == parent
            and (one.valid_from is None or one.valid_from <= day)
            and (one.valid_to is None or day <= one.valid_to)
            for one in self.lookup.up.get(child, ())
        )

    def _level(self, areas: Iterable[str], measured: set[str]) -> str | None:
        levels = Counter(self.lookup.areas[one].level for one in areas if one in measured)
        return levels.most_common(1)[0][0] if levels else None
