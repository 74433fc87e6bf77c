"""Weights, correlations, components and standings against SciPy, by hand, and at the edges of their domains."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from wijkpeil.methods.composite import correlating, weighing
from wijkpeil.methods.composite.aggregating import arithmetic_mean
from wijkpeil.methods.composite.strengths import Standing, standings

NAN = float("nan")
SEEDS = st.integers(0, 2**32 - 1)
NAMES = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau}


def made_up(seed: int, n: int = 30, k: int = 4, gaps: float = 0.2) -> np.ndarray:
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(n, 1)) + rng.normal(size=(n, k)).round(1)
    table[rng.random((n, k)) < gaps] = NAN
    return table


@pytest.mark.parametrize("kind", NAMES)
@given(seed=SEEDS, gaps=st.sampled_from([0.0, 0.3]))
def test_correlations_are_those_of_scipy(kind: str, seed: int, gaps: float) -> None:
    table = made_up(seed, gaps=gaps)
    found = correlating.correlations(table, kind=kind)
    apart = correlating.correlations(table, table[:, ::-1], kind=kind)
    np.testing.assert_allclose(apart[:, ::-1], found, atol=1e-12)
    for one in range(4):
        for two in range(4):
            both = ~np.isnan(table[:, [one, two]]).any(axis=1)
            wanted = NAMES[kind](table[both, one], table[both, two]).statistic
            assert found[one, two] == pytest.approx(wanted, abs=1e-9)


@given(SEEDS)
def test_columns_in_pairs_correlate_as_they_do_among_all(seed: int) -> None:
    one, two = made_up(seed), made_up(seed + 1)
    wanted = np.diag(correlating.correlations(one, two))
    np.testing.assert_allclose(correlating.column_correlations(one, two), wanted, atol=1e-9)
    flat = np.where(np.isnan(one), np.nan, 4.0)
    assert np.isnan(correlating.column_correlations(flat, two)).all()


def test_what_cannot_correlate() -> None:
    table = np.array([[1, 5, 1], [2, 5, NAN], [4, 5, NAN]])
    for full in (table, table[:, :2]):
        assert np.isnan(correlating.correlations(full)[0, 1:]).all()
    assert correlating.cronbach(table[:, :1]) is None
    assert correlating.cronbach([[1, 1], [1, 1]]) is None


@given(SEEDS)
def test_alpha_is_that_of_variances(seed: int) -> None:
    table = made_up(seed, gaps=0)
    wanted = 4 / 3 * (1 - table.var(axis=0, ddof=1).sum() / table.sum(axis=1).var(ddof=1))
    assert correlating.cronbach(table) == pytest.approx(wanted)
    np.testing.assert_allclose(correlating.covariances(table), np.cov(table.T), atol=1e-12)


@given(SEEDS)
def test_components_are_eigenvectors_of_the_correlations(seed: int) -> None:
    table = made_up(seed)
    full = table[~np.isnan(table).any(axis=1)]
    assume(len(full) > 4)
    found = correlating.principal_components(table)
    matrix = np.corrcoef(full.T)
    np.testing.assert_allclose(matrix @ found.loadings, found.loadings * found.deviations**2, atol=1e-9)
    assert found.shares.sum() == pytest.approx(1)
    assert found.rows == len(full)
    weights = weighing.pca_weights(table)
    assert weights.weights.sum() == pytest.approx(1)
    assert weights.explained == pytest.approx(np.linalg.eigvalsh(matrix)[-1] / 4)


def test_an_indicator_that_goes_against_the_others_is_told() -> None:
    one = np.arange(9.0)
    found = weighing.pca_weights(np.column_stack([one, one**2, -(one**3)]))
    assert found.opposed == (2,)


@given(SEEDS, st.lists(st.integers(1, 4), min_size=4, max_size=4))
def test_optimised_weights_reach_what_is_asked_where_they_can(seed: int, importance: list[int]) -> None:
    table = made_up(seed, gaps=0)
    found = weighing.optimised_weights(table, importance)
    assert (found.weights >= 0).all()
    assert found.weights.sum() == pytest.approx(1)
    mean = arithmetic_mean(table, found.weights)
    correlated = np.array([np.corrcoef(column, mean)[0, 1] for column in table.T])
    np.testing.assert_allclose(found.reached, correlated / correlated.sum(), atol=1e-9)
    if (found.weights > 1e-9).all():
        assert found.exact


def test_effective_weights_multiply_down_the_tree() -> None:
    parents = {"top": "", "a": "top", "b": "top", "x": "a", "y": "a", "z": "b"}
    weights = {"top": 1, "a": 1, "b": 3, "x": 2, "y": 2, "z": 9}
    assert weighing.effective_weights(weights, parents) == {
        "top": 1,
        "a": 0.25,
        "b": 0.75,
        "x": 0.125,
        "y": 0.125,
        "z": 0.75,
    }


def test_pairs_that_say_the_same_or_the_opposite() -> None:
    one = np.arange(9.0)
    table = np.column_stack([one, one * 2 + 1, -one, one])
    found = correlating.pair_flags(table, ["a", "a", "a", "b"])
    assert [(flag.one, flag.two, flag.kind) for flag in found] == [
        (0, 1, "redundant"),
        (0, 2, "opposed"),
        (1, 2, "opposed"),
    ]


def test_standings_leave_out_a_shared_last_place() -> None:
    table = np.array([[5, 1, 0, NAN], [4, 2, 0, 1], [3, 9, 1, 2], [1, 0, 0, 3]])
    best, worst = standings(table, 0, count=1)
    assert best == (Standing(0, 1),)
    assert worst == (Standing(1, 3),)
    best, worst = standings(table, 0, count=2, skip_last=False)
    assert best == (Standing(0, 1), Standing(2, 2))
    assert worst == (Standing(2, 2), Standing(1, 3))
    assert standings(table, 0, least_different=0.6, skip_last=False)[1] == (Standing(0, 1), Standing(1, 3))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: weighing.effective_weights({"a": 1, "b": 0}, {"a": "", "b": "a"}), "All weights are 0"),
        (lambda: weighing.optimised_weights([[1, 2], [1, 3], [1, 5]], [1, 1]), "correlates with nothing"),
        (lambda: correlating.principal_components([[1, 2], [2, NAN], [3, 4]]), "2 rows know every"),
        (lambda: correlating.principal_components([[1, 2], [1, 3], [1, 4]]), "correlates with nothing"),
        (lambda: standings([[1.0]], 0, count=0), "one or more"),
    ],
)
def test_outside_the_domain(call: Callable, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
