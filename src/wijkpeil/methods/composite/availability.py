"""How much of each row is known: by weight or by count, and what is cut off below a minimum."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, table_of, weights_of

By: TypeAlias = Literal["weight", "count"]


def availability(values: ArrayLike, weights: ArrayLike | None = None, by: By = "weight") -> Numbers:
    """Give the share of each row that is known, 0 to 1: of its weight, or of its number of cells.

    Source: the data availability threshold of COINr's ``Aggregate`` is that by count.
    Ties, constant, zero and negative: a known cell is known, whatever it holds.

    Raises:
        ValueError: weights that are below 0, all 0, of another number, or absent where they are asked for.
    """
    table = table_of(values)
    if by == "count":
        given = np.ones(table.shape[1])
    elif weights is None:
        raise ValueError(say("Availability by weight needs weights."))
    else:
        given = weights_of(weights, table.shape[1])
    # The same sum above and below, so that a full row is 1 and nothing beside it.
    known, whole = np.zeros(table.shape[0]), 0.0
    for column, weight in zip(table.T, given.tolist(), strict=True):
        known += (column == column) * weight
        whole += weight
    return known / whole if whole else known


def withheld(scores: Numbers, available: Numbers, minimum: float) -> Numbers:
    """Give the scores, NaN where less than ``minimum`` is known; exactly the minimum is enough.

    Raises:
        ValueError: the minimum is not between 0 and 1.
    """
    if not 0 <= minimum <= 1:
        raise ValueError(say("A minimum availability of {value} is not between 0 and 1.", value=minimum))
    return np.where(available >= minimum, scores, np.nan)
