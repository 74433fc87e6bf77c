"""Which areas resemble an area most, over all indicators at once.

Each indicator is standardised over the areas that have a value (mean 0, standard deviation 1 over the population), so
that an index from 1 to 10 and a percentage weigh the same. The distance of two areas is the root of the mean squared
difference over the indicators that both have: Euclid's, made independent of how many they share (J. C. Gower, *A
general coefficient of similarity*, Biometrics 27, 1971, treats missing values in the same way).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Similar(NamedTuple):
    """An area, its distance in standard deviations, and the number of indicators compared."""

    area: str
    distance: float
    shared: int


def standardise(values: Mapping[str, Sequence[Decimal | None]]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Give the areas and their z-scores, shape (areas, indicators); missing is NaN.

    An indicator that is the same in all areas, or known in one, tells none apart: its scores are 0 where known.

    Raises:
        ValueError: rows of different lengths.
    """
    areas = tuple(values)
    if len({len(row) for row in values.values()}) > 1:
        raise ValueError("every area needs the same number of values")
    table = np.array([[np.nan if v is None else float(v) for v in row] for row in values.values()], dtype=np.float64)
    if table.size == 0:
        return areas, table.reshape(len(areas), -1)
    known = ~np.isnan(table)
    number = np.maximum(known.sum(axis=0), 1)
    centred = table - np.where(known, table, 0).sum(axis=0) / number
    spread = np.sqrt((np.where(known, centred, 0) ** 2).sum(axis=0) / number)
    # A column of equal values leaves rounding dust rather than an exact zero.
    flat = spread <= 1e-12 * np.maximum(1, np.abs(np.where(known, table, 0)).max(axis=0))
    scores = np.where(flat, 0.0, centred / np.where(flat, 1.0, spread))
    return areas, np.where(known, scores, np.nan)


def most_similar(values: Mapping[str, Sequence[Decimal | None]], area: str, number: int = 3) -> tuple[Similar, ...]:
    """Give the ``number`` areas nearest to ``area``, nearest first; ties in the order of ``values``.

    Only areas that share at least half of all indicators with it are compared.

    Raises:
        KeyError: the area is not among the values.
        ValueError: rows of different lengths.
    """
    if area not in values:
        raise KeyError(area)
    areas, scores = standardise(values)
    squares = (scores - scores[areas.index(area)]) ** 2
    shared = (~np.isnan(squares)).sum(axis=1)
    sums = np.nansum(squares, axis=1)
    found = [
        Similar(other, float(np.sqrt(sums[place] / shared[place])), int(shared[place]))
        for place, other in enumerate(areas)
        if other != area and shared[place] > 0 and 2 * shared[place] >= scores.shape[1]
    ]
    return tuple(sorted(found, key=lambda one: one.distance)[:number])
