"""Each area scored with the weights that flatter it most.

L. Cherchye, W. Moesen, N. Rogge and T. Van Puyenbroeck, *An introduction to 'benefit of the doubt' composite
indicators*, Social Indicators Research 82 (2007), 111-145. Rows that some weights put first are looked for at once
(``supported``), the programmes of the others are solved side by side (``dual_simplex``), and what is not proved by
either goes to SciPy's solver, row by row.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, table_of, weights_of
from wijkpeil.methods.composite.dual_simplex import Programmes
from wijkpeil.methods.composite.supported import supported

WORKERS = 2
WORTH_DIVIDING = 2_000_000
"""Cells of inverses from which on the work is divided."""


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
    Constant columns: like any. Zero: gives nothing; a row of zeros scores 0, and with a ``freedom`` below 1 any row
    with a zero or a gap, since no share of the whole can come of it. Negative: refused. A row with nothing known gives
    NaN.

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
    rows, place = np.unique(shown / most, axis=0, return_inverse=True)
    found = np.zeros(table.shape)
    found[:, taking] = _best(rows, shares, freedom)[place.reshape(-1)] / most
    found[np.isnan(used).all(axis=1)] = np.nan
    return found


def _best(rows: Numbers, shares: Numbers, freedom: float | None) -> Numbers:
    """Give the weights of different rows, of which the greatest cell of each column is 1."""
    best, done = np.zeros(rows.shape), ~rows.any(axis=1)
    if freedom is not None:
        # Where a part must give something and gives nothing, or those that can may not give all, nothing is given.
        most = ((rows > 0) * shares).sum(axis=1) * (1 + freedom)
        done = (most < 1) if freedom == 1 else ~rows.all(axis=1)
    if freedom == 0:
        with np.errstate(divide="ignore"):
            best[~done] = shares / rows[~done]
        best[~done] /= _most_of(rows, best[~done])[:, None]
        return best
    if freedom is None:
        found, sure = supported(rows)
        best[sure], done = found[sure], done | sure
    left = np.flatnonzero(~done)
    # Every other row is another's work; what is found does not depend on who comes first.
    parts = [left[at::WORKERS] for at in range(WORKERS)] if left.size * shares.size**2 > WORTH_DIVIDING else [left]
    with ThreadPoolExecutor(max_workers=len(parts)) as pool:
        solved = list(pool.map(lambda part: Programmes(rows, shares, freedom).solve(part), parts))
    for part, (weights, proved) in zip(parts, solved, strict=True):
        best[part] = np.maximum(weights, 0.0)
        for row in part[~proved]:
            best[row] = by_programme(rows[row], rows, shares, freedom)
    return best


def _most_of(rows: Numbers, weights: Numbers) -> Numbers:
    """Give the most that any row gets with each of some weights."""
    step = max(1, 2**21 // len(rows))
    pieces = [(weights[at : at + step] @ rows.T).max(axis=1) for at in range(0, len(weights), step)]
    return np.concatenate([np.empty(0), *pieces])


def by_programme(row: Numbers, front: Numbers, shares: Numbers, freedom: float | None) -> Numbers:
    """Give the weights that flatter a row most, by SciPy's solver: for what the way of many at once does not prove.

    Raises:
        ValueError: no weights satisfy the bounds.
    """
    # SciPy's optimiser takes long to import, and most indices need none.
    from scipy.optimize import linprog

    limits, bounds = [front], [np.ones(len(front))]
    if freedom is not None:
        part = np.diag(row)
        limits += [part - np.outer(shares * (1 + freedom), row), np.outer(shares * (1 - freedom), row) - part]
        bounds += [np.zeros(row.size)] * 2
    found = linprog(-row, A_ub=np.vstack(limits), b_ub=np.concatenate(bounds), bounds=(0, None), method="highs")
    if not found.success:
        raise ValueError(say("No weights satisfy the bounds: {reason}", reason=str(found.message)))
    return np.asarray(found.x)
