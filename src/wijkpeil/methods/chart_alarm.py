"""How often a rule cries wolf at the last point of a short series, whose own past gives the limits.

Limits from a few points are uncertain, and the false alarms of the tables, which hold for known limits, do not apply:
with eight earlier points a point passes three standard deviations about ten times as often. The rate is therefore
simulated for the very chart that is used, on unchanged normal series.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.chart_rules import ALL_RULES, last_breaks
from wijkpeil.methods.control_chart import D2
from wijkpeil.methods.cusum import ALLOWANCE, DECISION
from wijkpeil.methods.ewma import REACH, WEIGHT
from wijkpeil.methods.funnel import Numbers

SEED = 20070901
RUNS = 40_000
"""Series per rate; the rate is known to within 0.003 (two standard errors at 0.08) or better."""


@lru_cache(maxsize=256)
def last_point_alarm(earlier: int, rules: tuple[int, ...] = ALL_RULES) -> float:
    """Give the chance that the last point of an unchanged series breaks one of ``rules``.

    The limits come from the ``earlier`` points before it (individuals chart). Simulated with ``SEED``.

    Raises:
        ValueError: fewer than two earlier points give no limits.
    """
    if earlier < 2:
        raise ValueError(f"{earlier} earlier points give no limits")
    series = np.random.default_rng(SEED).standard_normal((RUNS, earlier + 1))
    return float(last_point_breaks(last_point_scores(series), rules).any(axis=0).mean())


@lru_cache(maxsize=256)
def lasting_alarm(base: int, followed: int) -> tuple[float, float]:
    """Give the chances that a moving average and a cumulative sum pass their limit in an unchanged series.

    Centre and spread come from the first ``base`` points (individuals chart), and the charts run over the ``followed``
    points after them; passing at any of these counts. Simulated with ``SEED``.

    Raises:
        ValueError: fewer than two points give no limits, or none is followed.
    """
    if base < 2 or followed < 1:
        raise ValueError(f"{base} points and {followed} after them make no chart")
    series = np.random.default_rng(SEED).standard_normal((RUNS, base + followed))
    first = series[:, :base]
    spread = np.abs(np.diff(first, axis=1)).mean(axis=1) / D2
    scores = (series[:, base:] - first.mean(axis=1)[:, None]) / spread[:, None]
    held, above, below = np.zeros((3, RUNS))
    averaged, summed = np.zeros((2, RUNS), dtype=bool)
    variance = 0.0
    for point in scores.T:
        held, variance = WEIGHT * point + (1 - WEIGHT) * held, WEIGHT**2 + (1 - WEIGHT) ** 2 * variance
        averaged |= np.abs(held) > REACH * np.sqrt(variance)
        above, below = np.maximum(0, above + point - ALLOWANCE), np.maximum(0, below - point - ALLOWANCE)
        summed |= (above > DECISION) | (below > DECISION)
    return float(averaged.mean()), float(summed.mean())


def last_point_scores(series: Numbers, floor: float = 0.0) -> Numbers:
    """Score each point against limits from all points but the last, rows apart; shape (rows, points).

    Points stand at the right of their row, NaN before them. ``floor`` is the least standard deviation, such as what
    rounding alone gives; a row whose earlier points do not vary and that has no floor is NaN.
    """
    past = series[:, :-1]
    known = ~np.isnan(past)
    number = known.sum(axis=1)
    centre = np.where(known, past, 0).sum(axis=1) / np.where(number > 0, number, np.nan)
    ranges = np.abs(np.diff(past, axis=1))
    spread = np.nansum(ranges, axis=1) / np.where(number > 1, number - 1, np.nan) / D2
    sigma = np.maximum(spread, floor)
    return np.asarray((series - centre[:, None]) / np.where(sigma > 0, sigma, np.nan)[:, None])


def last_point_breaks(scores: Numbers, rules: tuple[int, ...] = ALL_RULES) -> NDArray[np.int8]:
    """Tell which rules the last point breaks: 1 (too high), -1 or 0; scores (rows, points), result (rules, rows)."""
    return np.stack([last_breaks(scores, rule) for rule in rules])
