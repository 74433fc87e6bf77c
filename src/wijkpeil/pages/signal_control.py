"""The control charts of one figure: its limits, the rule that fired in words, and what adds up over periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from django.utils.translation import gettext as _

from wijkpeil.methods.funnel import Numbers
from wijkpeil.model.base import record
from wijkpeil.model.indicators import Indicator
from wijkpeil.pages.format import day, number
from wijkpeil.pages.signal_charts import LEFT, RIGHT, Dot, Row, Rule
from wijkpeil.pages.signalling.lines import figure
from wijkpeil.workflows.signal_course import ControlCourse, Passed, control_course
from wijkpeil.workflows.signal_figures import SignalFigures

TOP, BOTTOM = 20, 176
"""Where the highest and the lowest value stand, in pixels; the box is 214 high."""


@record
class ControlPicture:
    """One chart: horizontal places in per cent, heights in pixels from the top."""

    id: str
    name: str
    lede: str
    said: str
    """What it says."""
    chance: str
    """How often it would say that something changed where nothing did."""
    fired: bool
    lines: tuple[tuple[str, str], ...]
    """Style and SVG path of each line, over a box of 100 by 214."""
    rules: tuple[Rule, ...]
    dots: tuple[Dot, ...]
    passed: Dot | None
    """Where a limit was passed."""
    base: tuple[float, float] | None
    """Left end and width of the periods that the centre comes from."""
    ends: tuple[Dot, ...]
    """First and last period along the foot."""


@record
class ControlCharts:
    """The control charts of a figure."""

    pictures: tuple[ControlPicture, ...]
    left_out: str
    """That figures from before a series break were left out; empty where none were."""
    rows: tuple[Row, ...]


class _Frame:
    """Places across by period, and heights by value."""

    def __init__(self, periods: Sequence[str], values: Iterable[float]) -> None:
        known = [one for one in values if not np.isnan(one)]
        low, high = min(known), max(known)
        self.low, self.high = (low - 1, high + 1) if low == high else (low, high)
        self.step = (RIGHT - LEFT) / max(1, len(periods) - 1)
        self.ends = tuple(Dot(x=self.x(at), y=0, label=periods[at]) for at in (0, len(periods) - 1))

    def x(self, place: float) -> float:
        return round(LEFT + self.step * place, 2)

    def y(self, value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low), 1)

    def path(self, values: Numbers) -> str:
        """Write known values as a path; a missing one breaks the line."""
        parts, pen = [], "M"
        for place, value in enumerate(values.tolist()):
            if np.isnan(value):
                pen = "M"
                continue
            parts.append(f"{pen}{self.x(place)} {self.y(value)}")
            pen = "L"
        return "".join(parts)


def control_charts(found: SignalFigures, area: str, indicator: Indicator, language: str) -> ControlCharts | None:
    """Lay out the control charts of a figure, in the active language; None where its series is too short for them."""
    course = control_course(found, area, tuple(one.day for one in indicator.breaks))
    if course is None:
        return None
    left_out = ""
    if course.broken_on is not None:
        text = _("Figures from before %(day)s were made otherwise and are left out.")
        left_out = text % {"day": day(course.broken_on, language)}
    return ControlCharts(
        pictures=(
            _limits(course, indicator, language),
            _average(course, indicator, language),
            _sums(course, indicator, language),
        ),
        left_out=left_out,
        rows=_rows(course, indicator, language),
    )


def _limits(course: ControlCourse, indicator: Indicator, language: str) -> ControlPicture:
    frame = _Frame(course.periods, [*course.values, course.lower, course.upper])
    last = course.values.size - 1
    dots = tuple(
        Dot(x=frame.x(place), y=frame.y(value), label=figure(value, indicator, language), name=course.periods[place])
        for place, value in enumerate(course.values.tolist())
        if not np.isnan(value)
    )
    rules = tuple(
        Rule(y=frame.y(value), label=figure(value, indicator, language), style=style)
        for value, style in ((course.upper, "limit"), (course.centre, "centre"), (course.lower, "limit"))
    )
    lede = _("Dashed are the limits: three standard deviations from the mean of the %(n)s figures before the last.")
    return ControlPicture(
        id="limits",
        name=_("Does the last figure leave its limits?"),
        lede=lede % {"n": course.earlier},
        said=_rules_said(course, indicator),
        chance=_("Of 100 series in which nothing changed, %(n)s break a rule at their last figure.")
        % {"n": _hundred(course.alarm, language)},
        fired=bool(course.rules),
        lines=(("own", frame.path(course.values)),),
        rules=rules,
        dots=dots,
        passed=Dot(x=frame.x(last), y=frame.y(float(course.values[last])), label="") if course.rules else None,
        base=None,
        ends=frame.ends,
    )


def _rules_said(course: ControlCourse, indicator: Indicator) -> str:
    if not course.rules:
        return _("It stays within what its past allows: it breaks none of the four rules.")
    words = rule_words()
    broken = "; ".join(_("rule %(rule)s: %(words)s") % {"rule": one, "words": words[one]} for one in course.rules)
    text = _("It left what its past allows, %(way)s. It breaks %(rules)s.")
    return text % {"way": _way(high=course.high, indicator=indicator), "rules": broken}


def rule_words() -> dict[int, str]:
    """Say when each rule of the control chart is broken, in the active language."""
    return {
        1: _("the last figure lies beyond three standard deviations"),
        2: _("two of the last three lie beyond two standard deviations, on one side"),
        3: _("four of the last five lie beyond one standard deviation, on one side"),
        4: _("the last eight lie on one side of the mean"),
    }


def _average(course: ControlCourse, indicator: Indicator, language: str) -> ControlPicture:
    edges = (course.average_lower, course.average_upper)
    frame = _Frame(course.periods, [*course.values, *course.average, *edges[0], *edges[1]])
    return ControlPicture(
        id="average",
        name=_("Did it change a little, and for good? The moving average"),
        lede=" ".join(
            (
                _base_lede(course),
                _("The heavy line counts each figure for a tenth, and all before it for the rest."),
            )
        ),
        said=_lasting_said(course, course.average_passed, _("The moving average"), indicator),
        chance=_lasting_chance(course, course.average_alarm, language),
        fired=course.average_passed is not None,
        lines=(
            ("faint", frame.path(course.values)),
            *(("limit", frame.path(one)) for one in edges),
            ("own", frame.path(course.average)),
        ),
        rules=(
            Rule(y=frame.y(course.base_centre), label=figure(course.base_centre, indicator, language), style="centre"),
        ),
        dots=(),
        passed=_passed_dot(frame, course.average_passed, course.average),
        base=_base(course, frame),
        ends=frame.ends,
    )


def _sums(course: ControlCourse, indicator: Indicator, language: str) -> ControlPicture:
    above, below = course.above, -course.below
    frame = _Frame(course.periods, [*above, *below, course.decision, -course.decision])
    passed = course.sum_passed
    return ControlPicture(
        id="sum",
        name=_("The same, added up: the cumulative sum"),
        lede=_(
            "What lies above the mean adds up to the upper line, what lies below to the lower one, in standard "
            "deviations; half of one is allowed in each period."
        ),
        said=_lasting_said(course, passed, _("The cumulative sum"), indicator),
        chance=_lasting_chance(course, course.sum_alarm, language),
        fired=passed is not None,
        lines=(("own", frame.path(above)), ("own", frame.path(below))),
        rules=tuple(
            Rule(y=frame.y(value), label=number(round(value), language), style=style)
            for value, style in ((course.decision, "limit"), (0.0, "centre"), (-course.decision, "limit"))
        ),
        dots=(),
        passed=_passed_dot(frame, passed, above if passed is not None and passed.high else below),
        base=_base(course, frame),
        ends=frame.ends,
    )


def _base_lede(course: ControlCourse) -> str:
    first = course.periods[int(np.flatnonzero(course.base)[-1])]
    return _("Mean and limits come from the shaded periods, up to %(period)s.") % {"period": first}


def _lasting_said(course: ControlCourse, passed: Passed | None, name: str, indicator: Indicator) -> str:
    if passed is None:
        return _("%(name)s stays within its limits.") % {"name": name}
    if passed.at == course.values.size - 1:
        text = _("%(name)s passed its limit in %(period)s, %(way)s; from one period alone nobody can tell if it lasts.")
    elif passed.still:
        text = _("%(name)s passed its limit in %(period)s, %(way)s, and stands beyond it still.")
    else:
        text = _("%(name)s passed its limit in %(period)s, %(way)s, and came back within it since.")
    way = _way(high=passed.high, indicator=indicator)
    return text % {"name": name, "period": course.periods[passed.at], "way": way}


def _lasting_chance(course: ControlCourse, alarm: float, language: str) -> str:
    followed = int((~np.isnan(course.values)).sum() - course.base.sum())
    text = _("Of 100 series in which nothing changed, %(n)s pass it in one of %(followed)s periods.")
    return text % {"n": _hundred(alarm, language), "followed": followed}


def _way(*, high: bool, indicator: Indicator) -> str:
    good = high == (indicator.polarity == "high-is-better")
    if high:
        return _("upwards, which is better") if good else _("upwards, which is worse")
    return _("downwards, which is better") if good else _("downwards, which is worse")


def _hundred(chance: float, language: str) -> str:
    return number(round(100 * chance, 1 if chance < 0.1 else None), language)


def _passed_dot(frame: _Frame, passed: Passed | None, values: Numbers) -> Dot | None:
    return None if passed is None else Dot(x=frame.x(passed.at), y=frame.y(float(values[passed.at])), label="")


def _base(course: ControlCourse, frame: _Frame) -> tuple[float, float]:
    places = np.flatnonzero(course.base)
    left, right = frame.x(float(places[0]) - 0.4), frame.x(float(places[-1]) + 0.4)
    return left, round(right - left, 2)


def _rows(course: ControlCourse, indicator: Indicator, language: str) -> tuple[Row, ...]:
    last = course.values.size - 1

    def told(value: float) -> str:
        return "" if np.isnan(value) else figure(value, indicator, language)

    def score(value: float) -> str:
        return "" if np.isnan(value) else number(round(value, 2), language)

    def between(low: float, high: float) -> str:
        return "" if np.isnan(low) else f"{told(low)} – {told(high)}"

    return tuple(
        Row(
            name=period,
            place=None,
            cells=(
                told(course.values[at]),
                between(course.lower, course.upper),
                told(course.average[at]),
                between(course.average_lower[at], course.average_upper[at]),
                score(course.above[at]),
                score(course.below[at]),
            ),
            here=at == last,
        )
        for at, period in enumerate(course.periods)
    )
