"""Where a series will be on a later day if it goes on as it went: a line with wander, and its interval.

Each figure is a level with an error of its own, and the level drifts at a steady pace and wanders besides: the local
level model with drift (A. C. Harvey, *Forecasting, Structural Time Series Models and the Kalman Filter*, Cambridge
1989, section 2.3). How much of the movement is wander and how much is error cannot be told from a handful of figures,
so seven divisions from no wander to nothing else are weighed by how well each explains the figures, and the interval
is that of their mixture. With flat priors for level and pace and 1/s for the scale, each division gives a Student
distribution with n - 2 degrees of freedom (A. Zellner, *An Introduction to Bayesian Inference in Econometrics*, Wiley
1971, section 8.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

FEWEST = 5
"""Fewest figures from which a forecast is made."""
COVERAGE = 0.8
"""How often the interval should hold what comes."""
_WANDER = (0.0, 0.03, 0.1, 0.3, 1.0, 3.0, 30.0)
"""Variance of a year's wander, as a multiple of that of one figure's error."""
_YEAR = 365.25
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
    times = np.array([(one - days[0]).days / _YEAR for one in days])
    values = np.array([one[1] for one in figures])
    ahead = (day - days[0]).days / _YEAR
    spread = float(values.max() - values.min())
    if spread == 0:
        return Expected(value=values[0], lower=values[0], upper=values[0], coverage=coverage, points=len(days))
    found = [_one(times, (values - values.mean()) / spread, ahead, wander) for wander in _WANDER]
    weights = np.exp(np.array([one[3] for one in found]) - max(one[3] for one in found))
    middles, scales = (np.array([one[place] for one in found]) for place in (0, 1))
    freedom = len(days) - 2

    def quantile(share: float) -> float:
        return float(_quantile(share, weights / weights.sum(), middles, scales, freedom) * spread + values.mean())

    tail = (1 - coverage) / 2
    return Expected(
        value=quantile(0.5), lower=quantile(tail), upper=quantile(1 - tail), coverage=coverage, points=len(days)
    )


def _one(times: Array, values: Array, ahead: float, wander: float) -> tuple[float, float, int, float]:
    """Give middle and scale of the forecast for one division, its degrees of freedom, and its log weight."""
    count = len(times)
    errors = np.eye(count) + wander * np.minimum.outer(times, times)
    design = np.column_stack([np.ones(count), times])
    inverse = np.linalg.inv(errors)
    precision = design.T @ inverse @ design
    solved = np.linalg.inv(precision)
    found = solved @ design.T @ inverse @ values
    left = values - design @ found
    rest = max(float(left @ inverse @ left), 1e-12)
    freedom = count - 2
    shared = wander * times
    point = np.array([1.0, ahead])
    middle = float(point @ found + shared @ inverse @ left)
    open_ = point - design.T @ inverse @ shared
    variance = 1.0 + wander * ahead - float(shared @ inverse @ shared) + float(open_ @ solved @ open_)
    weight = -0.5 * (np.linalg.slogdet(errors)[1] + np.linalg.slogdet(precision)[1] + freedom * np.log(rest))
    return middle, float(np.sqrt(max(variance, 1e-12) * rest / freedom)), freedom, float(weight)


def _quantile(share: float, weights: Array, middles: Array, scales: Array, freedom: int) -> float:
    """Find the quantile of a mixture of Student distributions by halving."""
    low, high = float((middles - 60 * scales).min()), float((middles + 60 * scales).max())
    for _ in range(60):
        middle = (low + high) / 2
        below = float(weights @ stdtr(freedom, (middle - middles) / scales))
        low, high = (middle, high) if below < share else (low, middle)
    return (low + high) / 2
