"""Follow the promises of a programme: from its records and figures to the state of each on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from wijkpeil.methods.forecast import forecast
from wijkpeil.methods.path import Point
from wijkpeil.methods.status import Course, Figure, Standing, gap_to_path, judge
from wijkpeil.model.base import Text
from wijkpeil.model.ledger import Ambition, Target
from wijkpeil.model.milestones import read_milestones
from wijkpeil.model.programme import Programme
from wijkpeil.model.statement import StatedReading, Statement, TargetRevision
from wijkpeil.model.status import EarlierState, Forecast, Missing, ReadingState, Shortfall, TargetState, TargetStatus
from wijkpeil.workflows.evaluations import Evaluations
from wijkpeil.workflows.measuring import Measured, Measurer
from wijkpeil.workflows.reasons import LACKS, joined, reason_of, reason_of_each, reason_of_undecided, with_unknown
from wijkpeil.workflows.revised import earlier_statements, replaced_by, stated_on

_CHANGES = ("change", "relative-change", "growth-against-reference")
_THINGS = ("output", "facilities", "agreements")
_UNMET: tuple[TargetStatus, ...] = ("behind", "off-track", "moving-away")
_WITHOUT = ("no-figure", "no-figure-of-the-term", "figure-before-term")
"""Reasons that say that a figure is missing."""
WORST_FIRST: tuple[TargetStatus, ...] = (
    "moving-away",
    "off-track",
    "behind",
    "uncertain",
    "withheld",
    "not-measured",
    "not-measurable",
    "too-early",
    "on-track",
    "achieved",
)
"""The order in which areas decide on a promise about each of them: it goes as far as its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What comes of one statement on a day."""

    standing: Standing
    reason: Text
    failing: tuple[Shortfall, ...] = ()
    unknown: int = 0
    gap: Fraction | None = None
    forecast: Forecast | None = None


def target_states(
    programme: Programme, evaluations: Evaluations | None = None, as_of: date | None = None
) -> tuple[TargetState, ...]:
    """Give the state of every target and part, in the order of the register, under the rule of ``methods.status``.

    ``evaluations`` are those of this programme. ``as_of`` is the day, and each target is what had been decided by then;
    None: the day of the latest figures, and each target as it was decided last.
    """
    return _Monitor(programme, evaluations, as_of).states(programme.ledger.targets)


def ambition_states(
    programme: Programme, evaluations: Evaluations | None = None, as_of: date | None = None
) -> tuple[TargetState, ...]:
    """Give the state of every ambition, as ``target_states`` does."""
    return _Monitor(programme, evaluations, as_of).states(programme.ledger.ambitions)


def checkable(target: Statement) -> bool:
    """Tell whether a target states a number to reach and a day by which: without these nobody can find it missed."""
    return target.bound is not None and target.deadline is not None


def lacking(statement: Statement) -> tuple[Missing, ...]:
    """Name what a statement lacks to be followed, apart from figures and from being ambiguous."""
    counts = statement.quantifier in ("number-of-areas", "share-of-areas")
    yearly = statement.accumulation == "each-year"
    changes = statement.transformation in _CHANGES
    lacks: dict[Missing, bool] = {
        "no-number": statement.bound is None or (counts and statement.edge is None),
        "no-term": statement.deadline is None and not yearly,
        "no-indicator": not (statement.indicator or statement.formula),
        # What each year gives is set against the year before, so that it needs no start.
        "no-baseline": changes and not yearly and statement.baseline is None and statement.baseline_on is None,
        "no-direction": statement.relation is None,
    }
    return tuple(one for one, lacks_it in lacks.items() if lacks_it)


class _Monitor:
    """One programme on one day."""

    def __init__(self, programme: Programme, evaluations: Evaluations | None, as_of: date | None) -> None:
        self.measurer = Measurer(programme, evaluations)
        self.decided_by = as_of
        self.as_of = as_of or self.measurer.latest
        self.earlier = earlier_statements(programme.ledger)
        self.names = {area.id: area.name for area in programme.definitions.areas}
        self.readings: dict[str, list[StatedReading]] = {}
        for reading in programme.ledger.readings:
            self.readings.setdefault(reading.of, []).append(reading)

    def states(self, stated: Sequence[Target | Ambition]) -> tuple[TargetState, ...]:
        return tuple(self._kept(one) for one in stated)

    def _kept(self, one: Target | Ambition) -> TargetState:
        """Give the state that one had before, where nothing that it is made of is another object since."""
        if self.decided_by is not None:
            return self._state(one)
        told = (one, *self.earlier.get(one.id, ()), *self.readings.get(one.id, ()))
        parts = tuple(part for each in told for part in self.measurer.sources(each))
        what = ("state", type(one), one.id, self.as_of)
        return self.measurer.evaluations.once(what, parts, lambda: self._state(one))

    def _state(self, one: Target | Ambition) -> TargetState:
        revised = self.earlier.get(one.id, ())
        stated = stated_on(one, revised, self.decided_by)
        found = self._found(stated, self.as_of)
        standing = found.standing
        replaced = replaced_by(revised, self.decided_by)
        return TargetState(
            id=one.id,
            theme=one.theme,
            level=one.level if isinstance(one, Target) else None,
            sentence=stated.sentence,
            baseline=_baseline(stated, standing),
            bound=stated.bound,
            deadline=stated.deadline,
            as_of=self.as_of,
            actual=_decimal(standing.figure.value if standing.figure else None),
            actual_on=standing.figure.on if standing.figure else None,
            required=_decimal(standing.required),
            gap=_decimal(found.gap),
            share=_decimal(standing.share),
            status=standing.status,
            leaning=standing.leaning,
            reason=found.reason,
            probability=standing.probability,
            needed_per_year=_decimal(standing.needed_per_year),
            forecast=found.forecast,
            failing=found.failing,
            unknown_areas=found.unknown,
            readings=tuple(self._reading(reading) for reading in self.readings.get(one.id, ())),
            original=self._against(replaced[0], self.as_of or replaced[0].decided_on) if replaced else None,
            earlier=tuple(self._against(each, self._its_day(each)) for each in replaced),
            missing=self._missing(one.id, stated, standing),
            checkable=checkable(stated),
        )

    def _its_day(self, earlier: TargetRevision) -> date:
        """Give the day on which an earlier statement is judged.

        Where its term had passed, all that was measured since counts: the figure of the term may have come later.
        """
        if not _had_passed(earlier):
            return earlier.decided_on
        return max(earlier.decided_on, self.as_of or earlier.decided_on)

    def _against(self, earlier: TargetRevision, day: date) -> EarlierState:
        found = self._found(earlier, day)
        figure, status = found.standing.figure, found.standing.status
        return EarlierState(
            number=earlier.number,
            decided_on=earlier.decided_on,
            as_of=day,
            bound=earlier.bound,
            deadline=earlier.deadline,
            actual=_decimal(figure.value if figure else None),
            actual_on=figure.on if figure else None,
            status=status,
            reason=found.reason,
            missed=_had_passed(earlier) and status in _UNMET,
        )

    def _reading(self, reading: StatedReading) -> ReadingState:
        found = self._found(reading, self.as_of)
        return ReadingState(
            id=reading.id,
            name=reading.name,
            bound=reading.bound,
            actual=_decimal(found.standing.figure.value if found.standing.figure else None),
            status=found.standing.status,
            reason=found.reason,
            failing=found.failing,
        )

    def _missing(self, own: str, stated: Statement, standing: Standing) -> tuple[Missing, ...]:
        lacks = list(self._lacking(stated))
        if standing.status == "not-measured" and standing.reason in _WITHOUT:
            lacks.append("no-figure")
        if own in self.readings:
            lacks.append("ambiguous")
        return tuple(lacks)

    def _lacking(self, statement: Statement) -> tuple[Missing, ...]:
        """Name what a statement lacks; what measures report measures it as an indicator would."""
        counted = bool(self.measurer.outputs.of(statement))
        return tuple(one for one in lacking(statement) if one != "no-indicator" or not counted)

    def _found(self, statement: Statement, day: date | None) -> _Found:
        lacks = next((one for one in LACKS if one in self._lacking(statement)), None)
        measured = self.measurer.measure(statement)
        if lacks is not None or statement.relation is None or statement.bound is None:
            figures = [one for one in measured.whole if day is None or one.on <= day]
            unmeasured = Standing(status="not-measurable", reason="no-figure", figure=figures[-1] if figures else None)
            return _Found(standing=unmeasured, reason=LACKS[lacks or "no-number"], unknown=measured.unknown)
        relation, bound = statement.relation, Fraction(statement.bound)
        if day is None:
            nothing = Standing(status="not-measured", reason="no-figure")
            return _Found(standing=nothing, reason=reason_of(nothing, relation, bound))
        if measured.areas is not None:
            return self._each(statement, measured, day)
        course = course_of(statement, measured.whole, measured.breaks)
        standing = judge(course, measured.whole, day)
        reason = with_unknown(reason_of(standing, relation, bound), measured.unknown)
        expected = self._forecast(statement, measured, standing, day)
        return _Found(
            standing=standing,
            reason=reason,
            unknown=measured.unknown,
            gap=gap_to_path(course, standing),
            forecast=expected,
        )

    def _each(self, statement: Statement, measured: Measured, day: date) -> _Found:
        assert measured.areas is not None
        assert statement.relation is not None
        assert statement.bound is not None
        relation, bound = statement.relation, Fraction(statement.bound)
        standings = standings_of_areas(statement, measured, day)
        if not standings:
            nothing = Standing(status="not-measured", reason="no-figure")
            return _Found(standing=nothing, reason=reason_of(nothing, relation, bound), unknown=measured.unknown)
        failing = _failing(standings)
        standing = _last_of(statement, standings)
        first = next(one for one in standings.values() if one.status == standing.status)
        reason = self._reason_of_each(len(standings), failing)
        if not failing and (standing.status == "too-early" or first.reason == "series-broken"):
            reason = reason_of_undecided(first, relation, bound)
        elif standing.status in ("too-early", "withheld", "not-measured"):
            reason = joined(reason_of_undecided(first, relation, bound), reason)
        return _Found(
            standing=standing,
            reason=with_unknown(reason, measured.unknown),
            failing=failing,
            unknown=measured.unknown,
            gap=gap_to_path(course_of(statement, ()), standing),
        )

    def _reason_of_each(self, known: int, failing: tuple[Shortfall, ...]) -> Text:
        if not failing:
            return reason_of_each(known, 0, None, None)
        farthest = failing[0]
        return reason_of_each(known, len(failing), self.names[farthest.area], Fraction(farthest.actual))

    def _forecast(self, statement: Statement, measured: Measured, standing: Standing, day: date) -> Forecast | None:
        if statement.deadline is None or day >= statement.deadline:
            return None
        known = [(one.on, float(one.value)) for one in measured.whole if one.value is not None and one.on <= day]
        # What was made otherwise says nothing of where it goes.
        starts = [one for one in measured.breaks if one <= day]
        starts += [standing.start.on] if standing.start is not None else []
        if starts:
            known = [one for one in known if one[0] >= max(starts)]
        found = forecast(known, statement.deadline)
        if found is None:
            return None
        value, lower, upper = (Decimal(repr(round(one, 6))) for one in (found.value, found.lower, found.upper))
        return Forecast(value=value, lower=lower, upper=upper, coverage=found.coverage, points=found.points)


def standings_of_areas(statement: Statement, measured: Measured, as_of: date) -> dict[str, Standing]:
    """Judge each area of a promise about each area on its own path; areas without a figure are left out."""
    return {
        area: judge(course_of(statement, series, measured.breaks), series, as_of)
        for area, series in (measured.areas or {}).items()
        if any(one.value is not None or one.status == "suppressed" for one in series)
    }


def course_of(statement: Statement, series: Sequence[Figure], breaks: tuple[date, ...] = ()) -> Course:
    """Give the course that a statement promises for one series; ``breaks`` are the days that part its figures.

    A running total starts from zero, a change from no change; else the start is as stated, or the figure of its day.
    """
    assert statement.relation is not None
    assert statement.bound is not None
    changes = statement.transformation in _CHANGES
    value = None if statement.quantifier == "each-area" else statement.baseline
    if changes or (value is None and statement.accumulation == "cumulative"):
        value = Decimal(0)
    day = statement.baseline_on
    if day is None and changes:
        day = next((one.on for one in series if one.value is not None), None)
    whole = statement.transformation == "level" and (
        statement.quantifier == "number-of-areas" or (statement.quantifier == "total" and statement.quantity in _THINGS)
    )
    return Course(
        relation=statement.relation,
        bound=Fraction(statement.bound),
        start=None if value is None else Figure(on=day or date.min, value=Fraction(value)),
        start_on=day,
        undated=value is not None and day is None,
        deadline=statement.deadline,
        shape=statement.path,
        milestones=tuple(Point(on, Fraction(number)) for on, number in read_milestones(statement.milestones)),
        whole=whole,
        tolerance=Fraction(statement.tolerance or 0),
        each_year=statement.accumulation == "each-year",
        breaks=breaks,
    )


def _last_of(statement: Statement, standings: dict[str, Standing]) -> Standing:
    """Give the standing of a promise about each area: the worst status, on the figure farthest from the bound.

    The chance that all areas are on their paths is the product of theirs, where each has one.
    """
    last = min(standings.values(), key=lambda one: _badness(statement, one))
    chances = [one.probability for one in standings.values() if one.probability is not None]
    return replace(
        last,
        status=min((one.status for one in standings.values()), key=WORST_FIRST.index),
        leaning=None,
        reached_on=None,
        probability=_product(chances) if len(chances) == len(standings) else None,
    )


def _failing(standings: dict[str, Standing]) -> tuple[Shortfall, ...]:
    """Give the areas that do not stand to the bound as they should, the farthest first."""
    found = [
        Shortfall(area=area, actual=exact(one.figure.value), gap=exact(one.shortfall), status=one.status)
        for area, one in standings.items()
        if one.figure is not None and one.figure.value is not None and one.shortfall > 0
    ]
    return tuple(sorted(found, key=lambda one: -one.gap))


def _badness(statement: Statement, standing: Standing) -> tuple[int, Fraction]:
    """Order areas: those with a figure first, the farthest from the bound before the others."""
    figure = standing.figure
    if figure is None or figure.value is None:
        return (1, Fraction(0))
    rising = statement.relation in ("at-least", "above")
    return (0, figure.value if rising else -figure.value)


def _had_passed(earlier: TargetRevision) -> bool:
    """Tell whether the term of an earlier statement had passed when it was revised."""
    return earlier.deadline is not None and earlier.deadline <= earlier.decided_on


def _baseline(stated: Statement, standing: Standing) -> Decimal | None:
    """Give the starting value: as stated, else from the figures."""
    if stated.baseline is not None or stated.quantifier == "each-area" or not _has_moved_on(standing):
        return stated.baseline
    return _decimal(standing.start.value if standing.start else None)


def _has_moved_on(standing: Standing) -> bool:
    """Tell whether there is a figure after the start: one figure is no start of anything."""
    return standing.start is not None and standing.figure is not None and standing.figure.on > standing.start.on


def _product(chances: Sequence[float]) -> float:
    found = 1.0
    for chance in chances:
        found *= chance
    return found


def exact(value: Fraction) -> Decimal:
    """Give a fraction as a decimal, with as many digits as decimals keep."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else exact(value)
