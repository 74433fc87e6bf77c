"""The exponentially weighted moving average: a chart that remembers, for small changes that last.

S. W. Roberts, *Control chart tests based on geometric moving averages*, Technometrics 1 (1959), 239-250; limits that
widen from the start, and designs, in J. M. Lucas and M. S. Saccucci, Technometrics 32 (1990), 1-12. With weight 0.1 and
limits at 2.814 an unchanged normal series gives a false alarm once in 500 points on average (their table 3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from wijkpeil.methods.funnel import Numbers

WEIGHT = 0.1
REACH = 2.814
_NODES = 120


@dataclass(frozen=True, slots=True)
class EwmaChart:
    """The average at each point, and limits that widen to those of a long series."""

    average: Numbers
    lower: Numbers
    upper: Numbers


def ewma_chart(
    values: ArrayLike, centre: float, sigma: float, weight: float = WEIGHT, reach: float = REACH
) -> EwmaChart:
    """Chart a series of known centre and standard deviation; a missing point leaves the average as it was.

    Raises:
        ValueError: the weight is not above 0 and at most 1, or sigma not above 0.
    """
    _check(weight)
    if not sigma > 0:
        raise ValueError(f"a standard deviation of {sigma} makes no chart")
    points = np.asarray(values, dtype=np.float64)
    average = np.empty_like(points)
    spread = np.empty_like(points)
    held, variance = centre, 0.0
    for place, point in enumerate(points):
        if not np.isnan(point):
            held = weight * point + (1 - weight) * held
            variance = weight**2 + (1 - weight) ** 2 * variance
        average[place], spread[place] = held, sigma * np.sqrt(variance)
    return EwmaChart(average, centre - reach * spread, centre + reach * spread)


def ewma_run_length(weight: float = WEIGHT, reach: float = REACH) -> float:
    """Give the mean number of points to a false alarm, centre and spread known, limits of a long series.

    The integral equation of S. V. Crowder, Technometrics 29 (1987), 401-407, by Gauss-Legendre quadrature.

    Raises:
        ValueError: the weight is not above 0 and at most 1.
    """
    _check(weight)
    edge = reach * np.sqrt(weight / (2 - weight))
    nodes, sizes = np.polynomial.legendre.leggauss(_NODES)
    places = edge * nodes
    step = scipy.stats.norm.pdf((places[None, :] - (1 - weight) * places[:, None]) / weight) / weight
    lengths = np.linalg.solve(np.eye(_NODES) - step * (edge * sizes), np.ones(_NODES))
    from_centre = scipy.stats.norm.pdf(places / weight) / weight
    return float(1 + from_centre @ (edge * sizes * lengths))


def _check(weight: float) -> None:
    if not 0 < weight <= 1:
        raise ValueError(f"a weight of {weight} is not above 0 and at most 1")
