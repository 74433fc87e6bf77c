"""What a statement is about, as series of figures in the unit of its bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from wijkpeil.methods.status import Figure
from wijkpeil.methods.verdict import stands
from wijkpeil.model.ledger import Ambition, Target
from wijkpeil.model.periods import last_day, year_before
from wijkpeil.model.programme import Programme
from wijkpeil.model.statement import Statement
from wijkpeil.workflows.evaluations import Evaluations
from wijkpeil.workflows.lookup import Lookup
from wijkpeil.workflows.output_figures import OutputFigures
from wijkpeil.workflows.scope import Scopes
from wijkpeil.workflows.series import History, Series, at, changed, combined, half_width, spread

PER_CENT = 100
_FROM_START = ("change", "relative-change", "growth-against-reference")
Reference = Callable[[date], Fraction | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The series of a statement."""

    whole: Series = ()
    """The one series, unless it must hold in each area."""
    areas: dict[str, Series] | None = None
    """For *each area*: the series of each."""
    unknown: int = 0
    """Number of areas in the scope without any figure."""
    breaks: tuple[date, ...] = ()
    """Days from which its figures are made otherwise, rising."""


class Measurer:
    """Measures the statements of one programme."""

    def __init__(self, programme: Programme, evaluations: Evaluations | None = None) -> None:
        self.programme = programme
        self.evaluations = evaluations or Evaluations(programme)
        same = (programme.definitions, programme.releases)
        self.history = self.evaluations.once("history", same, lambda: History(programme))
        self.scopes = self.evaluations.once("scopes", same, lambda: Scopes(Lookup.of(programme), self.history))
        ledger = programme.ledger
        told = (*same, ledger.outputs, ledger.expectations, ledger.targets)
        self.outputs = self.evaluations.once("outputs", told, lambda: OutputFigures(programme, self.scopes))
        stated = (ledger.ambitions, ledger.targets)
        self._stated: dict[str, Statement] = self.evaluations.once("stated", stated, lambda: _by_id(*stated))

    @property
    def latest(self) -> date | None:
        """The last day of which anything is known: a figure, or what a measure delivered; None: of none."""
        known = [day for day in (self.history.latest, self.outputs.latest) if day is not None]
        return max(known, default=None)

    def sources(self, statement: Statement) -> tuple[object, ...]:
        """Give the objects from which ``measure`` makes what it gives: where all are the same, so is that."""
        followed = statement.comparator if statement.reference == "comparator" else None
        # What follows another statement reads that one, and none behind it.
        told = (statement, self._stated[followed]) if followed in self._stated else (statement,)
        formulas = (self.evaluations.of(one.formula, None) if one.formula else None for one in told)
        delivered = (each for one in told for each in self.outputs.sources(one))
        return (self.history, self.scopes, *told, *formulas, *delivered)

    def measure(self, statement: Statement) -> Measured:
        """Give the series of a statement; empty ones where nothing measures it."""
        delivered = self.outputs.by_area(statement)
        if delivered:
            return self._delivered(statement, delivered)
        if statement.indicator is None:
            return Measured(whole=self._by_formula(statement))
        areas, breaks = self.scopes.areas(statement), self.breaks(statement)
        known = [one for one in areas if any(each.value is not None for each in self._raw(statement, one))]
        unknown = len(areas) - len(known)
        if statement.quantifier == "each-area":
            return Measured(areas=self.by_area(statement), unknown=unknown, breaks=breaks)
        if statement.quantifier in ("number-of-areas", "share-of-areas"):
            counted = self._counted(statement, areas, self.by_area(statement))
            return Measured(whole=counted, unknown=unknown, breaks=breaks)
        whole = self._transformed(statement, self._together(statement, areas), areas)
        return Measured(whole=whole, breaks=breaks)

    def breaks(self, statement: Statement) -> tuple[date, ...]:
        """Give the days from which its indicator, or that of what moves along with it, is made otherwise, rising."""
        other = self._stated.get(statement.comparator or "") if statement.reference == "comparator" else None
        known = self.scopes.lookup.indicators
        found = (known.get(one.indicator) for one in (statement, other) if one is not None and one.indicator)
        return tuple(sorted({each.day for one in found if one is not None for each in one.breaks}))

    def _delivered(self, statement: Statement, delivered: dict[str, Series]) -> Measured:
        """Measure a statement by what measures delivered."""
        areas = self.scopes.areas_of(statement, delivered)
        if statement.quantifier not in ("each-area", "number-of-areas", "share-of-areas"):
            return Measured(whole=self._transformed(statement, self.outputs.total(statement), areas))
        series = {one: self._transformed(statement, delivered.get(one, ()), areas) for one in areas}
        unknown = sum(all(each.value is None for each in found) for found in series.values())
        if statement.quantifier == "each-area":
            return Measured(areas=series, unknown=unknown)
        return Measured(whole=self._counted(statement, areas, series), unknown=unknown)

    def by_area(self, statement: Statement) -> dict[str, Series]:
        """Give the series of each area that a statement is about, in the unit in which areas are held to something."""
        areas = self.scopes.areas(statement)
        return {one: self._transformed(statement, self._raw(statement, one), areas) for one in areas}

    def beside(self, statement: Statement) -> tuple[Series, Series]:
        """Give the own level of a statement and that of what it is set against, on the same days.

        Both in the unit of the indicator; empty where it is not set against anything that moves, or is about areas one
        by one.
        """
        against = statement.transformation in ("gap-to-reference", "growth-against-reference")
        together = statement.quantifier in ("total", "weighted-mean") and statement.indicator is not None
        if not (against and together) or statement.reference == "fixed-number":
            return (), ()
        areas = self.scopes.areas(statement)
        own, reference = self._together(statement, areas), self.reference(statement, areas)
        beside = (Figure(on=one.on, value=reference(one.on)) for one in own)
        return own, tuple(one for one in beside if one.value is not None)

    def _by_formula(self, statement: Statement) -> Series:
        found = self.evaluations.of(statement.formula, None).value if statement.formula else None
        if found is None:
            return ()
        # A formula knows one moment: that of the latest figures.
        return (Figure(on=self.history.latest or date.min, value=Fraction(found)),)

    def _raw(self, statement: Statement, area: str) -> Series:
        return self.history.of(statement.indicator or "", area)

    def _together(self, statement: Statement, areas: tuple[str, ...]) -> Series:
        whole = self.scopes.whole(statement)
        if whole is not None:
            return self._raw(statement, whole)
        return self._mean(statement, areas) if statement.quantifier == "weighted-mean" else self._sum(statement, areas)

    def _sum(self, statement: Statement, areas: tuple[str, ...]) -> Series:
        parts = [self._raw(statement, one) for one in areas]
        return combined(_days(parts), parts, [Fraction(1)] * len(parts))

    def _mean(self, statement: Statement, areas: tuple[str, ...]) -> Series:
        """Weigh areas by an indicator on the same day, or by their residents; unknown where a weight is."""
        parts = [self._raw(statement, one) for one in areas]
        found: list[Figure] = []
        for day in _days(parts):
            weights = [self._weight(statement, one, day) for one in areas]
            total = sum((one for one in weights if one is not None), Fraction(0))
            if None in weights or total == 0:
                found.append(Figure(on=day, value=None, status="not-collected"))
            else:
                found += combined([day], parts, [one / total for one in weights if one is not None])
        return tuple(found)

    def _weight(self, statement: Statement, area: str, day: date) -> Fraction | None:
        if statement.weights is not None:
            figure = at(self.history.of(statement.weights, area), day)
            return figure.value if figure else None
        known = self.scopes.lookup.areas.get(area)
        return None if known is None or known.residents is None else Fraction(known.residents)

    def _counted(self, statement: Statement, areas: tuple[str, ...], series: dict[str, Series]) -> Series:
        """Count the areas that meet the condition, of those with a figure on the day."""
        if statement.condition is None or statement.edge is None:
            return ()
        keys = self.scopes.keys(areas, statement.counted_by)
        values = {one: {each.on: each.value for each in found} for one, found in series.items()}
        found: list[Figure] = []
        for day in _days(list(series.values())):
            known = {one: value for one in areas if (value := values[one].get(day)) is not None}
            of = {key for one in known for key in keys[one]}
            met = {key for one, value in known.items() if self._counts(statement, value) for key in keys[one]}
            number = Fraction(len(met)) if statement.quantifier == "number-of-areas" else None
            share = Fraction(PER_CENT * len(met), len(of)) if of else None
            found.append(Figure(on=day, value=(number if number is not None else share) if of else None))
        return tuple(found)

    def _counts(self, statement: Statement, value: Fraction) -> bool:
        assert statement.condition is not None
        assert statement.edge is not None
        # Compared as decimals where they are, so that no digit is lost.
        edge = Fraction(statement.edge)
        return stands(statement.condition, Decimal(_sign(value - edge)), Decimal(0))

    def _transformed(self, statement: Statement, series: Series, areas: tuple[str, ...]) -> Series:
        change = statement.transformation
        if change in (None, "level", "conversion"):
            return series
        if change in _FROM_START:
            return self._from_start(statement, series, areas)
        reference = self.reference(statement, areas)
        return changed(series, lambda one: _gap(statement, one, reference(one.on)))

    def _from_start(self, statement: Statement, series: Series, areas: tuple[str, ...]) -> Series:
        """Give the change of each figure: since the start, or of what each year gives since the year before."""
        if statement.accumulation == "each-year":
            found = [(one, self._year_before(statement, series, one)) for one in series]
            pairs = {one.on: before for one, before in found if before is not None}
            series = tuple(one for one in series if one.on in pairs)
        else:
            start = self.start(statement, series)
            if start is None or start.value is None:
                return ()
            pairs = dict.fromkeys((one.on for one in series), start)
        if statement.transformation == "growth-against-reference":
            reference = self.reference(statement, areas)
            return changed(series, lambda one: _growth(statement, one, pairs[one.on], reference))
        return changed(series, lambda one: _change(statement, one, pairs[one.on]))

    def _year_before(self, statement: Statement, series: Series, one: Figure) -> Figure | None:
        """Give the known figure of the same day a year before, the stated start included.

        None where there is none, or where the two were made otherwise.
        """
        day = year_before(one.on)
        if any(day < each <= one.on for each in self.breaks(statement)):
            return None
        stated = self.start(statement, series) if statement.baseline_on == day else None
        found = next((each for each in series if each.on == day and each.value is not None), stated)
        return found if found is not None and found.value is not None else None

    def start(self, statement: Statement, series: Series) -> Figure | None:
        """Give the figure from which a change is counted: that of the stated day or value, else the first."""
        if statement.baseline is not None and statement.quantifier != "each-area":
            day = statement.baseline_on or (series[0].on if series else date.min)
            return Figure(on=day, value=Fraction(statement.baseline))
        if statement.baseline_on is not None:
            return at(series, statement.baseline_on)
        return next((one for one in series if one.value is not None), None)

    def reference(self, statement: Statement, areas: tuple[str, ...]) -> Reference:
        """Give what a statement is set against, by day."""
        kind = statement.reference
        if kind == "fixed-number" and statement.reference_value is not None:
            fixed = Fraction(statement.reference_value)
            return lambda _: fixed
        series: Series = ()
        if kind == "city":
            series = self._city(statement.indicator or "")
        elif kind == "rest-of-city":
            series = self._mean(statement, self.scopes.outside(areas))
        elif kind == "group" and statement.reference_group:
            holders = self.scopes.within((statement.reference_group,), statement.indicator, statement.boundaries)
            series = self._mean(statement, holders) if len(holders) > 1 else self._raw(statement, holders[0])
        elif kind == "comparator" and statement.comparator in self._stated:
            other = self._stated[statement.comparator]
            # Another statement that itself follows one would lead round.
            series = self.measure(other).whole if other.reference != "comparator" else ()
        exact = {one.on: one.value for one in series}
        return lambda day: exact.get(day)

    def _city(self, indicator: str) -> Series:
        found = self.history.of(indicator, self.scopes.city)
        definition = self.scopes.lookup.indicators.get(indicator)
        day = last_day(definition.period) if definition else None
        if found or definition is None or definition.city_value is None or day is None:
            return found
        return (Figure(on=day, value=Fraction(definition.city_value)),)


