"""Whether marked areas lie together more than chance would put them.

Joins between two marked neighbours (*BB*): P. A. P. Moran, *The interpretation of statistical maps*, JRSS B 10
(1948); A. D. Cliff and J. K. Ord, *Spatial Processes* (1981), chapter 1. Over the whole map they are tested by dealing
the marks out anew. For one marked area the same dealing has a known law: with ``B`` of ``n`` areas marked, the marks
among its ``k`` neighbours are hypergeometric, ``k`` drawn from the ``n - 1`` others of which ``B - 1`` are marked (the
conditional test of L. Anselin and X. Li, *Operational local join count statistics for cluster detection*, Journal of
Geographical Systems 21, 2019, 189-210, without simulation).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from wijkpeil.methods.funnel import Numbers

SEED = 20070901
RUNS = 999


@dataclass(frozen=True, slots=True)
class JoinCount:
    """Joins of a map, each pair of neighbours once, and how the marks lie against chance."""

    joins: int
    both: int
    """Pairs of which both are marked."""
    expected: float
    """Of such pairs, where the marks are dealt out at random."""
    p: float
    """Share of dealings, the real one included, with at least as many; one-sided."""


@dataclass(frozen=True, slots=True)
class LocalJoins:
    """Per area: neighbours, marked neighbours, and the chance of at least so many; NaN where the area is not marked."""

    neighbours: NDArray[np.int64]
    alike: NDArray[np.int64]
    p: Numbers


def join_count(pairs: ArrayLike, marked: ArrayLike, runs: int = RUNS, seed: int = SEED) -> JoinCount:
    """Count the joins of marked areas; ``pairs`` has shape (joins, 2), places in ``marked``, each pair once.

    Without joins, or without marks to deal, the p-value is 1.
    """
    ends, marks = _ends(pairs), np.asarray(marked, dtype=bool)
    number, many = marks.size, int(marks.sum())
    both = int((marks[ends[:, 0]] & marks[ends[:, 1]]).sum())
    chance = many * (many - 1) / (number * (number - 1)) if number > 1 else 0.0
    dealer = np.random.default_rng(seed)
    as_many = 0
    for _ in range(runs):
        dealt = dealer.permutation(marks)
        as_many += int((dealt[ends[:, 0]] & dealt[ends[:, 1]]).sum()) >= both
    return JoinCount(len(ends), both, len(ends) * chance, (as_many + 1) / (runs + 1))


def local_joins(pairs: ArrayLike, marked: ArrayLike) -> LocalJoins:
    """Test each marked area for marked neighbours, exactly. An area without neighbours has no p-value."""
    ends, marks = _ends(pairs), np.asarray(marked, dtype=bool)
    number, many = marks.size, int(marks.sum())
    neighbours = np.bincount(ends.ravel(), minlength=number)
    alike = np.bincount(ends[:, 0], weights=marks[ends[:, 1]], minlength=number)
    alike = (alike + np.bincount(ends[:, 1], weights=marks[ends[:, 0]], minlength=number)).astype(np.int64)
    p = np.full(number, np.nan)
    tested = marks & (neighbours > 0)
    # Few pairs of numbers occur, on however many areas; the law is asked once for each.
    kinds, where = np.unique(neighbours[tested] * number + alike[tested], return_inverse=True)
    if kinds.size:
        p[tested] = scipy.stats.hypergeom(number - 1, many - 1, kinds // number).sf(kinds % number - 1)[where]
    return LocalJoins(neighbours, alike, p)


def _ends(pairs: ArrayLike) -> NDArray[np.int64]:
    return np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
