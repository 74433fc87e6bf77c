"""Draws against the index computed anew for each of them, and what is told of them against counting by hand."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_indices import LEAVES, figures, index_of, small

from wijkpeil.methods.composite import ranking_many
from wijkpeil.methods.composite.applying import told_apart
from wijkpeil.methods.composite.draws import choices_of, drawn, random_points
from wijkpeil.methods.composite.many import Matrix, rise_many
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.methods.composite.ranking import ranks
from wijkpeil.methods.composite.ranking_many import ranks_of_rows
from wijkpeil.methods.composite.remaking import within_interval
from wijkpeil.methods.composite.sensitivity import sensitivity
from wijkpeil.methods.composite.uncertainty import Uncertainty, uncertainty
from wijkpeil.methods.composite.up_the_tree import rise
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import (
    Aggregation,
    Alternatives,
    Availability,
    Imputation,
    Normalisation,
    Ranking,
    Rescaling,
    Treatment,
)

QUARTER = Decimal("0.25")
SEEDS = st.integers(0, 2**32 - 1)
ALL = Alternatives(
    weights_within=QUARTER,
    normalisations=(Normalisation(method="min-max", lower=Decimal(5), upper=Decimal(10)),),
    aggregations=(Aggregation(method="geometric-mean"), Aggregation(method="copeland")),
    imputations=(Imputation(method="mean"), Imputation(method="median", group="half")),
    treatments=(Treatment(method="winsorise", most_points=1, force=True),),
    leave_one_out=True,
)


@given(
    scores=st.lists(st.lists(st.one_of(st.integers(-3, 3), st.none()), min_size=5, max_size=5), min_size=1, max_size=5)
)
def test_ranks_of_rows_are_the_ranks_of_each(scores: list) -> None:
    table = np.array([[np.nan if one is None else one for one in row] for row in scores], dtype=float)
    for high_first in (True, False):
        found = ranks_of_rows(table, high_first)
        wanted = [ranks(row, best="high" if high_first else "low").tolist() for row in table]
        assert found.tolist() == wanted


NEAR = st.sampled_from([0.0, 1.0, 1 + 1e-13, 1 - 3e-13, -1.0, 7.5, 999.9999999999999, 1e3, 1e-11, -4e-12, np.nan])


@pytest.mark.parametrize("digits", [42, 64])
@given(
    scores=st.lists(st.one_of(NEAR, st.floats(0.01, 1e3), st.floats(-1e3, -0.01)), min_size=1, max_size=7),
    power=st.integers(-9, 9),
)
def test_scores_that_are_the_same_in_twelve_digits_are_tied(digits: int, scores: list, power: int) -> None:
    """Whether score and area fit into one number or not."""
    row = np.array(scores) * 10.0**power
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking_many, "DIGITS", digits)
        for high_first in (True, False):
            wanted = ranks(told_apart(row), best="high" if high_first else "low")
            assert ranks_of_rows(row[None, :], high_first)[0].tolist() == wanted.tolist()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"inner": "geometric-mean", "outer": "harmonic-mean"},
        {"inner": "weighted-sum", "outer": "generalised-mean"},
        {"inner": "copeland", "outer": "arithmetic-mean"},
        {"inner": "mazziotta-pareto", "outer": "count-of-flags", "normalisation": Normalisation(method="goalposts")},
        {"then": Rescaling(method="percentile-rank")},
        {"then": Rescaling(method="z-score", passed_on=False), "outer": "weighted-sum"},
        {"availability": Availability(minimum=Decimal("0.6"))},
        {"availability": Availability(minimum=Decimal("0.6"), by="count")},
    ],
    ids=str,
)
@given(seed=st.integers(0, 10**6))
def test_many_weights_at_once_are_each_of_them(said: dict, seed: int) -> None:
    said = {**said, "normalisation": Normalisation(method="min-max", lower=Decimal(70), upper=Decimal(130))}
    result = small(seed, gaps=0.35, **said)
    rng = np.random.default_rng(seed)
    weights = {node.id: rng.uniform(0.5, 2, 4) for node in result.tree.nodes}
    matrix = Matrix(result.stages["normalise"], result.leaves)
    found = rise_many(result.tree, matrix, weights, result.data)
    leaves = [leaf for leaf in result.tree.leaves if leaf.id in result.leaves]
    for draw in range(4):
        own = {node: float(each[draw]) for node, each in weights.items()}
        risen, refused = rise(result.tree, leaves, result.stages["normalise"], own, result.data)
        assert not refused
        np.testing.assert_allclose(found[draw], risen.scores["top"], rtol=1e-9, atol=1e-9)


def without(index: Index, leaf: str) -> Index:
    """The index without an indicator, and without a group that is empty then."""

    def kept(node: IndexNode) -> IndexNode:
        parts = tuple(kept(part) for part in node.parts if part.indicator != leaf)
        return replace(node, parts=tuple(part for part in parts if part.indicator or part.parts))

    return replace(index, tree=kept(index.tree))


def with_choices(index: Index, chosen: dict[str, object]) -> Index:
    """The index with other choices for every node."""
    names = {"imputations": "imputation", "treatments": "treatment", "normalisations": "normalisation"}
    said = {names[name]: choice for name, choice in chosen.items() if name in names and choice is not None}
    aggregation = chosen["aggregations"]

    def changed(node: IndexNode) -> IndexNode:
        parts = tuple(changed(part) for part in node.parts)
        return replace(node, parts=parts, **({"aggregation": aggregation} if aggregation and parts else {}))

    found = replace(index, tree=changed(index.tree), **said)
    leaf = chosen["left_out"]
    return found if leaf is None else without(found, str(leaf))


def test_each_draw_is_the_index_with_its_choices() -> None:
    """Imputed, treated, normalised, put together and left out, all in one design, against the whole pipeline."""
    index, data = index_of(), figures(11, n=9, gaps=0.15)
    result = compute(index, data)
    told = uncertainty(result, 150, alternatives=ALL, keep_scores=True, workers=1)
    choices = choices_of(result, ALL)
    sample = drawn(choices, random_points(choices, 150, 1))
    seen = {name: len(set(places.tolist())) for name, places in sample.chosen.items()}
    assert seen == {"imputations": 3, "treatments": 2, "normalisations": 2, "aggregations": 3, "left_out": 7}
    for draw in range(150):
        chosen = {name: getattr(choices, name)[places[draw]] for name, places in sample.chosen.items()}
        heavy = dict(zip(choices.nodes, sample.weights[draw].tolist(), strict=True))
        again = with_choices(index_of(weights=heavy), chosen)
        wanted = compute(again, data)
        assert told.scores is not None
        np.testing.assert_allclose(told.scores[draw], wanted.score, rtol=1e-7, atol=1e-7, err_msg=str(chosen))
        if chosen["aggregations"] is None:
            assert told.ranks[draw].tolist() == wanted.ranks.tolist()


def test_the_seed_decides_and_not_the_processors() -> None:
    result = small(4, n=30)
    one, two = uncertainty(result, 300, seed=5, workers=1), uncertainty(result, 300, seed=5, workers=3)
    np.testing.assert_array_equal(one.ranks, two.ranks)
    np.testing.assert_array_equal(one.score_mean, two.score_mean)
    assert (uncertainty(result, 300, seed=6).ranks != one.ranks).any()


def test_progress_is_told_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    uncertainty(small(4), 100, alternatives=ALL, progress=lambda done, whole: seen.append((done, whole)))
    assert seen[-1] == (100, 100)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def told_of(table: list[list[int]], first: str = "highest", polarity: str = "high-is-better") -> Uncertainty:
    result = small(1, n=len(table[0]), gaps=0, ranking=Ranking(first=first))
    index = replace(result.tree.index, polarity=polarity)
    result = replace(result, tree=replace(result.tree, index=index))
    empty = np.zeros(len(table[0]))
    return Uncertainty(
        result=result,
        choices=choices_of(result),
        ranks=np.array(table, np.uint16),
        score_mean=empty,
        score_deviation=empty,
        scores=None,
    )


TABLES = st.integers(1, 25).flatmap(
    lambda draws: st.lists(
        st.lists(st.one_of(st.integers(0, 3), st.none()), min_size=4, max_size=4), min_size=draws, max_size=draws
    )
)


@given(TABLES, st.sampled_from([0.5, 0.8, 0.9]), st.integers(1, 4))
def test_what_is_told_is_what_counting_finds(scores: list, share: float, count: int) -> None:
    table = np.array([[np.nan if one is None else one for one in row] for row in scores], dtype=float)
    told = told_of(ranks_of_rows(table).tolist())
    low, high = told.interval(share)
    among = told.chance_worst(count)
    for area in range(4):
        places = sorted(int(row[area]) for row in told.ranks if row[area])
        if not places:
            assert (low[area], high[area]) == (0, 0)
            assert np.isnan(among[area])
            assert np.isnan(told.median_rank()[area])
            continue
        assert told.mean_rank()[area] == pytest.approx(np.mean(places))
        assert told.median_rank()[area] == np.median(places)
        inside = sum(low[area] <= place <= high[area] for place in places)
        assert inside >= share * len(places)
        assert low[area] <= np.quantile(places, (1 - share) / 2)
        assert high[area] >= np.quantile(places, (1 + share) / 2)
        worst = [
            sum(other is not None and other < row[area] for other in row) < count
            for row in scores
            if row[area] is not None
        ]
        assert among[area] == pytest.approx(np.mean(worst))
    for one, other in ((0, 1), (2, 3)):
        pairs = [(row[one], row[other]) for row in scores if row[one] is not None and row[other] is not None]
        if pairs:
            wanted = np.mean([left < right for left, right in pairs])
            assert told.chance_worse(f"a{one}", f"a{other}") == pytest.approx(wanted)


def test_where_the_first_is_the_worst_the_first_are_the_worst() -> None:
    told = told_of([[1, 2, 3], [1, 3, 2], [2, 1, 3]], polarity="low-is-better")
    np.testing.assert_allclose(told.chance_worst(1), [2 / 3, 1 / 3, 0])
    assert told.chance_worse("a0", "a1") == pytest.approx(2 / 3)
    turned = told_of([[1, 2, 3], [1, 3, 2], [2, 1, 3]], first="lowest", polarity="low-is-better")
    np.testing.assert_allclose(turned.chance_worst(1), [0, 1 / 3, 2 / 3])


@given(SEEDS)
def test_moments_are_those_of_the_scores(seed: int) -> None:
    told = uncertainty(small(seed, gaps=0.3), 60, seed=seed, keep_scores=True)
    assert told.scores is not None
    seen = ~np.isnan(told.scores).all(axis=0)
    np.testing.assert_allclose(told.score_mean[seen], np.nanmean(told.scores[:, seen], axis=0), atol=1e-9)
    np.testing.assert_allclose(told.score_deviation[seen], np.nanstd(told.scores[:, seen], axis=0, ddof=1), atol=1e-7)


def test_figures_drawn_from_their_intervals_spread_as_those_say() -> None:
    data = figures(2, n=6, gaps=0)
    data = replace(data, lower=data.values - 1.96, upper=data.values + 1.96)
    drawn_ = np.array([within_interval(data, seed).values - data.values for seed in range(400)])
    assert abs(drawn_.std() - 1) < 0.05
    assert abs(drawn_.mean()) < 0.05
    certain = replace(data, lower=np.full_like(data.values, np.nan))
    np.testing.assert_array_equal(within_interval(certain, 1).values, data.values)
    told = uncertainty(compute(index_of(), data), 40, alternatives=Alternatives(intervals=True), keep_scores=True)
    assert (told.score_deviation > 0).all()
    again = uncertainty(compute(index_of(), data), 40, alternatives=Alternatives(intervals=True), keep_scores=True)
    np.testing.assert_array_equal(told.scores, again.scores)


def test_shares_of_variance_over_the_choices() -> None:
    result = small(8, n=12, gaps=0.1)
    found = sensitivity(result, alternatives=ALL, base=64, bootstrap=50)
    assert found.indices.factors == (
        "weights",
        "imputations",
        "treatments",
        "normalisations",
        "aggregations",
        "left_out",
    )
    assert found.indices.runs == 64 * 8
    assert found.indices.total.max() > 0.1
    one = sensitivity(result, area="a3", alternatives=ALL, base=64, bootstrap=20)
    assert one.about == "a3"
    assert (one.indices.total >= 0).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: uncertainty(small(1), 0), "one or more"),
        (lambda: uncertainty(small(1), 9, alternatives=Alternatives()), "Nothing varies"),
        (lambda: uncertainty(small(1), 9, alternatives=Alternatives(intervals=True)), "no intervals"),
        (
            lambda: uncertainty(small(1), 99, alternatives=Alternatives(imputations=(Imputation(method="latest"),))),
            "other periods",
        ),
        (
            lambda: uncertainty(
                small(1),
                99,
                alternatives=Alternatives(
                    normalisations=(Normalisation(method="z-score"),),
                    aggregations=(Aggregation(method="geometric-mean"),),
                ),
            ),
            "do not go together",
        ),
        (lambda: told_of([[1, 2]]).interval(1.0), "share of 1"),
        (lambda: told_of([[1, 2]]).chance_worst(0), "one or more"),
        (lambda: told_of([[1, 0]]).chance_worse("a0", "a1"), "No draw scores both"),
        (lambda: sensitivity(small(1), base=64), "two factors"),
    ],
)
def test_outside_the_domain(call, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_an_area_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        told_of([[1, 2]]).chance_worse("a0", "nowhere")
    with pytest.raises(KeyError):
        sensitivity(small(1), area="nowhere")
    assert len(LEAVES) == 6


def test_areas_with_the_same_figures_tie_in_every_draw() -> None:
    """Wherever they stand, and whatever the size of what is worked on at once."""
    data = figures(9, n=700, gaps=0.1)
    twins = np.random.default_rng(3).choice(700, 40, replace=False)
    values = data.values.copy()
    values[twins] = values[twins[0]]
    result = compute(index_of(), replace(data, values=values))
    told = uncertainty(result, 600)
    assert (told.ranks[:, twins] == told.ranks[:, twins[:1]]).all()


def test_steps_after_normalising_are_taken_in_every_draw() -> None:
    said = {"steps": ("normalise", "impute", "aggregate"), "imputation": Imputation(method="row-mean")}
    result = compute(index_of(**said), figures(4, 12, 0.3))
    told = uncertainty(result, 30, keep_scores=True)
    choices = choices_of(result)
    sample = drawn(choices, random_points(choices, 30, 1))
    assert told.scores is not None
    for draw in range(30):
        heavy = dict(zip(choices.nodes, sample.weights[draw].tolist(), strict=True))
        # The cells were filled under the declared weights, and stay.
        risen, _ = rise(result.tree, result.tree.leaves, result.entering, {**result.weights, **heavy}, result.data)
        np.testing.assert_allclose(told.scores[draw], risen.scores["top"], atol=1e-9)


def test_draws_of_a_very_high_power_stay_within_the_range_of_numbers() -> None:
    scale = Normalisation(method="min-max", lower=Decimal(1000), upper=Decimal(9000))
    high = Aggregation(method="generalised-mean", power=Decimal(100))
    index = replace(index_of(outer="arithmetic-mean", normalisation=scale), aggregation=high)
    parts = tuple(replace(part, aggregation=None) for part in index.tree.parts)
    index = replace(index, tree=replace(index.tree, aggregation=None, parts=parts))
    result = compute(index, figures(3))
    matrix = Matrix(result.entering, result.leaves)
    weights = {node: np.full(2, weight) for node, weight in result.weights.items()}
    found = rise_many(result.tree, matrix, weights, result.data)
    np.testing.assert_allclose(found, [result.score] * 2)
    assert np.isfinite(uncertainty(result, 20, keep_scores=True).scores).all()
