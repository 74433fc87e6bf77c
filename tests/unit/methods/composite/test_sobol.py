"""Shares of variance against functions of which they are known: Ishigami's, Sobol's g, and sums."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.methods.composite.sobol import design, indices, sobol_indices


def ishigami(points: np.ndarray) -> np.ndarray:
    """T. Ishigami and T. Homma (1990), with a = 7 and b = 0.1."""
    x, y, z = (2 * np.pi * points - np.pi).T
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def ishigami_shares() -> tuple[list[float], list[float]]:
    a, b, pi = 7.0, 0.1, np.pi
    variance = a**2 / 8 + b * pi**4 / 5 + b**2 * pi**8 / 18 + 0.5
    one = 0.5 * (1 + b * pi**4 / 5) ** 2
    both = 8 * b**2 * pi**8 / 225
    first = [one / variance, a**2 / 8 / variance, 0.0]
    return first, [(one + both) / variance, a**2 / 8 / variance, both / variance]


G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])


def sobol_g(points: np.ndarray) -> np.ndarray:
    """I. M. Sobol's g-function; the larger a coefficient, the less its factor matters."""
    return np.prod((np.abs(4 * points - 2) + G) / (1 + G), axis=1)


def g_shares() -> tuple[list[float], list[float]]:
    own = 1 / (3 * (1 + G) ** 2)
    variance = np.prod(1 + own) - 1
    total = own * np.prod(1 + own) / (1 + own) / variance
    return (own / variance).tolist(), total.tolist()


@pytest.mark.parametrize(
    ("model", "count", "known"), [(ishigami, 3, ishigami_shares()), (sobol_g, 6, g_shares())], ids=["ishigami", "g"]
)
def test_known_shares_are_found(model, count: int, known: tuple[list[float], list[float]]) -> None:
    factors = {f"x{at}": 1 for at in range(count)}
    found = sobol_indices(model, factors, base=8_192, seed=7, bootstrap=300)
    np.testing.assert_allclose(found.first, known[0], atol=0.01)
    np.testing.assert_allclose(found.total, known[1], atol=0.01)
    assert found.runs == 8_192 * (count + 2)
    for low, value, high in (
        (found.first_low, found.first, found.first_high),
        (found.total_low, found.total, found.total_high),
    ):
        assert (low <= value + 1e-12).all()
        assert (value <= high + 1e-12).all()


def test_intervals_hold_what_is_true_about_as_often_as_they_say() -> None:
    first, total = ishigami_shares()
    factors = {"x": 1, "y": 1, "z": 1}
    held = np.zeros(6)
    for seed in range(40):
        found = sobol_indices(ishigami, factors, base=512, seed=seed, bootstrap=200)
        held[:3] += (found.first_low <= first) & (first <= found.first_high)
        held[3:] += (found.total_low <= total) & (total <= found.total_high)
    assert (held >= 34).all()


@given(st.lists(st.integers(1, 9), min_size=2, max_size=4), st.integers(0, 99))
def test_a_sum_has_no_interaction(slopes: list[int], seed: int) -> None:
    factors = {f"x{at}": 1 for at in range(len(slopes))}
    found = sobol_indices(lambda points: points @ slopes, factors, base=1_024, seed=seed, bootstrap=20)
    shares = np.square(slopes) / np.square(slopes).sum()
    np.testing.assert_allclose(found.total, shares, atol=0.03)
    np.testing.assert_allclose(found.first, shares, atol=0.03)


def test_coordinates_of_one_factor_move_together() -> None:
    found = sobol_indices(lambda points: points.sum(axis=1), {"two": 2, "one": 1}, base=2_048)
    np.testing.assert_allclose(found.first, [2 / 3, 1 / 3], atol=0.02)
    points = design({"two": 2, "one": 1}, 4, 1)
    np.testing.assert_array_equal(points[8:12, 2], points[:4, 2])
    np.testing.assert_array_equal(points[8:12, :2], points[4:8, :2])
    np.testing.assert_array_equal(points, design({"two": 2, "one": 1}, 4, 1))


def test_what_does_not_vary_has_no_shares() -> None:
    found = sobol_indices(lambda points: np.ones(len(points)), {"x": 1, "y": 1}, base=8, bootstrap=5)
    assert found.variance == 0
    assert found.total.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: design({"x": 1}, 8, 1), "two factors"),
        (lambda: design({"x": 1, "y": 1}, 12, 1), "12 points"),
        (lambda: indices({"x": 1, "y": 1}, np.ones(7)), "is missing"),
        (lambda: indices({"x": 1, "y": 1}, np.full(8, np.nan)), "is missing"),
    ],
)
def test_outside_the_domain(call, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
