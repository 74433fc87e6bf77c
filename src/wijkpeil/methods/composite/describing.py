"""What is told of an indicator before anything is done with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.methods.composite.columns import Numbers, column_of, known_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Statistics of one indicator; a moment that does not exist is None."""

    minimum: float
    maximum: float
    mean: float
    median: float
    deviation: float | None
    """Standard deviation of a sample (n - 1); None for one figure."""
    skewness: float | None
    """None for fewer than three figures, or where all are the same."""
    kurtosis: float | None
    """Excess over the normal law's; None for fewer than four figures, or where all are the same."""
    areas: int
    available: int
    not_zero: int
    different: int
    most_same: int
    """How many areas share the most common figure."""

    @property
    def low_availability(self) -> bool:
        """Whether fewer than 65 % of the areas have a figure (COINr's default)."""
        return self.available / self.areas < 0.65

    @property
    def mostly_zero(self) -> bool:
        """Whether fewer than half of the areas have a figure other than 0 (COINr's default)."""
        return self.not_zero / self.areas < 0.5

    @property
    def mostly_same(self) -> bool:
        """Whether the different figures are fewer than half as many as the areas (COINr's default)."""
        return self.different / self.areas < 0.5

    @property
    def outlying(self) -> bool:
        """Whether absolute skewness is above 2 and kurtosis above 3.5."""
        skewed, peaked = self.skewness, self.kurtosis
        return skewed is not None and peaked is not None and abs(skewed) > 2 and peaked > 3.5


def skewness(known: Numbers) -> float | None:
    """Give the adjusted Fisher-Pearson skewness (that of spreadsheets); None where it does not exist.

    Source: D. N. Joanes and C. A. Gill, *Comparing measures of sample skewness and kurtosis*, The Statistician 47
    (1998), 183-189: G1.
    """
    n = known.size
    if n < 3 or known.min() == known.max():
        return None
    apart = known - known.mean()
    g1 = np.sqrt(n) * (apart**3).sum() / (apart**2).sum() ** 1.5
    return float(g1 * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(known: Numbers) -> float | None:
    """Give the unbiased excess kurtosis (that of spreadsheets), G2 of Joanes and Gill (1998); None where it does not
    exist."""
    n = known.size
    if n < 4 or known.min() == known.max():
        return None
    apart = known - known.mean()
    share = n * (apart**4).sum() / (apart**2).sum() ** 2
    return float(((n + 1) * (share - 3) + 6) * (n - 1) / ((n - 2) * (n - 3)))


def describe(column: ArrayLike) -> Description:
    """Tell of one indicator what the Handbook's step 4 and COINr's ``get_stats`` ask.

    Ties: counted in ``most_same``. Missing: left out and counted. Constant: no skewness or kurtosis. Zero: counted.
    Negative: like any figure.

    Raises:
        ValueError: no figure is known, or one is infinite.
    """
    figures = column_of(column)
    known = known_of(figures)
    _, counts = np.unique(known, return_counts=True)
    return Description(
        minimum=float(known.min()),
        maximum=float(known.max()),
        mean=float(known.mean()),
        median=float(np.median(known)),
        deviation=float(known.std(ddof=1)) if known.size > 1 else None,
        skewness=skewness(known),
        kurtosis=kurtosis(known),
        areas=figures.size,
        available=known.size,
        not_zero=int(np.count_nonzero(known)),
        different=counts.size,
        most_same=int(counts.max()),
    )
