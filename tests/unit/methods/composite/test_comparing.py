"""Outranking, benefit of the doubt, Mazziotta-Pareto and gaps over time: naive ones, by hand, and their edges."""

from collections.abc import Callable
from itertools import pairwise, product
from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive_composite as naive
from wijkpeil.methods.composite import outranking
from wijkpeil.methods.composite.aggregating import arithmetic_mean
from wijkpeil.methods.composite.benefit_of_the_doubt import benefit_of_the_doubt
from wijkpeil.methods.composite.imputing_over_time import impute_latest, impute_linear
from wijkpeil.methods.composite.mazziotta_pareto import adjusted_goalposts, mazziotta_pareto
from wijkpeil.methods.composite.normalising import goalposts

NAN = float("nan")
CELLS = st.one_of(st.integers(0, 4).map(float), st.none())
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=9)
WEIGHTS = st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.3, 1 / 3]), min_size=4, max_size=4).filter(any)


def array(rows: list) -> np.ndarray:
    return np.array([[NAN if one is None else one for one in row] for row in rows], dtype=float)


@given(rows=ROWS, weights=WEIGHTS, missing=st.sampled_from(["comparable", "half"]))
def test_a_naive_outranking_agrees(rows: list, weights: list[float], missing: str) -> None:
    found = outranking.outranking(array(rows), weights, missing=missing)
    for one, two in product(range(len(rows)), repeat=2):
        wanted = 0 if one == two else naive.share_ahead(rows[one], rows[two], weights, missing)
        assert isclose(found[one, two], wanted, abs_tol=1e-12)
    off = ~np.eye(len(rows), dtype=bool)
    np.testing.assert_allclose((found + found.T)[off], 1)


@given(rows=ROWS, weights=st.lists(st.integers(0, 5), min_size=4, max_size=4).filter(any), order=st.randoms())
def test_a_naive_copeland_agrees_whatever_the_order_of_the_rows(rows: list, weights: list[int], order) -> None:
    scores = outranking.copeland(array(rows), weights)
    wanted = naive.copeland([list(row) for row in rows], weights)
    for row, score, expected in zip(rows, scores, wanted, strict=True):
        assert np.isnan(score) if row == [None] * 4 else score == expected
    shuffled = list(range(len(rows)))
    order.shuffle(shuffled)
    np.testing.assert_array_equal(outranking.copeland(array(rows)[shuffled], weights), scores[shuffled])
    turned = array(rows)[:, ::-1]
    np.testing.assert_array_equal(outranking.copeland(turned, weights[::-1]), scores)


@given(st.integers(0, 2**32 - 1), st.integers(1, 90), st.integers(1, 150))
def test_tiles_and_long_groups_change_nothing(seed: int, n: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 5, (n, k)).astype(float)
    table[rng.random((n, k)) < 0.1] = NAN
    weights = rng.choice([1.0, 2.0], k)
    ahead = np.array([(np.sign(row - table) * weights)[:, :] for row in table])
    whole = np.nansum(ahead, axis=2)
    found = outranking.duels(table, weights)
    assert found.won.tolist() == (whole > 1e-9).sum(axis=1).tolist()
    assert found.lost.tolist() == (whole < -1e-9).sum(axis=1).tolist()


def test_a_tie_of_inexact_weights_is_a_tie() -> None:
    """0.1 + 0.2 is a little more than 0.3 to a computer."""
    assert outranking.copeland([[1, 1, 0], [0, 0, 1]], [0.1, 0.2, 0.3]).tolist() == [0, 0]


def test_a_matrix_too_large_to_hold_is_given_in_pieces() -> None:
    table = np.arange(5_001.0)[:, None]
    with pytest.raises(ValueError, match="5001 areas"):
        outranking.outranking(table, [1])
    rows, piece = next(outranking.outranking_rows(table, [1], rows=2))
    assert (rows, piece.shape) == (slice(0, 2), (2, 5_001))
    assert piece[1, :3].tolist() == [1, 0.5, 0]


POSITIVE = st.lists(st.lists(st.integers(0, 9).map(float), min_size=3, max_size=3), min_size=2, max_size=6).filter(
    lambda rows: all(any(column) for column in zip(*rows, strict=True))
)


