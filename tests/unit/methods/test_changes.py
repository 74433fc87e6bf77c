"""Changes against the own past, runs of periods, and their behaviour on gaps, constants and single points."""

from statistics import mean, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wijkpeil.methods.change import NEAR, change_against_past, change_between_two, pushed_right
from wijkpeil.methods.persistence import trailing_run

HOLES = st.lists(st.one_of(st.integers(-20, 20).map(float), st.just(float("nan"))), min_size=2, max_size=12)


def naive_change(row: list[float], least: int) -> tuple[float, float] | None:
    """Score and p by the t-test of two samples, one of which is the last point alone."""
    past, last = [one for one in row[:-1] if one == one], row[-1]
    if last != last or len(past) < least or len(set(past)) == 1:
        return None
    score = (last - mean(past)) / (stdev(past) * (1 + 1 / len(past)) ** 0.5)
    return score, 2 * stats.t.sf(abs(score), len(past) - 1)


@given(HOLES, st.integers(2, 5))
def test_change_is_the_prediction_interval(row: list[float], least: int) -> None:
    found = change_against_past([row], least=least)
    expected = naive_change(row, least)
    assert found.points[0] == sum(one == one for one in row[:-1])
    if expected is None:
        assert np.isnan(found.p[0])
    else:
        assert (found.score[0], found.p[0]) == pytest.approx(expected)


@given(HOLES)
def test_screening_hides_no_change(row: list[float]) -> None:
    exact, screened = change_against_past([row], least=2), change_against_past([row], least=2, screen=True)
    if np.isnan(exact.score[0]):
        assert np.isnan(screened.p[0])
    elif abs(exact.score[0]) >= NEAR:
        assert screened.p[0] == exact.p[0]
    else:
        assert min(screened.p[0], exact.p[0]) > 0.1


def test_a_change_of_two_points_against_one_is_the_t_test() -> None:
    past = [4.0, 6.0, 5.0, 7.0, 3.0]
    found = change_against_past([[*past, 9.0]])
    # SciPy's pooled test of five points against one has the same four degrees.
    expected = stats.ttest_ind_from_stats(9.0, 0, 1, mean(past), stdev(past), 5)
    assert (found.score[0], found.p[0]) == pytest.approx((expected.statistic, expected.pvalue))


def test_a_constant_past_is_scored_by_its_rounding_alone() -> None:
    row = [[5.0, 5.0, 5.0, 5.0, 6.0]]
    assert np.isnan(change_against_past(row).p[0])
    assert change_against_past(row, floor=0.5).score[0] == pytest.approx(1 / (0.5 * 1.25**0.5))
    assert change_against_past([[0.1 + 0.2, 0.3, 0.3, 0.3, 0.4]]).p[0] != 0, "binary dust is no spread"


def test_one_point_or_no_last_one_is_not_tested() -> None:
    for row in ([5.0], [1.0, 2.0, 3.0, 4.0, np.nan], [np.nan] * 5, [1.0, 2.0]):
        assert np.isnan(change_against_past([row]).p[0])
    with pytest.raises(ValueError, match="no spread"):
        change_against_past([[1.0, 2.0]], least=1)


@pytest.mark.parametrize("earlier", [4, 6, 12])
def test_an_unchanged_series_changes_as_often_as_stated(earlier: int) -> None:
    """40,000 series; the band holds 99.9 % of all such trials."""
    series = np.random.default_rng(21).normal(10, 2, (40_000, earlier + 1))
    p = change_against_past(series).p
    for level in (0.05, 0.002):
        assert abs((p <= level).mean() - level) < 3.3 * np.sqrt(level * (1 - level) / 40_000)


def test_two_periods_are_compared_by_their_errors() -> None:
    found = change_between_two([10, 10, np.nan, 10], [13, 10, 13, 11], [3, 0, 1, np.nan], [4, 0, 1, 1])
    assert found.score[0] == pytest.approx(3 / 5)
    assert found.p[0] == pytest.approx(2 * stats.norm.sf(0.6))
    assert np.isnan(found.p[1:]).all()


@given(st.lists(HOLES, min_size=1, max_size=5))
def test_known_values_go_right_in_their_order(rows: list[list[float]]) -> None:
    wide = max(map(len, rows))
    table = [[np.nan] * (wide - len(row)) + row for row in rows]
    for row, moved in zip(table, pushed_right(table), strict=True):
        known = [one for one in row if one == one]
        assert moved[wide - len(known) :].tolist() == known
        assert np.isnan(moved[: wide - len(known)]).all()


@given(st.lists(st.booleans(), max_size=12))
def test_a_run_is_counted_back_from_the_end(held: list[bool]) -> None:
    run = 0
    while run < len(held) and held[-1 - run]:
        run += 1
    assert trailing_run(held) == run
    assert trailing_run([held, held]).tolist() == [run, run]
