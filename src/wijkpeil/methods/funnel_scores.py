"""How far a figure lies from a target, given its size: a z-score and a two-sided p-value.

Counts take whole steps; the p-value is the *mid-p*: twice the smaller of P(R < r) + P(R = r)/2 and its mirror image
(H. O. Lancaster, *Significance tests in discrete distributions*, JASA 56, 1961; for funnels D. J. Spiegelhalter and
others, *Statistical methods for healthcare regulation*, JRSS A 175, 2012, 1-47). The z-score is the normal deviate of
that probability, so that counts, proportions and means stand on one scale.

What cannot be scored is NaN: no value, no size, or a target that leaves nothing to chance (0, or all).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from wijkpeil.methods.funnel import Numbers

Flags: TypeAlias = NDArray[np.bool_]
NEAR = 1.5
"""Standard errors within which a screened score is the normal one; the exact mid-p is above 0.1 there."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of many figures: ``z`` rises with the figure, ``p`` is two-sided, ``error`` the standard error."""

    z: Numbers
    p: Numbers
    error: Numbers
    """In the unit of the figure, at the target."""


def proportion_scores(count: ArrayLike, n: ArrayLike, target: ArrayLike, screen: bool = False) -> Scores:
    """Score ``count`` out of ``n`` against a proportion; binomial, mid-p.

    ``screen`` leaves the exact law to scores beyond ``NEAR``, which saves most of the time: nearer ones are the normal
    approximation and cannot be significant at 0.1 or less.
    """
    found, sizes, share = _arrays(count, n, target)
    usable = (sizes > 0) & (share > 0) & (share < 1) & (found >= 0) & (found <= sizes)
    error = np.where(usable, np.sqrt(share * (1 - share) / np.where(usable, sizes, 1)), np.nan)
    mean = sizes * share
    rough = (found - mean) / (error * sizes)
    exact = usable & (np.abs(rough) >= NEAR) if screen else usable
    return _scores(rough, error, exact, _binomial_tail(found[exact], sizes[exact], share[exact]), found > mean)


def rate_scores(count: ArrayLike, exposure: ArrayLike, target: ArrayLike, screen: bool = False) -> Scores:
    """Score ``count`` over ``exposure`` against a rate; Poisson, mid-p. A standardised ratio has target 1."""
    found, sizes, rate = _arrays(count, exposure, target)
    mean = sizes * rate
    usable = (sizes > 0) & (rate > 0) & (found >= 0)
    error = np.where(usable, np.sqrt(rate / np.where(usable, sizes, 1)), np.nan)
    rough = (found - mean) / (error * sizes)
    exact = usable & (np.abs(rough) >= NEAR) if screen else usable
    return _scores(rough, error, exact, _poisson_tail(found[exact], mean[exact]), found > mean)


def mean_scores(value: ArrayLike, error: ArrayLike, target: ArrayLike) -> Scores:
    """Score a figure with known standard error; normal."""
    values, errors, centre = _arrays(value, error, target)
    errors = np.where(errors > 0, errors, np.nan)
    z = (values - centre) / errors
    return Scores(z, 2 * scipy.special.ndtr(-np.abs(z)), errors)


def _binomial_tail(count: Numbers, n: Numbers, share: Numbers) -> Numbers:
    """Mid-p of the side that the count lies on, by the incomplete beta function."""
    # The law mirrored about its mean makes every case an upper tail, in which no digits are lost.
    above = count > n * share
    count, share = np.where(above, count, n - count), np.where(above, share, 1 - share)
    ways = scipy.special.gammaln(n + 1) - scipy.special.gammaln(count + 1) - scipy.special.gammaln(n - count + 1)
    here = np.exp(ways + scipy.special.xlogy(count, share) + scipy.special.xlog1py(n - count, -share))
    beyond = scipy.special.betainc(count + 1, np.maximum(n - count, 1e-300), share)
    return np.asarray(np.where(count == n, 0.0, beyond) + here / 2)


def _poisson_tail(count: Numbers, mean: Numbers) -> Numbers:
    here = np.exp(scipy.special.xlogy(count, mean) - mean - scipy.special.gammaln(count + 1))
    above = count > mean
    beyond = np.where(above, scipy.special.gammainc(count + 1, mean), scipy.special.gammaincc(count + 1, mean) - here)
    return np.asarray(np.maximum(beyond, 0.0) + here / 2)


def _scores(rough: Numbers, error: Numbers, exact: Flags, tail: Numbers, above: Flags) -> Scores:
    z, p = np.where(np.isnan(error), np.nan, rough), 2 * scipy.special.ndtr(-np.abs(rough))
    tail = np.minimum(tail, 1.0)
    # A chance too small to be written would put the score at infinity; the normal one stands there.
    far = np.where(tail > 0, scipy.special.ndtri(np.maximum(tail, 1e-300)), -np.abs(rough[exact]))
    z[exact] = np.where(above[exact], -far, far)
    p[exact] = 2 * np.minimum(tail, 1 - tail)
    return Scores(z, np.where(np.isnan(error), np.nan, p), error)


def _arrays(*given: ArrayLike) -> tuple[Numbers, ...]:
    return tuple(np.array(one) for one in np.broadcast_arrays(*(np.asarray(one, np.float64) for one in given)))
