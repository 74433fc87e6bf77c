"""Other choices of an index: the arithmetic again by hand, what is read from an address, and what is written down."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.loading import read_programme
from wijkpeil.model.index import Index
from wijkpeil.model.index_choices import Aggregation, NodeWeight, Vote, WeightSet
from wijkpeil.model.index_tree import resolved
from wijkpeil.model.programme import Programme
from wijkpeil.workflows import explore as explore_module
from wijkpeil.workflows.explore import Exploration, base_weights, explore, explored_index
from wijkpeil.workflows.explore_methods import (
    AGGREGATIONS,
    IMPUTATIONS,
    LONGEST_SECONDS,
    NORMALISATIONS,
    TREATMENTS,
    Methods,
    offered_aggregations,
    offered_imputations,
    offered_normalisations,
    offered_treatments,
    putting_depths,
)
from wijkpeil.workflows.explore_weights import EQUAL, IN_TREE, offered_sets, read_weights, weighed_nodes
from wijkpeil.workflows.index_certainty import LEAST, affordable
from wijkpeil.workflows.index_cost import seconds
from wijkpeil.workflows.score import ReadyIndex, ready_index, with_names

SAID = ("simulated-safe", "simulated-content", "simulated-moving")
KEPT = ("simulated-work", "simulated-school", "simulated-reports")
LOW_IS_BETTER = {"simulated-moving", "simulated-school", "simulated-reports"}


@pytest.fixture(scope="module")
def city() -> Programme:
    return read_programme(Path(__file__).parents[3] / "programmes" / "voorbeeldstad")


@pytest.fixture(scope="module")
def ready(city: Programme) -> ReadyIndex:
    (index,) = city.definitions.indices
    return ready_index(city, with_names(index, city))


def by_hand(ready: ReadyIndex, inner: dict[str, float], outer: tuple[float, float], kind: str) -> list[float | None]:
    """Min-max by area, then weighted means twice, figure by figure."""
    data = ready.panel[-1]
    columns: dict[str, list[float | None]] = {}
    low = 1.0 if kind == "geometric" else 0.0
    for name in (*SAID, *KEPT):
        figures = [None if np.isnan(one) else float(one) for one in data.values[:, data.indicators.index(name)]]
        known = [one for one in figures if one is not None]
        least, most = min(known), max(known)
        shares = [None if one is None else (one - least) / (most - least) for one in figures]
        turned = [None if one is None else 1 - one if name in LOW_IS_BETTER else one for one in shares]
        columns[name] = [None if one is None else low + (100 - low) * one for one in turned]

    def mean(parts: list[tuple[float | None, float]]) -> float | None:
        there = [(value, weight) for value, weight in parts if value is not None]
        whole, known = sum(weight for _, weight in parts), sum(weight for _, weight in there)
        if not known or known / whole < 0.6:
            return None
        if kind == "geometric":
            return float(np.exp(sum(weight * np.log(value) for value, weight in there) / known))
        return sum(weight * value for value, weight in there) / known

    found = []
    for row in range(len(data.areas)):
        pillars = [mean([(columns[name][row], inner.get(name, 1.0)) for name in group]) for group in (SAID, KEPT)]
        found.append(mean(list(zip(pillars, outer, strict=True))))
    return found


@pytest.mark.parametrize(
    ("weights", "inner", "outer"),
    [
        ({}, {"simulated-safe": 2.0}, (2.0, 3.0)),
        (dict.fromkeys(SAID[::2], "5"), dict.fromkeys(SAID[::2], 5.0), (2.0, 3.0)),
        ({"simulated-moving": "0"}, {"simulated-safe": 2.0, "simulated-moving": 0.0}, (2.0, 3.0)),
        ({"simulated-said-pillar": "0.5"}, {"simulated-safe": 2.0}, (0.5, 3.0)),
    ],
)
def test_scores_with_other_weights_are_those_made_by_hand(
    ready: ReadyIndex, weights: dict[str, str], inner: dict[str, float], outer: tuple[float, float]
) -> None:
    chosen = Exploration(weights={node: Decimal(weight) for node, weight in weights.items()})
    found = explore(ready, chosen).result
    assert found is not None
    np.testing.assert_allclose(found.score, np.array(by_hand(ready, inner, outer, ""), float), rtol=1e-12)


def test_scores_with_another_scale_and_mean_are_those_made_by_hand(ready: ReadyIndex) -> None:
    found = explore(ready, Exploration(Methods(normalisation="min-max", aggregation="geometric-mean"))).result
    assert found is not None
    expected = by_hand(ready, {"simulated-safe": 2.0}, (2.0, 3.0), "geometric")
    np.testing.assert_allclose(found.score, np.array(expected, float), rtol=1e-12)


def test_what_cannot_be_computed_says_why(ready: ReadyIndex) -> None:
    explored = explore(ready, Exploration(Methods(aggregation="geometric-mean")))
    assert explored.result is None
    assert "not above 0" in explored.faults[0].message


def test_what_is_declared_is_not_offered_again(ready: ReadyIndex) -> None:
    tree = resolved(ready.index)
    assert set(AGGREGATIONS) - set(offered_aggregations(tree, 24)) == {"arithmetic-mean"}
    assert set(offered_normalisations(tree)) == set(NORMALISATIONS)
    assert set(IMPUTATIONS) - set(offered_imputations(tree, 2)) == {"none"}
    assert set(IMPUTATIONS) - set(offered_imputations(tree, 1)) == {"none", "latest"}
    assert set(TREATMENTS) - set(offered_treatments(tree)) == {"none"}
    chosen = Methods(normalisation="rank", aggregation="copeland", imputation="mean", treatment="winsorise")
    changed = resolved(explored_index(ready, Exploration(chosen)))
    assert "rank" not in offered_normalisations(changed)
    assert "copeland" not in offered_aggregations(changed, 24)
    assert "arithmetic-mean" in offered_aggregations(changed, 24)
    assert "mean" not in offered_imputations(changed, 1)
    assert "winsorise" not in offered_treatments(changed)


def test_what_suits_an_area_best_is_not_offered_where_a_high_score_is_bad(ready: ReadyIndex) -> None:
    bad = resolved(replace(ready.index, polarity="low-is-better"))
    assert "benefit-of-the-doubt" not in offered_aggregations(bad, 24)
    for method in ("mazziotta-pareto", "adjusted-mazziotta-pareto"):
        chosen = Exploration(Methods(aggregation=method))
        for polarity, penalty in (("low-is-better", "up"), ("high-is-better", "down")):
            index = replace(ready.index, polarity=polarity)
            assert explored_index(replace(ready, index=index), chosen).aggregation.penalty == penalty


def test_what_would_take_too_long_is_not_offered(ready: ReadyIndex) -> None:
    offered = offered_aggregations(resolved(ready.index), 14_500)
    assert "copeland" not in offered
    assert "benefit-of-the-doubt" not in offered
    assert "geometric-mean" in offered


def test_classes_hold_for_the_declared_scale_alone(ready: ReadyIndex) -> None:
    for kept in (Exploration(weights={"simulated-safe": Decimal(9)}), Exploration(Methods(imputation="mean"))):
        assert explored_index(ready, kept).bands
    for other in (Methods(normalisation="rank"), Methods(levels={1: "copeland"})):
        assert not explored_index(ready, Exploration(other)).bands


def test_a_way_of_putting_together_at_one_depth_leaves_the_others(ready: ReadyIndex) -> None:
    assert putting_depths(resolved(ready.index)) == (0, 1)
    changed = resolved(explored_index(ready, Exploration(Methods(levels={1: "copeland"}))))
    methods = {branch.id: branch.aggregation.method for branch in changed.branches}
    assert methods == {
        "simulated-liveability": "arithmetic-mean",
        "simulated-said-pillar": "copeland",
        "simulated-kept-pillar": "copeland",
    }
    both = resolved(explored_index(ready, Exploration(Methods(aggregation="weighted-sum", levels={0: "copeland"}))))
    assert [branch.aggregation.method for branch in both.branches] == ["copeland", "weighted-sum", "weighted-sum"]


def filled_by_hand(ready: ReadyIndex, kind: str) -> list[list[float]]:
    """Scores of the indicators with what is missing filled in, cell by cell."""
    data = ready.panel[-1]
    table = {name: [float(one) for one in data.values[:, data.indicators.index(name)]] for name in (*SAID, *KEPT)}
    if kind != "row-mean":
        for column in table.values():
            known = sorted(one for one in column if one == one)
            middle = known[len(known) // 2] if len(known) % 2 else sum(known[len(known) // 2 - 1 :][:2]) / 2
            centre = sum(known) / len(known) if kind == "mean" else middle
            column[:] = [one if one == one else centre for one in column]
    for name, column in table.items():
        known = [one for one in column if one == one]
        low, high = min(known), max(known)
        turn = name in LOW_IS_BETTER
        column[:] = [100 * ((high - one) if turn else (one - low)) / (high - low) for one in column]
    if kind == "row-mean":
        weights = {"simulated-safe": 2.0}
        for group in (SAID, KEPT):
            for row in range(len(data.areas)):
                there = [
                    (table[name][row], weights.get(name, 1.0)) for name in group if table[name][row] == table[name][row]
                ]
                centre = sum(value * weight for value, weight in there) / sum(weight for _, weight in there)
                for name in group:
                    table[name][row] = table[name][row] if table[name][row] == table[name][row] else centre
    return [table[name] for name in (*SAID, *KEPT)]


@pytest.mark.parametrize("kind", ["mean", "median", "row-mean"])
def test_what_is_missing_is_filled_in_as_by_hand(ready: ReadyIndex, kind: str) -> None:
    holed = ready.panel[-1].values.copy()
    holed[::5, 0] = np.nan
    holed[2::7, 3] = np.nan
    panel = (*ready.panel[:-1], replace(ready.panel[-1], values=holed))
    holed_ready = replace(ready, panel=panel)
    found = explore(holed_ready, Exploration(Methods(imputation=kind))).result
    assert found is not None
    assert found.filled.any()
    np.testing.assert_allclose(found.entering, np.array(filled_by_hand(holed_ready, kind)).T, rtol=1e-12)


def test_figures_far_out_are_treated_where_their_shape_asks_for_it(ready: ReadyIndex) -> None:
    values = ready.panel[-1].values.copy()
    values[0, 0] = 1e6
    far = replace(ready, panel=(*ready.panel[:-1], replace(ready.panel[-1], values=values)))
    for method in ("winsorise", "log-ct", "skew-kurtosis-rule"):
        for one, treated in ((far, {"simulated-safe"}), (ready, set())):
            found = explore(one, Exploration(Methods(treatment=method))).result
            assert found is not None
            assert {leaf for leaf, done in found.treated.items() if any(done.points)} == treated
    plain, pulled = explore(far, Exploration()), explore(far, Exploration(Methods(treatment="winsorise")))
    assert plain.result is not None
    assert pulled.result is not None
    assert plain.result.ranks.tolist() != pulled.result.ranks.tolist()


SETS = (
    WeightSet(id="safety-first", weights=(NodeWeight(node="simulated-safe", weight=Decimal(7)),)),
    WeightSet(
        id="voted",
        method="budget-allocation",
        votes=(Vote(by="chair", shares=(NodeWeight(node=SAID[0], weight=Decimal(1)),)),),
    ),
)


def test_weights_of_the_figures_are_had_where_the_methods_cannot_be(
    ready: ReadyIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explore_module, "written", lambda _index: False)
    found = replace(ready, index=replace(ready.index, weight_sets=SETS, weight_set="safety-first"))
    impossible = Exploration(Methods(aggregation="geometric-mean"), weight_set="voted")
    assert base_weights(found, impossible)["simulated-content"] == 0.0
    assert base_weights(found, replace(impossible, weight_set=""))["simulated-safe"] == 7.0
    monkeypatch.setattr(explore_module, "seconds", lambda _index, _areas: 3600.0)
    assert base_weights(found, impossible)["simulated-safe"] == 7.0


def test_sets_of_weights_are_those_of_the_definition_its_tree_and_all_alike(ready: ReadyIndex) -> None:
    index = ready.index
    assert offered_sets(index) == (EQUAL,)
    assert offered_sets(replace(index, weight_sets=SETS)) == ("safety-first", "voted", EQUAL)
    assert offered_sets(replace(index, weight_sets=SETS, weight_set="voted")) == ("safety-first", IN_TREE, EQUAL)
    even = (*SETS, WeightSet(id="even", method="equal"))
    assert offered_sets(replace(index, weight_sets=even, weight_set="even")) == ("safety-first", "voted", IN_TREE)


@pytest.mark.parametrize(
    ("chosen", "inner", "outer"),
    [
        ("", {"simulated-safe": 7.0}, (2.0, 3.0)),
        (EQUAL, {}, (1.0, 1.0)),
        (IN_TREE, {"simulated-safe": 2.0}, (2.0, 3.0)),
        ("voted", {"simulated-safe": 1.0, "simulated-content": 0.0, "simulated-moving": 0.0}, (2.0, 3.0)),
    ],
)
def test_a_set_gives_every_part_its_weight(
    ready: ReadyIndex, chosen: str, inner: dict[str, float], outer: tuple[float, float]
) -> None:
    with_sets = replace(ready, index=replace(ready.index, weight_sets=SETS, weight_set="safety-first"))
    found = explore(with_sets, Exploration(weight_set=chosen)).result
    assert found is not None
    np.testing.assert_allclose(found.score, np.array(by_hand(ready, inner, outer, ""), float), rtol=1e-12)
    single = explore(with_sets, Exploration(weight_set=chosen, weights={"simulated-school": Decimal("2.5")})).result
    assert single is not None
    expected = by_hand(ready, {**inner, "simulated-school": 2.5}, outer, "")
    np.testing.assert_allclose(single.score, np.array(expected, float), rtol=1e-12)


def test_weights_that_come_of_the_figures_are_those_of_the_result(
    ready: ReadyIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = dict.fromkeys(weighed_nodes(resolved(ready.index)), 1.0) | {"simulated-safe": 0.375}
    real = explore_module.compute_panel

    def weighing(index: Index, panel: Any, **more: Any) -> Any:
        return tuple(replace(one, weights={**one.weights, **computed}) for one in real(index, panel, **more))

    monkeypatch.setattr(explore_module, "compute_panel", weighing)
    monkeypatch.setattr(explore_module, "written", lambda index: not index.weight_sets)
    found = replace(ready, index=replace(ready.index, weight_sets=SETS, weight_set="safety-first"))
    assert base_weights(found, Exploration())["simulated-safe"] == 0.375
    tree = explored_index(found, Exploration(weights={"simulated-school": Decimal(2)}))
    assert {leaf.id: leaf.weight for leaf in resolved(tree).leaves} == {
        **dict.fromkeys((*SAID, *KEPT), 1.0),
        "simulated-safe": 0.375,
        "simulated-school": 2.0,
    }


@pytest.mark.parametrize(
    ("given_", "taken", "out"),
    [
        ({"simulated-safe": "2"}, {}, 0),
        ({"simulated-safe": "2,5"}, {"simulated-safe": "2.5"}, 0),
        ({"simulated-safe": " "}, {}, 0),
        ({"simulated-safe": "-1"}, {}, 1),
        ({"simulated-safe": "1e400"}, {}, 1),
        ({"simulated-safe": "NaN"}, {}, 1),
        ({"simulated-safe": "9" * 300}, {}, 1),
        ({"nowhere": "1"}, {}, 1),
        (dict.fromkeys(SAID, "0"), {}, 3),
        (dict.fromkeys(SAID[:2], "0"), dict.fromkeys(SAID[:2], "0"), 0),
    ],
)
def test_weights_are_read_or_left_out(
    ready: ReadyIndex, given_: dict[str, str], taken: dict[str, str], out: int
) -> None:
    weights, left_out = read_weights(resolved(ready.index), base_weights(ready, Exploration()), given_)
    assert weights == {node: Decimal(weight) for node, weight in taken.items()}
    assert len(left_out) == out


@given(st.dictionaries(st.sampled_from([*SAID, *KEPT, "simulated-said-pillar", "x"]), st.text(max_size=12)))
def test_whatever_is_typed_leaves_weights_that_can_be_computed(ready: ReadyIndex, typed: dict[str, str]) -> None:
    declared = base_weights(ready, Exploration())
    weights, _ = read_weights(resolved(ready.index), declared, typed)
    for branch in resolved(ready.index).branches:
        assert sum(float(weights.get(part, declared[part])) for part in branch.parts) > 0
    assert explore(ready, Exploration(weights=weights)).result is not None


@given(st.sampled_from([Decimal("0.01"), Decimal(3), Decimal(1000)]))
def test_weights_of_siblings_count_in_proportion(ready: ReadyIndex, scale: Decimal) -> None:
    declared = base_weights(ready, Exploration())
    scaled = Exploration(
        weights={node: scale * Decimal(declared[node]) for node in weighed_nodes(resolved(ready.index))}
    )
    one, other = explore(ready, scaled).result, explore(ready, Exploration()).result
    assert one is not None
    assert other is not None
    assert one.ranks.tolist() == other.ranks.tolist()


def test_a_choice_for_all_nodes_takes_the_place_of_those_of_one(ready: ReadyIndex) -> None:
    tree = ready.index.tree
    parts = (replace(tree.parts[0], aggregation=Aggregation(method="geometric-mean")), *tree.parts[1:])
    mixed = replace(ready.index, tree=replace(tree, parts=parts))
    assert "arithmetic-mean" in offered_aggregations(resolved(mixed), 24)
    changed = explored_index(replace(ready, index=mixed), Exploration(Methods(aggregation="copeland")))
    assert {branch.aggregation.method for branch in resolved(changed).branches} == {"copeland"}


@pytest.mark.parametrize("method", ["copeland", "benefit-of-the-doubt"])
def test_what_would_keep_a_reader_waiting_is_refused(ready: ReadyIndex, method: str) -> None:
    index = replace(ready.index, aggregation=Aggregation(method=method))  # type: ignore[arg-type]
    assert seconds(index, 24) < LONGEST_SECONDS
    assert seconds(index, 14_500) > LONGEST_SECONDS
    assert affordable(index, 14_500, 500) < LEAST
    assert affordable(ready.index, 24, 500) == 500
    many = replace(ready.panel[-1], areas=tuple(str(number) for number in range(14_500)))
    found = explore(replace(ready, index=index, panel=(many,)), Exploration(weights={"simulated-safe": Decimal(9)}))
    assert found.result is None
    assert "too long" in found.faults[0].message
