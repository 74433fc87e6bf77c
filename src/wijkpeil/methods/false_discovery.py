"""How many of many signals are expected to be chance alone.

Y. Benjamini and Y. Hochberg, *Controlling the false discovery rate*, JRSS B 57 (1995), 289-300: among the signals kept
at rate ``q``, at most a share ``q`` is expected to be false, where the tests are independent or rise and fall together.
Y. Benjamini and D. Yekutieli, *The control of the false discovery rate in multiple testing under dependency*, Annals of
Statistics 29 (2001), 1165-1188: the same under any dependence, at the price of fewer signals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkpeil.methods.funnel import Numbers

Dependence: TypeAlias = Literal["positive", "any"]


@dataclass(frozen=True, slots=True)
class Discoveries:
    """What stands out among some tests."""

    q: Numbers
    """The least rate at which each test would be kept; NaN where there is no p-value. Shape as the p-values."""
    found: NDArray[np.bool_]
    tested: int
    cut: float
    """The largest p-value that was kept; 0 where none was."""
    expected: float
    """How many p-values up to the cut chance alone would give over all tests; of the found, no more are false."""


def discoveries(p: ArrayLike, rate: float = 0.05, dependence: Dependence = "positive", others: int = 0) -> Discoveries:
    """Find what stands out among p-values at a false discovery rate; missing ones (NaN) are not tests.

    ``others`` counts further tests of which the p-value is above all that are given and above ``rate``: they can never
    be found, and need not be sorted. The q-values of what is found are the same as with them.

    Raises:
        ValueError: the rate is not between 0 and 1, or a p-value is not from 0 to 1.
    """
    if not 0 < rate < 1:
        raise ValueError(f"a rate of {rate} is not between 0 and 1")
    given = np.asarray(p, dtype=np.float64)
    known = ~np.isnan(given)
    values = given[known]
    if values.size and (values.min() < 0 or values.max() > 1):
        raise ValueError("a p-value lies from 0 to 1")
    q = np.full(given.shape, np.nan)
    tested = int(values.size) + others
    q[known] = _stepped_up(values, tested, dependence)
    found = known & (q <= rate)
    cut = float(given[found].max()) if found.any() else 0.0
    return Discoveries(q, found, tested, cut, cut * tested)


def _stepped_up(values: Numbers, tested: int, dependence: Dependence) -> Numbers:
    if not values.size:
        return values
    order = np.argsort(values, kind="stable")
    price = float((1 / np.arange(1, tested + 1)).sum()) if dependence == "any" else 1.0
    raised = values[order] * (tested * price / np.arange(1, values.size + 1))
    stepped = np.empty_like(values)
    stepped[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return stepped
