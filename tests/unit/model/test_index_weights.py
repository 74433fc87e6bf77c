"""Where the weights of an index come from: the tree, a list, all alike, or the points that people laid out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from small_indices import index_of

from wijkpeil.model.index_choices import NodeWeight, Vote, WeightSet
from wijkpeil.model.index_tree import node_weights, resolved


def shares(**points: int) -> tuple[NodeWeight, ...]:
    return tuple(NodeWeight(node=node, weight=Decimal(weight)) for node, weight in points.items())


def weights(**given: Any) -> dict[str, float]:
    chosen = WeightSet(id="chosen", **given)
    return node_weights(resolved(index_of(weight_sets=(chosen,))), "chosen")


def test_the_tree_weighs_where_no_set_is_named() -> None:
    found = node_weights(resolved(index_of(weights={"a": 2, "x2": 3})))
    assert (found["a"], found["b"], found["x1"], found["x2"]) == (2, 1, 1, 3)


def test_a_list_changes_what_it_names_and_all_alike_everything() -> None:
    found = weights(weights=shares(a=4))
    assert (found["a"], found["b"], found["x1"]) == (4, 1, 1)
    assert set(weights(method="equal").values()) == {1}


def test_each_persons_points_count_once_however_many_they_laid_out() -> None:
    votes = [{"a": 50, "b": 50}, {"a": 3, "b": 1}, {"b": 7}]
    found = weights(
        method="budget-allocation",
        votes=tuple(Vote(by=str(at), shares=shares(**vote)) for at, vote in enumerate(votes)),
    )
    naive = {
        node: sum(Fraction(vote.get(node, 0), sum(vote.values())) for vote in votes) / len(votes) for node in "abc"
    }
    assert {node: found[node] for node in "abc"} == pytest.approx({node: float(one) for node, one in naive.items()})
    assert naive["a"] == Fraction(5, 12)


def test_beside_nodes_with_points_one_without_weighs_nothing_and_elsewhere_the_tree_weighs() -> None:
    vote = Vote(by="chair", shares=shares(a=60, b=40))
    found = weights(method="budget-allocation", votes=(vote,))
    assert (found["a"], found["b"], found["c"]) == pytest.approx((0.6, 0.4, 0))
    assert found["x1"] == found["x4"] == 1


def test_a_set_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        node_weights(resolved(index_of()), "none")
