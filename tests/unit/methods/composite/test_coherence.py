"""The coherence report: each number against SciPy or a computation anew, each flag on figures made to raise it."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from small_indices import GROUPS, LEAVES, figures, index_of, small

from wijkpeil.methods.composite.coherence import (
    Coherence,
    IndicatorReport,
    Limits,
    coherence,
    fisher_interval,
    main_effects,
)
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.leaving_out import leave_out
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.model.index import IndexNode
from wijkpeil.model.index_choices import Normalisation

LONE = Normalisation(method="min-max", constant=Decimal(50))


def of_figures(columns: dict[str, np.ndarray], **said) -> IndexResult:
    made = figures(1, len(next(iter(columns.values()))), 0.0)
    values = np.column_stack([columns.get(leaf, made.values[:, at]) for at, leaf in enumerate(LEAVES)])
    return compute(index_of(normalisation=LONE, **said), replace(made, values=values))


def report(found: Coherence, leaf: str) -> IndicatorReport:
    return next(one for one in found.indicators if one.id == leaf)


@given(st.integers(0, 10**6))
def test_numbers_are_those_computed_anew(seed: int) -> None:
    result = small(seed, n=25, gaps=0.1, weights={"x1": 3, "b": 2})
    found = coherence(result)
    nominal = {"x1": 3 / 5, "x2": 1 / 5, "x3": 1 / 5, "x4": 1, "x5": 1, "x6": 1}
    assert sum(one.nominal for one in found.indicators) == pytest.approx(1)
    assert sum(one.effective or 0 for one in found.indicators) == pytest.approx(1)
    assert report(found, "x1").nominal == pytest.approx(nominal["x1"] / 4)
    assert report(found, "x4").nominal == pytest.approx(1 / 4)
    for one in found.indicators:
        column = result.scores[one.id]
        both = ~np.isnan(column)
        wanted = stats.pearsonr(column[both], result.score[both]).statistic
        assert one.with_index == pytest.approx(wanted)
        assert one.available == pytest.approx(both.mean())
        fit = np.polynomial.Polynomial.fit(column[both], result.score[both], 3)(column[both])
        share = fit.var() / result.score[both].var()
        assert main_effects(column[:, None], result.score)[0] == pytest.approx(share)
    assert found.groups == ("a", "b", "c")
    assert found.across.shape == (6, 3)


def without(node: IndexNode, id: str) -> IndexNode:
    parts = tuple(without(part, id) for part in node.parts if id not in (part.id, part.indicator))
    return replace(node, parts=tuple(part for part in parts if part.indicator or part.parts))


@pytest.mark.parametrize("node", [*LEAVES, "a", "b"])
def test_what_is_left_out_is_the_index_without_it(node: str) -> None:
    result = small(3, n=20, gaps=0.2)
    index = result.tree.index
    anew = compute(replace(index, tree=without(index.tree, node)), result.data)
    found = leave_out(result, (node,))
    np.testing.assert_allclose(found.scores[0], anew.score, atol=1e-9)
    assert found.ranks[0].tolist() == anew.ranks.tolist()
    both = (anew.ranks > 0) & (result.ranks > 0)
    assert found.shift[0] == pytest.approx(np.abs(anew.ranks - result.ranks)[both].mean())


def test_an_indicator_that_pulls_the_wrong_way() -> None:
    base = np.arange(30.0)
    noise = np.random.default_rng(1).normal(size=30)
    found = coherence(of_figures({"x1": base, "x2": base + noise, "x3": -base}))
    assert "opposed" in report(found, "x3").flags
    (node,) = [one for one in found.nodes if one.id == "a"]
    assert ("x1", "x2", "redundant") in [(one, two, pair.kind) for one, two, pair in node.pairs]
    assert ("x1", "x3", "opposed") in [(one, two, pair.kind) for one, two, pair in node.pairs]


@given(st.integers(0, 10**6), st.integers(5, 60))
def test_the_interval_of_a_correlation_is_that_of_scipy(seed: int, n: int) -> None:
    one, two = np.random.default_rng(seed).normal(size=(2, n))
    wanted = stats.pearsonr(one, one + two)
    low, high = fisher_interval(np.array([wanted.statistic]), np.array([n]))
    assert (low[0], high[0]) == pytest.approx(tuple(wanted.confidence_interval(0.95)), abs=1e-12)


def test_three_areas_tell_nothing_and_a_perfect_correlation_has_no_width() -> None:
    low, high = fisher_interval(np.array([0.5, 1.0, -1.0]), np.array([3, 9, 9]))
    assert np.isnan([low[0], high[0]]).all()
    assert (low[1:].tolist(), high[1:].tolist()) == ([1, -1], [1, -1])


def test_what_may_be_chance_is_unrelated_and_not_opposed() -> None:
    base, noise = np.random.default_rng(3).normal(size=(2, 40))
    found = report(coherence(of_figures({"x1": base, "x2": base, "x3": noise})), "x3")
    wanted = stats.pearsonr(noise, base)
    assert wanted.pvalue > 0.05
    assert (found.siblings_low, found.siblings_high) == pytest.approx(tuple(wanted.confidence_interval(0.95)), abs=1e-9)
    assert "unrelated" in found.flags
    assert "opposed" not in found.flags


def test_one_that_is_constant_and_one_that_is_scarce() -> None:
    scarce = np.where(np.arange(30) % 3 == 0, np.arange(30.0), np.nan)
    found = coherence(of_figures({"x2": np.full(30, 4.0), "x5": scarce}))
    assert report(found, "x2").flags == ("constant",)
    assert report(found, "x2").effective is None
    assert report(found, "x2").shift is not None
    assert "scarce" in report(found, "x5").flags
    (node,) = [one for one in found.nodes if one.id == "a"]
    assert node.explained is None


def test_one_that_the_index_does_not_hear_and_one_that_it_hears_alone() -> None:
    rng = np.random.default_rng(5)
    base = rng.normal(size=200)
    alike = {leaf: base + 0.2 * rng.normal(size=200) for leaf in LEAVES if leaf != "x4"}
    found = coherence(of_figures({**alike, "x4": rng.normal(size=200)}, weights={"x4": 0.1}))
    assert "silent" in report(found, "x4").flags
    assert "dominated" in coherence(of_figures({**alike, "x4": rng.normal(size=200)})).indicators[3].flags
    heavy = coherence(of_figures(alike, weights={"x6": 0.01}), Limits(ratio=1.5))
    assert "dominant" in report(heavy, "x1").flags


def test_one_that_belongs_elsewhere() -> None:
    rng = np.random.default_rng(2)
    one, two = rng.normal(size=(2, 100))
    columns = {"x1": one, "x2": one + 0.1 * two, "x3": two, "x4": two, "x5": two + 0.1 * one}
    assert ("x3", "b") in coherence(of_figures(columns, groups=GROUPS[:2])).astray
