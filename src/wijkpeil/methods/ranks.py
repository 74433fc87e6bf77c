"""Places among areas, and whether two orders agree.

Ties are neither worse nor better. Rank correlations are Spearman's rho (1904) and Kendall's tau-b (1945), which allow
for ties; both run from -1 (opposite order) to 1 (same order).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

import scipy

from wijkpeil.model.indicators import Polarity


class Place(NamedTuple):
    """How many other areas do worse, the same and better, and how many have a value at all, this one included."""

    worse: int
    tied: int
    better: int
    known: int


def place_of(value: Decimal | None, others: Sequence[Decimal | None], polarity: Polarity) -> Place | None:
    """Give the place of ``value`` among ``others``, which do not hold the value itself.

    Missing others are left out and not counted in ``known``; None where the value itself is missing.
    """
    if value is None:
        return None
    known = [other for other in others if other is not None]
    lower = sum(other < value for other in known)
    higher = sum(other > value for other in known)
    worse, better = (lower, higher) if polarity == "high-is-better" else (higher, lower)
    return Place(worse, len(known) - lower - higher, better, len(known) + 1)


class Agreement(NamedTuple):
    """Two rank correlations over ``pairs`` pairs; None where they cannot be had."""

    spearman: float | None
    kendall: float | None
    pairs: int


LEAST_PAIRS = 3
"""Fewer pairs say nothing: two are always in perfect order or reverse."""


def rank_agreement(one: Sequence[Decimal | float | None], two: Sequence[Decimal | float | None]) -> Agreement:
    """Correlate the order of two rows of numbers; a pair with a missing side is left out.

    None where fewer than three pairs remain or one side is all the same.

    Raises:
        ValueError: the rows differ in length.
    """
    pairs = [(float(a), float(b)) for a, b in zip(one, two, strict=True) if a is not None and b is not None]
    if len(pairs) < LEAST_PAIRS or any(len(set(side)) == 1 for side in zip(*pairs, strict=True)):
        return Agreement(None, None, len(pairs))
    first, second = zip(*pairs, strict=True)
    rho = float(scipy.stats.spearmanr(first, second).statistic)
    tau = float(scipy.stats.kendalltau(first, second).statistic)
    return Agreement(rho if isfinite(rho) else None, tau if isfinite(tau) else None, len(pairs))
