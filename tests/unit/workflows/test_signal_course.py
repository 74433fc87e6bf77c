"""Control charts of one figure through its periods, against charts drawn point by point without any of this code."""

import statistics
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import isnan, sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from signal_programmes import signal_programme

from wijkpeil.methods.chart_alarm import lasting_alarm
from wijkpeil.methods.cusum import cusum_chart
from wijkpeil.methods.ewma import ewma_chart
from wijkpeil.model.signals import Signal
from wijkpeil.workflows.signal import SignalOptions, find_signals
from wijkpeil.workflows.signal_course import ControlCourse, control_course
from wijkpeil.workflows.signal_export import control_records
from wijkpeil.workflows.signal_figures import signal_figures

LEAST = 9
"""Figures that charts need: eight of the past and the last."""
CALM = ["10", "12", "11", "10", "12", "11", "10", "12", "11"]


def course(values: list[str | None], breaks: tuple[date, ...] = ()) -> ControlCourse | None:
    made = signal_programme({"here": values, "there": ["15"] * len(values)})
    return control_course(signal_figures(made)["i"], "here", breaks)


def signal(values: list[str | None]) -> Signal | None:
    made = signal_programme({"here": values, "there": ["15"] * len(values)})
    found = find_signals(made, SignalOptions(charts=True)).signals
    return next((one for one in found if (one.area, one.kind) == ("here", "chart")), None)


def spread(values: list[float], least: float) -> float:
    return max(statistics.fmean(abs(b - a) for a, b in pairwise(values)) / 1.128, least)


figures = st.lists(
    st.integers(-3, 60).map(lambda number: None if number < 0 else str(number)), min_size=10, max_size=12
)


@given(figures)
def test_the_charts_are_those_drawn_point_by_point(values: list[str | None]) -> None:
    known = [float(one) for one in values if one is not None]
    found = course(values)
    if values[-1] is None or len(known) < LEAST:
        assert found is None
        return
    rounding = 1 / sqrt(12)
    past, base = known[:-1], known[:8]
    width, narrow = spread(past, rounding), spread(base, rounding)
    assert found is not None
    assert (found.centre, found.earlier) == (pytest.approx(statistics.fmean(past)), len(past))
    assert found.upper - found.lower == pytest.approx(6 * width)
    assert found.score == pytest.approx((known[-1] - statistics.fmean(past)) / width)
    middle, held, above, below = statistics.fmean(base), statistics.fmean(base), 0.0, 0.0
    seen, variance = 0, 0.0
    for at, value in enumerate(values):
        if value is not None:
            seen += 1
        if seen < 8 or (seen == 8 and value is not None):
            assert isnan(found.average[at])
            assert isnan(found.above[at])
        if value is not None and seen >= 9:
            held = 0.1 * float(value) + 0.9 * held
            variance = 0.01 + 0.81 * variance
            above = max(0.0, above + (float(value) - middle) / narrow - 0.5)
            below = max(0.0, below - (float(value) - middle) / narrow - 0.5)
            assert found.average[at] == pytest.approx(held)
            assert found.average_upper[at] == pytest.approx(middle + 2.814 * narrow * sqrt(variance))
            assert (found.above[at], found.below[at]) == (pytest.approx(above), pytest.approx(below))


@given(figures)
def test_the_rules_are_those_of_the_signals(values: list[str | None]) -> None:
    """What the page says of the last figure is what the command says of it with ``--charts``."""
    found, told = course(values), signal(values)
    rules = found.rules if found is not None else ()
    assert rules == (told.rules if told is not None else ())
    if found is not None and told is not None:
        assert (told.direction == "worse") == found.high, "low is better here"
        assert told.points == found.earlier


@given(figures)
def test_what_is_said_to_have_passed_first_is_the_first(values: list[str | None]) -> None:
    found = course(values)
    assume(found is not None)
    assert found is not None
    outside = [
        at
        for at, value in enumerate(found.average)
        if not isnan(value) and not found.average_lower[at] <= value <= found.average_upper[at]
    ]
    summed = [at for at in range(len(values)) if max(found.above[at], found.below[at]) > 5]
    assert (found.average_passed.at if found.average_passed else None) == next(iter(outside), None)
    assert (found.sum_passed.at if found.sum_passed else None) == next(iter(summed), None)
    if found.average_passed is not None:
        assert found.average_passed.still == (outside[-1] == len(values) - 1)
    if found.sum_passed is not None:
        assert found.sum_passed.still == (summed[-1] == len(values) - 1)
    records = control_records(found, "here", "i", simulated=False)
    assert [at for at, one in enumerate(records) if "average" in one["passed"]] == outside[:1]
    assert [at for at, one in enumerate(records) if "sum" in one["passed"]] == summed[:1]
    assert [one["rules"] for one in records[:-1]] == [[]] * (len(values) - 1)


def test_a_little_that_lasts_is_seen_by_what_remembers_alone() -> None:
    found = course([*CALM[:8], "14", "13", "14", "13"])
    assert found is not None
    assert 1 not in found.rules
    assert found.average_passed is not None
    assert (found.average_passed.high, found.periods[found.average_passed.at]) == (True, "2020")


def test_figures_from_before_a_break_are_left_out() -> None:
    values: list[str | None] = ["50", "52", "51", *CALM]
    made = signal_programme({"here": values, "there": ["15"] * 12})
    whole = signal_figures(made)["i"]
    found = control_course(whole, "here", (date(2013, 1, 1),))
    alone = course(list(CALM))
    assert found is not None
    assert alone is not None
    assert (found.periods, found.centre, found.broken_on) == (alone.periods, alone.centre, date(2013, 1, 1))
    assert control_course(whole, "here", (date(2014, 1, 1),)) is None, "too few are left"
    unbroken = control_course(whole, "here", (date(2009, 1, 1), date(2030, 1, 1)))
    assert unbroken is not None
    assert (len(unbroken.periods), unbroken.broken_on) == (12, None)


def test_without_enough_or_without_a_last_figure_there_is_no_chart() -> None:
    assert course(list(CALM[:8])) is None
    assert course([*CALM, None]) is None
    assert course([*CALM[:4], None, *CALM[4:]]) is not None
    made = signal_figures(signal_programme({"here": list(CALM)}))["i"]
    assert control_course(made, "nowhere") is None
    flat = replace(made, values=np.full(made.values.shape, 3.0), rounding=0.0)
    assert control_course(flat, "here") is None


def test_false_alarms_of_what_remembers_are_as_often_as_stated() -> None:
    """Other series, charted one by one; the band holds 99.9 % of all such trials."""
    runs, base, followed = 4000, 8, 8
    passed = np.zeros((2, runs))
    for run, series in enumerate(np.random.default_rng(11).normal(50, 3, (runs, base + followed))):
        first = series[:base]
        centre, sigma = first.mean(), np.abs(np.diff(first)).mean() / 1.128
        average, sums = ewma_chart(series[base:], centre, sigma), cusum_chart(series[base:], centre, sigma)
        passed[0, run] = ((average.average > average.upper) | (average.average < average.lower)).any()
        passed[1, run] = (sums.breaks != 0).any()
    for share, stated in zip(passed.mean(axis=1), lasting_alarm(base, followed), strict=True):
        assert abs(share - stated) < 3.3 * np.sqrt(stated * (1 - stated) * (1 / runs + 1 / 40_000))


def test_the_rate_needs_points() -> None:
    for base, followed in ((1, 5), (8, 0)):
        with pytest.raises(ValueError, match="make no chart"):
            lasting_alarm(base, followed)
