"""Filling what is missing, with a mark on every cell that was filled; nothing is filled unless a definition says so.

Each takes ``values (n, k)`` and gives ``Imputed``. A cell that the method cannot fill (no known figure in its column,
its group or its row) stays NaN, and ``left`` says which those are. Source: Handbook, step 3; COINr's ``Impute``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Flags, Numbers, table_of, weights_of


@dataclass(frozen=True, slots=True)
class Imputed:
    """A table after filling: what was filled, and what could not be."""

    values: Numbers
    filled: Flags
    """True where a missing cell got a figure."""

    @property
    def left(self) -> Flags:
        """True where a cell is still missing."""
        return np.isnan(self.values)


def impute_mean(values: ArrayLike, *, groups: Sequence[object] | None = None) -> Imputed:
    """Fill by the mean of the known figures of the indicator, in the area's own group where ``groups`` are given.

    Ties, constant, zero and negative: like any figure. Missing: a column or group without any known figure is left.

    Raises:
        ValueError: not one group for each area.
    """
    return _by_group(values, groups, lambda known: float(known.mean()))


def impute_median(values: ArrayLike, *, groups: Sequence[object] | None = None) -> Imputed:
    """Fill by the median of the known figures of the indicator, in the area's own group where ``groups`` are given.

    Ties, constant, zero and negative: like any figure. Missing: a column or group without any known figure is left.

    Raises:
        ValueError: not one group for each area.
    """
    return _by_group(values, groups, lambda known: float(np.median(known)))


def impute_row_mean(values: ArrayLike, *, weights: ArrayLike | None = None) -> Imputed:
    """Fill by the mean of the area's own other cells: those of one pillar, on one scale already (normalised).

    It gives the score that leaving the cell out of a weighted mean would give. Source: COINr's ``i_mean_grp`` by row.
    Ties, constant, zero and negative: like any figure. Missing: a row without any known cell is left.

    Raises:
        ValueError: weights that are below 0, all 0, or of another number.
    """
    table = table_of(values)
    given = weights_of(np.ones(table.shape[1]) if weights is None else weights, table.shape[1])
    known = ~np.isnan(table)
    weight = known @ given
    means = np.full(table.shape[0], np.nan)
    np.divide(np.where(known, table, 0.0) @ given, weight, out=means, where=weight > 0)
    return _filled(table, np.where(known, table, means[:, None]))


def impute_constant(values: ArrayLike, *, constant: float) -> Imputed:
    """Fill by a declared figure.

    Ties, zero and negative: like any figure. Constant: a column without any known figure becomes one. Missing: none is
    left.

    Raises:
        ValueError: the figure is missing or infinite.
    """
    if not np.isfinite(constant):
        raise ValueError(say("A figure to fill with must be a number."))
    table = table_of(values)
    return _filled(table, np.where(np.isnan(table), constant, table))


def _by_group(values: ArrayLike, groups: Sequence[object] | None, centre: Callable[[Numbers], float]) -> Imputed:
    table = table_of(values)
    if groups is None:
        codes = np.zeros(table.shape[0], dtype=np.intp)
    elif len(groups) == table.shape[0]:
        _, codes = np.unique(np.asarray([str(each) for each in groups]), return_inverse=True)
    else:
        raise ValueError(say("{given} groups are given for {count} areas.", given=len(groups), count=table.shape[0]))
    missing = np.isnan(table)
    made = table.copy()
    for at in np.flatnonzero(missing.any(axis=0)):
        for code in np.unique(codes[missing[:, at]]):
            inside = codes == code
            known = table[inside & ~missing[:, at], at]
            if known.size:
                made[inside & missing[:, at], at] = centre(known)
    return _filled(table, made)


def _filled(before: Numbers, after: Numbers) -> Imputed:
    return Imputed(after, np.isnan(before) & ~np.isnan(after))
