"""Funnel limits and scores against exact sums of the laws themselves, and against what was published of Bristol."""

from dataclasses import replace
from fractions import Fraction
from math import comb, exp, factorial

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from published_series import SURGERY_DEATHS, SURGERY_OPERATIONS
from scipy import stats

from wijkpeil.methods.funnel import mean_limits, proportion_limits, rate_limits, ratio_limits
from wijkpeil.methods.funnel_scores import NEAR, Scores, mean_scores, proportion_scores, rate_scores
from wijkpeil.methods.overdispersion import adjusted, calm, dispersion, published_dispersion, winsorise

SHARES = st.fractions(min_value=Fraction(1, 50), max_value=Fraction(49, 50), max_denominator=50)


def binomial(n: int, share: Fraction) -> list[float]:
    return [float(comb(n, r) * share**r * (1 - share) ** (n - r)) for r in range(n + 1)]


def poisson(mean: float) -> list[float]:
    return [exp(-mean) * mean**r / factorial(r) for r in range(150)]


def naive_limit(law: list[float], probability: float) -> float:
    """Walk up the law to the first count that reaches the probability, and back along its step."""
    reached = 0.0
    for count, chance in enumerate(law):
        reached += chance
        if reached >= probability:
            return count - (reached - probability) / chance
    raise AssertionError("the law does not add up")


def naive_mid_p(law: list[float], count: int) -> float:
    below, above = sum(law[:count]), sum(law[count + 1 :])
    return 2 * min(below + law[count] / 2, above + law[count] / 2)


@given(st.integers(1, 60), SHARES, st.sampled_from([0.001, 0.025]))
def test_proportion_limits_are_those_of_the_law(n: int, share: Fraction, tail: float) -> None:
    found = proportion_limits(float(share), [n], tail)
    law = binomial(n, share)
    assert found.lower[0] == pytest.approx(min(1, max(0, naive_limit(law, tail) / n)), abs=1e-9)
    assert found.upper[0] == pytest.approx(min(1, max(0, naive_limit(law, 1 - tail) / n)), abs=1e-9)


@given(st.floats(0.1, 40), st.sampled_from([0.001, 0.025]))
def test_rate_limits_are_those_of_the_law(mean: float, tail: float) -> None:
    found = rate_limits(mean / 7, [7.0], tail)
    law = poisson(mean)
    assert found.lower[0] * 7 == pytest.approx(max(0, naive_limit(law, tail)), abs=1e-6)
    assert found.upper[0] * 7 == pytest.approx(max(0, naive_limit(law, 1 - tail)), abs=1e-6)
    ratio = ratio_limits([mean], tail)
    assert ratio.upper[0] * mean == pytest.approx(found.upper[0] * 7)


def test_bristol_alone_lies_outside_the_funnel() -> None:
    """What the funnel plot of Spiegelhalter (2005), of Marshall and him (2007), shows of the twelve hospitals."""
    deaths, operations = np.array(SURGERY_DEATHS), np.array(SURGERY_OPERATIONS)
    target = deaths.sum() / operations.sum()
    assert target == pytest.approx(0.12, abs=0.0005)
    limits = proportion_limits(target, operations, 0.001)
    assert np.flatnonzero(deaths / operations > limits.upper).tolist() == [0]
    assert np.flatnonzero(deaths / operations < limits.lower).tolist() == []
    scores = proportion_scores(deaths, operations, target)
    assert np.flatnonzero(scores.p < 0.002).tolist() == [0]
    assert scores.z[0] > 5


def test_limits_close_in_as_areas_grow() -> None:
    limits = proportion_limits(0.2, [50, 500, 5_000, 500_000], 0.025)
    assert (np.diff(limits.upper) < 0).all()
    error = np.sqrt(0.2 * 0.8 / 500_000)
    assert limits.upper[-1] == pytest.approx(0.2 + 1.959964 * error, rel=1e-4)


