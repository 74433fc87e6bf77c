"""False discovery control against SciPy, the example of the paper, and simulated programmes without any signal."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_series import TRIAL
from scipy import stats

from wijkpeil.methods.false_discovery import discoveries

PS = st.lists(st.floats(0, 1), max_size=60)


@given(PS, st.sampled_from(["positive", "any"]))
def test_q_values_are_those_of_scipy(p: list[float], dependence: str) -> None:
    found = discoveries(p, 0.05, dependence)  # type: ignore[arg-type]
    method = "bh" if dependence == "positive" else "by"
    assert found.q == pytest.approx(stats.false_discovery_control(p, method=method) if p else [])
    assert found.tested == len(p)


@given(PS, st.floats(0.01, 0.5))
def test_what_is_found_is_found_by_walking_down_the_line(p: list[float], rate: float) -> None:
    """Benjamini and Hochberg as they wrote it: the largest i with p(i) <= i/m q, and all below it."""
    ranked = sorted(p)
    last = max((i for i, one in enumerate(ranked, 1) if one * len(p) <= i * rate), default=0)
    found = discoveries(p, rate)
    cut = ranked[last - 1] if last else 0.0
    # A p-value on the line itself may fall on either side of it by its last binary digit.
    if not any(one * len(p) == pytest.approx(i * rate, rel=1e-12) for i, one in enumerate(ranked, 1)):
        assert int(found.found.sum()) == sum(one <= cut for one in p) * bool(last)
        assert found.cut == cut
        assert found.expected == pytest.approx(cut * len(p))
        assert found.expected <= rate * int(found.found.sum()) * (1 + 1e-12)


def test_the_trial_of_the_paper_keeps_four_of_fifteen() -> None:
    found = discoveries(TRIAL, 0.05)
    assert found.found.tolist() == [True] * 4 + [False] * 11
    assert found.expected == pytest.approx(15 * 0.0095)
    assert int(discoveries(TRIAL, 0.05, "any").found.sum()) == 3


@given(PS, st.floats(0.01, 0.5), st.sampled_from(["positive", "any"]))
def test_what_can_never_be_found_need_not_be_given(p: list[float], rate: float, dependence: str) -> None:
    whole = discoveries(p, rate, dependence)  # type: ignore[arg-type]
    low = [one for one in p if one <= rate]
    part = discoveries(low, rate, dependence, others=len(p) - len(low))  # type: ignore[arg-type]
    assert (part.tested, part.cut, part.expected) == (whole.tested, whole.cut, whole.expected)
    assert part.q[part.found] == pytest.approx(whole.q[whole.found])


def test_missing_tests_are_no_tests() -> None:
    found = discoveries([[0.01, np.nan], [0.5, 0.9]], 0.05)
    assert found.tested == 3
    assert found.q[0, 0] == pytest.approx(0.03)
    assert found.found.tolist() == [[True, False], [False, False]]
    nothing = discoveries([])
    assert (nothing.tested, nothing.cut, nothing.expected) == (0, 0.0, 0.0)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="rate"):
        discoveries([0.1], 0)
    for wrong in (-0.1, 1.1):
        with pytest.raises(ValueError, match="from 0 to 1"):
            discoveries([wrong])


def test_the_share_of_false_discoveries_is_kept() -> None:
    """1,000 simulated programmes with 400 tests, 40 of them true: the mean share of false ones among the found."""
    rng = np.random.default_rng(12)
    shares = []
    for _ in range(1_000):
        z = rng.standard_normal(400)
        z[:40] += 3
        found = discoveries(2 * stats.norm.sf(abs(z)), 0.05).found
        shares.append(found[40:].sum() / max(1, found.sum()))
    error = np.std(shares) / len(shares) ** 0.5
    assert np.mean(shares) < 0.05 * 360 / 400 + 3.3 * error
    assert np.mean(shares) > 0.05 * 360 / 400 - 3.3 * error, "with independent tests the rate is exact"
