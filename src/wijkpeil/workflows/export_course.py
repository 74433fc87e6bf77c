"""The course of a target as flat records: what the picture on its page draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from wijkpeil.model.course import AskedPath, CoursePoint, TargetCourse
from wijkpeil.workflows.export import Record, number


def course_records(course: TargetCourse) -> list[Record]:
    """Give a record for each point, rising by day within its series.

    Series are ``measured``, ``asked`` (the corners of the path), ``asked-until-1`` and so on (of earlier statements),
    ``forecast`` (an interval of 80 %), ``break`` (days from which figures are made otherwise), ``own`` and
    ``reference`` (levels), and ``area`` (first and latest figure of each area).
    """
    found = _series("measured", course.measured)
    for path in (course.asked, *course.earlier):
        found += _series(f"asked-until-{path.number}" if path.number else "asked", _corners(path))
    if course.forecast is not None and course.asked.deadline is not None:
        at = CoursePoint(
            on=course.asked.deadline,
            value=course.forecast.value,
            lower=course.forecast.lower,
            upper=course.forecast.upper,
        )
        found += _series("forecast", (at,))
    found += _series("break", (CoursePoint(on=one.day, value=None) for one in course.breaks))
    found += _series("own", course.own) + _series("reference", course.reference)
    for area in course.areas:
        points = (area.first, area.last) if area.first.on < area.last.on else (area.last,)
        found += _series("area", points, area.area)
    return found


def _corners(path: AskedPath) -> Sequence[CoursePoint]:
    if path.corners or path.deadline is None:
        return path.corners
    return (CoursePoint(on=path.deadline, value=path.bound),) if path.bound is not None else ()


def _series(name: str, points: Iterable[CoursePoint], area: str | None = None) -> list[Record]:
    return [
        {
            "series": name,
            "area": area,
            "day": one.on.isoformat(),
            "value": _number(one.value),
            "lower": _number(one.lower),
            "upper": _number(one.upper),
            "status": one.status if name in ("measured", "own", "area") else None,
            "releases": list(one.releases),
        }
        for one in points
    ]


def _number(value: Decimal | None) -> int | float | None:
    return number(value)
