"""Ranks with a declared rule for ties; no rule looks at the order of the rows.

``min`` gives all that are tied the best of their places (1, 2, 2, 4), ``max`` the worst (1, 3, 3, 4), ``average`` the
middle (1, 2.5, 2.5, 4), ``dense`` counts different values only (1, 2, 2, 3). Figures are tied where they are equal as
stored: whoever wants less precision rounds first.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, column_of

Ties: TypeAlias = Literal["min", "max", "average", "dense"]
TIES: tuple[Ties, ...] = ("min", "max", "average", "dense")


def ascending_ranks(column: ArrayLike, ties: Ties = "min") -> Numbers:
    """Give the rank of each figure from 1 for the least; NaN where it is missing.

    Raises:
        ValueError: an unknown rule for ties.
    """
    figures = column_of(column)
    order = np.argsort(figures, kind="quicksort")
    # Missing figures are sorted to the end.
    known = figures.size - int(np.isnan(figures).sum())
    order = order[:known]
    ranks = np.full(figures.size, np.nan)
    if known:
        ranks[order] = _of_sorted(figures[order], ties)
    return ranks


def ranks(scores: ArrayLike, *, ties: Ties = "min", best: Literal["high", "low"] = "high") -> NDArray[np.int64]:
    """Give the place of each score, 1 for the best; 0 where the score is missing, which has no place.

    Raises:
        ValueError: a rule for ties that gives half places, or that is unknown.
    """
    if ties == "average":
        raise ValueError(say("Places are whole numbers: take min, max or dense for those that are tied."))
    figures = column_of(scores)
    found = ascending_ranks(-figures if best == "high" else figures, ties)
    return np.nan_to_num(found, nan=0.0).astype(np.int64)


def _of_sorted(figures: Numbers, ties: Ties) -> Numbers:
    """Give the ranks of figures that rise, none of them missing."""
    first = np.empty(figures.size, dtype=np.bool_)
    first[0] = True
    np.not_equal(figures[1:], figures[:-1], out=first[1:])
    if ties == "dense":
        return np.cumsum(first).astype(np.float64)
    starts = np.flatnonzero(first)
    if starts.size == figures.size and ties in TIES:
        return np.arange(1.0, figures.size + 1)
    lengths = np.diff(starts, append=figures.size)
    lowest = starts.astype(np.float64) + 1
    highest = lowest + lengths - 1
    chosen: Numbers
    match ties:
        case "min":
            chosen = lowest
        case "max":
            chosen = highest
        case "average":
            chosen = (lowest + highest) / 2
        case _:
            raise ValueError(say("{ties} is no rule for ties: take min, max, average or dense.", ties=ties))
    return np.repeat(chosen, lengths)
