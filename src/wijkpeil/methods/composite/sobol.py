"""Which choice makes the outcome uncertain: shares of its variance, by factor.

The *first-order* index of a factor is the part of the variance that would go if it were fixed and nothing else; the
*total* index is the part that would stay if everything else were fixed. What they differ by is interaction. Estimators:
first order by A. Saltelli et al., *Variance based sensitivity analysis of model output*, Computer Physics
Communications 181 (2010), 259-270, (b) of table 2; total by M. J. W. Jansen, *Analysis of variance designs for model
output*, the same 117 (1999), 35-43. The design is a scrambled Sobol sequence in twice the dimensions, of which the
halves are the matrices A and B; a factor may have several coordinates, which are exchanged together. Intervals are
percentiles of a bootstrap over the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Indices:
    """Shares of variance by factor, each ``(factors,)``."""

    factors: tuple[str, ...]
    first: Numbers
    first_low: Numbers
    first_high: Numbers
    total: Numbers
    total_low: Numbers
    total_high: Numbers
    variance: float
    """That of the outcome; where it is 0, all shares are 0."""
    runs: int
    """How often the model was computed."""


def design(factors: Mapping[str, int], base: int, seed: int) -> Numbers:
    """Give the points at which the model is to be computed: A, B, and per factor A with that factor from B.

    ``factors`` holds how many coordinates each has. ``(base * (2 + factors), dimensions)``; the same for the same seed.

    Raises:
        ValueError: fewer than two factors, or ``base`` is no power of 2 (the sequence is balanced for those only).
    """
    if len(factors) < 2:
        raise ValueError(say("Shares of variance need two factors that vary, or more."))
    if base < 2 or base & (base - 1):
        raise ValueError(say("{count} points are no power of 2.", count=base))
    # SciPy's sequences take long to import.
    from scipy.stats.qmc import Sobol

    width = sum(factors.values())
    points = Sobol(2 * width, scramble=True, rng=np.random.default_rng(seed)).random(base)
    one, two = points[:, :width], points[:, width:]
    mixed = []
    start = 0
    for count in factors.values():
        swapped = one.copy()
        swapped[:, start : start + count] = two[:, start : start + count]
        mixed.append(swapped)
        start += count
    return np.vstack([one, two, *mixed])


def indices(
    factors: Mapping[str, int], outcomes: Numbers, *, bootstrap: int = 500, level: float = 0.95, seed: int = 1
) -> Indices:
    """Estimate the shares of variance from the outcomes at the points of ``design``, in their order.

    Raises:
        ValueError: another number of outcomes, or one that is missing.
    """
    count = len(factors)
    base, rest = divmod(outcomes.size, count + 2)
    if rest or not base or np.isnan(outcomes).any():
        raise ValueError(say("An outcome of the design is missing."))
    runs = outcomes.reshape(count + 2, base)
    variance = float(runs[:2].var())
    middle = runs[:2].mean()
    first, total = _estimates(runs - middle, np.arange(base)[None, :])
    rng = np.random.default_rng(seed)
    again = _estimates(runs - middle, rng.integers(0, base, (bootstrap, base)))
    low, high = (1 - level) / 2, (1 + level) / 2
    (first_low, first_high), (total_low, total_high) = (np.quantile(one, (low, high), axis=0) for one in again)
    return Indices(
        factors=tuple(factors),
        first=first[0],
        first_low=first_low,
        first_high=first_high,
        total=total[0],
        total_low=total_low,
        total_high=total_high,
        variance=variance,
        runs=outcomes.size,
    )


def sobol_indices(
    model: Callable[[Numbers], Numbers],
    factors: Mapping[str, int],
    *,
    base: int = 1_024,
    seed: int = 1,
    bootstrap: int = 500,
    level: float = 0.95,
) -> Indices:
    """Estimate the shares of variance of ``model``, which takes points of the unit cube ``(m, dimensions)`` and gives
    ``(m,)``.

    Raises:
        ValueError: as in ``design`` and ``indices``.
    """
    points = design(factors, base, seed)
    return indices(factors, model(points), bootstrap=bootstrap, level=level, seed=seed)


def _estimates(runs: Numbers, rows: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> tuple[Numbers, Numbers]:
    """Give first-order and total indices, ``(samples, factors)``, from samples of rows ``(samples, base)``."""
    samples, count = len(rows), len(runs) - 2
    first, total = np.zeros((samples, count)), np.zeros((samples, count))
    one, two = runs[0][rows], runs[1][rows]
    pooled = np.concatenate([one, two], axis=1)
    variance = pooled.var(axis=1)
    varies = variance > 0
    for at in range(count):
        mixed = runs[2 + at][rows]
        np.divide((two * (mixed - one)).mean(axis=1), variance, out=first[:, at], where=varies)
        np.divide(((one - mixed) ** 2).mean(axis=1) / 2, variance, out=total[:, at], where=varies)
    return first, total
