"""The ranks of many draws at once: a row per draw, exact, ties sharing the best of their places."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.composite.columns import Numbers

Ranks = NDArray[np.unsignedinteger[Any]]


def kind_of(areas: int) -> type[np.unsignedinteger[Any]]:
    """The smallest whole number that holds the places of so many areas."""
    return np.uint16 if areas < np.iinfo(np.uint16).max else np.uint32


def ranks_of_rows(scores: Numbers, high_first: bool = True) -> Ranks:
    """Give the place of each score in its row, ``(draws, n)``, 1 for the first; 0 where it is missing.

    The rule for ties is ``min``; scores that are the same in twelve digits of the largest are tied, as in a single
    computation.
    """
    rows, n = scores.shape
    places = np.empty((rows, n), kind_of(n))
    counted = np.arange(1, n + 1, dtype=places.dtype)
    # Row by row, since a row stays in the cache and a block of them does not.
    for row, own in zip(scores, places, strict=True):
        facing = _told_apart(row, -1.0 if high_first else 1.0)
        order = np.argsort(facing)
        ordered = facing[order]
        tied = ordered[1:] == ordered[:-1]
        if tied.any():
            own[order] = np.maximum.accumulate(np.where(np.concatenate([[True], ~tied]), counted, 0))
        else:
            own[order] = counted
        # Missing scores are sorted to the end.
        if n and np.isnan(ordered[-1]):
            own[np.isnan(row)] = 0
    return places


def _told_apart(row: Numbers, sign: float) -> Numbers:
    """Give scores as whole numbers of twelve digits, in the order of ``sign``: what is the same in those is tied."""
    largest = max(abs(float(np.fmin.reduce(row))), abs(float(np.fmax.reduce(row)))) if row.size else 0.0
    if not largest > 0:
        return row * sign
    scaled = row * (sign * 10.0 ** (12 - int(np.ceil(np.log10(largest)))))
    return np.asarray(np.rint(scaled, out=scaled))
