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
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.board import latest, pick_release
from wijkpeil.workflows.borders import Bounds, resolve_borders
from wijkpeil.workflows.lookup import Lookup

T = TypeVar("T")


class Unknown(Exception):
    """A formula meets something that the programme does not hold."""


class FormulaData:
    """One programme, indexed once for any number of formulas."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.lookup = Lookup.of(programme)
        figures = pick_release(programme)
        self.observations: dict[tuple[str, str], Observation] = latest(figures.observations) if figures else {}
        self.bounds: dict[str, Bounds] = resolve_borders(programme.definitions, self.observations.values())
        self.rows = self.lookup.rows()
        self.facts = {fact.id: fact for fact in programme.definitions.facts}
        self.counts = {count.id: count for count in programme.definitions.info.counts}
        self.targets = {target.id: target for target in programme.ledger.targets}
        self.ambitions = {ambition.id: ambition for ambition in programme.ledger.ambitions}
        self.printed = {(one.count, one.area): one.printed for one in programme.definitions.published_counts}

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


def records(programme: Programme, register: str, filters: tuple[tuple[str, FilterValue], ...]) -> list[Any]:
    """Give the records of a register that pass all filters, in order."""
    home = programme.ledger if hasattr(programme.ledger, register) else programme.definitions
    return [one for one in getattr(home, register) if all(passes(getattr(one, k), v) for k, v in filters)]


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
