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

    The rule for ties is ``min``.
    """
    rows, n = scores.shape
    facing = -scores if high_first else scores.copy()
    order = np.argsort(facing, axis=1)
    places = np.empty((rows, n), kind_of(n))
    counted = np.arange(1, n + 1, dtype=places.dtype)
    for own, along in zip(places, order, strict=True):
        own[along] = counted
    # Missing scores are sorted to the end.
    facing.sort(axis=1)
    tied = facing[:, 1:] == facing[:, :-1]
    for row in np.flatnonzero(tied.any(axis=1)):
        first = np.concatenate([[True], ~tied[row]])
        places[row, order[row]] = np.maximum.accumulate(np.where(first, counted, 0))
    if np.isnan(facing[:, -1]).any():
        places[np.isnan(scores)] = 0
    return places