def naive_doubt(rows: list[list[float]]) -> list[float]:
    """The least by which all rows together must be raised to reach a row: the dual, on corners by brute force."""
    table = np.array(rows) / np.max(rows, axis=0)
    corners = []
    # Weights at a corner of what is allowed: three of the limits hold with equality.
    limits = [(row, 1.0) for row in table] + [(np.eye(3)[at], 0.0) for at in range(3)]
    for one, two, three in product(range(len(limits)), repeat=3):
        if one < two < three:
            sides = np.array([limits[at][0] for at in (one, two, three)])
            if abs(np.linalg.det(sides)) > 1e-12:
                weights = np.linalg.solve(sides, [limits[at][1] for at in (one, two, three)])
                if (weights > -1e-9).all() and (table @ weights <= 1 + 1e-9).all():
                    corners.append(weights)
    return [max(float(row @ weights) for weights in corners) for row in table]


@given(POSITIVE)
def test_a_naive_benefit_of_the_doubt_agrees(rows: list[list[float]]) -> None:
    found = benefit_of_the_doubt(rows)
    np.testing.assert_allclose(found, naive_doubt(rows), atol=1e-7)
    units = np.array(rows) * [1, 10, 0.2]
    np.testing.assert_allclose(benefit_of_the_doubt(units), found, atol=1e-7)
    assert found.max() == pytest.approx(1)


def test_with_less_freedom_scores_are_lower() -> None:
    rows = [[1.0, 0.2], [0.2, 1.0], [0.6, 0.5]]
    found = [benefit_of_the_doubt(rows, [1, 1], freedom=one) for one in (None, 1.0, 0.5, 0.0)]
    for more, less in pairwise(found):
        assert (less <= more + 1e-9).all()
    assert found[0][:2].tolist() == pytest.approx([1, 1])


def test_what_is_not_shown_gives_no_benefit() -> None:
    found = benefit_of_the_doubt([[1, NAN], [1, 0], [0, 2], [0, 0], [NAN, NAN]])
    np.testing.assert_allclose(found, [1, 1, 1, 0, NAN])


@given(ROWS, WEIGHTS)
def test_an_unequal_row_is_lowered_by_its_variance_over_its_mean(rows: list, weights: list[float]) -> None:
    table = array(rows) + 70
    mean = arithmetic_mean(table, weights)
    found = mazziotta_pareto(table, weights)
    for row, m, score in zip(rows, mean, found, strict=True):
        inside = [(x + 70, w) for x, w in naive.cells(row, weights) if w]
        if inside:
            variance = sum(w * (x - m) ** 2 for x, w in inside) / sum(w for _, w in inside)
            assert score == pytest.approx(m - variance / m)
    np.testing.assert_allclose(mazziotta_pareto(table, weights, penalty="up"), 2 * mean - found)


def test_adjusted_goalposts_put_the_reference_at_100() -> None:
    low, high = adjusted_goalposts(10, 30, 25)
    assert (low, high) == (15, 35)
    scores = goalposts([15, 25, 35, 40], direction=1, lower=low, upper=high, base=70, scale=60, truncate=False)
    assert scores.tolist() == [70, 100, 130, 145]


@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=4), st.integers(1, 6))
def test_gaps_over_time_agree(series: list, reach: int) -> None:
    panel = array(series).T[:, :, None]
    for method, second in ((impute_latest, naive.latest), (impute_linear, naive.linear)):
        made = method(panel, most_periods=reach)
        np.testing.assert_allclose(made.values[:, :, 0].T, array([second(one, reach) for one in series]), atol=1e-12)
        assert (made.filled == (np.isnan(panel) & ~np.isnan(made.values))).all()
    free = impute_latest(panel)
    np.testing.assert_array_equal(free.values, impute_latest(panel, most_periods=6).values)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: mazziotta_pareto([[-1, 1]], [1, 1]), "mean of 1 rows is not above 0"),
        (lambda: adjusted_goalposts(3, 3, 3), "lower end 3"),
        (lambda: benefit_of_the_doubt([[-1, 1]]), "below 0"),
        (lambda: benefit_of_the_doubt([[0, 1]]), "not above 0"),
        (lambda: benefit_of_the_doubt([[1, 1]], freedom=2), "freedom of 2"),
        (lambda: impute_latest([[1]]), "Periods of tables"),
        (lambda: impute_linear([[[1]]], most_periods=0), "0 periods carry nothing"),
    ],
)
def test_outside_the_domain(call: Callable, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
