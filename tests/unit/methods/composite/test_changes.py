"""Changes shared out: exactly, by hand where one thing changed, and as a second reading of Shapley's value finds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_indices import GROUPS, figures, index_of, small

from wijkpeil.methods.composite.changes import FACTORS, Change, _Pair, change
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.methods.composite.shapley import shared_out
from wijkpeil.model.index import IndexNode
from wijkpeil.model.index_choices import Goalposts, Imputation, Normalisation, Rescaling

SEEDS = st.integers(0, 2**32 - 1)
POSTS = Normalisation(method="goalposts")


def parts(found: Change) -> dict[str, np.ndarray]:
    return {factor: getattr(found, factor) for factor in FACTORS}


def adds_up(found: Change) -> None:
    np.testing.assert_allclose(sum(parts(found).values()), found.after - found.before, rtol=1e-9, atol=1e-9)


def nothing_but(found: Change, *factors: str) -> None:
    for factor, effect in parts(found).items():
        assert (factor in factors) == bool(np.abs(effect).max() > 1e-9), factor
    adds_up(found)


@given(seed=SEEDS, factors=st.integers(1, 4))
def test_shares_are_means_over_all_orders(seed: int, factors: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(2,) * factors + (3,))
    names = [f"f{at}" for at in range(factors)]
    found = shared_out(lambda mix: table[tuple(int(one) for one in mix)], names)
    wanted = {name: [] for name in names}
    for order in permutations(range(factors)):
        state = [0] * factors
        for at in order:
            old = table[tuple(state)]
            state[at] = 1
            wanted[names[at]].append(table[tuple(state)] - old)
    for name in names:
        np.testing.assert_allclose(found[name], np.mean(wanted[name], axis=0), atol=1e-12)


@pytest.mark.parametrize("method", ["min-max", "z-score", "distance-to-maximum", "percentile-rank", "exponential-rank"])
@given(seed=SEEDS)
def test_a_change_is_shared_out_exactly(method: str, seed: int) -> None:
    """Other figures, other weights, other gaps, an indicator gone and one come, other areas: all at once."""
    old = compute(
        index_of(normalisation=Normalisation(method=method), groups=GROUPS[:2]), figures(seed, 9, 0.2, "2020")
    )
    newer = figures(seed + 1, 8, 0.2, "2021")
    newer = replace(newer, areas=("new", *newer.areas[1:]))
    other = (("a", ("x1", "x6", "x3")), ("b", ("x4", "x5")))
    new = compute(index_of(normalisation=Normalisation(method=method), groups=other, weights={"x1": 3, "b": 2}), newer)
    found = change(old, new)
    adds_up(found)
    assert ("new" in found.only_after) == bool(~np.isnan(new.score[0]))
    assert "a0" not in found.areas
    scaled = method in ("min-max", "z-score", "distance-to-maximum")
    assert bool(found.unscaled) == (not scaled)
    if not scaled:
        assert np.abs(found.goalposts).max() == 0


def again(seed: int, result: IndexResult, period: str = "2021", **other: object) -> IndexResult:
    return compute(replace(result.tree.index, **other), figures(seed, 8, 0.0, period))


def test_one_thing_at_a_time() -> None:
    old = small(1, gaps=0, period="2020", normalisation=Normalisation(method="scaled"))
    nothing_but(change(old, again(2, old)), "values")
    nothing_but(change(old, old))
    heavy = compute(index_of(normalisation=Normalisation(method="scaled"), weights={"a": 2}), old.data)
    nothing_but(change(old, heavy), "weights")
    wider = again(1, old, normalisation=Normalisation(method="scaled", upper=Decimal(200)))
    nothing_but(change(old, wider), "goalposts")
    fewer = compute(index_of(normalisation=Normalisation(method="scaled"), groups=GROUPS[:2]), old.data)
    nothing_but(change(old, fewer), "membership")
    nothing_but(change(fewer, old), "membership")


def test_a_figure_that_goes_missing_is_membership() -> None:
    old = small(1, gaps=0, period="2020", normalisation=Normalisation(method="scaled"))
    holes = old.data.values.copy()
    holes[3, 0] = np.nan
    new = compute(old.tree.index, replace(old.data, values=holes, period="2021"))
    found = change(old, new)
    nothing_but(found, "membership")
    assert np.flatnonzero(found.membership).tolist() == [3]


def posted(result_posts: dict[str, tuple[int, int]]) -> tuple[Goalposts, ...]:
    years = {"2020": (date(2020, 1, 1), date(2020, 12, 31)), "2021": (date(2021, 1, 1), None)}
    return tuple(
        Goalposts(lower=Decimal(low), upper=Decimal(high), valid_from=years[year][0], valid_to=years[year][1])
        for year, (low, high) in result_posts.items()
    )


def test_written_goalposts_that_move_are_told_apart_from_figures_that_move() -> None:
    index = index_of(normalisation=POSTS, groups=(("a", ("x1",)),))

    def with_posts(node: IndexNode) -> IndexNode:
        inside = tuple(with_posts(part) for part in node.parts)
        posts = posted({"2020": (0, 20), "2021": (0, 40)}) if node.indicator else ()
        return replace(node, parts=inside, goalposts=posts)

    index = replace(index, tree=with_posts(index.tree))
    old = compute(index, figures(1, 4, 0, "2020", ("x1",)))
    new = compute(index, replace(old.data, period="2021", values=old.data.values + 2))
    found = change(old, new)
    x = old.data.values[:, 0]
    nothing_but(found, "values", "goalposts")
    # Each effect is the mean of what it is on the old and on the new state of the other.
    np.testing.assert_allclose(found.values, (100 * 2 / 20 + 100 * 2 / 40) / 2)
    np.testing.assert_allclose(found.goalposts, (100 * (x / 40 - x / 20) + 100 * ((x + 2) / 40 - (x + 2) / 20)) / 2)


def test_results_that_are_ranked_are_shared_out_too() -> None:
    old = small(1, gaps=0.2, period="2020", then=Rescaling(method="percentile-rank"))
    new = again(2, old)
    adds_up(change(old, new))
    frozen = Rescaling(method="z-score", period="2020")
    base = index_of(then=frozen)
    first = compute(base, figures(1, 8, 0.0, "2020"))
    adds_up(change(first, first))


def test_the_ends_of_the_mix_are_the_results_themselves() -> None:
    old, new = small(3, gaps=0.2, period="2020"), small(4, gaps=0.2, period="2021", weights={"x2": 3})
    pair = _Pair(old, new)
    np.testing.assert_array_equal(pair.score((False,) * 4), old.score[pair.rows[0]])
    np.testing.assert_array_equal(pair.score((True,) * 4), new.score[pair.rows[1]])


def test_a_target_that_is_capped_keeps_its_cap() -> None:
    aim = Normalisation(method="distance-to-target", target=Decimal(12), cap=True)
    old = small(1, gaps=0, period="2020", normalisation=aim)
    found = change(old, again(2, old))
    adds_up(found)
    assert found.unscaled == ()


def test_nobody_in_both() -> None:
    old = small(1, gaps=0)
    new = compute(old.tree.index, replace(old.data, areas=tuple(f"b{row}" for row in range(8))))
    with pytest.raises(ValueError, match="No area is scored in both"):
        change(old, new)


def test_what_is_filled_in_after_normalising_takes_part() -> None:
    """A row can only be filled by its own mean once its indicators are on one scale."""
    steps = ("normalise", "impute", "aggregate")
    said = {"steps": steps, "imputation": Imputation(method="row-mean")}
    index = index_of(**said)
    old, new = compute(index, figures(1, 9, 0.3, "2020")), compute(index, figures(2, 9, 0.3, "2021"))
    assert np.isnan(old.entering).sum() < np.isnan(old.stages["normalise"]).sum()
    adds_up(change(old, new))
    plain = compute(index_of(steps=("aggregate",)), figures(3, 9, 0.1))
    nothing_but(change(plain, plain))


APART = ("arithmetic-mean", "geometric-mean", "harmonic-mean", "generalised-mean", "mazziotta-pareto")


@pytest.mark.parametrize("method", APART)
@given(seed=SEEDS)
def test_what_an_effect_does_through_each_indicator_adds_up_to_it(method: str, seed: int) -> None:
    # Posts that no figure comes near, so that no mix leaves the domain of any mean.
    wide = Normalisation(method="goalposts", lower=Decimal(-50), upper=Decimal(100))
    said = {"inner": method, "normalisation": wide}
    old = compute(index_of(**said, groups=GROUPS[:2]), figures(seed, 9, 0.2, "2020"))
    other = (("a", ("x1", "x6", "x3")), ("b", ("x4", "x5")))
    new = compute(index_of(**said, groups=other, weights={"x1": 3, "b": 2}), figures(seed + 1, 9, 0.2, "2021"))
    found = change(old, new, by_indicator=True)
    assert set(found.leaves) == {"x1", "x2", "x3", "x4", "x5", "x6"}
    plain = change(old, new)
    for factor, effect in parts(found).items():
        np.testing.assert_allclose(found.through[factor].sum(axis=1), effect, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(effect, getattr(plain, factor), rtol=1e-12, atol=1e-12)
    assert plain.leaves == ()
    assert plain.through == {}


@given(seed=SEEDS)
def test_through_an_indicator_goes_what_its_own_figure_its_weight_and_its_scale_do(seed: int) -> None:
    """A flat weighted mean without gaps: w (a + b x) can be shared out by hand, an indicator at a time."""
    flat = (("a", ("x1", "x2", "x3")),)
    leaves = ("x1", "x2", "x3")
    old = compute(index_of(groups=flat), figures(seed, 7, 0.0, "2020", leaves))
    new = compute(index_of(groups=flat, weights={"x2": 2}), figures(seed + 1, 7, 0.0, "2021", leaves))
    found = change(old, new, by_indicator=True)
    shares = (np.array([1, 1, 1]) / 3, np.array([1, 2, 1]) / 4)
    lines = [(np.min(one.data.values, axis=0), np.max(one.data.values, axis=0)) for one in (old, new)]

    def term(values: int, weights: int, scale: int) -> np.ndarray:
        low, high = lines[scale]
        return shares[weights] * (1 + 99 * ((old, new)[values].data.values - low) / (high - low))

    for at, factor in enumerate(("values", "weights", "goalposts")):
        wanted = np.zeros((7, 3))
        for order in permutations(range(3)):
            state = [0, 0, 0]
            for one in order:
                earlier = term(*state)
                state[one] = 1
                if one == at:
                    wanted += (term(*state) - earlier) / 6
        np.testing.assert_allclose(found.through[factor], wanted, rtol=1e-9, atol=1e-9)
    assert not found.through["membership"].any()


def test_an_indicator_that_did_not_change_has_no_part_in_the_change() -> None:
    old = small(1, gaps=0, period="2020", normalisation=Normalisation(method="scaled"))
    values = old.data.values.copy()
    values[:, 2] += 5
    found = change(old, compute(old.tree.index, replace(old.data, values=values, period="2021")), by_indicator=True)
    moved = np.abs(found.through["values"]).max(axis=0) > 1e-12
    assert [leaf for leaf, one in zip(found.leaves, moved, strict=True) if one] == ["x3"]
