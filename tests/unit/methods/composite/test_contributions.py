"""Contributions: they add up, they say what a hand would, and nothing is lost on the way down the tree."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_indices import FROM_ONE, LEAVES, MIDRANGE, figures, index_of, small

from wijkpeil.methods.composite import aggregating
from wijkpeil.methods.composite.contributions import contributions
from wijkpeil.methods.composite.many import Matrix, rise_many
from wijkpeil.methods.composite.parting import PARTINGS, parts_of
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.methods.composite.vocabulary import AGGREGATIONS
from wijkpeil.model.index_choices import Normalisation, Rescaling

NAN = float("nan")
METHODS = sorted(PARTINGS)
SEEDS = st.integers(0, 2**32 - 1)
SCALE = Normalisation(method="min-max", lower=Decimal(70), upper=Decimal(130))
OTHER = {
    "generalised-mean": {"power": -2.0},
    "mazziotta-pareto": {"penalty": "up"},
    "custom": {"function": MIDRANGE},
}


def test_every_aggregation_can_be_taken_apart() -> None:
    assert set(PARTINGS) == set(AGGREGATIONS)


@pytest.mark.parametrize("method", METHODS)
@given(seed=SEEDS, k=st.integers(1, 5))
def test_parts_add_up(method: str, seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.integers(1, 9, (7, k)) / 2.0
    table[rng.random(table.shape) < 0.2] = NAN
    weights = rng.integers(0, 4, k).astype(float)
    weights[0] = 2
    table[:, 0] = np.where(np.isnan(table[:, 0]), 1.5, table[:, 0])
    given_too = OTHER.get(method, {})
    parts = parts_of(table, weights, method, **given_too)
    whole = AGGREGATIONS[method](table, weights, **given_too)
    np.testing.assert_allclose(parts.sum(axis=1), whole, rtol=1e-9, atol=1e-9)
    assert (parts[np.isnan(table)] == 0).all()


@given(seed=SEEDS, power=st.sampled_from([-3.0, -1.0, 0.0, 0.5, 1.0, 2.0]))
def test_a_higher_cell_has_a_greater_part_and_equal_cells_have_their_weights(seed: int, power: float) -> None:
    rng = np.random.default_rng(seed)
    row = rng.integers(1, 20, (1, 4)) / 2.0
    parts = parts_of(row, np.ones(4), "generalised-mean", power=power)[0]
    order = np.argsort(row[0], kind="stable")
    assert (np.diff(parts[order]) >= -1e-9).all()
    even = parts_of([[6.0, 6.0, 6.0]], [1, 2, 3], "generalised-mean", power=power)
    np.testing.assert_allclose(even, [[1, 2, 3]])


def test_the_part_is_the_limit_of_the_logarithmic_mean_divisia_index() -> None:
    """LMDI against an even base row b: w b + w L(G, b) ln(x / b), for b near the score itself."""
    row, weights = np.array([2.0, 8.0, 5.0]), np.array([0.5, 0.2, 0.3])
    score = float(np.exp(weights @ np.log(row)))
    base = score * (1 + 1e-6)
    mean = (score - base) / np.log(score / base)
    np.testing.assert_allclose(
        parts_of([row], weights, "geometric-mean")[0], weights * base + weights * mean * np.log(row / base), rtol=1e-5
    )


def test_an_arithmetic_mean_by_hand() -> None:
    np.testing.assert_allclose(parts_of([[10, NAN, 40]], [1, 5, 3], "arithmetic-mean"), [[2.5, 0, 30]])
    np.testing.assert_allclose(parts_of([[10, NAN, 40]], [1, 5, 3], "weighted-sum"), [[22.5, 0, 270]])


@pytest.mark.parametrize("outer", METHODS)
@pytest.mark.parametrize("inner", ["arithmetic-mean", "geometric-mean", "weighted-sum", "mazziotta-pareto"])
def test_contributions_add_up_at_every_node(inner: str, outer: str) -> None:
    for seed in range(4):
        result = small(
            seed, inner=inner, outer=outer, weights={"x1": 3, "b": 2, "x5": 0.5}, gaps=0.25, normalisation=SCALE
        )
        found = contributions(result)
        scored = ~np.isnan(result.score)
        np.testing.assert_allclose(found.values[scored].sum(axis=1), result.score[scored], rtol=1e-9, atol=1e-9)
        assert np.isnan(found.values[~scored]).all()
        np.testing.assert_allclose(sum(found.nodes[node] for node in "abc"), found.nodes["top"], atol=1e-9)
        for node in "abc":
            inside = contributions(result, node)
            there = ~np.isnan(result.scores[node])
            np.testing.assert_allclose(inside.values[there].sum(axis=1), result.scores[node][there], atol=1e-9)
            assert (inside.values[there][~inside.known[there]] == 0).all()


@pytest.mark.parametrize(
    "then",
    [
        Rescaling(method="percentile-rank"),
        Rescaling(method="z-score"),
        Rescaling(method="exponential-rank"),
        Rescaling(method="percentile-rank", passed_on=False),
    ],
)
def test_contributions_add_up_where_results_are_rescaled(then: Rescaling) -> None:
    for outer in ("arithmetic-mean", "weighted-sum"):
        result = small(3, then=then, outer=outer, weights={"x1": 3}, gaps=0.2)
        np.testing.assert_allclose(contributions(result).values.sum(axis=1), result.score, atol=1e-9)


def test_of_means_of_means_each_indicator_has_its_weight_times_its_score() -> None:
    result = small(5, gaps=0, weights={"x1": 2, "b": 2}, normalisation=FROM_ONE)
    shares = np.array([2 / 4, 1 / 4, 1 / 4, 1 / 2, 1 / 2, 1]) * np.array([1, 1, 1, 2, 2, 1]) / 4
    expected = result.stages["normalise"] * shares
    np.testing.assert_allclose(contributions(result).values, expected, atol=1e-12)
    assert contributions(result).leaves == LEAVES


def test_means_that_cancel_to_zero_keep_their_parts() -> None:
    """Two indicators of 3 and -3 make a 0; each still moves the score."""
    result = small(5, gaps=0, normalisation=Normalisation(method="z-score"))
    alone = contributions(result).values
    np.testing.assert_allclose(alone.sum(axis=1), result.score, atol=1e-12)
    shares = np.array([1, 1, 1, 1.5, 1.5, 3]) / 9
    np.testing.assert_allclose(alone, result.stages["normalise"] * shares, atol=1e-12)


def test_a_single_indicator_is_all_of_itself() -> None:
    result = small(5)
    found = contributions(result, "x2")
    np.testing.assert_array_equal(np.nansum(found.values, axis=1), np.nan_to_num(result.scores["x2"]))
    assert list(found.nodes) == ["x2"]


def test_no_such_method_or_node() -> None:
    with pytest.raises(ValueError, match="median is not taken apart"):
        parts_of([[1]], [1], "median")
    with pytest.raises(KeyError):
        contributions(small(5), "nowhere")
    assert aggregating.arithmetic_mean([[1]], [1]).tolist() == [1]


@pytest.mark.parametrize("inner", METHODS)
def test_an_indicator_that_nobody_has_changes_nothing_of_that(inner: str) -> None:
    data = figures(7, 9, 0.1)
    values = data.values.copy()
    values[:, 1] = NAN
    result = compute(index_of(inner=inner, normalisation=SCALE), replace(data, values=values))
    assert "x2" not in result.leaves
    scored = ~np.isnan(result.score)
    assert scored.any()
    np.testing.assert_allclose(contributions(result).values[scored].sum(axis=1), result.score[scored], atol=1e-9)
    ones = {node.id: np.array([result.weights[node.id]]) for node in result.tree.nodes}
    drawn = rise_many(result.tree, Matrix(result.entering, result.leaves), ones, result.data)
    np.testing.assert_allclose(drawn[0], result.score, atol=1e-9)


def test_of_a_result_that_is_turned_round_each_indicator_has_its_own_turned_round() -> None:
    """Of 10 less a mean each part is its share of 10 less its share of the cell."""
    index = index_of(normalisation=Normalisation(method="as-is"))
    down = Rescaling(method="goalposts", lower=Decimal(0), upper=Decimal(10), scale=Decimal(10), truncate=False)
    first, *rest = index.tree.parts
    index = replace(index, tree=replace(index.tree, parts=(replace(first, direction="down", then=down), *rest)))
    data = figures(4, gaps=0)
    result = compute(index, data)
    found = contributions(result, "a")
    np.testing.assert_allclose(found.values[:, :3], (10 - data.values[:, :3]) / 3)
    np.testing.assert_allclose(contributions(result).values.sum(axis=1), result.score)
