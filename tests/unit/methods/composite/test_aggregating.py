"""Means, availability and ranks against the naive ones, by hand, and at the edges of their domains."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive_composite as naive
from wijkpeil.methods.composite import aggregating
from wijkpeil.methods.composite.availability import availability, withheld
from wijkpeil.methods.composite.ranking import ranks

NAN = float("nan")
CELLS = st.one_of(st.integers(1, 40).map(lambda x: x / 4), st.none())
WEIGHTS = st.lists(st.integers(0, 5).map(float), min_size=3, max_size=3).filter(any)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6)
MEANS = {
    1: aggregating.arithmetic_mean,
    0: aggregating.geometric_mean,
    -1: aggregating.harmonic_mean,
    2.5: partial(aggregating.generalised_mean, power=2.5),
    np.inf: aggregating.maximum,
    -np.inf: aggregating.minimum,
    -3: partial(aggregating.generalised_mean, power=-3),
}


def array(rows: list) -> np.ndarray:
    return np.array([[NAN if one is None else one for one in row] for row in rows], dtype=float)


def column(cells: list) -> np.ndarray:
    return array([cells])[0]


@pytest.mark.parametrize("power", MEANS)
@given(rows=ROWS, weights=WEIGHTS)
def test_a_naive_mean_agrees(power: float, rows: list, weights: list[float]) -> None:
    np.testing.assert_allclose(
        MEANS[power](array(rows), weights), column(naive.power_mean(rows, weights, power)), rtol=1e-9
    )


@pytest.mark.parametrize("power", MEANS)
@given(rows=ROWS, weights=WEIGHTS, at=st.integers(0, 2), more=st.integers(1, 9), scale=st.integers(1, 9))
def test_means_are_means(power, rows, weights, at, more, scale) -> None:
    """Raising a cell never lowers a mean; it lies between its cells; weights scale freely; order does not matter."""
    method, table = MEANS[power], array(rows)
    means = method(table, weights)
    raised = table.copy()
    raised[:, at] += more
    better = method(raised, weights)
    seen = ~np.isnan(means)
    assert (better[seen] >= means[seen] * (1 - 1e-12)).all()
    inside = np.where(np.array(weights) > 0, table, np.nan)[seen]
    assert (np.nanmin(inside, axis=1) <= means[seen] * (1 + 1e-12)).all()
    assert (np.nanmax(inside, axis=1) >= means[seen] * (1 - 1e-12)).all()
    np.testing.assert_allclose(method(table, [w * scale for w in weights]), means, rtol=1e-12)
    turned = method(table[::-1, ::-1], weights[::-1])[::-1]
    np.testing.assert_allclose(turned, means, rtol=1e-12)


@given(rows=ROWS, weights=WEIGHTS)
def test_the_lower_the_power_the_lower_the_mean(rows: list, weights: list[float]) -> None:
    table = array(rows)
    found = [aggregating.generalised_mean(table, weights, power=power) for power in (-3, -1, 0, 0.5, 1, 2)]
    for lower, higher in pairwise(found):
        seen = ~np.isnan(lower)
        assert (lower[seen] <= higher[seen] * (1 + 1e-12)).all()


@given(row=st.lists(CELLS, min_size=9, max_size=9), count=st.integers(1, 40), weights=st.randoms())
def test_equal_rows_have_equal_means_wherever_they_stand(row: list, count: int, weights) -> None:
    """To the last bit: a tie is a tie."""
    table = np.vstack([array([row])] * count + [np.full((1, 9), 2.0)])
    given_weights = [weights.random() + 0.01 for _ in row]
    for order in ("C", "F"):
        means = aggregating.arithmetic_mean(np.array(table, order=order), given_weights)[:-1]
        assert len(set(means[~np.isnan(means)].tolist())) <= 1


@given(rows=ROWS, weights=WEIGHTS)
def test_availability_agrees_and_a_full_row_is_1(rows: list, weights: list[float]) -> None:
    found = availability(array(rows), weights)
    np.testing.assert_allclose(found, naive.availability(rows, weights))
    for row, share in zip(rows, found, strict=True):
        if None not in row:
            assert share == 1
    by_count = availability(array(rows), by="count")
    np.testing.assert_allclose(by_count, naive.availability(rows, [1, 1, 1]))


@given(scores=st.lists(CELLS, min_size=1, max_size=12), ties=st.sampled_from(["min", "max", "dense"]))
def test_places_agree(scores: list, ties: str) -> None:
    wanted = [0 if one is None else int(one) for one in naive.rank(scores, -1, ties)]
    assert ranks(column(scores), ties=ties).tolist() == wanted
    turned = [0 if one is None else int(one) for one in naive.rank(scores, 1, ties)]
    assert ranks(column(scores), ties=ties, best="low").tolist() == turned


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (aggregating.weighted_sum([[0.5, 1], [0.5, NAN], [NAN, NAN]], [1, 3]), [3.5, 2, NAN]),
        (aggregating.count_of_flags([[1, 0, 1], [NAN, 1, 0], [NAN, NAN, NAN]]), [2, 1, NAN]),
        (aggregating.count_of_flags([[0.2, 0.9, 0.95]], [1, 1, 2], at_least=0.9), [3]),
        (aggregating.arithmetic_mean([[1, NAN, 9], [NAN, NAN, 4]], [1, 1, 0]), [1, NAN]),
        (aggregating.generalised_mean([[0, 0], [3, 4]], [1, 1], power=2), [0, 12.5**0.5]),
        (aggregating.generalised_mean([[1, 1000]], [1, 1], power=400), [1000 * 0.5 ** (1 / 400)]),
        (withheld(np.array([1.0, 2.0]), np.array([0.5, 0.49]), 0.5), [1, NAN]),
    ],
)
def test_by_hand(made: np.ndarray, expected: list[float]) -> None:
    np.testing.assert_allclose(made, expected)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: aggregating.geometric_mean([[1, 0], [2, -3]], [1, 1]), r"2 cells are not above 0, the least is -3"),
        (lambda: aggregating.harmonic_mean([[1, 0]], [1, 1]), "1 cells are not above 0"),
        (lambda: aggregating.generalised_mean([[1, -1]], [1, 1], power=2), "1 cells"),
        (lambda: aggregating.generalised_mean([[1, 0]], [1, 1], power=-2), "1 cells"),
        (lambda: aggregating.generalised_mean([[1, 2]], [1, 1], power=NAN), "not finite"),
        (lambda: aggregating.arithmetic_mean([[1, 2]], [1]), "1 weights are given for 2"),
        (lambda: aggregating.arithmetic_mean([[1, 2]], [1, -1]), "below 0"),
        (lambda: aggregating.arithmetic_mean([[1, 2]], [1, NAN]), "missing"),
        (lambda: aggregating.arithmetic_mean([[1, 2]], [0, 0]), "All weights are 0"),
        (lambda: aggregating.arithmetic_mean([1, 2], [1, 1]), "A table of figures"),
        (lambda: availability([[1, 2]]), "needs weights"),
        (lambda: withheld(np.ones(1), np.ones(1), 1.5), r"availability of 1\.5"),
        (lambda: ranks([1, 2], ties="average"), "whole numbers"),
    ],
)
def test_outside_the_domain(call: Callable, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_zero_is_fine_where_it_has_a_meaning() -> None:
    assert aggregating.generalised_mean([[5, 7]], [1, 1], power=1).tolist() == [6]
    assert aggregating.generalised_mean([[0, 4]], [1, 1], power=0.5).tolist() == [1]