def _by_id(ambitions: tuple[Ambition, ...], targets: tuple[Target, ...]) -> dict[str, Statement]:
    stated: tuple[Ambition | Target, ...] = (*ambitions, *targets)
    return {one.id: one for one in stated}


def _days(parts: list[Series]) -> list[date]:
    return sorted({one.on for part in parts for one in part})


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _gap(statement: Statement, one: Figure, reference: Fraction | None) -> Figure | None:
    assert one.value is not None
    if reference is None or (statement.difference == "ratio" and reference == 0):
        return None
    sign = -1 if statement.direction == "fall" else 1
    scale = Fraction(1) if statement.difference == "points" else Fraction(PER_CENT) / abs(reference)
    return spread(one.on, sign * (one.value - reference) * scale, [half_width(one) * scale])


def _change(statement: Statement, one: Figure, before: Figure) -> Figure | None:
    """Give the change since an earlier figure, in the unit of the quantity or in per cent of what it was."""
    assert one.value is not None
    assert before.value is not None
    relative = statement.transformation == "relative-change"
    if relative and before.value == 0:
        return None
    sign = -1 if statement.direction == "fall" else 1
    scale = Fraction(PER_CENT) / abs(before.value) if relative else Fraction(1)
    halves = [half_width(one) * scale, half_width(before) * scale if one.on != before.on else Fraction(0)]
    return spread(one.on, sign * (one.value - before.value) * scale, halves)


def _growth(statement: Statement, one: Figure, start: Figure, reference: Reference) -> Figure | None:
    """Give the growth since an earlier figure against the reference's: in points, or as a ratio where that one grew."""
    assert one.value is not None
    first, now, before = start.value, reference(one.on), reference(start.on)
    if now is None or not before or not first:
        return None
    own, theirs = (one.value - first) / abs(first), (now - before) / abs(before)
    if statement.difference == "points":
        return Figure(on=one.on, value=(own - theirs) * PER_CENT)
    return Figure(on=one.on, value=(own / theirs - 1) * PER_CENT) if theirs > 0 else None
