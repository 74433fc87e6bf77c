"""The ranks of many draws at once: a row per draw, exact, ties sharing the best of their places."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.composite.columns import Flags, Numbers

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
    names, bits = np.arange(n), n.bit_length()
    # Row by row, since a row stays in the cache and a block of them does not.
    for row, own in zip(scores, places, strict=True):
        facing, gaps = _told_apart(row, -1.0 if high_first else 1.0)
        if bits + DIGITS <= 63:
            # Score and area in one number, so that sorting says who stands where: half the work of an argsort.
            facing <<= bits
            facing |= names
            facing.sort()
            order = facing & ((1 << bits) - 1)
            facing >>= bits
        else:
            order = np.argsort(facing)
            facing = facing[order]
        tied = facing[1:] == facing[:-1]
        if tied.any():
            own[order] = np.maximum.accumulate(np.where(np.concatenate([[True], ~tied]), counted, 0))
        else:
            own[order] = counted
        if gaps is not None:
            own[gaps] = 0
    return places


DIGITS = 42
"""Bits of a whole number of twelve digits, its sign, and the one that stands for a missing score."""
MISSING = 2.0**40
"""What a missing score counts as: more than any other, so that it takes no place before them."""


def _told_apart(row: Numbers, sign: float) -> tuple[NDArray[np.int64], Flags | None]:
    """Give scores as whole numbers of twelve digits, in the order of ``sign``: what is the same in those is tied; and
    which of them are missing, where any is."""
    largest = max(abs(float(np.fmin.reduce(row))), abs(float(np.fmax.reduce(row)))) if row.size else 0.0
    scale = 10.0 ** min(300, 12 - int(np.ceil(np.log10(largest)))) if largest > 0 else 1.0
    scaled = row * (sign * scale)
    np.rint(scaled, out=scaled)
    gaps = np.isnan(scaled)
    if not gaps.any():
        return scaled.astype(np.int64), None
    scaled[gaps] = MISSING
    return scaled.astype(np.int64), gaps
