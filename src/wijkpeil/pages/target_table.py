"""The table under the picture of a target: every number that it draws, by day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.model.course import AskedPath, CoursePoint, TargetCourse
from wijkpeil.model.figures import FigureStatus
from wijkpeil.pages.format import day
from wijkpeil.pages.target_chart import circled
from wijkpeil.workflows.reasons import number_in


@record
class CourseCell:
    """A number under one head, with its margin."""

    head: str
    value: str
    margin: str = ""


@record
class CourseRow:
    """A day with all that is known, asked or expected of it."""

    day: str
    cells: tuple[CourseCell, ...]
    releases: str


@record
class CourseTable:
    """The table: its heads, and a row for each day."""

    heads: tuple[str, ...]
    rows: tuple[CourseRow, ...]
    released: bool
    """Whether any figure comes from a release."""


_Column = tuple[str, dict[date, CoursePoint]]


def table_of(course: TargetCourse, language: str) -> CourseTable:
    """Put the course of a target into a table, in the active language."""
    columns = [one for one in _columns(course, language) if one[1]]
    days = sorted({on for _head, points in columns for on in points})
    releases = {one.on: ", ".join(one.releases) for one in (*course.measured, *course.own)}
    return CourseTable(
        heads=tuple(head for head, _points in columns),
        rows=tuple(
            CourseRow(
                day=day(on, language),
                cells=tuple(_cell(head, points.get(on), language) for head, points in columns),
                releases=releases.get(on, ""),
            )
            for on in days
        ),
        released=any(releases.values()),
    )


def _columns(course: TargetCourse, language: str) -> list[_Column]:
    found = [(_("measured"), _by_day(course.measured)), (_("asked"), _asked(course.asked))]
    for path in course.earlier:
        until = day(path.decided_on, language) if path.decided_on else ""
        found.append((f"{circled(path.number)} {_('asked until {day}').format(day=until)}", _asked(path)))
    if course.forecast is not None and course.asked.deadline is not None:
        expected = course.forecast
        at = CoursePoint(on=course.asked.deadline, value=expected.value, lower=expected.lower, upper=expected.upper)
        found.append((_("expected"), _by_day((at,))))
    return [*found, (_("its own level"), _by_day(course.own)), (_("set against"), _by_day(course.reference))]


def _asked(path: AskedPath) -> dict[date, CoursePoint]:
    if path.corners:
        # The days of the figures last: there things that are counted are asked for in whole ones.
        return _by_day((*path.corners, *path.on_days))
    if path.bound is None or path.deadline is None:
        return {}
    return _by_day((CoursePoint(on=path.deadline, value=path.bound),))


def _by_day(points: tuple[CoursePoint, ...]) -> dict[date, CoursePoint]:
    return {one.on: one for one in points}


def _cell(head: str, point: CoursePoint | None, language: str) -> CourseCell:
    if point is None:
        return CourseCell(head=head, value="")
    if point.value is None:
        return CourseCell(head=head, value=missing_figure(point.status))
    return CourseCell(head=head, value=number_in(point.value, language), margin=_margin(point, language))


def _margin(point: CoursePoint, language: str) -> str:
    if point.lower is None or point.upper is None:
        return ""
    lower, upper = (number_in(one, language) for one in (point.lower, point.upper))
    return _("{lower} to {upper}").format(lower=lower, upper=upper)


def missing_figure(status: FigureStatus) -> str:
    """Say why a figure is missing, in the active language."""
    return {
        "suppressed": _("withheld"),
        "not-collected": _("not collected"),
        "not-applicable": _("not applicable"),
    }.get(status, _("unusable"))