def test_what_has_no_size_has_no_limits_and_no_score() -> None:
    assert np.isnan(proportion_limits(0.2, [0, np.nan]).upper).all()
    assert np.isnan(mean_limits(5, [0, np.nan]).lower).all()
    for scores in (
        proportion_scores([0, 1, 4, -1], [0, np.nan, 3, 3], 0.5),
        rate_scores([1, np.nan, -1, 2], [0, 3, 3, -2], 1.0),
        mean_scores([1, 2, np.nan], [0, np.nan, 1], 0),
    ):
        assert np.isnan(scores.z).all()
        assert np.isnan(scores.p).all()


def test_a_target_that_leaves_nothing_to_chance_is_not_scored() -> None:
    for target in (0.0, 1.0):
        assert np.isnan(proportion_scores([0, 3], [3, 3], target).p).all()
    assert np.isnan(rate_scores([0, 3], [3, 3], 0.0).p).all()
    assert proportion_limits(0.0, [10]).upper.tolist() == [0.0]


@pytest.mark.parametrize("wrong", [-0.1, 1.1])
def test_what_cannot_be_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="proportion"):
        proportion_limits(wrong, [5])
    with pytest.raises(ValueError, match="tail"):
        proportion_limits(0.5, [5], tail=wrong)
    with pytest.raises(ValueError, match="rate"):
        rate_limits(-1, [5])
    with pytest.raises(ValueError, match="phi"):
        mean_limits(0, [1], phi=0.9)


