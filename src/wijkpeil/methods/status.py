"""The rule by which figures give the status of a promise. Version 2; in words, with its cases, in ``docs/status.md``.

Everything is compared as *distance*: how much better a value is than the start. Falling and rising quantities, zero and
negative values are thus treated alike, and no division by a start or a bound can fail. The first line that applies:

1. no figure up to the day: *not measured*; the figure that would decide is suppressed: *withheld*;
2. the term has passed: the figure of the term decides, and stays. Reached: *achieved*; else *moving away* (worse than
   the start), *off track* (less than 60 % of the way) or *behind*, said as missed. A figure from before the term that
   did not reach the bound misses nothing: *not measured*, until there is one of the term or later;
3. the latest figure is the start's, or the day of the start is not known: *too early*;
4. reached before the term: *achieved*; where the start stood as it should already (no decline): *on track*, and *moving
   away* as soon as it does not;
5. no term: *not measurable*;
6. else by the share of the required distance on the day of the figure: *on track* from 95 %, *behind* from 60 %,
   *off track* from 0, *moving away* below. Where nothing is required yet: better is *on track*, worse *moving away*,
   equal *too early*.

Where the series was broken between the start and the figure that would be judged, the two do not compare: *not
measured*. Each year by itself needs no start, and neither does a start of no known day: these are held to the bound.

An edge belongs to the better side. A declared tolerance counts in favour. A number of things is required in whole
ones, rounded towards the start. Where figures carry intervals, the chance of being on the path (of having been met)
must reach 80 % for *achieved* and *on track*, and stay within 20 % for what is worse; between these it is
*uncertain*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, erf, floor, sqrt
from typing import Literal

from wijkpeil.methods.path import Point, Shape, required_at
from wijkpeil.model.claims import Relation
from wijkpeil.model.figures import FigureStatus
from wijkpeil.model.status import TargetStatus

ON_TRACK, BEHIND = Fraction(95, 100), Fraction(60, 100)
"""Shares of the required distance from which it is on track, and behind; from 0 it is off track."""
EPSILON = Fraction(1, 10**9)
"""How far below an edge a share may lie and still count as on it, since figures may come from binary fractions."""
DECIDES = 0.8
"""The chance from which figures with an interval decide."""
_Z = 1.959963984540054
_YEAR = timedelta(days=365)

Reason = Literal[
    "no-figure",
    "no-figure-of-the-term",
    "figure-before-term",
    "series-broken",
    "suppressed",
    "start-alone",
    "no-start",
    "nothing-required",
    "no-term",
    "reached",
    "reached-early",
    "holds",
    "fell-through",
    "on-path",
    "short",
    "wrong-way",
    "missed",
    "year-reached",
    "year-missed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure on the last day of its period, in the unit of the bound; without a value it says why."""

    on: date
    value: Fraction | None
    lower: Fraction | None = None
    """Lower end of its 95 % interval."""
    upper: Fraction | None = None
    status: FigureStatus = "measured"

    @property
    def deviation(self) -> float:
        """The standard error that the interval stands for; 0 where there is none."""
        return 0.0 if self.lower is None or self.upper is None else float(self.upper - self.lower) / (2 * _Z)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is promised: a bound, from a start, by a term, along a path."""

    relation: Relation
    bound: Fraction
    start: Figure | None = None
    """The stated start; None: the first figure."""
    start_on: date | None = None
    """Day of the start where its value is not stated."""
    undated: bool = False
    """True where the value of the start is known and its day is not, so that no path can be drawn."""
    deadline: date | None = None
    shape: Shape = "linear"
    milestones: tuple[Point, ...] = ()
    whole: bool = False
    """True for a number of things."""
    tolerance: Fraction = Fraction(0)
    each_year: bool = False
    """True where every year by itself must reach the bound."""
    breaks: tuple[date, ...] = ()
    """Days from which the figures are made otherwise, rising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A status with what it rests on."""

    status: TargetStatus
    reason: Reason
    leaning: TargetStatus | None = None
    """Where uncertain: what the figure alone says."""
    start: Figure | None = None
    figure: Figure | None = None
    required: Fraction | None = None
    """What the path asks for on the day of the figure."""
    share: Fraction | None = None
    """Share of the required distance that was covered; None where none was required."""
    shortfall: Fraction = Fraction(0)
    """How far the figure is from the bound; 0 where it stands as it should."""
    probability: float | None = None
    needed_per_year: Fraction | None = None
    reached_on: date | None = None
    """First day on which it was reached after the start, by a figure that compares with it."""
    term: date | None = None
    """The term, where it has passed."""
    broken: date | None = None
    """Day from which the figures are made otherwise, where that parts the start from the figure."""


def badness(course: Course, value: Fraction) -> Fraction:
    """Give how bad a value is: the less the better, in the unit of the bound, with no meaning of its own zero."""
    if course.relation in ("at-least", "above"):
        return -value
    return value if course.relation in ("at-most", "below") else abs(value - course.bound)


def meets(course: Course, value: Fraction, tolerance: Fraction = Fraction(0)) -> bool:
    """Tell whether a value stands to the bound as it should."""
    short = badness(course, value) - badness(course, course.bound) - tolerance
    return short < 0 if course.relation in ("above", "below") else short <= 0


def gap_to_path(course: Course, found: Standing) -> Fraction | None:
    """Give how far a figure is from its path, in the unit of the bound: above zero short of it; None without either."""
    if found.required is None or found.figure is None or found.figure.value is None:
        return None
    return badness(course, found.figure.value) - badness(course, found.required)


def judge(course: Course, figures: Sequence[Figure], as_of: date) -> Standing:
    """Give the status of a promise on a day. ``figures`` rise by day; those after the day do not count."""
    past = [figure for figure in figures if figure.on <= as_of]
    term = course.deadline if course.deadline is not None and as_of >= course.deadline else None
    figure, unsaid = (_latest(past), None) if term is None else _of_the_term(course, past, term)
    if figure is None:
        return Standing(status="not-measured", reason=unsaid or "no-figure", term=term)
    if figure.value is None:
        withheld = figure.status == "suppressed"
        return Standing(
            status="withheld" if withheld else "not-measured",
            reason="suppressed" if withheld else "no-figure",
            figure=figure,
            term=term,
        )
    start = start_of(course, past)
    broken = _broken(course, start, figure)
    undecided = "series-broken" if broken is not None else unsaid
    if undecided is not None:
        found = Standing(status="not-measured", reason=undecided, shortfall=_short(course, figure, broken))
        return replace(found, start=start, figure=figure, term=term, broken=broken)
    found = _point_status(course, start, figure, past, final=term is not None)
    reached = next((one.on for one in past if _reached(course, start, one)), None)
    return _weighed(course, replace(found, start=start, figure=figure, reached_on=reached, term=term))


def _latest(past: list[Figure]) -> Figure | None:
    """Give the latest figure that is known or suppressed; one that was merely not collected gives way to an older."""
    telling = [figure for figure in past if figure.value is not None or figure.status == "suppressed"]
    return telling[-1] if telling else (past[-1] if past else None)


def _of_the_term(course: Course, past: list[Figure], term: date) -> tuple[Figure | None, Reason | None]:
    """Give the figure that stands for the term, and why it does not decide where it does not.

    That is the last of the year up to the term, where it is of the term itself or reached the bound; else the first of
    the year after. One from before that did not reach the bound decides nothing, since it may yet have been reached.
    """
    telling = [one for one in past if one.value is not None or one.status == "suppressed"]
    before = [one for one in telling if term - _YEAR < one.on <= term]
    after = [one for one in telling if term < one.on <= term + _YEAR]
    last = before[-1] if before else None
    if last is not None and (last.on == term or course.each_year or _stands(course, last)):
        return last, None
    if after:
        return after[0], None
    if last is not None and last.value is None:
        return last, None
    known = [one for one in telling if one.value is not None]
    if known and telling[-1].on < term:
        return known[-1], "figure-before-term"
    return None, "no-figure-of-the-term" if known else "no-figure"


def _short(course: Course, figure: Figure, broken: date | None) -> Fraction:
    """Give how far a figure is from the bound; 0 where it stands as it should, or does not compare."""
    if broken is not None or figure.value is None:
        return Fraction(0)
    return max(Fraction(0), badness(course, figure.value) - badness(course, course.bound))


def _stands(course: Course, figure: Figure) -> bool:
    return figure.value is not None and meets(course, figure.value, course.tolerance)


def _broken(course: Course, start: Figure | None, figure: Figure) -> date | None:
    """Give the day of the first break that parts a figure from the start; None where the two compare."""
    if course.each_year or course.undated or start is None:
        return None
    return next((day for day in course.breaks if start.on < day <= figure.on), None)


def start_of(course: Course, past: Sequence[Figure]) -> Figure | None:
    """Give the figure from which a path runs: the stated one, that of the stated day, else the first known."""
    if course.start is not None:
        return course.start
    known = [one for one in past if one.value is not None]
    if course.start_on is not None:
        known = [one for one in known if one.on <= course.start_on][-1:] or known
    return known[0] if known else None


def _reached(course: Course, start: Figure | None, figure: Figure) -> bool:
    if figure.value is None or (start is not None and figure.on <= start.on):
        return False
    return _broken(course, start, figure) is None and _stands(course, figure)


def _point_status(course: Course, start: Figure | None, figure: Figure, past: list[Figure], *, final: bool) -> Standing:
    assert figure.value is not None
    short = _short(course, figure, None)
    met = meets(course, figure.value, course.tolerance)
    status: TargetStatus
    if course.each_year:
        return _year_status(course, figure, past, met=met, final=final, short=short)
    if course.undated and not final:
        status = "achieved" if met else "too-early"
        return Standing(status=status, reason="reached-early" if met else "no-start", shortfall=short)
    if start is None or start.value is None or figure.on <= start.on:
        status = "not-measured" if final else "too-early"
        return Standing(status=status, reason="no-figure-of-the-term" if final else "start-alone", shortfall=short)
    if final and met:
        return Standing(status="achieved", reason="reached", required=course.bound, shortfall=short)
    if not final:
        holds = meets(course, start.value)
        if met or holds:
            return _without_path(course, met=met, holds=holds, short=short)
        if course.deadline is None:
            return Standing(status="not-measurable", reason="no-term", shortfall=short)
    return _on_the_way(course, start, figure, final=final, short=short)


def _without_path(course: Course, *, met: bool, holds: bool, short: Fraction) -> Standing:
    if met and holds:
        return Standing(status="on-track", reason="holds", required=course.bound, shortfall=short)
    if met:
        return Standing(status="achieved", reason="reached-early", shortfall=short)
    return Standing(status="moving-away", reason="fell-through", required=course.bound, shortfall=short)


def _on_the_way(course: Course, start: Figure, figure: Figure, *, final: bool, short: Fraction) -> Standing:
    """Compare the distance that was covered with the one that the path asks for by the day of the figure."""
    assert start.value is not None
    assert figure.value is not None
    required = course.bound if final else asked_on(course, start, figure.on)
    covered = badness(course, start.value) - badness(course, figure.value) + course.tolerance
    asked = badness(course, start.value) - badness(course, required)
    status: TargetStatus
    if asked <= 0:
        share = None
        status = "on-track" if covered > 0 and not final else "moving-away" if covered < 0 else "too-early"
        status = "off-track" if final and status == "too-early" else status
    else:
        share = covered / asked
        status = _by_share(share)
    if final and status == "on-track":
        status = "behind"
    reason: Reason = "missed" if final else _reason(status)
    left = Fraction((course.deadline - figure.on).days, 365) if course.deadline and not final else Fraction(0)
    return Standing(
        status=status,
        reason=reason,
        required=required,
        share=share,
        shortfall=short,
        needed_per_year=(course.bound - figure.value) / left if left > 0 else None,
    )


def _reason(status: TargetStatus) -> Reason:
    words: dict[TargetStatus, Reason] = {
        "on-track": "on-path",
        "moving-away": "wrong-way",
        "too-early": "nothing-required",
    }
    return words.get(status, "short")


def _by_share(share: Fraction) -> TargetStatus:
    if share >= ON_TRACK - EPSILON:
        return "on-track"
    if share >= BEHIND - EPSILON:
        return "behind"
    return "off-track" if share >= -EPSILON else "moving-away"


def asked_on(course: Course, start: Figure, day: date) -> Fraction:
    """Give what the path of a course asks for on a day; of things that are counted whole ones, towards the start."""
    assert start.value is not None
    assert course.deadline is not None
    begin, end = Point(start.on, start.value), Point(course.deadline, course.bound)
    exact = required_at(course.shape, begin, course.milestones, end, day)
    if not course.whole:
        return exact
    return Fraction(ceil(exact) if exact < start.value else floor(exact))


def _year_status(
    course: Course, figure: Figure, past: list[Figure], *, met: bool, final: bool, short: Fraction
) -> Standing:
    assert figure.value is not None
    origin = Fraction(0) if course.start is None or course.start.value is None else course.start.value
    asked = badness(course, origin) - badness(course, course.bound)
    covered = badness(course, origin) - badness(course, figure.value) + course.tolerance
    share = covered / asked if asked > 0 else None
    all_met = all(meets(course, one.value, course.tolerance) for one in past if one.value is not None)
    status: TargetStatus
    if met and (all_met or not final):
        status = "achieved" if final else "on-track"
        return Standing(status=status, reason="year-reached", required=course.bound, share=share, shortfall=short)
    status = "off-track" if share is None else _by_share(share)
    if status == "on-track":
        status = "behind"
    return Standing(status=status, reason="year-missed", required=course.bound, share=share, shortfall=short)


_GOOD: tuple[TargetStatus, ...] = ("achieved", "on-track")
_BAD: tuple[TargetStatus, ...] = ("behind", "off-track", "moving-away")


def _weighed(course: Course, found: Standing) -> Standing:
    """Add the chance of being on the path, and say *uncertain* where it decides nothing."""
    chance = _chance(course, found) if found.status in (*_GOOD, *_BAD) else None
    if chance is None:
        return found
    decided = chance >= DECIDES if found.status in _GOOD else chance <= 1 - DECIDES
    if decided:
        return replace(found, probability=chance)
    return replace(found, probability=chance, leaning=found.status, status="uncertain")


def _chance(course: Course, found: Standing) -> float | None:
    """Give the chance that the true value is on the path, taking errors as normal and independent.

    On the path is 95 % of the required distance or more; where no path is asked, standing to the bound. The error of
    the start counts as far as the path depends on it.
    """
    figure, start = found.figure, found.start
    assert figure is not None
    assert figure.value is not None
    edge, weight = course.bound, 0.0
    if found.reason in ("on-path", "short", "wrong-way") and found.required is not None:
        assert start is not None
        assert start.value is not None
        edge = start.value + ON_TRACK * (found.required - start.value)
        way = course.bound - start.value
        weight = 1.0 - float(ON_TRACK * (found.required - start.value) / way) if way else 1.0
    deviation = sqrt(figure.deviation**2 + (weight * (start.deviation if start else 0.0)) ** 2)
    if deviation == 0:
        return None
    slack = float(badness(course, edge) - badness(course, figure.value) + course.tolerance)
    if course.relation in ("equals", "about"):
        off, room = float(figure.value - course.bound), float(badness(course, edge) + course.tolerance)
        return _normal((room - off) / deviation) - _normal((-room - off) / deviation)
    return _normal(slack / deviation)


def _normal(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))
