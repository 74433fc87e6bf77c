"""Whether the last figure of a series differs from the area's own past.

With enough earlier points the last one is compared with the interval that a further point falls in: (x - mean) / (s
sqrt(1 + 1/m)) has Student's distribution with m - 1 degrees where the points are normal and independent (G. J. Hahn,
*Factors for calculating two-sided prediction intervals*, JASA 64, 1969, 878-888). Unlike three standard deviations it
cries wolf as often as its p-value says, however short the past. With fewer points, two periods are compared by their
standard errors.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from wijkpeil.methods.funnel import Numbers

LEAST = 4
"""Earlier points that a spread is taken from."""
NEAR = 1.64
"""Below this score neither Student's nor the normal two-sided p-value reaches 0.1."""


@dataclass(frozen=True, slots=True)
class Changes:
    """One per row: the last value against a mean of the past, with its score and two-sided p; NaN where none is."""

    past: Numbers
    score: Numbers
    p: Numbers
    points: NDArray[np.int64]
    """Number of known earlier points."""


def pushed_right(values: ArrayLike) -> Numbers:
    """Move the known values of each row to its right end, in their order, NaN before them; shape (rows, periods)."""
    table = np.asarray(values, dtype=np.float64)
    missing = np.isnan(table)
    if not missing.any():
        return table
    order = np.argsort(~missing, axis=1, kind="stable")
    return np.take_along_axis(table, order, axis=1)


def change_against_past(values: ArrayLike, floor: float = 0.0, least: int = LEAST, screen: bool = False) -> Changes:
    """Compare the last period of each row with all known periods before it; shape (rows, periods).

    Where the last period is missing there is nothing to compare. ``floor`` is the least standard deviation of a past,
    such as what rounding alone gives; a past that does not vary and has no floor has no score, since nothing is known
    of its chance. ``screen`` leaves Student's distribution to scores beyond ``NEAR``: the p-value of nearer ones is the
    normal approximation, and like the true one above 0.1.

    Raises:
        ValueError: the least number of points is below 2.
    """
    if least < 2:
        raise ValueError(f"{least} points have no spread")
    table = np.asarray(values, dtype=np.float64)
    past, last = table[:, :-1], table[:, -1]
    known = ~np.isnan(past)
    points = known.sum(axis=1)
    enough = points >= least
    whole = bool(known.all())
    mean = (past if whole else np.where(known, past, 0)).sum(axis=1) / np.where(points > 0, points, np.nan)
    distance = past - mean[:, None]
    if not whole:
        distance[~known] = 0
    squares = np.einsum("ij,ij->i", distance, distance)
    spread = np.maximum(np.sqrt(squares / np.where(enough, points - 1, np.nan)), floor)
    spread = np.where(spread > 1e-12 * np.maximum(1, np.abs(mean)), spread, np.nan)
    score = (last - mean) / (spread * np.sqrt(1 + 1 / np.where(enough, points, np.nan)))
    p = 2 * scipy.special.ndtr(-np.abs(score))
    exact = np.abs(score) >= NEAR if screen else np.isfinite(score)
    p[exact] = 2 * scipy.special.stdtr(points[exact] - 1, -np.abs(score[exact]))
    return Changes(mean, score, p, points)


def change_between_two(before: ArrayLike, after: ArrayLike, error_before: ArrayLike, error_after: ArrayLike) -> Changes:
    """Compare two figures with known standard errors; normal. A change that has no error has no score."""
    old, new, old_error, new_error = (np.asarray(one, np.float64) for one in (before, after, error_before, error_after))
    error = np.sqrt(old_error**2 + new_error**2)
    score = (new - old) / np.where(error > 0, error, np.nan)
    return Changes(old, score, 2 * scipy.special.ndtr(-np.abs(score)), (~np.isnan(old)).astype(np.int64))
