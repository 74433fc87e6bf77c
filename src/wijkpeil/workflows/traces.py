"""The course of a target as points: what was measured up to a day, and the line that the path asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wijkpeil.methods.path import Point
from wijkpeil.methods.status import Course, Figure, judge, meets
from wijkpeil.model.statement import Statement
from wijkpeil.model.status import TargetState
from wijkpeil.workflows.measuring import Measurer
from wijkpeil.workflows.monitor import course_of
from wijkpeil.workflows.series import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What was measured beside what was asked, in the unit of the bound."""

    area: str | None
    """For *each area*: the area that is shown, the farthest from the bound; else None."""
    figures: Series
    """The known figures up to the day."""
    required: tuple[Point, ...]
    """Corners of the line that the path asks for, rising by day; empty where no line can be drawn."""


def trace_of(measurer: Measurer, statement: Statement, state: TargetState) -> Trace | None:
    """Give the trace of a statement up to the day of its state; None where nothing was measured."""
    if state.as_of is None or statement.bound is None or statement.relation is None:
        return None
    measured = measurer.measure(statement)
    area, series = None, measured.whole
    if measured.areas is not None:
        area = state.failing[0].area if state.failing else next(iter(measured.areas), None)
        series = measured.areas.get(area or "", ())
    known = tuple(one for one in series if one.value is not None and one.on <= state.as_of)
    if not known:
        return None
    course = course_of(statement, series)
    return Trace(area=area, figures=known, required=_line(course, judge(course, series, state.as_of).start, known))


def _line(course: Course, start: Figure | None, known: Series) -> tuple[Point, ...]:
    end = course.deadline or known[-1].on
    flat = (Point(min(known[0].on, end), course.bound), Point(end, course.bound))
    if course.each_year:
        return flat
    if start is None or start.value is None or start.on == date.min or course.deadline is None:
        return ()
    if meets(course, start.value):
        return flat
    first, last = Point(start.on, start.value), Point(end, course.bound)
    if course.shape == "linear":
        return first, last
    inner = [one for one in course.milestones if first.on < one.on < last.on]
    if course.shape == "own":
        return (first, *inner, last)
    return tuple(_steps(first, [*inner, last]))


def _steps(first: Point, corners: list[Point]) -> list[Point]:
    found, level = [first], Fraction(first.value)
    for corner in corners:
        found += [Point(corner.on, level), corner]
        level = corner.value
    return found