@given(st.integers(1, 60), SHARES, st.data())
def test_proportion_scores_are_those_of_the_law(n: int, share: Fraction, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    found = proportion_scores([count], [n], float(share))
    expected = naive_mid_p(binomial(n, share), count)
    assert found.p[0] == pytest.approx(expected, rel=1e-9, abs=1e-300)
    assert 2 * stats.norm.sf(abs(found.z[0])) == pytest.approx(expected, rel=1e-6, abs=1e-300)


@given(st.floats(0.1, 40), st.integers(0, 100))
def test_rate_scores_are_those_of_the_law(mean: float, count: int) -> None:
    found = rate_scores([count], [4.0], mean / 4)
    expected = min(1.0, naive_mid_p(poisson(mean), count))
    assert found.p[0] == pytest.approx(expected, rel=1e-6, abs=1e-12)


@given(st.integers(1, 400), st.floats(0.001, 0.999), st.data())
def test_screening_hides_nothing_that_could_be_a_signal(n: int, share: float, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    for score, target in ((proportion_scores, share), (rate_scores, share)):
        exact, screened = score([count], [n], target), score([count], [n], target, screen=True)
        if abs(count - n * share) >= NEAR * exact.error[0] * n:
            assert screened.p[0] == exact.p[0]
        else:
            assert exact.p[0] > 0.1
            assert screened.p[0] > 0.1


@given(st.lists(st.floats(-50, 50), max_size=40), st.sampled_from([0.0, 0.1, 0.25]))
def test_winsorising_draws_in_to_quantiles(z: list[float], share: float) -> None:
    found = winsorise(z, share)
    if not z:
        assert found.size == 0
        return
    ranked = sorted(z)

    def quantile(at: float) -> float:
        place = at * (len(ranked) - 1)
        low = int(place)
        high = min(low + 1, len(ranked) - 1)
        return ranked[low] + (place - low) * (ranked[high] - ranked[low])

    expected = [min(max(one, quantile(share)), quantile(1 - share)) for one in z]
    assert found == pytest.approx(expected)


AREAS = st.lists(st.tuples(st.floats(-6, 6), st.floats(0.1, 3)), min_size=2, max_size=40)


@given(AREAS)
def test_published_dispersion_is_that_of_the_papers(areas: list[tuple[float, float]]) -> None:
    z, error = (np.array(column) for column in zip(*areas, strict=True))
    phi, tau2 = published_dispersion(z, error)
    number = len(areas)
    weights = [1 / one**2 for one in error]
    expected = sum(one**2 for one in winsorise(z)) / number
    room = sum(weights) - sum(one**2 for one in weights) / sum(weights)
    assert phi == pytest.approx(expected)
    assert tau2 == pytest.approx(max(0, (number * expected - (number - 1)) / room), rel=1e-6, abs=1e-9)


@given(AREAS)
@example([(0.0, 1.0), (6.0, 1.0), (6.0, 1.0), (6.0, 1.0)])
def test_the_spread_between_areas_makes_their_scores_as_calm_as_chance(areas: list[tuple[float, float]]) -> None:
    z, error = (np.array(column) for column in zip(*areas, strict=True))
    found = dispersion(Scores(z, z, error))
    assert found.factor == (found.phi if found.phi > 1 + 2 * (2 / len(areas)) ** 0.5 else 1)
    assert found.phi == pytest.approx((winsorise(z) ** 2).mean() / calm(0.1))
    left = (winsorise(adjusted(Scores(z, z, error), found).z) ** 2).mean() / calm(0.1)
    assert left == pytest.approx(1, abs=1e-3) if found.phi > 1 else found.tau2 == 0


def test_without_overdispersion_scores_stay_exact() -> None:
    scores = proportion_scores([20, 21, 19, 20], [100] * 4, 0.2)
    found = dispersion(scores)
    assert (found.factor, found.tau2, found.areas) == (1.0, 0.0, 4)
    for model in ("additive", "multiplicative", "none"):
        assert adjusted(scores, found, model) is scores


def test_with_overdispersion_large_areas_are_no_outliers_by_size_alone() -> None:
    rng = np.random.default_rng(3)
    n = rng.integers(200, 200_000, 300)
    shares = np.clip(rng.normal(0.2, 0.03, 300), 0.01, 0.99)
    scores = proportion_scores(rng.binomial(n, shares), n, 0.2)
    assert (scores.p < 0.002).mean() > 0.5, "chance alone makes half of them outliers"
    found = dispersion(scores)
    # Within three standard errors of the variance that was put in; a spread from 300 areas is known to 6 % or so.
    assert found.areas == 300
    assert found.tau2**0.5 == pytest.approx(0.03, rel=0.18)
    assert (adjusted(scores, found).p < 0.002).sum() <= 4
    assert found.factor == found.phi > 10


def test_winsorised_chance_looks_calmer_by_a_known_factor() -> None:
    z = np.random.default_rng(8).standard_normal(400_000)
    for share in (0.0, 0.1, 0.2):
        assert (winsorise(z, share) ** 2).mean() == pytest.approx(calm(share), abs=0.008)
    assert calm(0.1) == pytest.approx(0.679, abs=0.0005)


def test_overdispersed_areas_are_outliers_as_often_as_stated_and_ten_times_as_often_as_published() -> None:
    rng = np.random.default_rng(9)
    error = rng.uniform(0.1, 1.0, 200_000)
    z = rng.normal(0, np.sqrt(error**2 + 4)) / error
    scores = Scores(z, z, error)
    ours = (adjusted(scores, dispersion(scores)).p < 0.002).mean()
    # Three standard errors of the share, and of the spread that was estimated: half a percent, times its slope of 19.
    assert ours == pytest.approx(0.002, abs=3 * 0.0001 + 0.005 * 19 * 0.002)
    theirs = replace(dispersion(scores), tau2=published_dispersion(z, error)[1])
    assert (adjusted(scores, theirs).p < 0.002).mean() > 10 * 0.002


def test_nothing_to_estimate_from() -> None:
    nothing = np.array([np.nan])
    found = dispersion(Scores(nothing, nothing, nothing))
    assert (found.factor, found.tau2, found.areas) == (1.0, 0.0, 0)
    one = np.array([5.0])
    assert dispersion(Scores(one, one, one)).tau2 == 0.0
    with pytest.raises(ValueError, match="share"):
        winsorise([1], 0.5)


@pytest.mark.parametrize(("size", "share"), [(80, 0.1), (400, 0.3), (30, 0.5)])
def test_an_unchanged_area_is_an_outlier_as_often_as_stated(size: int, share: float) -> None:
    """Mid-p at 0.05 and 0.002 over all counts, weighed by the law itself: near the level, as mid-p promises."""
    law = np.array(binomial(size, Fraction(share).limit_denominator(100)))
    p = proportion_scores(np.arange(size + 1), size, share).p
    for level in (0.05, 0.002):
        rate = law[p <= level].sum()
        # One step of the law is what a count cannot come closer than.
        step = law[(p <= 3 * level)].max()
        assert abs(rate - level) <= step
