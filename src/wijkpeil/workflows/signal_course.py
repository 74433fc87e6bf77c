"""The control charts of one figure through its periods: limits from its own past, and what passed them.

Three charts over the same periods. *Limits*: mean and spread of all periods but the last, by which the last is judged,
as the signals of the kind ``chart`` are. *Moving average* and *cumulative sum*: for small changes that last, with
centre and spread of the first ``CHART_LEAST`` periods, over those that come after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.chart_alarm import last_point_alarm, last_point_breaks, last_point_scores, lasting_alarm
from wijkpeil.methods.chart_rules import ALL_RULES
from wijkpeil.methods.control_chart import D2, LIMIT, moving_range
from wijkpeil.methods.cusum import cusum_chart
from wijkpeil.methods.ewma import ewma_chart
from wijkpeil.methods.funnel import Numbers
from wijkpeil.workflows.signal_figures import SignalFigures
from wijkpeil.workflows.signal_scores import CHART_LEAST
from wijkpeil.workflows.signal_tables import counts_since, last_break


@dataclass(frozen=True, slots=True)
class Passed:
    """Where a chart passed its limit first."""

    at: int
    """Place of the period."""
    high: bool
    """True above, False below."""
    still: bool
    """Whether it is beyond its limit in the last period."""


@dataclass(frozen=True, slots=True)
class ControlCourse:
    """Control charts of one series; arrays are over its periods, NaN where there is nothing."""

    periods: tuple[str, ...]
    values: Numbers
    centre: float
    """Mean of all known figures but the last."""
    lower: float
    upper: float
    score: float
    """Distance of the last figure from the centre in standard deviations."""
    rules: tuple[int, ...]
    """Rules that the last figure breaks."""
    high: bool
    """Whether it breaks them above the centre."""
    earlier: int
    """Number of known figures that the limits come from."""
    alarm: float
    """Chance that the last figure of an unchanged series of this length breaks a rule."""
    base: NDArray[np.bool_]
    """The periods that the charts of lasting changes take their centre and spread from."""
    base_centre: float
    average: Numbers
    average_lower: Numbers
    average_upper: Numbers
    average_passed: Passed | None
    average_alarm: float
    """Chance that the average of an unchanged series passes its limit in one of the periods after the base."""
    above: Numbers
    """What lies above the centre, summed beyond an allowance, in standard deviations."""
    below: Numbers
    decision: float
    sum_passed: Passed | None
    sum_alarm: float
    broken_on: date | None
    """Day of a series break before which figures were left out; None where there was none."""


def control_course(found: SignalFigures, area: str, breaks: tuple[date, ...] = ()) -> ControlCourse | None:
    """Chart the series of an area; ``breaks`` are the days from which its figures are made otherwise.

    None where there are fewer than ``CHART_LEAST`` known figures before the last since the last break, where the last
    is not known, or where the figures do not vary at all.
    """
    row = found.areas.get(area)
    if row is None or np.isnan(found.values[row, -1]):
        return None
    broken_on = last_break(found.periods, breaks)
    kept = [place for place, period in enumerate(found.periods) if counts_since(period, broken_on)]
    values = found.values[row, kept]
    known = np.flatnonzero(~np.isnan(values))
    if known.size <= CHART_LEAST:
        return None
    limits, lasting = _limits(values[known], found.rounding), _lasting(values, known, found.rounding)
    if limits is None or lasting is None:
        return None
    periods = tuple(found.periods[place] for place in kept)
    return ControlCourse(periods=periods, values=values, broken_on=broken_on, **limits, **lasting)


def _limits(known: Numbers, rounding: float) -> dict[str, Any] | None:
    """Give the fields of the chart by which the last of the known figures is judged; None where they do not vary."""
    earlier = known[:-1]
    centre, spread = float(earlier.mean()), max(moving_range(earlier) / D2, rounding)
    if not spread > 0:
        return None
    scores = last_point_scores(known[None, :], rounding)
    broken = last_point_breaks(scores)[:, 0]
    return {
        "centre": centre,
        "lower": centre - LIMIT * spread,
        "upper": centre + LIMIT * spread,
        "score": float(scores[0, -1]),
        "rules": tuple(rule for rule, sign in zip(ALL_RULES, broken, strict=True) if sign),
        "high": bool(broken.sum() > 0),
        "earlier": earlier.size,
        "alarm": last_point_alarm(earlier.size),
    }


def _lasting(values: Numbers, known: NDArray[np.int64], rounding: float) -> dict[str, Any] | None:
    """Give the fields of the charts of small changes that last; None where the first figures do not vary."""
    first = known[:CHART_LEAST]
    centre, spread = float(values[first].mean()), max(moving_range(values[first]) / D2, rounding)
    if not spread > 0:
        return None
    start = int(first[-1]) + 1
    average, sums = ewma_chart(values[start:], centre, spread), cusum_chart(values[start:], centre, spread)
    outside = (average.average > average.upper).astype(float) - (average.average < average.lower)
    alarms = lasting_alarm(CHART_LEAST, known.size - CHART_LEAST)

    def whole(part: Numbers) -> Numbers:
        return np.concatenate([np.full(start, np.nan), part])

    return {
        "base": np.isin(np.arange(values.size), first),
        "base_centre": centre,
        "average": whole(average.average),
        "average_lower": whole(average.lower),
        "average_upper": whole(average.upper),
        "average_passed": _passed(outside, start),
        "average_alarm": alarms[0],
        "above": whole(sums.above),
        "below": whole(sums.below),
        "decision": sums.decision,
        "sum_passed": _passed(sums.breaks, start),
        "sum_alarm": alarms[1],
    }


def _passed(signs: Numbers, start: int) -> Passed | None:
    places = np.flatnonzero(signs)
    if not places.size:
        return None
    return Passed(at=start + int(places[0]), high=bool(signs[places[0]] > 0), still=bool(signs[-1]))
