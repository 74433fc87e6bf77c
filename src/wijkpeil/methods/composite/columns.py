"""What every method asks first: is this a column of figures, which of them are known, and do the weights make sense."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkpeil.errors import say

Numbers: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Direction: TypeAlias = Literal[1, -1]


def column_of(column: ArrayLike) -> Numbers:
    """Give ``column`` as float64 of shape ``(n,)``.

    Raises:
        ValueError: it has another shape.
    """
    figures = np.asarray(column, dtype=np.float64)
    if figures.ndim != 1:
        raise ValueError(say("A column of figures is expected, not a table."))
    return figures


def table_of(values: ArrayLike) -> Numbers:
    """Give ``values`` as float64 of shape ``(n, k)``.

    Raises:
        ValueError: it has another shape.
    """
    figures = np.asarray(values, dtype=np.float64)
    if figures.ndim != 2:
        raise ValueError(say("A table of figures is expected: a row per area, a column per indicator."))
    return figures


def extremes(column: Numbers) -> tuple[float, float]:
    """Give the least and the greatest known figure.

    Raises:
        ValueError: no figure is known, or one is infinite.
    """
    if not column.size:
        raise ValueError(say("No figure is known."))
    low, high = float(np.fmin.reduce(column)), float(np.fmax.reduce(column))
    if low != low:
        raise ValueError(say("No figure is known."))
    if np.isinf(low) or np.isinf(high):
        raise ValueError(say("A figure is infinite. Correct it, or mark it as missing."))
    return low, high


def spread(column: Numbers) -> tuple[float, float]:
    """Give the least and the greatest known figure, which differ.

    Raises:
        ValueError: they are the same, none is known, or one is infinite.
    """
    low, high = extremes(column)
    if low == high:
        raise ValueError(
            say(
                "All known figures are {value}: nothing can be told apart by them. "
                "Leave the indicator out, or take goalposts, which are not taken from the figures.",
                value=low,
            )
        )
    return low, high


def known_of(column: Numbers) -> Numbers:
    """Give the known figures in their order.

    Raises:
        ValueError: there is none, or one is infinite.
    """
    extremes(column)
    return column[~np.isnan(column)]


def sizes_of(sizes: ArrayLike, column: Numbers) -> Numbers:
    """Give the sizes that belong to the known figures of a column, in their order.

    Raises:
        ValueError: another number of them, one that is missing, infinite or below 0, or all of them 0.
    """
    given = column_of(sizes)
    if given.shape != column.shape:
        raise ValueError(say("{given} sizes are given for {count} figures.", given=given.size, count=column.size))
    found = given[~np.isnan(column)]
    if not np.isfinite(found).all() or (found < 0).any():
        raise ValueError(say("A size is missing, infinite or below 0."))
    if not found.any():
        raise ValueError(say("All sizes are 0."))
    return found


def sign(direction: int) -> int:
    """Give ``direction``.

    Raises:
        ValueError: it is not 1 or -1.
    """
    if direction not in (1, -1):
        raise ValueError(say("The direction is {direction}; it is 1 (high is good) or -1.", direction=direction))
    return direction


def weights_of(weights: ArrayLike, count: int) -> Numbers:
    """Give ``weights`` as float64 of shape ``(count,)``; they need not add up to 1.

    Raises:
        ValueError: another number of weights, one that is missing, infinite or below 0, or all of them 0.
    """
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (count,):
        raise ValueError(say("{given} weights are given for {count} columns.", given=given.size, count=count))
    if not np.isfinite(given).all() or (given < 0).any():
        raise ValueError(say("A weight is missing, infinite or below 0."))
    if not given.any():
        raise ValueError(say("All weights are 0."))
    return given
