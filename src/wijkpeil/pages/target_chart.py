"""The picture of a target over time: figures with their margins, the paths asked for, and the forecast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.model.course import AskedPath, CoursePoint, TargetCourse
from wijkpeil.model.indicators import SeriesBreak
from wijkpeil.pages.time_frame import Frame, Mark, Tick, apart, frame_of
from wijkpeil.workflows.reasons import number_in

LABELLED = 6
"""Of more figures than this only the first and the last are labelled."""
BROKEN = "//"
"""The sign of a break in the figures."""
CIRCLED = "①②③④⑤⑥⑦⑧⑨"


@record
class Line:
    """A straight line; ``style`` is one of ``need``, ``was``, ``expected``, ``own``, ``beside`` and ``asked``."""

    style: str
    x1: float
    y1: int
    x2: float
    y2: int


@record
class Dot:
    """A figure, with the ends of its interval where it has one."""

    style: str
    """``real`` for what was measured, ``agreed`` for what was asked, ``likely`` for what is expected."""
    x: float
    y: int
    upper: int | None = None
    lower: int | None = None


@record
class Moment:
    """A day that is marked from top to bottom: a decision, or a break in the figures."""

    style: str
    """``decided`` or ``broken``."""
    x: float
    label: str


@record
class Chart:
    """The picture in numbers: horizontal places in per cent, heights in pixels from the top."""

    words: str
    """All that it shows, in one or two sentences."""
    years: tuple[Tick, ...]
    grid: tuple[Tick, ...]
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    over: tuple[Mark, ...]
    """Labels above their point."""
    moments: tuple[Moment, ...]
    gaps: tuple[Tick, ...]
    """Days of which a figure is missing, with why."""
    key: tuple[str, ...]
    """Names of the signs that occur: ``real``, ``margin``, ``need``, ``was``, ``expected``, ``asked``, ``broken``,
    ``missing``; ``own`` and ``beside`` where two levels stand beside each other."""


def circled(number: int) -> str:
    """Write the number of an earlier statement as a sign."""
    return CIRCLED[number - 1] if 0 < number <= len(CIRCLED) else f"({number})"


def chart_of(course: TargetCourse, language: str) -> Chart | None:
    """Lay out the course of a target, in the active language; None where there is neither a figure nor a path."""
    known = [one for one in course.measured if one.value is not None]
    paths = (course.asked, *course.earlier)
    if not known and not any(path.corners for path in paths):
        return None
    frame = frame_of(_days(course), _values(course))
    lines = [line for path in paths for line in _path_lines(path, frame)]
    dots = [_dot("real", one, frame) for one in known]
    dots += [_dot("agreed", path.corners[-1], frame) for path in paths if path.corners]
    forecast = _forecast(course, known, frame)
    marks = [mark for path in paths if (mark := _bound_mark(path, frame, language))]
    if forecast is not None:
        lines.append(forecast[0])
        dots.append(forecast[1])
        assert course.forecast is not None
        marks.append(
            Mark(x=forecast[1].x, y=forecast[1].y, value=_said(course.forecast.value, language), words=_("expected"))
        )
    return Chart(
        words=_words(course, known, language),
        years=frame.years(),
        grid=frame.grid(language),
        lines=tuple(lines),
        dots=tuple(dots),
        marks=apart(marks),
        over=_over(known, frame, language),
        moments=tuple(_moments(course, frame)),
        gaps=tuple(Tick(label=one.status, x=frame.x(one.on)) for one in course.measured if one.value is None),
        key=tuple(_key(course, lines, dots)),
    )


def beside_of(course: TargetCourse, language: str) -> Chart | None:
    """Lay out the own level beside that of what it is set against; None where it is set against nothing that moves."""
    own = [one for one in course.own if one.value is not None]
    other = [one for one in course.reference if one.value is not None]
    if not own or not other:
        return None
    pairs = (("own", own), ("beside", other))
    frame = frame_of(
        [one.on for _, some in pairs for one in some], [v for _, some in pairs for one in some for v in _all(one)]
    )
    return Chart(
        words=_beside_words(own, other, language),
        years=frame.years(),
        grid=frame.grid(language),
        lines=tuple(line for style, some in pairs for line in _joined(style, some, frame, course.breaks)),
        dots=tuple(_dot("real" if style == "own" else "agreed", one, frame) for style, some in pairs for one in some),
        marks=apart((_end(own, _("its own"), frame, language), _end(other, _("set against"), frame, language))),
        over=(),
        moments=tuple(_broken(course.breaks, [one.on for one in own], frame)),
        gaps=(),
        key=(
            "own",
            "beside",
            *(("broken",) if course.breaks else ()),
            *(("margin",) if any(one.lower is not None for one in own) else ()),
        ),
    )


def _end(points: Sequence[CoursePoint], words: str, frame: Frame, language: str) -> Mark:
    last = points[-1]
    assert last.value is not None
    return Mark(x=frame.x(last.on), y=frame.y(last.value), value=_said(last.value, language), words=words)


def _beside_words(own: Sequence[CoursePoint], other: Sequence[CoursePoint], language: str) -> str:
    text = _("Its own level went from {first} to {last}; what it is set against from {other_first} to {other_last}.")
    return text.format(
        first=_said(own[0].value, language),
        last=_said(own[-1].value, language),
        other_first=_said(other[0].value, language),
        other_last=_said(other[-1].value, language),
    )


def _days(course: TargetCourse) -> Iterable[date]:
    paths = (course.asked, *course.earlier)
    yield from (one.on for one in course.measured)
    yield from (one.on for path in paths for one in path.corners)
    yield from (path.deadline for path in paths if path.deadline is not None)


def _values(course: TargetCourse) -> list[Decimal]:
    paths = (course.asked, *course.earlier)
    found = [value for one in course.measured for value in _all(one)]
    found += [value for path in paths for one in path.corners for value in _all(one)]
    found += [path.bound for path in paths if path.bound is not None]
    if course.forecast is not None:
        found += [course.forecast.lower, course.forecast.upper]
    return found


def _all(point: CoursePoint) -> Iterable[Decimal]:
    return (one for one in (point.value, point.lower, point.upper) if one is not None)


def _dot(style: str, point: CoursePoint, frame: Frame) -> Dot:
    assert point.value is not None
    margin = point.lower is not None and point.upper is not None
    return Dot(
        style=style,
        x=frame.x(point.on),
        y=frame.y(point.value),
        upper=frame.y(point.upper) if margin and point.upper is not None else None,
        lower=frame.y(point.lower) if margin and point.lower is not None else None,
    )


def _path_lines(path: AskedPath, frame: Frame) -> Iterable[Line]:
    style = "was" if path.number else "need"
    if not path.corners and path.bound is not None:
        # Without a start or a term there is no path, and still a number to come to.
        y = frame.y(path.bound)
        yield Line(style="was" if path.number else "asked", x1=frame.x(frame.first), y1=y, x2=frame.x(frame.last), y2=y)
    yield from _joined(style, path.corners, frame, stepped=path.shape == "stepped")


def _joined(
    style: str,
    points: Sequence[CoursePoint],
    frame: Frame,
    breaks: Sequence[SeriesBreak] = (),
    *,
    stepped: bool = False,
) -> Iterable[Line]:
    """Join points by lines; none goes over a day from which figures are made otherwise."""
    for before, after in pairwise(points):
        if before.value is None or after.value is None or any(before.on < one.day <= after.on for one in breaks):
            continue
        x1, y1, x2, y2 = frame.x(before.on), frame.y(before.value), frame.x(after.on), frame.y(after.value)
        if stepped:
            yield Line(style=style, x1=x1, y1=y1, x2=x2, y2=y1)
            yield Line(style=style, x1=x2, y1=y1, x2=x2, y2=y2)
        else:
            yield Line(style=style, x1=x1, y1=y1, x2=x2, y2=y2)


def _bound_mark(path: AskedPath, frame: Frame, language: str) -> Mark | None:
    if path.bound is None:
        return None
    x = frame.x(path.deadline) if path.corners and path.deadline else frame.x(frame.last)
    sign = f" {circled(path.number)}" if path.number else ""
    words = "" if path.number else _("asked")
    return Mark(x=x, y=frame.y(path.bound), value=f"{_said(path.bound, language)}{sign}", words=words)


def _forecast(course: TargetCourse, known: Sequence[CoursePoint], frame: Frame) -> tuple[Line, Dot] | None:
    found, term = course.forecast, course.asked.deadline
    if found is None or term is None or not known:
        return None
    end = CoursePoint(on=term, value=found.value, lower=found.lower, upper=found.upper)
    (line,) = _joined("expected", (known[-1], end), frame)
    return line, _dot("likely", end, frame)


def _over(known: Sequence[CoursePoint], frame: Frame, language: str) -> tuple[Mark, ...]:
    shown = known if len(known) <= LABELLED else (known[0], known[-1])
    return tuple(Mark(x=frame.x(one.on), y=frame.y(max(_all(one))), value=_said(one.value, language)) for one in shown)


def _moments(course: TargetCourse, frame: Frame) -> Iterable[Moment]:
    for path in course.earlier:
        if path.decided_on is not None and frame.first <= path.decided_on <= frame.last:
            yield Moment(style="decided", x=frame.x(path.decided_on), label=circled(path.number))
    yield from _broken(course.breaks, [one.on for one in course.measured if one.value is not None], frame)


def _broken(breaks: Sequence[SeriesBreak], days: Sequence[date], frame: Frame) -> Iterable[Moment]:
    """Mark a break halfway between the figures that it parts: on its own day it would stand on the last of the old."""
    for one in breaks:
        before = max((day for day in days if day < one.day), default=one.day)
        after = min((day for day in days if day >= one.day), default=one.day)
        yield Moment(style="broken", x=round((frame.x(before) + frame.x(after)) / 2, 2), label=BROKEN)


def _key(course: TargetCourse, lines: Sequence[Line], dots: Sequence[Dot]) -> Iterable[str]:
    styles = {one.style for one in lines}
    if any(one.style == "real" for one in dots):
        yield "real"
    if any(one.style == "real" and one.upper is not None for one in dots):
        yield "margin"
    yield from (one for one in ("need", "asked", "expected", "was") if one in styles)
    if course.breaks:
        yield "broken"
    if any(one.value is None for one in course.measured):
        yield "missing"


def _said(value: Decimal | None, language: str) -> str:
    return "" if value is None else number_in(value, language)


def _words(course: TargetCourse, known: Sequence[CoursePoint], language: str) -> str:
    said = []
    if known:
        first, last = known[0], known[-1]
        parts = {
            "first": _said(first.value, language),
            "from": first.on.year,
            "last": _said(last.value, language),
            "to": last.on.year,
        }
        text = _("Measured: {first} in {from}, {last} in {to}.") if len(known) > 1 else _("Measured: {last} in {to}.")
        said.append(text.format(**parts))
    if course.asked.corners and course.asked.deadline:
        start = course.asked.corners[0]
        text = _("Asked: from {start} in {from} to {bound} in {to}.")
        said.append(
            text.format(
                **{"from": start.on.year},
                start=_said(start.value, language),
                bound=_said(course.asked.bound, language),
                to=course.asked.deadline.year,
            )
        )
    if course.earlier:
        said.append(_("What earlier statements asked for is dashed."))
    return " ".join(said)
