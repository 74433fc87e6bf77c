"""Draws of figures taken together, against each of them taken through the whole pipeline by itself."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_indices import LEAVES, figures, index_of

from wijkpeil.errors import FaultsFound
from wijkpeil.methods.composite import treating
from wijkpeil.methods.composite.custom import register
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.methods.composite.draws import choices_of, drawn, random_points
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.methods.composite.redrawing import redrawing
from wijkpeil.methods.composite.remaking import remade, within_interval
from wijkpeil.methods.composite.treating_many import NotTogether, winsorised_rows
from wijkpeil.methods.composite.uncertainty import uncertainty
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import (
    Aggregation,
    Alternatives,
    Denominator,
    Goalposts,
    Imputation,
    Normalisation,
    Rescaling,
    Screening,
    Treatment,
)

register("rooted", lambda column: np.sqrt(np.abs(column)))
register("halved", lambda column, direction: direction * column / 2)
SEEDS = np.array([3, 1, 4, 15])
IMPUTATIONS = (
    None,
    Imputation(method="none"),
    Imputation(method="mean"),
    Imputation(method="mean", group="half"),
    Imputation(method="median"),
    Imputation(method="median", group="half"),
    Imputation(method="constant", value=Decimal(7)),
)
TREATMENTS = (
    None,
    Treatment(method="winsorise", most_points=2),
    Treatment(method="winsorise", most_points=3, force=True),
    Treatment(method="winsorise"),
    Treatment(method="skew-kurtosis-rule", most_points=1),
    Treatment(method="skew-kurtosis-rule", most_points=2, combine=True, transformation="box-cox", power=Decimal("0.5")),
    Treatment(method="log-ct"),
    Treatment(method="log-ct", force=True),
    Treatment(method="cap-at-quantiles", lower=Decimal("0.2"), force=True),
    Treatment(method="custom", function="rooted", force=True),
)
NORMALISATIONS = (
    None,
    Normalisation(method="min-max"),
    Normalisation(method="min-max", lower=Decimal(2), upper=Decimal(3), decimals=2),
    Normalisation(method="min-max", constant=Decimal(5)),
    Normalisation(method="z-score"),
    Normalisation(method="percentile-rank"),
    Normalisation(method="normal-score"),
    Normalisation(method="z-score", whole=True),
    Normalisation(method="custom", function="halved"),
    Normalisation(method="scaled", upper=Decimal(30)),
    Normalisation(method="goalposts"),
    Normalisation(method="distance-to-maximum", decimals=3),
)
STEPS = (
    ("screen", "denominate", "impute", "treat", "normalise", "aggregate"),
    ("denominate", "impute", "screen", "treat", "normalise", "aggregate"),
    ("denominate", "normalise", "impute", "aggregate"),
)


def tables(seed: int, gaps: float = 0.15, n: int = 14) -> IndexData:
    """Figures of which some lie far out, with intervals, a few of them without, and sizes to divide by."""
    plain = figures(seed, n=n, gaps=gaps, leaves=(*LEAVES, "size"))
    rng = np.random.default_rng(seed)
    values = np.exp(rng.normal(2, 0.7, plain.values.shape)) + 0 * plain.values
    values[:, -1] = rng.uniform(50, 60, n)
    wide = np.where(rng.random(values.shape) < 0.1, np.nan, rng.uniform(0, 0.3, values.shape) * values)
    return replace(plain, values=values, lower=values - wide, upper=values + wide, compared=frozenset({"a3"}))


def stated(steps: tuple[str, ...] = STEPS[0], **said: Any) -> Index:
    """An index that divides one indicator, turns another round, and has goalposts for all."""
    index = index_of(steps=steps, **said)

    def changed(node: IndexNode) -> IndexNode:
        if node.indicator is None:
            return replace(node, parts=tuple(changed(part) for part in node.parts))
        posts = (Goalposts(lower=Decimal(1), upper=Decimal(25)),)
        return replace(
            node,
            goalposts=posts,
            denominator=Denominator(by="size", per=Decimal(100)) if node.indicator == "x1" else None,
            direction="down" if node.indicator == "x2" else "up",
        )

    return replace(index, tree=changed(index.tree))


@given(
    seed=st.integers(0, 10**6),
    picked=st.tuples(*(st.sampled_from(one) for one in (IMPUTATIONS, TREATMENTS, NORMALISATIONS))),
    steps=st.sampled_from(STEPS),
    screening=st.sampled_from([None, Screening(minimum=Decimal("0.8"))]),
)
def test_all_draws_together_are_each_of_them(
    seed: int, picked: tuple, steps: tuple[str, ...], screening: Screening | None
) -> None:
    index = stated(steps, screening=screening if "screen" in steps else None)
    result = compute(index, tables(seed))
    found = redrawing(result, picked)
    try:
        each = [remade(result, *picked, seed=seed) for seed in SEEDS.tolist()]
    except FaultsFound as error:
        with pytest.raises(FaultsFound, match=re.escape(str(error))):
            found.figures(SEEDS)
        return
    assert found.together
    made = found.figures(SEEDS)
    assert tuple(made) == result.leaves
    for at, leaf in enumerate(result.leaves):
        np.testing.assert_allclose(made[leaf], [one[:, at] for one in each], rtol=1e-9, atol=1e-9, err_msg=leaf)


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        ((Imputation(method="row-mean"), None, None), {}),
        ((None, None, Normalisation(method="z-score", weighted_by="size")), {}),
        ((None, None, Normalisation(method="distance-to-mean", area="a3")), {}),
        ((None, None, None), {"screening": Screening(minimum=Decimal("0.5"), by="missing-and-zeros")}),
    ],
)
def test_choices_that_look_further_are_taken_draw_by_draw(picked: tuple, said: dict) -> None:
    result = compute(stated(**said), tables(1))
    found = redrawing(result, picked)
    assert not found.together
    made = found.figures(SEEDS)
    for draw, seed in enumerate(SEEDS.tolist()):
        whole = remade(result, *picked, seed=seed)
        for at, leaf in enumerate(result.leaves):
            np.testing.assert_array_equal(made[leaf][draw], whole[:, at])


def test_what_follows_a_scale_follows_in_every_draw() -> None:
    index = stated()
    then = Rescaling(method="percentile-rank")
    group = index.tree.parts[0]
    parts = (replace(group.parts[0], then=then), *group.parts[1:])
    index = replace(index, tree=replace(index.tree, parts=(replace(group, parts=parts), *index.tree.parts[1:])))
    result = compute(index, tables(2))
    made = redrawing(result, (None, None, None)).figures(SEEDS)
    each = [remade(result, seed=seed)[:, 0] for seed in SEEDS.tolist()]
    np.testing.assert_allclose(made[result.leaves[0]], each, atol=1e-12)


def test_a_draw_outside_the_domain_is_told_as_in_a_single_computation() -> None:
    data = tables(3, gaps=0)
    data = replace(data, lower=data.lower - 500, upper=data.upper + 500)
    result = compute(stated(), data)
    with pytest.raises(ValueError, match="denominator is 0 or below"):
        uncertainty(result, 50, alternatives=Alternatives(intervals=True))


@given(
    rows=st.lists(st.lists(st.integers(0, 60), min_size=9, max_size=9), min_size=1, max_size=4),
    most=st.sampled_from([None, 0, 1, 3, 5]),
    force=st.booleans(),
)
def test_rows_are_winsorised_as_columns_are(rows: list, most: int | None, force: bool) -> None:
    table = np.array(rows, dtype=float) ** 3
    if force and most is None:
        with pytest.raises(NotTogether):
            winsorised_rows(table, most, 2.0, 3.5, force=force)
        return
    found = winsorised_rows(table, most, 1.0, 1.5, force=force)
    wanted = [treating.winsorise(row, most=most, skew=1.0, peak=1.5, force=force).values for row in table]
    np.testing.assert_array_equal(found, wanted)


def test_scores_of_draws_from_intervals_are_the_index_computed_anew() -> None:
    """With other weights, another way to put together, another scale and an indicator left out in the same design."""
    alternatives = Alternatives(
        intervals=True,
        weights_within=Decimal("0.25"),
        normalisations=(Normalisation(method="min-max", lower=Decimal(5), upper=Decimal(10)),),
        aggregations=(Aggregation(method="geometric-mean"), Aggregation(method="copeland")),
    )
    index, data = stated(), tables(7)
    result = compute(index, data)
    told = uncertainty(result, 60, alternatives=alternatives, keep_scores=True)
    one = uncertainty(result, 60, alternatives=alternatives, keep_scores=True, workers=1)
    choices = choices_of(result, alternatives)
    sample = drawn(choices, random_points(choices, 60, 1))
    assert told.scores is not None
    np.testing.assert_array_equal(told.scores, one.scores)
    for draw in range(60):
        scale = choices.normalisations[sample.chosen["normalisations"][draw]]
        together = choices.aggregations[sample.chosen["aggregations"][draw]]
        heavy = dict(zip(choices.nodes, sample.weights[draw].tolist(), strict=True))
        again = stated(weights=heavy, **({"normalisation": scale} if scale else {}))
        if together:
            groups = tuple(replace(group, aggregation=together) for group in again.tree.parts)
            again = replace(again, tree=replace(again.tree, aggregation=together, parts=groups))
        wanted = compute(again, within_interval(data, int(sample.seeds[draw])))
        np.testing.assert_allclose(told.scores[draw], wanted.score, rtol=1e-7, atol=1e-7)
