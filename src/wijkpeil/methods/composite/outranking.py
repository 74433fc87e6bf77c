"""Comparing areas pair by pair: who beats whom on how much weight, and how often.

G. Munda and M. Nardo, *Noncompensatory/nonlinear composite indicators for ranking countries: a defensible setting*,
Applied Economics 41 (2009), 1513-1523; A. H. Copeland, *A reasonable social welfare function* (1951); Handbook, step 6.

Of a pair, an indicator counts for who is better on it, half for each where they are equal. Where either figure is
missing it tells nothing of the pair: by the rule ``comparable`` it drops out and the weights of the others are scaled
up, by ``half`` it counts half for each. Either way the share of one is 1 less that of the other, whatever the order of
the rows, and who beats whom is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, table_of, weights_of
from wijkpeil.methods.composite.ranking import ascending_ranks

MissingRule: TypeAlias = Literal["comparable", "half"]
Codes: TypeAlias = NDArray[np.unsignedinteger]
ROWS, COLUMNS = 16, 4_096
"""The size of a tile: the counts of one lie in the cache of a processor."""
EQUAL = 1e-12
"""Shares that differ by less than this part of all weight are equal: sums of weights are not exact."""
MOST_AREAS = 5_000
"""Areas up to which the whole matrix is given; beyond, ``outranking_rows`` gives it in pieces."""


@dataclass(frozen=True, slots=True)
class Duels:
    """How each area does against all others, each of shape ``(n,)``."""

    won: NDArray[np.int64]
    lost: NDArray[np.int64]
    """Pairs that are neither won nor lost are drawn, or there is nothing to compare them by."""

    @property
    def copeland(self) -> Numbers:
        """Pairs won less pairs lost."""
        return (self.won - self.lost).astype(np.float64)


def copeland(values: ArrayLike, weights: ArrayLike) -> Numbers:
    """Give to each row how many others it beats less how many beat it: the higher, the better.

    A row beats another where the weight on which it is better is more than that on which it is worse.
    Source: Munda and Nardo (2009). It is not compensatory, and depends on which areas take part.
    Ties: half each. Missing: tells nothing of a pair; a row without any known cell gives NaN. Constant columns: tell
    nothing. Zero and negative: like any figure.

    Raises:
        ValueError: weights that are below 0, all 0, or of another number.
    """
    table = table_of(values)
    scores = duels(table, weights).copeland
    return np.where(np.isnan(table).all(axis=1), np.nan, scores)


def duels(values: ArrayLike, weights: ArrayLike) -> Duels:
    """Count the pairs that each row wins and loses, in tiles: memory grows with the rows, not with the pairs.

    Ties, missing, constant, zero and negative: as in ``copeland``.
    """
    table = table_of(values)
    coded = _coded(table, weights_of(weights, table.shape[1]))
    n = table.shape[0]
    won, lost = np.zeros(n, np.int64), np.zeros(n, np.int64)
    starts = range(0, n, ROWS)
    with ThreadPoolExecutor(max_workers=2) as pool:
        for start, (better, worse, at) in zip(
            starts, pool.map(lambda one: _against_later(coded, one), starts), strict=True
        ):
            stop = min(start + ROWS, n)
            won[start:stop] += better
            lost[start:stop] += worse
            lost[stop:] += at[0]
            won[stop:] += at[1]
    return Duels(won, lost)


def outranking(values: ArrayLike, weights: ArrayLike, *, missing: MissingRule = "comparable") -> Numbers:
    """Give the matrix of which row i, column j holds the share of weight on which i is better than j; 0 on the
    diagonal.

    Ties: half each. Missing: by the rule; a pair with nothing to compare has a half each. Constant columns: half each.
    Zero and negative: like any figure.

    Raises:
        ValueError: more than 5,000 rows, for which ``outranking_rows`` gives the matrix in pieces; weights as in
        ``copeland``.
    """
    table = table_of(values)
    if table.shape[0] > MOST_AREAS:
        raise ValueError(
            say("The matrix of {count} areas is too large to hold; take it in pieces.", count=table.shape[0])
        )
    whole = np.empty((table.shape[0],) * 2)
    for rows, piece in outranking_rows(table, weights, missing=missing):
        whole[rows] = piece
    np.fill_diagonal(whole, 0.0)
    return whole


def outranking_rows(
    values: ArrayLike, weights: ArrayLike, *, missing: MissingRule = "comparable", rows: int = ROWS
) -> Iterator[tuple[slice, Numbers]]:
    """Yield the matrix of ``outranking`` in pieces of so many rows: where they stand, and they ``(rows, n)``.

    On the diagonal stands a half.
    """
    table = table_of(values)
    given = weights_of(weights, table.shape[1])
    coded = _coded(table, given)
    known = (~np.isnan(table)).astype(np.float64)
    n = table.shape[0]
    for start in range(0, n, rows):
        inside = slice(start, min(start + rows, n))
        ahead = _ahead(coded, inside, slice(0, n))
        if missing == "half":
            yield inside, 0.5 + ahead / (2 * given.sum())
            continue
        shared = (known[inside] * given) @ known.T
        share = np.full_like(ahead, 0.5)
        np.divide(ahead, 2 * shared, out=ahead, where=shared > 0)
        np.add(share, ahead, out=share, where=shared > 0)
        yield inside, share


def duel_parts(values: ArrayLike, weights: ArrayLike) -> Numbers:
    """Give the part of each cell in the Copeland score of its row, ``(n, k)``; the rows add up to the scores.

    A pair that is decided counts 1 for one and -1 for the other; of that each indicator has its weight for or against,
    over the weight by which the pair is decided. So a pair that is nearly drawn has large parts that cancel each other.
    """
    table = table_of(values)
    given = weights_of(weights, table.shape[1])
    coded = _coded(table, given)
    n = table.shape[0]
    parts = np.zeros(table.shape)
    for start in range(0, n, ROWS):
        inside = slice(start, min(start + ROWS, n))
        ahead = _ahead(coded, inside, slice(0, n))
        decided = np.abs(ahead) > EQUAL * coded.whole
        share = np.zeros_like(ahead)
        np.divide(1.0, np.abs(ahead), out=share, where=decided)
        for at, column in enumerate(table.T):
            if given[at]:
                side = (column[inside, None] > column).astype(np.float64) - (column[inside, None] < column)
                parts[inside, at] = given[at] * (side * share).sum(axis=1)
    return parts


@dataclass(frozen=True, slots=True)
class _Coded:
    """Columns as whole numbers in their order, in groups of equal weight.

    A missing figure is coded twice: as the least for *is greater than*, as the greatest for *is less than*, so that
    neither holds and no mask is needed.
    """

    weights: tuple[float, ...]
    groups: tuple[tuple[int, ...], ...]
    low: Codes
    """``(k, n)``, missing as 0; the known begin at 1."""
    high: Codes
    """The same, missing as the greatest number there is."""
    whole: float

    def count(self) -> int:
        return int(self.low.shape[1])


def _coded(table: Numbers, weights: Numbers) -> _Coded:
    n, _ = table.shape
    kind = np.uint16 if n < np.iinfo(np.uint16).max else np.uint32
    used = [at for at, weight in enumerate(weights) if weight > 0]
    low, high = (np.empty((len(used), n), kind) for _ in range(2))
    for row, at in enumerate(used):
        codes = ascending_ranks(table[:, at], "dense")
        gaps = np.isnan(codes)
        low[row] = np.where(gaps, 0, codes)
        high[row] = np.where(gaps, np.iinfo(kind).max, codes)
    groups: dict[float, list[int]] = {}
    for row, at in enumerate(used):
        alike = groups.setdefault(float(weights[at]), [])
        alike.append(row)
    # Counts are kept in one byte, which holds 127 of a kind.
    split = [(weight, tuple(rows[at : at + 127])) for weight, rows in groups.items() for at in range(0, len(rows), 127)]
    return _Coded(tuple(w for w, _ in split), tuple(rows for _, rows in split), low, high, float(weights.sum()))


def _ahead(coded: _Coded, rows: slice, columns: slice) -> Numbers:
    """Give for each pair the weight on which the row is better less that on which it is worse."""
    shape = (rows.stop - rows.start, columns.stop - columns.start)
    total, part = np.zeros(shape), np.empty(shape)
    count, better, worse = np.empty(shape, np.int8), np.empty(shape, np.bool_), np.empty(shape, np.bool_)
    ahead, behind = better.view(np.int8), worse.view(np.int8)
    for weight, group in zip(coded.weights, coded.groups, strict=True):
        for at in group:
            np.greater(coded.low[at, rows, None], coded.high[at, None, columns], out=better)
            np.less(coded.high[at, rows, None], coded.low[at, None, columns], out=worse)
            if at == group[0]:
                np.subtract(ahead, behind, out=count)
            else:
                count += ahead
                count -= behind
        np.multiply(count, weight, out=part)
        total += part
    return total


def _against_later(
    coded: _Coded, start: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Give of one strip of rows the pairs won and lost, and of the rows below it how often the strip beat them and
    lost."""
    n = coded.count()
    stop = min(start + ROWS, n)
    won, lost = np.zeros(stop - start, np.int64), np.zeros(stop - start, np.int64)
    beaten, beating = np.zeros(n - stop, np.int64), np.zeros(n - stop, np.int64)
    level = EQUAL * coded.whole
    for left in range(start, n, COLUMNS):
        right = min(left + COLUMNS, n)
        ahead = _ahead(coded, slice(start, stop), slice(left, right))
        better, worse = ahead > level, ahead < -level
        won += better.sum(axis=1)
        lost += worse.sum(axis=1)
        skip = max(stop - left, 0)
        if skip < right - left:
            beaten[left + skip - stop : right - stop] += better[:, skip:].sum(axis=0)
            beating[left + skip - stop : right - stop] += worse[:, skip:].sum(axis=0)
    return won, lost, (beaten, beating)
