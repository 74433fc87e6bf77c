"""Which outputs a statement counts, and what they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from wijkpeil.methods.status import Figure
from wijkpeil.model.delivery import Output
from wijkpeil.model.periods import last_day
from wijkpeil.model.programme import Programme
from wijkpeil.model.statement import Statement
from wijkpeil.workflows.output_series import OutputSeries, counted, series_of, together
from wijkpeil.workflows.scope import Scopes
from wijkpeil.workflows.series import Series

_SHARES = ("conversion",)
"""What no sum of things can give."""


class OutputFigures:
    """Measures statements about what measures deliver: the outputs of those that should move the target."""

    def __init__(self, programme: Programme, scopes: Scopes) -> None:
        self.scopes = scopes
        self._measures: dict[str, list[str]] = defaultdict(list)
        for tie in programme.ledger.expectations:
            self._measures[tie.target].append(tie.measure)
        self._wholes = {one.id: one.part_of for one in programme.ledger.targets}
        self._outputs: dict[str, list[Output]] = defaultdict(list)
        for one in programme.ledger.outputs:
            self._outputs[one.measure].append(one)
        self.latest = max((day for one in programme.ledger.outputs if (day := _reported_up_to(one))), default=None)
        """Last day of the latest period of which a delivered number is known."""

    def of(self, statement: Statement) -> tuple[OutputSeries, ...]:
        """Give the series that a statement counts: of its noun, by measures that should move it, within its areas.

        None where it is about something else, or asks for a share.
        """
        asks = statement.quantity == "output" and statement.indicator is None and not statement.formula
        if not asks or statement.noun is None or statement.transformation in _SHARES:
            return ()
        if statement.quantifier == "weighted-mean":
            return ()
        nouns = [one for one in self.sources(statement) if one.noun == statement.noun]
        inside = self.scopes.covered(statement) if nouns else frozenset()
        return series_of(one for one in nouns if self._lies(one.area, inside))

    def sources(self, statement: Statement) -> tuple[Output, ...]:
        """Give the records among which ``of`` looks."""
        if statement.quantity != "output":
            return ()
        return tuple(one for measure in self._moving(statement) for one in self._outputs.get(measure, ()))

    def by_area(self, statement: Statement) -> dict[str, Series]:
        """Give the series of each area that a statement counts by itself."""
        areas: dict[str, list[OutputSeries]] = defaultdict(list)
        for one in self.of(statement):
            areas[one.area].append(one)
        return {area: self._sum(statement, found) for area, found in areas.items()}

    def total(self, statement: Statement) -> Series:
        """Give what a statement counts, in all its areas together."""
        return self._sum(statement, self.of(statement))

    def _sum(self, statement: Statement, found: Sequence[OutputSeries]) -> Series:
        how = statement.accumulation
        if how == "standing" and len({one.cumulative for one in found}) > 1:
            # A total since the start and the number of one period are no two parts of one thing.
            return ()
        start = statement.baseline_on if how == "cumulative" else None
        summed = together([(one, counted(one, how, start)) for one in found])
        if how != "cumulative" or not statement.baseline:
            return summed
        return tuple(_raised(one, Fraction(statement.baseline)) for one in summed)

    def _moving(self, statement: Statement) -> tuple[str, ...]:
        own: str | None = getattr(statement, "of", None) or getattr(statement, "id", None)
        named = (one for one in (own, self._wholes.get(own or "")) if one is not None)
        return tuple(dict.fromkeys(measure for one in named for measure in self._measures.get(one, ())))

    def _lies(self, place: str, inside: frozenset[str]) -> bool:
        members = self.scopes.lookup.members(place)
        is_group = place not in self.scopes.lookup.areas
        return place in inside or (is_group and bool(members) and inside.issuperset(members))


def _reported_up_to(one: Output) -> date | None:
    return last_day(one.period) if one.delivered is not None else None


def _raised(one: Figure, by: Fraction) -> Figure:
    return one if one.value is None else Figure(on=one.on, value=one.value + by)
