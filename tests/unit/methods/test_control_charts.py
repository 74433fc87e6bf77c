"""Control charts against textbook tables, and their rules against a reading point by point."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_series import (
    CIRCUIT_BOARDS,
    DYED_CLOTH,
    EWMA_AVERAGES,
    EWMA_POINTS,
    FLOW_RATE,
    FLOW_RATE_LIMITS,
    LOAN_COSTS,
    ORANGE_JUICE,
    RUN_LENGTHS,
    SHIFTED,
)

from wijkpeil.methods.chart_alarm import last_point_alarm, last_point_breaks, last_point_scores
from wijkpeil.methods.chart_rules import ALL_RULES, RULES, last_breaks, rule_breaks
from wijkpeil.methods.control_chart import individuals_chart, moving_range, proportion_chart, rate_chart
from wijkpeil.methods.cusum import cusum_chart, cusum_run_length
from wijkpeil.methods.ewma import ewma_chart, ewma_run_length
from wijkpeil.methods.run_length import mean_run_length

SCORES = st.lists(st.one_of(st.floats(-4, 4), st.just(float("nan"))), min_size=1, max_size=30)


def test_individuals_are_those_of_the_handbook() -> None:
    chart = individuals_chart(FLOW_RATE)
    assert (chart.lower[0], chart.centre, chart.upper[0]) == pytest.approx(FLOW_RATE_LIMITS, abs=5e-5)


def test_individuals_are_those_of_the_textbook() -> None:
    chart = individuals_chart(LOAN_COSTS)
    assert moving_range(LOAN_COSTS) == pytest.approx(7.79, abs=0.005)
    assert (chart.centre, chart.lower[0], chart.upper[0]) == pytest.approx((300.5, 279.78, 321.22), abs=0.01)


def test_proportions_are_those_of_the_textbook() -> None:
    chart = proportion_chart(ORANGE_JUICE, 50)
    assert (chart.centre, chart.lower[0], chart.upper[0]) == pytest.approx((0.2313, 0.0524, 0.4102), abs=5e-5)
    assert np.flatnonzero(chart.values > chart.upper).tolist() == [14, 22], "samples 15 and 23 lie outside"


def test_counts_are_those_of_the_textbook() -> None:
    chart = rate_chart(CIRCUIT_BOARDS, 1)
    assert chart.centre == pytest.approx(19.85, abs=0.005)
    # The book goes on with its rounded mean: half a digit there, times the slope of the limit, and half a digit here.
    slack = 0.005 * (1 + 1.5 / 19.85**0.5) + 0.005
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((6.48, 33.22), abs=slack)
    outside = (chart.values > chart.upper) | (chart.values < chart.lower)
    assert np.flatnonzero(outside).tolist() == [5, 19], "samples 6 and 20 lie outside"


def test_rates_are_those_of_the_textbook() -> None:
    chart = rate_chart(*DYED_CLOTH)
    assert chart.centre == pytest.approx(1.42, abs=0.005)
    slack = 0.005 * (1 + 1.5 / (1.42 * 10) ** 0.5) + 0.005
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.29, 2.55), abs=slack)


def test_prime_limits_are_those_of_individuals_where_all_sizes_are_equal() -> None:
    # What Laney's method comes to: with equal sizes the binomial part cancels out.
    for chart in (proportion_chart(ORANGE_JUICE, 50, prime=True), rate_chart(ORANGE_JUICE, 50, prime=True)):
        single = individuals_chart(np.array(ORANGE_JUICE) / 50)
        assert chart.lower == pytest.approx(np.maximum(single.lower, 0))
        assert chart.upper == pytest.approx(single.upper)


def test_prime_limits_point_by_point() -> None:
    # The first weeks of emergency care within four hours, from the documentation of the R package qicharts2.
    seen = [266501, 264225, 276532, 281461, 269071, 261215]
    came = [280443, 276823, 291681, 296155, 282343, 275888]
    centre = sum(seen) / sum(came)
    own = [(centre * (1 - centre) / n) ** 0.5 for n in came]
    z = [(r / n - centre) / s for r, n, s in zip(seen, came, own, strict=True)]
    wider = sum(abs(b - a) for a, b in pairwise(z)) / 5 / 1.128
    assert wider > 3, "with so many visitors the binomial limits are far too narrow"
    chart = proportion_chart(seen, came, prime=True)
    assert chart.upper == pytest.approx([centre + 3 * s * wider for s in own])


def test_limits_do_not_leave_what_can_occur() -> None:
    assert proportion_chart([0, 1, 0], [3, 3, 3]).lower.tolist() == [0, 0, 0]
    assert proportion_chart([3, 2, 3], [3, 3, 3]).upper.tolist() == [1, 1, 1]
    assert rate_chart([0, 1, 0], 1).lower.tolist() == [0, 0, 0]


def test_a_missing_period_and_one_without_people_are_left_out() -> None:
    whole = proportion_chart([5, 7, 6], [50, 50, 50])
    holes = proportion_chart([5, np.nan, 7, 3, 6], [50, 50, 50, 0, 50])
    assert holes.centre == whole.centre
    assert np.isnan(holes.values).tolist() == [False, True, False, True, False]
    assert individuals_chart([1, np.nan, 3, 2]).sigma[0] == individuals_chart([1, 3, 2]).sigma[0]


def test_a_constant_series_has_no_scores_and_one_point_no_limits() -> None:
    flat = individuals_chart([4, 4, 4])
    assert (flat.lower.tolist(), flat.upper.tolist()) == ([4, 4, 4], [4, 4, 4])
    assert np.isnan(flat.scores).all()
    assert np.isnan(individuals_chart([4]).upper).all()
    assert np.isnan(individuals_chart([]).centre)
    assert np.isnan(proportion_chart([0, 0], [0, 0]).centre)


@pytest.mark.parametrize("rules", RUN_LENGTHS, ids=str)
def test_run_lengths_are_the_published_ones(rules: tuple[int, ...]) -> None:
    assert mean_run_length(rules) == pytest.approx(RUN_LENGTHS[rules], abs=0.005)


def naive_breaks(scores: list[float], rule: int) -> list[int]:
    needed, window, beyond = RULES[rule]
    found = []
    for place, score in enumerate(scores):
        last = scores[max(0, place - window + 1) : place + 1]
        high = score > beyond and sum(one > beyond for one in last) >= needed
        low = score < -beyond and sum(one < -beyond for one in last) >= needed
        found.append(int(high) - int(low))
    return found


@given(SCORES, st.sampled_from(ALL_RULES))
def test_rules_are_those_of_a_reading_point_by_point(scores: list[float], rule: int) -> None:
    assert rule_breaks(scores, rule).tolist() == naive_breaks(scores, rule)
    assert last_breaks(scores, rule) == naive_breaks(scores, rule)[-1]


@pytest.mark.parametrize(
    ("scores", "broken"),
    [
        ([0.0, 3.1], {1}),
        ([3.0], set()),
        ([2.1, 0.0, 2.1], {2}),
        ([2.1, 0.0, -2.1], set()),
        ([2.1, 2.1, 0.0], set()),
        ([1.1, 1.1, 0.0, 1.1, 1.1], {3}),
        ([0.1] * 8, {4}),
        ([0.1] * 7, set()),
        ([0.1] * 4 + [float("nan")] + [0.1] * 4, set()),
        ([2.1, 2.1] + [1.1] * 6, {3, 4}),
    ],
)
def test_rules_by_example(scores: list[float], broken: set[int]) -> None:
    assert {rule for rule in ALL_RULES if rule_breaks(scores, rule)[-1]} == broken


def test_false_alarms_of_a_short_past_are_as_often_as_stated() -> None:
    """Other series than those that the rate was simulated with; the band holds 99.9 % of all such trials."""
    runs = 40_000
    for earlier, rules in ((8, (1,)), (8, ALL_RULES), (15, ALL_RULES)):
        series = np.random.default_rng(5).normal(50, 3, (runs, earlier + 1))
        share = last_point_breaks(last_point_scores(series), rules).any(axis=0).mean()
        stated = last_point_alarm(earlier, rules)
        # Both sides are estimates, each with this error.
        assert abs(share - stated) < 3.3 * np.sqrt(2 * stated * (1 - stated) / runs), (earlier, rules)


def test_with_a_long_past_the_rate_is_that_of_known_limits() -> None:
    assert last_point_alarm(400, (1,)) == pytest.approx(0.0027, abs=3.3 * np.sqrt(0.0027 / 40_000))


def test_last_scores_are_those_of_the_individuals_chart() -> None:
    past = individuals_chart(FLOW_RATE[:-1])
    expected = (FLOW_RATE[-1] - past.centre) / past.sigma[0]
    held = np.array([[np.nan, *FLOW_RATE]])
    assert last_point_scores(held)[0, -1] == pytest.approx(expected)
    assert np.isnan(last_point_scores(np.array([[2.0, 2.0, 3.0]]))[0, -1])
    assert last_point_scores(np.array([[2.0, 2.0, 3.0]]), floor=0.5)[0, -1] == 2
    with pytest.raises(ValueError, match="1 earlier"):
        last_point_alarm(1)


def test_averages_are_those_of_the_handbook() -> None:
    chart = ewma_chart(EWMA_POINTS, 50, 2.0539, weight=0.3, reach=3)
    assert chart.average == pytest.approx(EWMA_AVERAGES, abs=0.0051)
    assert (chart.lower[-1], chart.upper[-1]) == pytest.approx((47.4115, 52.5884), abs=0.003)


def test_averages_step_over_a_missing_point() -> None:
    chart = ewma_chart([1, np.nan, 2], 0, 1, weight=0.5, reach=1)
    assert chart.average.tolist() == [0.5, 0.5, 1.25]
    assert chart.upper[0] == chart.upper[1] == 0.5
    for weight in (0, 1.1):
        with pytest.raises(ValueError, match="weight"):
            ewma_chart([1], 0, 1, weight=weight)
    with pytest.raises(ValueError, match="deviation"):
        ewma_chart([1], 0, 0)


@pytest.mark.parametrize(("weight", "reach"), [(0.05, 2.615), (0.1, 2.814), (0.2, 2.962), (0.25, 2.998), (0.4, 3.054)])
def test_averages_cry_wolf_once_in_500(weight: float, reach: float) -> None:
    # Lucas and Saccucci (1990), table 3: the designs with 500 points to a false alarm.
    assert ewma_run_length(weight, reach) == pytest.approx(500, abs=0.5)


def test_sums_are_those_of_the_textbook() -> None:
    chart = cusum_chart(SHIFTED, 10, 1)
    assert chart.above[3:6] == pytest.approx([1.16, 2.82, 2.50])
    assert chart.above[28] == pytest.approx(5.28)
    assert np.flatnonzero(chart.breaks).tolist() == [28, 29], "the upper sum passes five at the 29th point"
    assert cusum_chart([1, np.nan, 1], 0, 1).above.tolist() == [0.5, 0.5, 1.0]
    with pytest.raises(ValueError, match="deviation"):
        cusum_chart([1], 0, 0)


@pytest.mark.parametrize(("decision", "published"), [(4, 168), (5, 465)])
def test_sums_cry_wolf_as_rarely_as_published(decision: float, published: float) -> None:
    # Montgomery, table 9.3.
    assert cusum_run_length(0.5, decision) == pytest.approx(published, abs=0.5)
