"""Where a series will be on a later day if it goes on as it went: a line with wander, and its interval.

Each figure is a level with an error of its own; the level drifts at a pace, wanders besides, and the pace itself may
bend: the local linear trend (A. C. Harvey, *Forecasting, Structural Time Series Models and the Kalman Filter*,
Cambridge 1989, section 2.3). How much of the movement is error, wander or bend cannot be told from a handful of
figures, so twelve divisions from neither to nothing else are weighed by how well each explains the figures, and the
interval is that of their mixture. With flat priors for level and pace and 1/s for the scale, each division gives a
Student distribution with n - 2 degrees of freedom (A. Zellner, *An Introduction to Bayesian Inference in
Econometrics*, Wiley 1971, section 8.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import gamma, pi, sqrt

import numpy as np
import scipy
from numpy.typing import NDArray

FEWEST = 5
"""Fewest figures from which a forecast is made."""
COVERAGE = 0.8
"""How often the interval should hold what comes."""
_DIVISIONS = tuple((wander, bend) for wander in (0.0, 0.1, 1.0, 10.0) for bend in (0.0, 0.01, 0.1))
"""Variance of a year's wander, and of a year's change of pace, as multiples of that of one figure's error."""
_YEAR = 365.25
_MOST_STEPS, _CLOSE = 100, 1e-9
"""Steps after which a quantile is taken as found, and how near two must be, as a share of the spread of the figures."""
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is expected on a later day, in the unit of the figures."""

    value: float
    """The median."""
    lower: float
    upper: float
    coverage: float
    points: int
    """Number of figures."""


def forecast(figures: Sequence[tuple[date, float]], day: date, coverage: float = COVERAGE) -> Expected | None:
    """Forecast the figure of a later day from figures that rise by day.

    None with fewer than five figures, or where the day does not come after the last.

    Raises:
        ValueError: two figures are of one day, or the coverage is not between 0 and 1.
    """
    if not 0 < coverage < 1:
        raise ValueError(f"a coverage of {coverage} is not between 0 and 1")
    days = [one[0] for one in figures]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise ValueError("figures must rise by day")
    if len(figures) < FEWEST or day <= days[-1]:
        return None
    values = np.array([one[1] for one in figures])
    spread = float(values.max() - values.min())
    if spread == 0:
        return Expected(value=values[0], lower=values[0], upper=values[0], coverage=coverage, points=len(days))
    shape = _shape(tuple((one - days[0]).days / _YEAR for one in days), (day - days[0]).days / _YEAR)
    middles, scales, weights = shape.mixture((values - values.mean()) / spread)
    tail = (1 - coverage) / 2
    shares = np.array([0.5, tail, 1 - tail])
    value, lower, upper = _quantiles(shares, weights, middles, scales, len(days) - 2) * spread + values.mean()
    return Expected(value=float(value), lower=float(lower), upper=float(upper), coverage=coverage, points=len(days))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What depends on the days alone, for each division: made once for all series with figures of the same days."""

    inverse: Array
    """Inverse of the covariance, divisions by figures by figures."""
    solve: Array
    """From figures to level and pace: divisions by 2 by figures."""
    design: Array
    point: Array
    shared: Array
    """Covariance of the figures with that of the later day."""
    variance: Array
    determinants: Array

    def mixture(self, values: Array) -> tuple[Array, Array, Array]:
        """Give middle, scale and weight of each division."""
        freedom = len(values) - 2
        found = self.solve @ values
        left = values - found @ self.design.T
        rest = np.maximum(np.einsum("di,dij,dj->d", left, self.inverse, left), 1e-12)
        middles = found @ self.point + np.einsum("di,dij,dj->d", self.shared, self.inverse, left)
        logs = -0.5 * (self.determinants + freedom * np.log(rest))
        weights = np.exp(logs - logs.max())
        return middles, np.sqrt(self.variance * rest / freedom), weights / weights.sum()


@lru_cache(maxsize=256)
def _shape(times: tuple[float, ...], ahead: float) -> _Shape:
    at = np.array(times)
    wander, bend = (np.array(part)[:, None, None] for part in zip(*_DIVISIONS, strict=True))
    errors = np.eye(len(at)) + wander * np.minimum.outer(at, at) + bend * _bent(at[:, None], at[None, :])
    design, point = np.column_stack([np.ones(len(at)), at]), np.array([1.0, ahead])
    inverse = np.linalg.inv(errors)
    precision = design.T @ inverse @ design
    solved = np.linalg.inv(precision)
    shared = wander[:, 0] * at + bend[:, 0] * _bent(at, np.array(ahead))
    open_ = point - np.einsum("ik,dij,dj->dk", design, inverse, shared)
    own = 1.0 + wander[:, 0, 0] * ahead + bend[:, 0, 0] * ahead**3 / 3
    variance = (
        own - np.einsum("di,dij,dj->d", shared, inverse, shared) + np.einsum("dk,dkl,dl->d", open_, solved, open_)
    )
    return _Shape(
        inverse=inverse,
        solve=solved @ design.T @ inverse,
        design=design,
        point=point,
        shared=shared,
        variance=np.maximum(variance, 1e-12),
        determinants=np.linalg.slogdet(errors)[1] + np.linalg.slogdet(precision)[1],
    )


def _bent(one: Array, other: Array) -> Array:
    """Give what two moments share of a pace that wanders: the covariance of an integrated random walk."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.asarray(low**2 * (3 * high - low) / 6)


def _quantiles(shares: Array, weights: Array, middles: Array, scales: Array, freedom: int) -> Array:
    """Find quantiles of a mixture of Student distributions: by Newton's steps, halving where one leaves the bracket."""
    own = middles + scipy.special.stdtrit(freedom, shares)[:, None] * scales
    low, high = own.min(axis=1), own.max(axis=1)
    constant = gamma((freedom + 1) / 2) / (gamma(freedom / 2) * sqrt(freedom * pi))
    here = own @ weights
    for _ in range(_MOST_STEPS):
        off = (here[:, None] - middles) / scales
        gap = scipy.special.stdtr(freedom, off) @ weights - shares
        low, high = np.where(gap < 0, here, low), np.where(gap < 0, high, here)
        density = constant * (1 + off**2 / freedom) ** (-(freedom + 1) / 2) @ (weights / scales)
        step = here - gap / density
        after = np.where((step > low) & (step < high), step, (low + high) / 2)
        if np.all(np.abs(after - here) < _CLOSE):
            return np.asarray(after)
        here = after
    return np.asarray(here)
