"""How indicators go together: correlations, principal components, and how alike they are as a set (Cronbach)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, table_of
from wijkpeil.methods.composite.ranking import ascending_ranks

LEAST_PAIRS = 3
"""Fewer pairs say nothing."""


def correlations(
    values: ArrayLike, others: ArrayLike | None = None, *, kind: Literal["pearson", "spearman", "kendall"] = "pearson"
) -> Numbers:
    """Give the correlation of each column with each of ``others`` (else with each other), over the rows that know both.

    NaN where fewer than three rows know both, or one is the same in all of those. Source: Handbook, step 4.
    Ties: ``spearman`` gives them the average rank, ``kendall`` is tau-b. Zero and negative: like any figure.
    """
    one = table_of(values)
    two = one if others is None else table_of(others)
    if kind == "pearson":
        return _pearson(one, two)
    found = np.full((one.shape[1], two.shape[1]), np.nan)
    for row, left in enumerate(one.T):
        for at, right in enumerate(two.T):
            if others is None and at < row:
                found[row, at] = found[at, row]
            else:
                both = ~(np.isnan(left) | np.isnan(right))
                found[row, at] = _pair(left[both], right[both], kind)
    return found


def column_correlations(one: ArrayLike, two: ArrayLike) -> Numbers:
    """Give the correlation of each column of one table with the column of the other in its place, ``(k,)``.

    Over the rows that know both; NaN as in ``correlations``.
    """
    left, right = table_of(one), table_of(two)
    known = ~(np.isnan(left) | np.isnan(right))
    count = np.maximum(known.sum(axis=0), 1)

    def around(table: Numbers) -> tuple[Numbers, Numbers]:
        shown = np.where(known, table, 0.0)
        apart = np.where(known, shown - shown.sum(axis=0) / count, 0.0)
        return apart, (apart**2).sum(axis=0)

    (first, squares), (second, others) = around(left), around(right)
    same = [np.where(known, table, -np.inf).max(axis=0, initial=-np.inf) for table in (left, right)]
    least = [np.where(known, table, np.inf).min(axis=0, initial=np.inf) for table in (left, right)]
    varies = (known.sum(axis=0) >= LEAST_PAIRS) & (same[0] > least[0]) & (same[1] > least[1])
    found = np.full(count.shape, np.nan)
    np.divide((first * second).sum(axis=0), np.sqrt(squares * others), out=found, where=varies)
    return np.asarray(np.clip(found, -1, 1))


def cronbach(values: ArrayLike) -> float | None:
    """Give Cronbach's alpha of the columns, of covariances over the rows that know both.

    Source: L. J. Cronbach, *Coefficient alpha and the internal structure of tests*, Psychometrika 16 (1951), 297-334;
    Handbook, step 4. None for fewer than two columns, or where nothing varies. A column of which fewer than two rows
    are known with another counts as unrelated to it.
    """
    table = table_of(values)
    k = table.shape[1]
    shared = np.nan_to_num(covariances(table), nan=0.0)
    whole = float(shared.sum())
    if k < 2 or whole == 0:
        return None
    between = (whole - float(np.trace(shared))) / (k * (k - 1))
    return float(k * k * between / whole)


def covariances(values: ArrayLike) -> Numbers:
    """Give the covariance of each pair of columns over the rows that know both (n - 1); NaN for fewer than two rows."""
    table = table_of(values)
    count, products, _, _, scale = _shared(table, table)
    found = np.full(count.shape, np.nan)
    np.divide(products * np.outer(scale[0], scale[1]), count - 1, out=found, where=count >= 2)
    return found


@dataclass(frozen=True, slots=True)
class Components:
    """Principal components of standardised columns, the largest first."""

    deviations: Numbers
    """Standard deviation of each, ``(c,)``."""
    shares: Numbers
    """Part of all variance that each explains, ``(c,)``."""
    loadings: Numbers
    """``(k, c)``: each column of length 1; the sum of the first is not below 0."""
    rows: int
    """How many rows knew every column; the others are left out."""

    @property
    def opposed(self) -> tuple[int, ...]:
        """The columns that go against the first component."""
        return tuple(np.flatnonzero(self.loadings[:, 0] < 0).tolist())


def principal_components(values: ArrayLike) -> Components:
    """Give the principal components of the columns, each brought to mean 0 and standard deviation 1.

    Source: Handbook, step 4. Missing: a row with a gap is left out, and counted.

    Raises:
        ValueError: fewer than three full rows, or a column that is the same in all of them.
    """
    table = table_of(values)
    full = table[~np.isnan(table).any(axis=1)]
    if len(full) < LEAST_PAIRS:
        raise ValueError(say("{count} rows know every indicator; three are needed.", count=len(full)))
    spread = full.std(axis=0, ddof=1)
    if (full.min(axis=0) == full.max(axis=0)).any():
        raise ValueError(say("An indicator is the same in every row, so that it correlates with nothing."))
    standard = (full - full.mean(axis=0)) / spread
    # The matrix of correlations has the same components as the table, and no row per area.
    values_, vectors = np.linalg.eigh(standard.T @ standard / (len(full) - 1))
    kept = min(full.shape)
    deviations = np.sqrt(np.maximum(values_[::-1][:kept], 0.0))
    loadings = vectors[:, ::-1][:, :kept]
    # The sign of a component is free; fixed, so that the same figures give the same.
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    return Components(deviations, deviations**2 / (deviations**2).sum(), loadings, len(full))


@dataclass(frozen=True, slots=True)
class PairFlag:
    """Two indicators of one group that say the same, or the opposite."""

    one: int
    two: int
    correlation: float
    kind: Literal["redundant", "opposed"]


def pair_flags(
    values: ArrayLike,
    groups: ArrayLike,
    *,
    high: float = 0.9,
    low: float = -0.4,
    kind: Literal["pearson", "spearman", "kendall"] = "pearson",
) -> tuple[PairFlag, ...]:
    """Find pairs within a group that correlate above ``high`` (counted twice) or below ``low`` (pull against each
    other).

    Source: COINr's ``get_corr_flags``; EC-JRC audits. Columns are in the direction of the index.
    """
    table, codes = table_of(values), np.asarray(groups)
    found = []
    for group in dict.fromkeys(codes.tolist()):
        inside = np.flatnonzero(codes == group)
        within = correlations(table[:, inside], kind=kind)
        for row, one in enumerate(inside):
            for at in range(row + 1, len(inside)):
                value = float(within[row, at])
                if value > high or value < low:
                    name: Literal["redundant", "opposed"] = "redundant" if value > high else "opposed"
                    found.append(PairFlag(int(one), int(inside[at]), value, name))
    return tuple(found)


def _shared(one: Numbers, two: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers, tuple[Numbers, Numbers]]:
    """Give for each pair of columns, over the rows that know both: how many rows, the sum of products of distances to
    their means, the two sums of squares, all of columns brought to a standard deviation of 1; and what they were
    divided by.

    By products of whole tables: as many passes as there are sums, not as there are pairs.
    """
    (left, there, by), (right, known, also) = _standard(one), _standard(two)
    count = there.T @ known
    with np.errstate(invalid="ignore", divide="ignore"):
        ones, twos = left.T @ known, there.T @ right
        products = left.T @ right - ones * twos / count
        first = (left**2).T @ known - ones**2 / count
        second = there.T @ right**2 - twos**2 / count
    return count, products, first, second, (by, also)


def _standard(table: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Give the columns around 0 with a deviation of 1, missing as 0; which are known; and the deviations."""
    known = ~np.isnan(table)
    shown = np.where(known, table, 0.0)
    count = np.maximum(known.sum(axis=0), 1)
    apart = np.where(known, shown - shown.sum(axis=0) / count, 0.0)
    spread = np.sqrt((apart**2).sum(axis=0) / count)
    spread = np.where(spread > 0, spread, 1.0)
    return apart / spread, known.astype(np.float64), spread


def _pearson(one: Numbers, two: Numbers) -> Numbers:
    count, products, first, second, _ = _shared(one, two)
    # What varies by less than a millionth of a millionth of its whole is the same, but for rounding.
    varies = (count >= LEAST_PAIRS) & (first > 1e-12 * count) & (second > 1e-12 * count)
    found = np.full(count.shape, np.nan)
    np.divide(products, np.sqrt(np.where(varies, first * second, 1.0)), out=found, where=varies)
    return np.asarray(np.clip(found, -1, 1))


def _pair(left: Numbers, right: Numbers, kind: str) -> float:
    if left.size < LEAST_PAIRS or left.min() == left.max() or right.min() == right.max():
        return float("nan")
    if kind == "kendall":
        # SciPy's statistics take most of a second to import.
        from scipy.stats import kendalltau

        return float(kendalltau(left, right).statistic)
    left, right = ascending_ranks(left, "average"), ascending_ranks(right, "average")
    return float(_pearson(left[:, None], right[:, None])[0, 0])
