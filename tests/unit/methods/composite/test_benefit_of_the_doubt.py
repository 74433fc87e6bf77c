"""Benefit of the doubt: held against one plain linear programme per row, whatever the table is like."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from wijkpeil.methods.composite import benefit_of_the_doubt as doubt
from wijkpeil.methods.composite.dual_simplex import Programmes
from wijkpeil.methods.composite.supported import supported

NAN = float("nan")
CELL = st.one_of(st.integers(0, 4).map(float), st.just(NAN), st.floats(0.01, 9))
FREEDOMS = (None, 1.0, 0.6, 0.05, 0.0)


def by_programmes(table: np.ndarray, weights: np.ndarray, freedom: float | None, rows: range | None = None) -> list:
    """One programme per row over all rows as they are: nothing scaled, merged, left out or begun near its end."""
    shown, shares, found = np.nan_to_num(table, nan=0.0), weights / weights.sum(), []
    for at in rows or range(len(table)):
        if np.isnan(table[at][weights > 0]).all():
            found.append(NAN)
            continue
        row = np.where(weights > 0, shown[at], 0.0)
        limits = [np.where(weights > 0, shown, 0.0)]
        if freedom is not None:
            part = np.diag(row)
            limits += [part - np.outer(shares * (1 + freedom), row), np.outer(shares * (1 - freedom), row) - part]
        bounds = np.concatenate([np.ones(len(table)), np.zeros(sum(map(len, limits[1:])))])
        exact = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
        done = linprog(-row, A_ub=np.vstack(limits), b_ub=bounds, method="highs", options=exact)
        found.append(-done.fun)
    return found


def usable(table: np.ndarray, weights: np.ndarray) -> bool:
    known = table[:, weights > 0]
    return bool((np.nan_to_num(known).max(axis=0) > 0).all())


@given(st.data(), st.integers(1, 4), st.integers(1, 9), st.sampled_from(FREEDOMS))
def test_small_tables_with_ties_zeros_and_gaps(data: st.DataObject, k: int, n: int, freedom: float | None) -> None:
    row = st.lists(CELL, min_size=k, max_size=k)
    table = np.array(data.draw(st.lists(row, min_size=n, max_size=n)))
    weights = np.array(data.draw(st.lists(st.integers(0, 3).map(float), min_size=k, max_size=k)))
    if not weights.any() or not usable(table, weights):
        return
    found = doubt.benefit_of_the_doubt(table, weights, freedom=freedom)
    np.testing.assert_allclose(found, by_programmes(table, weights, freedom), atol=1e-9)


@pytest.mark.parametrize("freedom", FREEDOMS)
@pytest.mark.parametrize(("n", "k", "alike"), [(400, 6, 0.0), (300, 12, 0.7), (150, 40, 0.6)])
def test_larger_tables(n: int, k: int, alike: float, freedom: float | None) -> None:
    rng = np.random.default_rng(n)
    table = 50 + 10 * (alike * rng.normal(size=(n, 1)) + (1 - alike) * rng.normal(size=(n, k)))
    table[rng.random(table.shape) < (0.03 if freedom is None else 0)] = NAN
    weights = rng.uniform(1, 2, k)
    found = doubt.benefit_of_the_doubt(table, weights, freedom=freedom)
    some = range(0, n, n // 15)
    np.testing.assert_allclose(found[list(some)], by_programmes(table, weights, freedom, some), atol=1e-9)
    best = doubt.best_weights(table, weights, freedom=freedom)
    assert (best >= -1e-12).all()
    assert (np.nan_to_num(table) @ best.T <= 1 + 1e-10).all()
    if freedom is not None:
        parts, shares = best * table, weights / weights.sum()
        whole = parts.sum(axis=1, keepdims=True)
        assert (parts <= shares * (1 + freedom) * whole + 1e-11).all()
        assert (parts >= shares * (1 - freedom) * whole - 1e-11).all()


@pytest.mark.parametrize("freedom", [None, 0.5])
def test_the_order_of_rows_does_not_matter_to_the_last_bit(freedom: float | None) -> None:
    rng = np.random.default_rng(5)
    table = rng.lognormal(0, 0.5, (300, 8))
    mixed = rng.permutation(len(table))
    twice = np.concatenate([table, table[:40]])
    found = doubt.benefit_of_the_doubt(table, freedom=freedom)
    np.testing.assert_array_equal(doubt.benefit_of_the_doubt(table[mixed], freedom=freedom), found[mixed])
    np.testing.assert_array_equal(
        doubt.benefit_of_the_doubt(twice, freedom=freedom), np.concatenate([found, found[:40]])
    )


def test_the_best_are_tied_at_1() -> None:
    """Equal corners of a cube, of which no weights make one better than another."""
    corners = np.array([row for row in itertools.product((1.0, 2.0), repeat=6) if sum(row) == 9])
    found = doubt.benefit_of_the_doubt(corners)
    np.testing.assert_allclose(found, 1, atol=1e-13)


def test_who_is_put_first_by_weights_needs_no_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    table = rng.normal(50, 10, (3_000, 100))
    asked: list[int] = []
    solve = Programmes.solve
    monkeypatch.setattr(Programmes, "solve", lambda self, which: asked.append(len(which)) or solve(self, which))
    found = doubt.benefit_of_the_doubt(table)
    np.testing.assert_allclose(found, 1, atol=1e-12)
    assert sum(asked) < 30


def test_weights_of_the_supported_prove_themselves() -> None:
    table = np.random.default_rng(2).normal(50, 10, (2_500, 30))
    table /= table.max(axis=0)
    weights, done = supported(table)
    assert done.mean() > 0.3
    assert (weights[done] >= 0).all()
    np.testing.assert_allclose((weights[done] * table[done]).sum(axis=1), 1, atol=1e-13)
    assert ((weights[done] @ table.T).max(axis=1) <= 1 + 1e-12).all()
    assert not weights[~done].any()


def test_what_is_not_proved_is_solved_by_a_programme_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    table = np.random.default_rng(3).lognormal(0, 0.5, (40, 4))
    wanted = [doubt.benefit_of_the_doubt(table, freedom=freedom) for freedom in (None, 0.4)]
    monkeypatch.setattr(
        Programmes, "solve", lambda _, which: (np.full((len(which), 4), 7.0), np.zeros(len(which), np.bool_))
    )
    for freedom, one in zip((None, 0.4), wanted, strict=True):
        np.testing.assert_allclose(doubt.benefit_of_the_doubt(table, freedom=freedom), one, atol=1e-9)


def test_many_columns_are_divided_over_workers_and_stay_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    table = np.random.default_rng(4).lognormal(0, 0.5, (300, 9))
    found = []
    for least in (0, 10**9):
        monkeypatch.setattr(doubt, "WORTH_DIVIDING", least)
        found.append(doubt.benefit_of_the_doubt(table))
    np.testing.assert_allclose(*found, rtol=1e-13)


def test_an_area_that_shows_nothing_of_a_part_that_must_give_something_scores_0() -> None:
    """Shares of the parts are bound, and one of them gives nothing: so the whole is nothing."""
    table = [[1, 2], [2, 0], [2, NAN], [1, 1]]
    assert doubt.benefit_of_the_doubt(table, freedom=0.5)[[1, 2]].tolist() == [0, 0]
    # With all freedom a part may be nothing, and no part more than twice its share: the other is the whole.
    assert doubt.benefit_of_the_doubt(table, freedom=1.0)[[1, 2]].tolist() == pytest.approx([1, 1])
    assert doubt.benefit_of_the_doubt(table, [1, 3], freedom=1.0)[[1, 2]].tolist() == [0, 0]
