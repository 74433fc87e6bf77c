"""Other choices of an index: the arithmetic again by hand, what is read from an address, and what is written down."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.index import check
from wijkpeil.index import read as read_index
from wijkpeil.loading import read_programme
from wijkpeil.loading.yaml_text import record_text
from wijkpeil.model.index_choices import Aggregation
from wijkpeil.model.index_tree import resolved
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.explore import (
    AGGREGATIONS,
    LONGEST_SECONDS,
    NORMALISATIONS,
    Exploration,
    as_definition,
    declared_weights,
    explore,
    explored_index,
    offered_aggregations,
    offered_normalisations,
    read_weights,
    weighed_nodes,
)
from wijkpeil.workflows.index_certainty import LEAST, affordable
from wijkpeil.workflows.index_cost import seconds
from wijkpeil.workflows.score import ReadyIndex, ready_index, with_directions, with_names

INDEX = "simulated-liveability"
SAID = ("simulated-safe", "simulated-content", "simulated-moving")
KEPT = ("simulated-work", "simulated-school", "simulated-reports")
LOW_IS_BETTER = {"simulated-moving", "simulated-school", "simulated-reports"}
DAY = date(2010, 12, 31)


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
    found = explore(ready, Exploration(normalisation="min-max", aggregation="geometric-mean")).result
    assert found is not None
    expected = by_hand(ready, {"simulated-safe": 2.0}, (2.0, 3.0), "geometric")
    np.testing.assert_allclose(found.score, np.array(expected, float), rtol=1e-12)


def test_what_cannot_be_computed_says_why(ready: ReadyIndex) -> None:
    explored = explore(ready, Exploration(aggregation="geometric-mean"))
    assert explored.result is None
    assert "not above 0" in explored.faults[0].message


def test_what_is_declared_is_not_offered_again(ready: ReadyIndex) -> None:
    assert "arithmetic-mean" not in offered_aggregations(ready.index)
    assert set(offered_normalisations(ready.index)) == set(NORMALISATIONS)
    changed = explored_index(ready.index, Exploration(normalisation="rank", aggregation="copeland"))
    assert "rank" not in offered_normalisations(changed)
    assert "copeland" not in offered_aggregations(changed)
    assert "arithmetic-mean" in offered_aggregations(changed)


def test_classes_hold_for_the_declared_scale_alone(ready: ReadyIndex) -> None:
    assert explored_index(ready.index, Exploration(weights={"simulated-safe": Decimal(9)})).bands
    assert not explored_index(ready.index, Exploration(normalisation="rank")).bands


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
    weights, left_out = read_weights(resolved(ready.index), given_)
    assert weights == {node: Decimal(weight) for node, weight in taken.items()}
    assert len(left_out) == out


@given(st.dictionaries(st.sampled_from([*SAID, *KEPT, "simulated-said-pillar", "x"]), st.text(max_size=12)))
def test_whatever_is_typed_leaves_weights_that_can_be_computed(ready: ReadyIndex, typed: dict[str, str]) -> None:
    weights, _ = read_weights(resolved(ready.index), typed)
    declared = declared_weights(resolved(ready.index))
    for branch in resolved(ready.index).branches:
        assert sum(weights.get(part, declared[part]) for part in branch.parts) > 0
    assert explore(ready, Exploration(weights=weights)).result is not None


@given(st.sampled_from([Decimal("0.01"), Decimal(3), Decimal(1000)]))
def test_weights_of_siblings_count_in_proportion(ready: ReadyIndex, scale: Decimal) -> None:
    declared = declared_weights(resolved(ready.index))
    scaled = Exploration(weights={node: scale * declared[node] for node in weighed_nodes(resolved(ready.index))})
    one, other = explore(ready, scaled).result, explore(ready, Exploration()).result
    assert one is not None
    assert other is not None
    assert one.ranks.tolist() == other.ranks.tolist()


@pytest.mark.parametrize("normalisation", ["", *NORMALISATIONS])
@pytest.mark.parametrize("aggregation", ["", *AGGREGATIONS])
def test_an_exploration_is_a_definition_that_gives_the_same_places(
    city: Programme, ready: ReadyIndex, tmp_path: Path, normalisation: str, aggregation: str
) -> None:
    chosen = Exploration({"simulated-safe": Decimal("0.25")}, normalisation, aggregation)
    made = with_directions(as_definition(ready, chosen, DAY, "https://example.org/x"), city)
    file = tmp_path / f"{made.id}.yaml"
    file.write_text(record_text(made), encoding="utf-8")
    assert [fault for fault in check(file) if fault.severity == "error"] == []
    read = read_index(file)
    assert read == made
    assert INDEX in read.description.en
    assert "2010-12-31" in read.description.nl
    first, again = explore(ready, chosen), explore(replace(ready, index=read), Exploration())
    assert (first.result is None) == (again.result is None)
    if first.result is not None and again.result is not None:
        assert first.result.ranks.tolist() == again.result.ranks.tolist()


def test_a_choice_for_all_nodes_takes_the_place_of_those_of_one(ready: ReadyIndex) -> None:
    tree = ready.index.tree
    parts = (replace(tree.parts[0], aggregation=Aggregation(method="geometric-mean")), *tree.parts[1:])
    mixed = replace(ready.index, tree=replace(tree, parts=parts))
    assert "arithmetic-mean" in offered_aggregations(mixed)
    changed = explored_index(mixed, Exploration(aggregation="copeland"))
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
