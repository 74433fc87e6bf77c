"""From the statements and figures of a target to its course: figures, paths, forecast, and the areas one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from wijkpeil.methods.path import Point
from wijkpeil.methods.status import Course, Figure, asked_on, badness, meets, start_of
from wijkpeil.methods.verdict import stands
from wijkpeil.model.course import AreaCourse, AskedPath, CoursePoint, TargetCourse
from wijkpeil.model.indicators import SeriesBreak
from wijkpeil.model.ledger import Target
from wijkpeil.model.programme import Programme
from wijkpeil.model.statement import Statement, TargetRevision
from wijkpeil.model.status import TargetState
from wijkpeil.workflows.evaluations import Evaluations
from wijkpeil.workflows.measuring import Measured, Measurer
from wijkpeil.workflows.monitor import course_of
from wijkpeil.workflows.revised import earlier_statements
from wijkpeil.workflows.series import Series

Points = tuple[CoursePoint, ...]


def target_course(programme: Programme, evaluations: Evaluations, target: Target, state: TargetState) -> TargetCourse:
    """Give the course of a target under the statement that was decided last; ``state`` is its state."""
    measurer = Measurer(programme, evaluations)
    measured = measurer.measure(target)
    series = _until(measured.whole, state.as_of)
    own, reference = measurer.beside(target)
    earlier = earlier_statements(programme.ledger).get(target.id, ())
    edge = _edge(target)
    return TargetCourse(
        measured=tuple(_point(one, measurer.history.releases(target.indicator, one.on)) for one in series),
        asked=_asked(target, measured, state.as_of),
        earlier=tuple(_asked(one, measurer.measure(one), state.as_of) for one in earlier),
        breaks=_breaks(programme, target, [one.on for one in (*series, *own) if one.value is not None]),
        forecast=state.forecast,
        own=tuple(_point(one, measurer.history.releases(target.indicator, one.on)) for one in _until(own, state.as_of)),
        reference=tuple(_point(one, ()) for one in _until(reference, state.as_of)),
        edge=edge,
        areas=_areas(target, measurer, edge, state.as_of),
    )


def _breaks(programme: Programme, target: Target, days: Sequence[date]) -> tuple[SeriesBreak, ...]:
    """Give the breaks that part the figures: one before the first or after the last parts none."""
    found = next((one for one in programme.definitions.indicators if one.id == target.indicator), None)
    if found is None or not days:
        return ()
    return tuple(one for one in found.breaks if min(days) < one.day <= max(days))


def _until(series: Series, day: date | None) -> Series:
    return tuple(one for one in series if day is None or one.on <= day)


def _point(figure: Figure, releases: tuple[str, ...]) -> CoursePoint:
    return CoursePoint(
        on=figure.on,
        value=_decimal(figure.value),
        lower=_decimal(figure.lower),
        upper=_decimal(figure.upper),
        status=figure.status,
        releases=releases if figure.value is not None else (),
    )


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def _asked(statement: Statement, measured: Measured, as_of: date | None) -> AskedPath:
    revision = statement if isinstance(statement, TargetRevision) else None
    corners, days = _path(statement, measured, as_of)
    return AskedPath(
        number=revision.number if revision else 0,
        decided_on=revision.decided_on if revision else None,
        shape=statement.path,
        corners=corners,
        on_days=days,
        bound=statement.bound,
        deadline=statement.deadline,
    )


def _path(statement: Statement, measured: Measured, as_of: date | None) -> tuple[Points, Points]:
    """Give the corners of a path, and what it asks for on the days of the figures that compare with its start.

    None where it is about each area, or about each year by itself, or where its start or term is not known.
    """
    if statement.relation is None or statement.bound is None or statement.deadline is None:
        return (), ()
    if statement.quantifier == "each-area" or statement.accumulation == "each-year":
        return (), ()
    course, past = course_of(statement, measured.whole), _until(measured.whole, as_of)
    start = start_of(course, past)
    if course.undated or start is None or start.value is None or start.on >= statement.deadline:
        return (), ()
    # What stands as it should at the start is only to stay so.
    first = course.bound if meets(course, start.value) else start.value
    inner = [one for one in course.milestones if start.on < one.on < statement.deadline]
    corners = (Point(start.on, first), *inner, Point(statement.deadline, course.bound))
    days = (
        Point(one.on, asked_on(course, replace(start, value=first), one.on))
        for one in past
        if start.on <= one.on <= statement.deadline and not any(start.on < day <= one.on for day in measured.breaks)
    )
    return _points(corners), _points(days)


def _points(points: Iterable[Point]) -> Points:
    return tuple(CoursePoint(on=one.on, value=_decimal(one.value)) for one in points)


def _edge(target: Target) -> Decimal | None:
    """Give the number against which each area by itself is held."""
    if target.quantifier == "each-area":
        return target.bound if target.relation is not None else None
    if target.quantifier in ("number-of-areas", "share-of-areas") and target.condition is not None:
        return target.edge
    return None


def _areas(target: Target, measurer: Measurer, edge: Decimal | None, as_of: date | None) -> tuple[AreaCourse, ...]:
    if edge is None or target.indicator is None:
        return ()
    found = []
    for area, series in measurer.by_area(target).items():
        known = [one for one in _until(series, as_of) if one.value is not None]
        if known:
            found.append(_area(target, area, known, edge))
    return tuple(sorted(found, key=lambda one: (not one.in_the_way, -one.gap)))


def _area(target: Target, area: str, known: list[Figure], edge: Decimal) -> AreaCourse:
    last = known[-1]
    assert last.value is not None
    if target.quantifier == "each-area":
        course = course_of(target, known)
        bad = not meets(course, last.value, course.tolerance)
        gap = _short(course, last.value) if bad else Fraction(0)
    else:
        assert target.condition is not None
        sign = (last.value > edge) - (last.value < edge)
        counts = stands(target.condition, Decimal(sign), Decimal(0))
        # Where few may count, those that do stand in the way; where many must, those that do not.
        bad = counts == (target.relation in ("at-most", "below", "equals"))
        gap = abs(last.value - Fraction(edge)) if bad else Fraction(0)
    return AreaCourse(
        area=area,
        first=_point(known[0], ()),
        last=_point(last, ()),
        gap=_decimal(gap) or Decimal(0),
        in_the_way=bad,
    )


def _short(course: Course, value: Fraction) -> Fraction:
    return badness(course, value) - badness(course, course.bound)
