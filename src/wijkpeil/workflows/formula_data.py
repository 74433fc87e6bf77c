"""What a formula can look up in a programme: figures, borders, counts, facts and records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from wijkpeil.methods.colour import colour_of, possible_colours
from wijkpeil.methods.counts import Count, Redness, count_reds
from wijkpeil.model.base import Text
from wijkpeil.model.figures import Observation
from wijkpeil.model.formula import FilterValue
from wijkpeil.model.indicators import Comparison, Indicator, RedCount
from wijkpeil.model.ledger import Ambition, Target
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.board import latest, pick_release
from wijkpeil.workflows.borders import Bounds, resolve_borders
from wijkpeil.workflows.lookup import Lookup

T = TypeVar("T")


class Unknown(Exception):
    """A formula meets something that the programme does not hold."""


class FormulaData:
    """One programme, indexed once for any number of formulas.

    ``like`` may be the data of another programme: what only the definitions and the figures decide is taken from it
    where those are the very same.
    """

    def __init__(self, programme: Programme, like: FormulaData | None = None) -> None:
        self.programme = programme
        self.asked: set[str] = set()
        """Registers of the ledger that formulas looked into."""
        if like is not None and same_figures(like.programme, programme):
            self._share(like)
        else:
            self._index(programme)
        self._targets = {target.id: target for target in programme.ledger.targets}
        self._ambitions = {ambition.id: ambition for ambition in programme.ledger.ambitions}

    def _index(self, programme: Programme) -> None:
        figures = pick_release(programme)
        self.lookup = Lookup.of(programme)
        self.observations: dict[tuple[str, str], Observation] = latest(figures.observations) if figures else {}
        self.bounds: dict[str, Bounds] = resolve_borders(programme.definitions, self.observations.values())
        self.rows = self.lookup.rows()
        self.facts = {fact.id: fact for fact in programme.definitions.facts}
        self.counts = {count.id: count for count in programme.definitions.info.counts}
        self.printed = {(one.count, one.area): one.printed for one in programme.definitions.published_counts}

    def _share(self, like: FormulaData) -> None:
        self.lookup, self.rows = like.lookup, like.rows
        self.observations, self.bounds = like.observations, like.bounds
        self.facts, self.counts, self.printed = like.facts, like.counts, like.printed

    def target(self, target: str) -> Target | None:
        """Give a target; None where there is none."""
        self.asked.add("targets")
        return self._targets.get(target)

    def ambition(self, ambition: str) -> Ambition | None:
        """Give an ambition; None where there is none."""
        self.asked.add("ambitions")
        return self._ambitions.get(ambition)

    def records(self, register: str, filters: tuple[tuple[str, FilterValue], ...]) -> list[Any]:
        """Give the records of a register that pass all filters, in order."""
        home: Any = self.programme.definitions
        if hasattr(self.programme.ledger, register):
            home = self.programme.ledger
            self.asked.add(register)
        return [one for one in getattr(home, register) if all(passes(getattr(one, k), v) for k, v in filters)]

    def value(self, indicator: str, area: str) -> Decimal | None:
        """Give a figure; None where it is missing."""
        observation = self.observations.get((indicator, area))
        return observation.value if observation else None

    def indicator(self, indicator: str) -> Indicator:
        """Give an indicator; unknown where there is none."""
        return known(self.lookup.indicators.get(indicator))

    def redness(self, indicator: str, area: str, comparison: Comparison | None) -> Redness:
        """Colour a cell, under the border's own comparison where none is given."""
        bounds = known(self.bounds.get(indicator))
        value = self.value(indicator, area)
        sides = self.indicator(indicator).polarity, bounds.negative, bounds.positive
        return Redness(colour_of(value, *sides, comparison or bounds.comparison), possible_colours(value, *sides))

    def count(self, count: str) -> RedCount:
        """Give the definition of a count."""
        return known(self.counts.get(count))

    def recount(self, count: str, area: str, indicators: tuple[str, ...], comparison: Comparison | None) -> Count:
        """Count the reds of an area, over the count's own indicators where none are given."""
        rule = self.count(count)
        cells = (self.redness(one, area, comparison or rule.comparison) for one in indicators or rule.indicators)
        return count_reds(cells, rule.factor)


def known(value: T | None) -> T:
    """Give the value, or stop the formula where there is none."""
    if value is None:
        raise Unknown
    return value


def same_figures(one: Programme, other: Programme) -> bool:
    """Tell whether two programmes have the very same definitions and figures, so that they differ in the ledger alone.

    They are compared as objects: equal ones that were read twice are not the same.
    """
    return one.definitions is other.definitions and one.releases is other.releases


def passes(value: object, wanted: FilterValue) -> bool:
    """Tell whether a field passes a filter.

    None: the field is empty. True, False: the field is that, or is filled in or not. A number: equal. A text: equal
    to the field, to its date in ISO form, to either language of its text, or to one of several.
    """
    if wanted is None:
        return _empty(value)
    if isinstance(wanted, bool):
        return value is wanted if isinstance(value, bool) else _empty(value) is not wanted
    return any(one == wanted for one in _faces(value))


def faces(value: object) -> tuple[object, ...]:
    """Give what a field counts as among different values: none where it is empty, each of several."""
    if _empty(value):
        return ()
    if isinstance(value, tuple):
        return value
    return (value.nl,) if isinstance(value, Text) else (value,)


def _faces(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, Text):
        yield from (value.nl, value.en)
    elif isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, float):
        yield Decimal(repr(value))
    elif not isinstance(value, bool):
        yield value


def _empty(value: object) -> bool:
    return value is None or value == "" or value == ()
