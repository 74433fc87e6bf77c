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
    found = np.full((one.shape[1], two.shape[1]), np.nan)
    whole = kind == "pearson" and not (np.isnan(one).any() or np.isnan(two).any()) and one.shape[0] >= LEAST_PAIRS
    if whole:
        return _of_full(one, two)
    for row, left in enumerate(one.T):
        for at, right in enumerate(two.T):
            if others is None and at < row:
                found[row, at] = found[at, row]
            else:
                both = ~(np.isnan(left) | np.isnan(right))
                found[row, at] = _pair(left[both], right[both], kind)
    return found


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
    known = ~np.isnan(table)
    shown = np.where(known, table, 0.0)
    count = known.T.astype(np.float64) @ known
    found = np.full(count.shape, np.nan)
    for row, (left, there) in enumerate(zip(table.T, known.T, strict=True)):
        for at in range(row, table.shape[1]):
            both = there & known[:, at]
            if count[row, at] >= 2:
                one, two = left[both], shown[both, at]
                product = (one - one.mean()) @ (two - two.mean()) / (count[row, at] - 1)
                found[row, at] = found[at, row] = product
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
    _, singular, turned = np.linalg.svd((full - full.mean(axis=0)) / spread, full_matrices=False)
    deviations = singular / np.sqrt(len(full) - 1)
    loadings = turned.T
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


def _of_full(one: Numbers, two: Numbers) -> Numbers:
    def standard(table: Numbers) -> Numbers:
        apart = table - table.mean(axis=0)
        length = np.sqrt((apart**2).sum(axis=0))
        same = table.min(axis=0) == table.max(axis=0)
        return np.asarray(apart / np.where(same, np.nan, length))

    found: Numbers = np.clip(standard(one).T @ standard(two), -1, 1)
    return found


def _pair(left: Numbers, right: Numbers, kind: str) -> float:
    if left.size < LEAST_PAIRS or left.min() == left.max() or right.min() == right.max():
        return float("nan")
    if kind == "kendall":
        # SciPy's statistics take most of a second to import.
        from scipy.stats import kendalltau

        return float(kendalltau(left, right).statistic)
    if kind == "spearman":
        left, right = ascending_ranks(left, "average"), ascending_ranks(right, "average")
    return float(_of_full(left[:, None], right[:, None])[0, 0])
