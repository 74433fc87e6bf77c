"""Control charts for a series of one area: where its points lie while nothing changes.

W. A. Shewhart (1931) in the form of D. C. Montgomery, *Introduction to Statistical Quality Control* (6th ed., 2009):
individuals by moving ranges (section 6.4), proportions (7.2) and counts or rates (7.3); limits at three standard
deviations. The *prime* charts of D. B. Laney, *Improved control charts for attributes*, Quality Engineering 14 (2002),
531-537, multiply the standard deviation by the moving-range spread of the standardised points, which allows for series
that vary more (or less) than binomial or Poisson.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.methods.funnel import Numbers

D2 = 1.128
"""Mean range of two standard normal points, to the digits of the tables that published limits were made with."""
LIMIT = 3.0
"""Standard deviations from the centre to a limit; outside lie 0.27 % of points of an unchanged normal series."""


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Points in their order, with centre, standard deviation and limits at each; NaN stays where a point is missing."""

    values: Numbers
    centre: float
    sigma: Numbers
    lower: Numbers
    upper: Numbers

    @property
    def scores(self) -> Numbers:
        """Distance from the centre in standard deviations; NaN where the series does not vary at all."""
        return (self.values - self.centre) / np.where(self.sigma > 0, self.sigma, np.nan)


def moving_range(values: ArrayLike) -> float:
    """Give the mean range of neighbouring known points; NaN with fewer than two.

    A missing point is stepped over: its neighbours are compared with each other.
    """
    known = _known(np.asarray(values, dtype=np.float64))
    return float(np.abs(np.diff(known)).mean()) if known.size > 1 else np.nan


def individuals_chart(values: ArrayLike) -> ControlChart:
    """Chart single measurements (XmR): the mean, and 3 x mean moving range / d2.

    A constant series has limits of no width.
    """
    points = np.asarray(values, dtype=np.float64)
    known = _known(points)
    centre = float(known.mean()) if known.size else np.nan
    sigma = np.full(points.shape, moving_range(points) / D2)
    return ControlChart(points, centre, sigma, centre - LIMIT * sigma, centre + LIMIT * sigma)


def proportion_chart(count: ArrayLike, n: ArrayLike, prime: bool = False) -> ControlChart:
    """Chart ``count`` out of ``n`` (p, or with ``prime`` p'); limits are cut off at 0 and 1.

    A period with nobody in it is missing.
    """
    found, sizes, centre = _pooled(count, n)
    return _attributes(found, sizes, centre, centre * (1 - centre), prime, 1.0)


def rate_chart(count: ArrayLike, exposure: ArrayLike, prime: bool = False) -> ControlChart:
    """Chart ``count`` over ``exposure`` (u, or with ``prime`` u'); a c chart has exposure 1. Limits stop at 0."""
    found, sizes, centre = _pooled(count, exposure)
    return _attributes(found, sizes, centre, centre, prime, np.inf)


def _pooled(count: ArrayLike, size: ArrayLike) -> tuple[Numbers, Numbers, float]:
    found, sizes = np.broadcast_arrays(np.asarray(count, np.float64), np.asarray(size, np.float64))
    usable = (sizes > 0) & ~np.isnan(found)
    found, sizes = np.where(usable, found, np.nan), np.where(usable, sizes, np.nan)
    return found, sizes, float(np.nansum(found) / np.nansum(sizes)) if usable.any() else np.nan


def _attributes(
    found: Numbers, sizes: Numbers, centre: float, variance: float, prime: bool, most: float
) -> ControlChart:
    values, sigma = found / sizes, np.sqrt(variance / sizes)
    if prime and variance > 0:
        sigma = sigma * moving_range((values - centre) / sigma) / D2
    lower, upper = np.maximum(centre - LIMIT * sigma, 0.0), np.minimum(centre + LIMIT * sigma, most)
    return ControlChart(values, centre, sigma, lower, upper)


def _known(values: Numbers) -> Numbers:
    return values[~np.isnan(values)]
