"""What holds of any index and any figures: better is never worse; order, units and scale of weights never matter."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wijkpeil import index as wi
from wijkpeil.errors import FaultsFound
from wijkpeil.loading.single import check_index
from wijkpeil.methods.composite.contributions import contributions
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.pipeline import compute_panel
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Aggregation, Availability, Normalisation, Rescaling

HEAD = """\
id: chance
name: {nl: Toeval, en: Chance}
description: {nl: Een voorbeeld., en: An example.}
polarity: high-is-better
version: "1"
author: tests
reference: none
review: 2030-01-01
normalisation: min-max
aggregation: arithmetic-mean
tree: {parts: [{indicator: a, direction: up}]}
"""
NAMES = ("a", "b", "c", "d", "e")
POSITIVE = Normalisation(method="min-max", lower=Decimal(1), upper=Decimal(100))
NORMALISATIONS = (
    POSITIVE,
    Normalisation(method="goalposts", lower=Decimal(-5), upper=Decimal(105), base=Decimal(1)),
    Normalisation(method="rank", ties="average"),
)
"""Those that give figures above 0, which every mean takes, and let a figure that rises never fall."""
UNITLESS = (
    POSITIVE,
    Normalisation(method="z-score", mean=Decimal(100), sd=Decimal(10)),
    Normalisation(method="percentile-rank"),
    Normalisation(method="distance-to-maximum"),
)
AGGREGATIONS = (
    Aggregation(method="arithmetic-mean"),
    Aggregation(method="weighted-sum"),
    Aggregation(method="geometric-mean"),
    Aggregation(method="harmonic-mean"),
    Aggregation(method="generalised-mean", power=Decimal("0.5")),
    Aggregation(method="minimum"),
    Aggregation(method="maximum"),
)
FIGURES = st.integers(0, 100).map(float)
WEIGHTS = st.integers(1, 9).map(Decimal)


def base() -> Index:
    index, faults = check_index("chance.yaml", HEAD.encode())
    assert index is not None, faults
    return index


@st.composite
def definitions(draw: st.DrawFn, normalisations: tuple[Normalisation, ...] = NORMALISATIONS) -> Index:
    """A tree of two floors over up to five indicators."""
    count = draw(st.integers(2, len(NAMES)))
    leaves = [
        IndexNode(indicator=name, weight=draw(WEIGHTS), direction=draw(st.sampled_from(["up", "down"])))
        for name in NAMES[:count]
    ]
    cut = draw(st.integers(1, count - 1))
    aggregations = st.sampled_from(AGGREGATIONS)
    inner = IndexNode(id="inner", weight=draw(WEIGHTS), parts=tuple(leaves[:cut]), aggregation=draw(aggregations))
    then = draw(st.none() | st.just(Rescaling(method="min-max", lower=Decimal(1), upper=Decimal(2))))
    return replace(
        base(),
        normalisation=draw(st.sampled_from(normalisations)),
        availability=draw(st.none() | st.just(Availability(minimum=Decimal("0.5")))),
        tree=IndexNode(parts=(inner, *leaves[cut:]), aggregation=draw(aggregations), then=then),
    )


@st.composite
def figures(draw: st.DrawFn, gaps: bool = True) -> IndexData:
    """Figures of which each indicator has two that differ."""
    count = draw(st.integers(3, 8))
    cells = FIGURES | st.just(float("nan")) if gaps else FIGURES
    values = np.array(draw(st.lists(st.lists(cells, min_size=5, max_size=5), min_size=count, max_size=count)))
    values[0], values[1] = 0.0, 100.0
    return IndexData(areas=tuple(f"area{row}" for row in range(count)), indicators=NAMES, values=values)


def score_of(index: Index, data: IndexData) -> IndexResult:
    """The result, where the top differs between areas, as a scale over it needs."""
    try:
        return wi.compute(index, data)[0]
    except FaultsFound as error:
        assume("nothing can be told apart" not in str(error))
        raise


def close(found: Any, wanted: Any) -> None:
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9)


@given(definitions(), figures(gaps=False), st.integers(0, 4), st.integers(2, 7), FIGURES)
def test_a_figure_that_gets_better_never_lowers_the_score(
    index: Index, data: IndexData, column: int, row: int, figure: float
) -> None:
    index = replace(index, tree=replace(index.tree, then=None))
    signs = {leaf.node.indicator: leaf.sign for leaf in wi.compute(index, data)[0].tree.leaves}
    assume(NAMES[column] in signs)
    row = min(row, len(data.areas) - 1)
    values = data.values.copy()
    better = max if signs[NAMES[column]] > 0 else min
    values[row, column] = better(figure, values[row, column])
    before, after = score_of(index, data), score_of(index, replace(data, values=values))
    assert after.score[row] >= before.score[row] - 1e-9 * abs(before.score[row])
    assert after.ranks[row] <= before.ranks[row]


@given(definitions(), figures(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_columns_never_matters(index: Index, data: IndexData, random: Any) -> None:
    rows, columns = list(range(len(data.areas))), list(range(5))
    random.shuffle(rows)
    random.shuffle(columns)
    turned = replace(
        data,
        areas=tuple(data.areas[row] for row in rows),
        indicators=tuple(NAMES[column] for column in columns),
        values=data.values[np.ix_(rows, columns)],
    )
    parts = list(index.tree.parts)
    random.shuffle(parts)
    other = replace(index, tree=replace(index.tree, parts=tuple(parts)))
    before, after = score_of(index, data), score_of(other, turned)
    close(after.score, before.score[rows])
    assert after.ranks.tolist() == before.ranks[rows].tolist()


@given(definitions(UNITLESS), figures(), st.sampled_from([0.001, 0.5, 3.0, 1000.0]), st.integers(0, 4))
def test_units_of_measure_never_matter(index: Index, data: IndexData, factor: float, column: int) -> None:
    mean = Aggregation(method="arithmetic-mean")
    inner, *rest = index.tree.parts
    index = replace(index, tree=replace(index.tree, aggregation=mean, parts=(replace(inner, aggregation=mean), *rest)))
    values = data.values.copy()
    values[:, column] *= factor
    close(score_of(index, replace(data, values=values)).score, score_of(index, data).score)


@given(definitions(), figures(), st.sampled_from([Decimal("0.1"), Decimal(7), Decimal(100)]))
def test_weights_scale_freely(index: Index, data: IndexData, factor: Decimal) -> None:
    def scaled(node: IndexNode) -> IndexNode:
        parts = tuple(replace(scaled(part), weight=part.weight * factor) for part in node.parts)
        return replace(node, parts=parts)

    means = replace(index, tree=_without_sums(index.tree))
    close(score_of(replace(means, tree=scaled(means.tree)), data).score, score_of(means, data).score)


def _without_sums(node: IndexNode) -> IndexNode:
    aggregation = node.aggregation
    if aggregation is not None and aggregation.method == "weighted-sum":
        aggregation = Aggregation(method="arithmetic-mean")
    return replace(node, aggregation=aggregation, parts=tuple(_without_sums(part) for part in node.parts))


@given(definitions(), figures())
def test_contributions_sum_to_the_score(index: Index, data: IndexData) -> None:
    result = score_of(index, data)
    close(contributions(result).values.sum(axis=1), result.score)


@given(definitions(), figures())
def test_a_naive_implementation_agrees(index: Index, data: IndexData) -> None:
    result = score_of(replace(index, tree=replace(index.tree, then=None)), data)
    for row, area in enumerate(result.areas):
        assert result.score[row] == pytest.approx(naive(result, area), rel=1e-9, nan_ok=True)


def naive(result: IndexResult, area: str) -> float:
    """The score of one area, one cell at a time, from the normalised figures."""
    index, row = result.tree.index, result.areas.index(area)

    def of(node: IndexNode) -> float:
        if node.indicator is not None:
            found = result.leaves.index(node.indicator) if node.indicator in result.leaves else None
            return float("nan") if found is None else float(result.stages["normalise"][row, found])
        known = [(float(part.weight), of(part)) for part in node.parts]
        there = [(weight, value) for weight, value in known if value == value]
        total = sum(weight for weight, _ in there)
        share = total / sum(weight for weight, _ in known)
        if not there or (index.availability and share < float(index.availability.minimum)):
            return float("nan")
        choice = node.aggregation or index.aggregation
        if choice.method in ("minimum", "maximum"):
            return (min if choice.method == "minimum" else max)(value for _, value in there)
        power = {"geometric-mean": 0.0, "harmonic-mean": -1.0, "generalised-mean": 0.5}.get(choice.method, 1.0)
        if power == 0:
            return float(np.exp(sum(weight * np.log(value) for weight, value in there) / total))
        mean = (sum(weight * value**power for weight, value in there) / total) ** (1 / power)
        return mean * sum(weight for weight, _ in known) if choice.method == "weighted-sum" else mean

    return of(index.tree)


@given(definitions(), figures(), figures(), figures())
def test_old_scores_stay_when_a_year_is_added(
    index: Index, first: IndexData, second: IndexData, third: IndexData
) -> None:
    frozen = replace(index, normalisation=replace(POSITIVE, period="2014"))
    years = [replace(data, period=str(2014 + 2 * at)) for at, data in enumerate((first, second, third))]
    for each in years[1:]:
        # Beyond the scale of 2014 a geometric mean has no figures.
        np.clip(each.values, 0, 100, out=each.values)
    for chosen in (frozen, replace(index, normalisation=POSITIVE)):
        chosen = replace(chosen, tree=replace(chosen.tree, then=None))
        short, long = compute_panel(chosen, years[:2]), compute_panel(chosen, years)
        for before, after in zip(short, long, strict=False):
            assert np.array_equal(before.score, after.score, equal_nan=True)
