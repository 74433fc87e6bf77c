"""The cumulative sum: a chart that adds up what exceeds an allowance, for small changes that last.

E. S. Page, *Continuous inspection schemes*, Biometrika 41 (1954), 100-115, in the tabular form of D. C. Montgomery,
*Introduction to Statistical Quality Control* (6th ed., 2009), section 9.1. With allowance 1/2 and decision at 5
standard deviations an unchanged normal series gives a false alarm once in 465 points on average (his table 9.3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from wijkpeil.methods.funnel import Numbers

ALLOWANCE = 0.5
DECISION = 5.0
_NODES = 120


@dataclass(frozen=True, slots=True)
class CusumChart:
    """Sums of what lies above and below the allowance at each point, in standard deviations, never below 0."""

    above: Numbers
    below: Numbers
    decision: float

    @property
    def breaks(self) -> Numbers:
        """1 where the upper sum passes the decision, -1 where the lower does, 0 elsewhere; the larger where both do."""
        over, under = self.above > self.decision, self.below > self.decision
        sign = np.where(self.above >= self.below, 1.0, -1.0)
        return np.where(over & under, sign, over.astype(float) - under)


def cusum_chart(
    values: ArrayLike, centre: float, sigma: float, allowance: float = ALLOWANCE, decision: float = DECISION
) -> CusumChart:
    """Chart a series of known centre and standard deviation; a missing point adds nothing.

    Raises:
        ValueError: sigma is not above 0.
    """
    if not sigma > 0:
        raise ValueError(f"a standard deviation of {sigma} makes no chart")
    scores = np.nan_to_num((np.asarray(values, dtype=np.float64) - centre) / sigma, nan=0.0)
    missing = np.isnan(np.asarray(values, dtype=np.float64))
    return CusumChart(_sums(scores, missing, allowance), _sums(-scores, missing, allowance), decision)


def _sums(scores: Numbers, missing: np.ndarray, allowance: float) -> Numbers:
    held, sums = 0.0, np.empty_like(scores)
    for place, score in enumerate(scores):
        held = held if missing[place] else max(0.0, held + score - allowance)
        sums[place] = held
    return sums


def cusum_run_length(allowance: float = ALLOWANCE, decision: float = DECISION) -> float:
    """Give the mean number of points to a false alarm on either side, centre and spread known.

    Page's integral equation by Gauss-Legendre quadrature (A. L. Goel and S. M. Wu, Technometrics 13, 1971, 221-230);
    the two sides together by K. W. Kemp, JRSS B 23 (1961): 1/both = 1/upper + 1/lower.
    """
    nodes, sizes = np.polynomial.legendre.leggauss(_NODES)
    places, sizes = decision * (nodes + 1) / 2, decision * sizes / 2
    starts = np.append(0.0, places)
    step = scipy.stats.norm.pdf(places[None, :] - starts[:, None] + allowance) * sizes
    to_zero = scipy.stats.norm.cdf(allowance - starts)
    matrix = np.eye(_NODES + 1) - np.column_stack([to_zero, step])
    one_side = np.linalg.solve(matrix, np.ones(_NODES + 1))[0]
    return float(one_side / 2)
