"""Which rows of a table some weights put first, found without a linear programme.

A row that weights of 0 or above put first, alone or with others, scores 1 with them: that proves itself, and only a row
for which nothing is found needs a programme. In a table of many columns most rows are such. The first guess is the
direction in which the row stands out most from all (R. A. Fisher, *The use of multiple measurements in taxonomic
problems*, Annals of Eugenics 7 (1936), 179-188), its parts below 0 put at 0; each next one moves away from the row that
came first instead (F. Rosenblatt, *The perceptron*, Psychological Review 65 (1958), 386-408).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.composite.columns import Flags, Numbers

Rows = NDArray[np.int64]
SAME = 1e-13
"""By what share another row may be ahead by rounding."""
TRIED = 500
"""So many rows are tried first; for a table in which few of them are found, it is not worth the while."""
WORTH = 0.02
"""The least share of the rows that are left that a round must find for another one: a programme costs some 50 times
what a row costs in a round."""
ROUNDS = 40
CELLS = 2**21
"""Cells that are looked at in one go."""


def supported(table: Numbers) -> tuple[Numbers, Flags]:
    """Give weights with which a row of ``table (n, k)`` gets 1 and no row more, ``(n, k)``, and where they were
    found."""
    found, done = np.zeros(table.shape), np.zeros(len(table), np.bool_)
    apart = table - table.mean(axis=0)
    spread = apart.T @ apart / len(table)
    spread[np.diag_indices(len(spread))] += 1e-6
    first = np.maximum(apart @ np.linalg.inv(spread), 0.0)
    every = np.arange(len(table))
    if len(table) > 4 * TRIED:
        _rounds(table, first, every[:: len(table) // TRIED], found, done)
        if done.sum() < WORTH * TRIED:
            return found, done
    _rounds(table, first, every[~done], found, done)
    return found, done


def _rounds(table: Numbers, first: Numbers, rows: Rows, found: Numbers, done: Flags) -> None:
    weights = first[rows]
    for turn in range(ROUNDS):
        lengths = np.linalg.norm(weights, axis=1)
        rows, weights = rows[lengths > 0], weights[lengths > 0] / lengths[lengths > 0, None]
        ahead, most, own = _first_of(table, rows, weights)
        sure = most <= own * (1 + SAME)
        found[rows[sure]], done[rows[sure]] = weights[sure] / own[sure, None], True
        before = len(rows)
        rows, weights, ahead = rows[~sure], weights[~sure], ahead[~sure]
        if not len(rows) or sure.sum() < WORTH * before:
            return
        away = table[rows] - table[ahead]
        away /= np.linalg.norm(away, axis=1, keepdims=True)
        weights = np.maximum(weights + 0.3 * away / np.sqrt(1 + turn / 4), 0.0)


def _first_of(table: Numbers, rows: Rows, weights: Numbers) -> tuple[Rows, Numbers, Numbers]:
    """Give of the weights of each row which row of the table they put first, what that gets, and what its own gets."""
    ahead = np.zeros(len(rows), np.int64)
    most, own = np.zeros((2, len(rows)))
    step = max(1, CELLS // len(table))
    for start in range(0, len(rows), step):
        inside = slice(start, start + step)
        sums = weights[inside] @ table.T
        at = np.arange(len(sums))
        ahead[inside] = sums.argmax(axis=1)
        most[inside], own[inside] = sums[at, ahead[inside]], sums[at, rows[inside]]
    return ahead, most, own
