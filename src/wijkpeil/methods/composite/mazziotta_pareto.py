"""Means that are lowered, or raised, by how unequal the cells of a row are.

M. Mazziotta and A. Pareto, *Methods for constructing composite indices: one for all or all for one?*, Rivista Italiana
di Economia Demografia e Statistica 67 (2013), 67-80; the same, *On a generalized non-compensatory composite index for
measuring socio-economic phenomena*, Social Indicators Research 127 (2016), 983-1003.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.aggregating import arithmetic_mean
from wijkpeil.methods.composite.columns import Numbers, table_of


def mazziotta_pareto(values: ArrayLike, weights: ArrayLike, *, penalty: Literal["down", "up"] = "down") -> Numbers:
    """Give ``M - S²/M`` of each row (``M + S²/M`` with ``penalty="up"``), M its mean and S its standard deviation.

    Made for z-scores of mean 100 and standard deviation 10. ``down`` for what is good when high, ``up`` for what is
    bad. The papers weigh all cells alike; other weights weigh both M and S².
    Source: Mazziotta and Pareto (2013). Ties and constant rows: no penalty. Missing: left out, weights scaled up.
    Zero and negative: cells may be, the mean of a row not, since the penalty is a share of it.

    Raises:
        ValueError: the mean of a row is not above 0; weights as in ``arithmetic_mean``.
    """
    table = table_of(values)
    mean = arithmetic_mean(table, weights)
    if (mean <= 0).any():
        raise ValueError(
            say(
                "The mean of {count} rows is not above 0, so that their spread cannot be told as a share of it. "
                "Normalise around 100 first.",
                count=int((mean <= 0).sum()),
            )
        )
    spread = arithmetic_mean((table - mean[:, None]) ** 2, weights) / mean
    return mean - spread if penalty == "down" else mean + spread


def adjusted_mazziotta_pareto(
    values: ArrayLike, weights: ArrayLike, *, penalty: Literal["down", "up"] = "down"
) -> Numbers:
    """Give the same of cells that goalposts brought to 70 to 130, so that periods can be compared.

    Take the goalposts from ``adjusted_goalposts`` and normalise by ``goalposts`` with ``base`` 70 and ``scale`` 60.
    Source: Mazziotta and Pareto (2016). Ties, constant, missing, zero and negative: as in ``mazziotta_pareto``.

    Raises:
        ValueError: as in ``mazziotta_pareto``.
    """
    return mazziotta_pareto(values, weights, penalty=penalty)


def adjusted_goalposts(low: float, high: float, centre: float) -> tuple[float, float]:
    """Give the goalposts that put ``centre`` at 100 on the scale 70 to 130: ``centre`` less and plus half of ``high -
    low``.

    ``low`` and ``high`` are the extremes over all periods, ``centre`` the reference, such as the city in the first one.

    Raises:
        ValueError: low is not below high.
    """
    if not low < high or not np.isfinite(centre):
        raise ValueError(say("The lower end {lower} is not below the upper end {upper}.", lower=low, upper=high))
    reach = (high - low) / 2
    return centre - reach, centre + reach
