"""Limits of a funnel: where an area's figure may lie by chance, given its size.

D. J. Spiegelhalter, *Funnel plots for comparing institutional performance*, Statistics in Medicine 24 (2005),
1185-1202, appendix A.1. A count takes whole steps, so that a limit at exactly probability ``tail`` does not exist: with
``r`` the smallest count with P(R <= r) >= tail, the limit is ``r - a``, where ``a`` = (P(R <= r) - tail) / P(R = r)
goes back along the step. Limits are cut off at what can occur: 0, and 1 for a proportion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The two limits, in the unit of the figure; NaN where there is no size to compute them from."""

    lower: Numbers
    upper: Numbers


def proportion_limits(target: float, n: ArrayLike, tail: float = 0.001) -> FunnelLimits:
    """Give exact limits of a proportion over ``n`` people, ``tail`` outside each; binomial.

    Raises:
        ValueError: the target is not between 0 and 1, or the tail not between 0 and a half.
    """
    if not 0 <= target <= 1:
        raise ValueError(f"{target} is no proportion")
    sizes = _sizes(n)
    law = scipy.stats.binom(sizes, target)
    return _exact(law, sizes, tail, 1.0)


def rate_limits(target: float, exposure: ArrayLike, tail: float = 0.001) -> FunnelLimits:
    """Give exact limits of a rate per unit of exposure; Poisson with mean ``target * exposure``.

    Raises:
        ValueError: the target is below 0, or the tail not between 0 and a half.
    """
    if not target >= 0:
        raise ValueError(f"{target} is no rate")
    sizes = _sizes(exposure)
    return _exact(scipy.stats.poisson(target * sizes), sizes, tail, np.inf)


def ratio_limits(expected: ArrayLike, tail: float = 0.001, target: float = 1.0) -> FunnelLimits:
    """Give exact limits of a standardised ratio, observed over ``expected``; Poisson.

    Raises:
        ValueError: the target is below 0, or the tail not between 0 and a half.
    """
    return rate_limits(target, expected, tail)


def mean_limits(
    target: float, error: ArrayLike, tail: float = 0.001, phi: float = 1.0, tau2: float = 0.0
) -> FunnelLimits:
    """Give limits of a mean with known standard ``error``, widened for over-dispersion; normal.

    ``phi`` multiplies the variance, ``tau2`` is added to it (see ``overdispersion``). An over-dispersed proportion or
    rate has no exact law: it takes these limits, with the error that it has at the target.

    Raises:
        ValueError: the tail is not between 0 and a half, phi is below 1 or tau2 below 0.
    """
    if phi < 1 or tau2 < 0:
        raise ValueError("chance is never made smaller: phi is at least 1 and tau2 at least 0")
    errors = np.asarray(error, dtype=np.float64)
    reach = -scipy.stats.norm.ppf(_tail(tail)) * np.sqrt(phi * errors**2 + tau2)
    reach = np.where(errors > 0, reach, np.nan)
    return FunnelLimits(target - reach, target + reach)


def _exact(law: Any, sizes: Numbers, tail: float, most: float) -> FunnelLimits:
    lower, upper = (np.clip(_interpolated(law, one) / sizes, 0.0, most) for one in (_tail(tail), 1 - tail))
    return FunnelLimits(lower, upper)


def _interpolated(law: Any, probability: float) -> Any:
    count = law.ppf(probability)
    # A mean of zero leaves one count, and SciPy then answers the one before it.
    count = np.maximum(count, 0)
    reached = law.cdf(count)
    return count - (reached - probability) / law.pmf(count)


def _sizes(n: ArrayLike) -> Numbers:
    sizes = np.asarray(n, dtype=np.float64)
    return np.where(sizes > 0, sizes, np.nan)


def _tail(tail: float) -> float:
    if not 0 < tail < 0.5:
        raise ValueError(f"a tail of {tail} is not between 0 and a half")
    return tail
