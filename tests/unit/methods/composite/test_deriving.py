"""Weights that come from the figures: node by node, for the periods and nodes that were named, and told where they are
not to be had."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from small_indices import index_of

from wijkpeil.errors import FaultsFound
from wijkpeil.methods.composite.changes import change
from wijkpeil.methods.composite.contributions import contributions
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.methods.composite.pipeline import compute, compute_panel
from wijkpeil.methods.composite.remaking import remade
from wijkpeil.methods.composite.uncertainty import uncertainty
from wijkpeil.model.index import Index
from wijkpeil.model.index_choices import Imputation, NodeWeight, Normalisation, WeightSet

NAN = float("nan")
GROUPS = {"a": ("x1", "x2", "x3"), "b": ("x4", "x5"), "c": ("x6",)}
LEAVES = tuple(leaf for leaves in GROUPS.values() for leaf in leaves)
Z = Normalisation(method="z-score")


def derived(method: str, asked: dict[str, int] | None = None, **given: Any) -> Index:
    weights = tuple(NodeWeight(node=node, weight=Decimal(weight)) for node, weight in (asked or {}).items())
    chosen = WeightSet(id="s", method=method, weights=weights, **given)  # type: ignore[arg-type]
    return index_of(normalisation=Z, weight_sets=(chosen,), weight_set="s")


def figures(seed: int = 1, n: int = 40, period: str = "", common: float = 1) -> IndexData:
    rng = np.random.default_rng(seed)
    values = common * rng.normal(size=(n, 1)) + rng.normal(size=(n, 6))
    return IndexData(areas=tuple(f"a{at}" for at in range(n)), indicators=LEAVES, values=values, period=period)


def first_component(table: np.ndarray) -> np.ndarray:
    """Squared loadings by a singular value decomposition, of columns brought to a deviation of 1."""
    scaled = (table - table.mean(axis=0)) / table.std(axis=0)
    return np.linalg.svd(scaled, full_matrices=False)[2][0] ** 2


def test_a_node_weighs_its_parts_by_their_first_component_and_the_top_by_that_of_the_nodes() -> None:
    result = compute(derived("pca"), figures())
    for group in ("a", "b"):
        table = np.column_stack([result.passed[leaf] for leaf in GROUPS[group]])
        np.testing.assert_allclose([result.weights[leaf] for leaf in GROUPS[group]], first_component(table))
    nodes = np.column_stack([result.passed[node] for node in "abc"])
    weights = first_component(nodes)
    np.testing.assert_allclose([result.weights[node] for node in "abc"], weights)
    np.testing.assert_allclose(result.score, nodes @ weights)
    np.testing.assert_allclose(contributions(result).values.sum(axis=1), result.score)


def test_optimised_weights_make_parts_matter_as_was_asked() -> None:
    result = compute(derived("optimised", {"a": 2, "x1": 3}), figures(common=0))
    for parent, parts, asked in (("top", "abc", (2, 1, 1)), ("a", GROUPS["a"], (3, 1, 1))):
        matters = [np.corrcoef(result.passed[part], result.scores[parent])[0, 1] for part in parts]
        np.testing.assert_allclose(np.array(matters) / sum(matters), np.array(asked) / sum(asked), atol=1e-9)


def test_only_the_nodes_that_are_named_are_weighed_so() -> None:
    result = compute(derived("pca", nodes=("b",)), figures())
    assert [result.weights[leaf] for leaf in ("x1", "x2", "x3")] == [1, 1, 1]
    assert result.weights["x4"] + result.weights["x5"] == pytest.approx(1)
    assert [result.weights[node] for node in "abc"] == [1, 1, 1]


def test_weights_of_one_period_hold_for_all_of_them_whatever_comes_first() -> None:
    panel = (figures(1, period="2021"), figures(2, period="2022"), figures(3, period="2023"))
    frozen = compute_panel(derived("pca", period="2022"), panel)
    assert [one.weights for one in frozen] == [frozen[1].weights] * 3
    each = compute_panel(derived("pca"), panel)
    assert each[1].weights == frozen[1].weights
    assert each[0].weights != frozen[0].weights
    assert [one.weights for one in compute_panel(derived("pca"), panel[:2])] == [one.weights for one in each[:2]]
    assert np.abs(change(each[0], each[1]).weights).max() > 0
    assert np.abs(change(frozen[0], frozen[1]).weights).max() == 0


def test_a_period_that_is_not_there_is_told() -> None:
    with pytest.raises(FaultsFound) as raised:
        compute_panel(derived("pca", period="1999"), (figures(1, period="2021"),))
    assert "weights are those of 1999" in raised.value.faults[0].message


def test_a_part_that_nobody_has_or_that_weighs_nothing_gets_no_weight() -> None:
    data = figures()
    values = data.values.copy()
    values[:, 1] = NAN
    index = derived("pca")
    chosen = replace(index.weight_sets[0], method="optimised", weights=(NodeWeight(node="x3", weight=Decimal(0)),))
    without = compute(index, replace(data, values=values))
    assert (without.weights["x2"], without.weights["x1"] + without.weights["x3"]) == (0, pytest.approx(1))
    found = compute(replace(index, weight_sets=(chosen,)), replace(data, values=values))
    assert (found.weights["x1"], found.weights["x2"], found.weights["x3"]) == (1, 0, 0)


def test_a_part_that_is_the_same_everywhere_and_too_few_rows_are_refused() -> None:
    data = figures()
    same = data.values.copy()
    same[:, 0] = 4
    index = replace(derived("pca"), normalisation=Normalisation(method="as-is"))
    with pytest.raises(FaultsFound, match="the same in every row") as raised:
        compute(index, replace(data, values=same))
    assert raised.value.faults[0].key == "a"
    gaps = data.values.copy()
    gaps[1:, 0], gaps[:-1, 1] = NAN, NAN
    with pytest.raises(FaultsFound):
        compute(index, replace(data, values=gaps))


def test_draws_vary_around_what_came_of_the_declared_choices() -> None:
    index = replace(derived("pca"), imputation=Imputation(method="row-mean"))
    data = figures()
    values = data.values.copy()
    values[::7, 0] = NAN
    result = compute(index, replace(data, values=values))
    np.testing.assert_array_equal(remade(result), result.stages["normalise"])
    drawn = uncertainty(result, 200, seed=3, keep_scores=True)
    np.testing.assert_allclose(drawn.score_mean, result.score, atol=0.1)


def test_the_loadings_themselves_weigh_where_that_is_asked_and_none_is_below_0() -> None:
    index = derived("pca", by="loadings", nodes=("a",))
    result = compute(index, figures())
    table = np.column_stack([result.passed[leaf] for leaf in GROUPS["a"]])
    loadings = np.sqrt(first_component(table))
    np.testing.assert_allclose([result.weights[leaf] for leaf in GROUPS["a"]], loadings / loadings.sum())
    # The score of the node is that of the component, to its unit.
    scaled = (table - table.mean(axis=0)) / table.std(axis=0)
    component = np.linalg.svd(scaled, full_matrices=False)[0][:, 0]
    assert abs(np.corrcoef(component, result.scores["a"])[0, 1]) == pytest.approx(1)
    data = figures(n=200)
    values = data.values.copy()
    values[:, 1] = -values[:, 1]
    with pytest.raises(FaultsFound, match="less than 0: 2"):
        compute(index, replace(data, values=values))
