"""Each area scored with the weights that flatter it most.

L. Cherchye, W. Moesen, N. Rogge and T. Van Puyenbroeck, *An introduction to 'benefit of the doubt' composite
indicators*, Social Indicators Research 82 (2007), 111-145.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Flags, Numbers, table_of, weights_of


def benefit_of_the_doubt(
    values: ArrayLike, weights: ArrayLike | None = None, *, freedom: float | None = None
) -> Numbers:
    """Give to each row the most that any weights can give it, of those with which no row gets more than 1.

    A linear programme per row: maximise ``w·y`` with ``w >= 0`` and ``w·y' <= 1`` for every row y'. Without ``freedom``
    an area may stake all on its best indicator. With it, each indicator's part in the area's own score stays within the
    share of its weight times ``1 - freedom`` and ``1 + freedom``; 0 leaves no choice. A weight of 0 leaves an indicator
    out.
    Source: Cherchye et al. (2007), with their bounds on *pie shares*.
    Ties: equal rows score equal. Missing: counts as 0 (an area is given no benefit from what it does not show).
    Constant columns: like any. Zero: gives nothing; a row of zeros scores 0. Negative: refused. A row with nothing
    known gives NaN.

    Raises:
        ValueError: a cell below 0, a column of weight without any cell above 0, a freedom outside 0 to 1; weights as
        elsewhere.
    """
    table = table_of(values)
    found = best_weights(table, weights, freedom=freedom)
    scores = (found * np.nan_to_num(table, nan=0.0)).sum(axis=1)
    return np.where(np.isnan(found).any(axis=1), np.nan, np.clip(scores, 0.0, 1.0))


def best_weights(values: ArrayLike, weights: ArrayLike | None = None, *, freedom: float | None = None) -> Numbers:
    """Give the weights of each row that flatter it most, ``(n, k)``; NaN where nothing of the row is known.

    Raises:
        ValueError: as in ``benefit_of_the_doubt``.
    """
    table = table_of(values)
    given = weights_of(np.ones(table.shape[1]) if weights is None else weights, table.shape[1])
    if freedom is not None and not 0 <= freedom <= 1:
        raise ValueError(say("A freedom of {value} is not between 0 and 1.", value=freedom))
    if (table < 0).any():
        raise ValueError(say("The least figure, {value}, is below 0.", value=float(np.nanmin(table))))
    taking = (given > 0) & ~np.isnan(table).all(axis=0)
    used = table[:, taking]
    shares = given[taking] / given[taking].sum()
    shown = np.nan_to_num(used, nan=0.0)
    most = shown.max(axis=0, initial=0.0)
    if not (most > 0).all():
        raise ValueError(say("The greatest figure, {value}, is not above 0.", value=0.0))
    shown = shown / most
    front = np.unique(shown[_undominated(shown)], axis=0)
    rows, place = np.unique(shown, axis=0, return_inverse=True)
    best = np.array([_best(row, front, shares, freedom) for row in rows]).reshape(len(rows), shares.size)
    found = np.zeros(table.shape)
    found[:, taking] = best[place.reshape(-1)] / most
    found[np.isnan(used).all(axis=1)] = np.nan
    return found


def _best(row: Numbers, front: Numbers, shares: Numbers, freedom: float | None) -> Numbers:
    # SciPy's optimiser takes long to import, and most indices need none.
    from scipy.optimize import linprog

    if not row.any():
        return np.zeros(row.size)
    limits, bounds = [front], [np.ones(len(front))]
    if freedom is not None:
        part = np.diag(row)
        limits += [part - np.outer(shares * (1 + freedom), row), np.outer(shares * (1 - freedom), row) - part]
        bounds += [np.zeros(row.size)] * 2
    found = linprog(-row, A_ub=np.vstack(limits), b_ub=np.concatenate(bounds), bounds=(0, None), method="highs")
    if not found.success:
        raise ValueError(say("No weights satisfy the bounds: {reason}", reason=str(found.message)))
    return np.asarray(found.x)


def _undominated(table: Numbers) -> Flags:
    """Mark the rows that no other row equals or exceeds in every cell: the others bind no weights."""
    kept = np.ones(len(table), np.bool_)
    order = np.argsort(-table.sum(axis=1), kind="stable")
    front = np.empty((0, table.shape[1]))
    for at in order:
        row = table[at]
        if len(front) and (front >= row).all(axis=1).any():
            kept[at] = False
        else:
            front = np.vstack([front, row])
    return kept
