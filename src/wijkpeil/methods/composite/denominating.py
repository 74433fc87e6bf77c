"""From a size to a rate: figures divided by what they are a share of."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, column_of


def denominate(column: ArrayLike, denominator: ArrayLike, *, scale: float = 1.0) -> Numbers:
    """Give the column divided by the denominator, times ``scale`` (1000 for *per thousand*).

    Source: Handbook, step 5, *scale effects*; COINr's ``Denominate``.
    Ties and constant: like any figure. Zero and negative figures: like any figure.
    Missing: missing where the figure or the denominator is. A denominator of 0 or below beside a known figure is
    refused.

    Raises:
        ValueError: a denominator is 0 or below where the figure is known, or the two differ in length.
    """
    figures, sizes = column_of(column), column_of(denominator)
    if figures.shape != sizes.shape:
        raise ValueError(say("{given} denominators are given for {count} areas.", given=sizes.size, count=figures.size))
    bad = ~np.isnan(figures) & (sizes <= 0)
    if bad.any():
        raise ValueError(
            say(
                "The denominator is 0 or below in {count} areas with a figure; the first is row {row}.",
                count=int(bad.sum()),
                row=int(np.argmax(bad)),
            )
        )
    rates = np.full(figures.shape, np.nan)
    np.divide(figures, sizes, out=rates, where=~np.isnan(figures) & ~np.isnan(sizes))
    return rates * scale
