"""Treating outliers in many draws of one indicator at once: what ``treating`` does to each row, without the audit.

Every function takes ``(draws, n)`` with the same gaps in all rows. The results are those of ``applying.treated``.
"""

from __future__ import annotations

import numpy as np

from wijkpeil.methods.composite import treating
from wijkpeil.methods.composite.applying import treated
from wijkpeil.methods.composite.columns import Flags, Numbers
from wijkpeil.model.index_choices import Treatment


class NotTogether(Exception):
    """Something is wrong with a draw; it is told by whoever computes it alone."""


def treated_rows(rows: Numbers, choice: Treatment) -> Numbers:
    """Treat each row by a choice.

    Raises:
        NotTogether, ValueError: the figures of a row lie outside the domain of the method.
    """
    if choice.method == "none" or not rows.size:
        return rows
    there = ~np.isnan(rows[0])
    if not there.any() or np.isinf(rows).any():
        raise NotTogether
    limits = float(choice.skewness), float(choice.kurtosis)
    known = rows[:, there]
    passed = _shapes(known, *limits)[0]
    going = np.arange(len(rows)) if choice.force else np.flatnonzero(~passed)
    if not going.size:
        return rows
    found = rows.copy()
    if choice.method not in ("winsorise", "skew-kurtosis-rule"):
        for at in going:
            found[at] = treated(rows[at], choice).values
        return found
    rule = choice.method == "skew-kurtosis-rule"
    if rule:
        going = np.flatnonzero(~passed)
    pulled = winsorised_rows(known[going], choice.most_points, *limits, force=choice.force and not rule)
    found[np.ix_(going, np.flatnonzero(there))] = pulled
    if rule:
        for at in going[~_shapes(pulled, *limits)[0]]:
            found[at] = _transformed(found[at] if choice.combine else rows[at], choice)
    return found


def _transformed(row: Numbers, choice: Treatment) -> Numbers:
    given = {name: float(value) for name in ("power", "shift") if (value := getattr(choice, name)) is not None}
    return treating.TRANSFORMATIONS[choice.transformation or "log-ct"](row, **given).values


def winsorised_rows(known: Numbers, most: int | None, skew: float, peak: float, *, force: bool = False) -> Numbers:
    """Pull the farthest figures of each row in, ``(rows, m)`` without gaps, as ``treating.winsorise`` does.

    Raises:
        NotTogether: the limit is below 0, or it is forced without a limit.
    """
    if (most is not None and most < 0) or (force and most is None):
        raise NotTogether
    found, touched = known.copy(), np.zeros(known.shape, np.bool_)
    passed, skewed = _shapes(found, skew, peak)
    going = np.ones(len(found), np.bool_) if force else ~passed
    while True:
        if most is not None:
            going &= touched.sum(axis=1) < most
        at = np.flatnonzero(going)
        if not at.size:
            return found
        facing = np.where(skewed[at] >= 0, 1.0, -1.0)[:, None]
        turned = found[at] * facing
        far = turned == turned.max(axis=1, keepdims=True)
        rest = np.where(far, -np.inf, turned).max(axis=1, keepdims=True)
        done = np.isfinite(rest[:, 0])
        if most is not None:
            done &= (far | touched[at]).sum(axis=1) <= most
        going[at[~done]] = False
        at, far = at[done], far[done]
        found[at] = np.where(far, rest[done] * facing[done], found[at])
        touched[at] |= far
        passed, skewed[at] = _shapes(found[at], skew, peak)
        if not force:
            going[at[passed]] = False


def _shapes(known: Numbers, skew: float, peak: float) -> tuple[Flags, Numbers]:
    """Say of each row whether its shape passes, and its skewness; 0 where it has none."""
    n = known.shape[1]
    flat = known.min(axis=1) == known.max(axis=1)
    if n < 3:
        return np.ones(len(known), np.bool_), np.zeros(len(known))
    apart = known - known.mean(axis=1, keepdims=True)
    squares = apart * apart
    second = np.where(flat, 1.0, squares.sum(axis=1))
    skewed = np.sqrt(n) * (squares * apart).sum(axis=1) / second**1.5 * (np.sqrt(n * (n - 1)) / (n - 2))
    skewed = np.where(flat, 0.0, skewed)
    if n < 4:
        return np.ones(len(known), np.bool_), skewed
    share = n * (squares * squares).sum(axis=1) / second**2
    peaked = ((n + 1) * (share - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return flat | (np.abs(skewed) < skew) | (peaked < peak), skewed
