"""Bringing indicators to one scale by their order: how far apart areas lie is lost, outliers do no harm.

Each takes a column ``(n,)`` and gives one; ``direction`` -1 turns it round. Missing figures stay missing and have no
place in the order; a column without any known figure, or with an infinite one, is refused.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, column_of, extremes, known_of, sign, sizes_of
from wijkpeil.methods.composite.ranking import Ties, ascending_ranks


def rank(column: ArrayLike, *, direction: int, ties: Ties = "min") -> Numbers:
    """Give 1 to the worst figure and n to the best.

    Source: Handbook, step 5, *ranking*.
    Ties: by the rule. Missing: stays missing. Constant: all tied. Zero and negative: like any figure.
    """
    figures = column_of(column)
    extremes(figures)
    return ascending_ranks(sign(direction) * figures, ties)


def borda(column: ArrayLike, *, direction: int, ties: Ties = "min") -> Numbers:
    """Give to each figure how many are worse: the rank less 1.

    Source: J.-C. de Borda, *Mémoire sur les élections au scrutin* (1781); Handbook, step 6.
    Ties: by the rule. Missing: stays missing. Constant: all tied. Zero and negative: like any figure.
    """
    return rank(column, direction=direction, ties=ties) - 1


def percentile_rank(
    column: ArrayLike,
    *,
    direction: int,
    ties: Ties = "min",
    reversing: Literal["values", "ranks"] = "values",
    reference: ArrayLike | None = None,
) -> Numbers:
    """Give the share of the other figures that are worse: 0 for the worst, 1 for the best; ``(rank - 1) / (n - 1)``.

    Source: B. E. Flanagan et al., *A social vulnerability index for disaster management*, JHSEM 8 (2011), 1.
    ``reversing``: where low is good, ``values`` ranks the figures the other way round, and ``ranks`` takes 1 minus the
    rank (as the Social Vulnerability Index does with income); they differ for tied figures alone.
    With ``reference``: the rank that the figure would have among *its* figures, by the rule ``min``, and 1 beyond them
    all; those of the reference itself get what they get without it.
    Ties: by the rule. Missing: stays missing, and is not in n. Constant: all tied. Zero and negative: like any figure.

    Raises:
        ValueError: fewer than two figures are known.
    """
    figures = column_of(column)
    turned = sign(direction) == -1 and reversing == "values"
    facing = -figures if turned else figures
    if reference is None:
        if (count := known_of(figures).size) < 2:
            raise ValueError(say("One known figure has no rank among others."))
        shares = (ascending_ranks(facing, ties) - 1) / (count - 1)
    else:
        others = np.sort(known_of(column_of(reference)) * (-1 if turned else 1))
        if others.size < 2:
            raise ValueError(say("One known figure has no rank among others."))
        shares = np.minimum(np.searchsorted(others, facing, side="left") / (others.size - 1), 1.0)
        shares = np.where(np.isnan(figures), np.nan, shares)
    return 1 - shares if direction == -1 and not turned else shares


def exponential_rank(column: ArrayLike, *, direction: int, scale: float = 23.0, ties: Ties = "average") -> Numbers:
    """Give an exponentially spread rank between 0 and 100, steep at the top: ``-s ln(1 - R (1 - exp(-100 / s)))``.

    R is the rank as a share, 1 for the highest figure (1 / n for the lowest). With ``scale`` 23 the top tenth gets
    scores from 50 to 100, so that a very bad score in one domain is not cancelled by a good one elsewhere.
    Source: *The English Indices of Deprivation 2019: Technical report* (MHCLG), chapter on combining the domains.
    Ties: by the rule, ``average`` unless declared (the report has none). Missing: stays missing. Constant: all tied.
    Zero and negative: like any figure.

    Raises:
        ValueError: the scale is not above 0.
    """
    if not scale > 0:
        raise ValueError(say("A scale of {value} is not above 0.", value=scale))
    figures = column_of(column)
    share = rank(figures, direction=direction, ties=ties) / known_of(figures).size
    scores: Numbers = -scale * np.log1p(share * np.expm1(-100 / scale))
    return scores


def normal_score(
    column: ArrayLike, *, direction: int, mean: float = 0.0, sd: float = 1.0, ties: Ties = "average"
) -> Numbers:
    """Give what a normal law has at the rank of each figure, brought to ``mean`` and ``sd``: ``z((r - 3/8) / (n +
    1/4))``.

    Source: G. Blom, *Statistical estimates and transformed beta-variables* (1958), chapter 12; ranks are brought to a
    normal law before they are combined in the English Indices of Deprivation.
    Ties: by the rule. Missing: stays missing, and is not in n. Constant: all tied. Zero and negative: like any figure.

    Raises:
        ValueError: ``sd`` is not above 0.
    """
    if not sd > 0:
        raise ValueError(say("A standard deviation of {value} is not above 0.", value=sd))
    # SciPy's special functions take long to import, and most indices need none.
    from scipy.special import ndtri

    figures = column_of(column)
    places = rank(figures, direction=direction, ties=ties)
    scores: Numbers = ndtri((places - 0.375) / (known_of(figures).size + 0.25)) * sd + mean
    return scores


def quantile_band(
    column: ArrayLike,
    *,
    direction: int,
    count: int = 10,
    sizes: ArrayLike | None = None,
    reference: ArrayLike | None = None,
) -> Numbers:
    """Give the band from 1 (worst) to ``count`` (best), with as many figures in each as ties allow: deciles for 10.

    The band of rank r among n is ``1 + floor((r - 1) * count / n)``; with ``reference``, r - 1 is the number of its
    figures that are worse and n their number. With ``weighted_by`` areas count by their residents (or whatever is
    counted): r - 1 is the number of those in areas that do worse, n that of all.
    Source: deciles as in *The English Indices of Deprivation 2019*; by residents, as the quintiles of Carstairs.
    Ties: all in the band of the worst of their places. Missing: stays missing. Constant: all in band 1.
    Zero and negative: like any figure; a size is 0 or more.

    Raises:
        ValueError: fewer than two bands, or sizes that are below 0, missing or all 0.
    """
    if count < 2:
        raise ValueError(say("{count} bands tell nothing apart: take two or more.", count=count))
    figures = column_of(column)
    facing = sign(direction) * figures
    extremes(figures)
    source = facing if reference is None else direction * column_of(reference)
    known = known_of(source)
    heavy = np.ones(known.size) if sizes is None else sizes_of(sizes, source)
    order = np.argsort(known, kind="stable")
    below = np.concatenate([[0.0], np.cumsum(heavy[order])])
    worse = below[np.searchsorted(known[order], facing, side="left")]
    bands = 1.0 + np.minimum(worse * count // below[-1], count - 1)
    return np.where(np.isnan(figures), np.nan, bands)


def flag(column: ArrayLike, *, direction: int, threshold: float, strict: bool = False) -> Numbers:
    """Give 1 to a figure at ``threshold`` or beyond it in the direction, else 0; ``strict`` leaves the threshold itself
    out.

    Source: the flags of Flanagan et al. (2011), and the red cells of the application of 2007.
    Ties: equal scores. Missing: stays missing, neither flagged nor cleared. Constant, zero and negative: like any
    figure.
    """
    figures = column_of(column)
    extremes(figures)
    facing, bound = sign(direction) * figures, direction * threshold
    beyond = facing > bound if strict else facing >= bound
    return np.where(np.isnan(figures), np.nan, beyond.astype(np.float64))


def above_or_below_mean(
    column: ArrayLike, *, direction: int, margin: float = 0.2, reference: float | None = None
) -> Numbers:
    """Give 1 where the figure is better than the mean by more than the share ``margin`` of it, -1 where worse, else 0.

    Source: Handbook, step 5, *indicators above or below the mean*. ``reference``: the mean of the city, else of the
    column.
    Ties: equal scores. Missing: stays missing. Constant: all 0 if the mean is theirs. Zero and negative: like any
    figure.

    Raises:
        ValueError: the margin is below 0.
    """
    if margin < 0:
        raise ValueError(say("A margin of {value} is below 0.", value=margin))
    figures = column_of(column)
    centre = float(known_of(figures).mean()) if reference is None else float(reference)
    better = sign(direction) * (figures - centre)
    reach = margin * abs(centre)
    return np.where(np.isnan(figures), np.nan, (better > reach) * 1.0 - (better < -reach))
