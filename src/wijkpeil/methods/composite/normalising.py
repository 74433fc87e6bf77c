"""Bringing indicators to one scale by a straight line: every method here keeps the distances between areas.

Each takes a column ``(n,)`` and gives one; ``direction`` -1 turns it round, so that a high score is always good.
Where the line is drawn through figures of the data, ``reference`` may hold the figures to draw it through instead
(those of the period to which the index is frozen), so that new figures leave old scores as they are.
Rules that hold for all: missing stays missing and is never looked at; equal figures get equal scores; a column without
any known figure, or with an infinite one, is refused.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, column_of, extremes, known_of, sign, sizes_of, spread


def min_max(
    column: ArrayLike,
    *,
    direction: int,
    lower: float = 0.0,
    upper: float = 100.0,
    constant: float | None = None,
    reference: ArrayLike | None = None,
) -> Numbers:
    """Give ``lower`` to the worst figure, ``upper`` to the best, and the rest in proportion between them.

    Source: Handbook, step 5, *min-max*.
    Ties: equal scores. Missing: stays missing. Zero and negative: like any figure.
    Constant: all get ``constant`` where that is declared, else refused.
    With ``reference``, figures beyond those of the reference fall outside ``lower`` to ``upper``.

    Raises:
        ValueError: all figures are the same, or lower is not below upper.
    """
    figures = column_of(column)
    if not lower < upper:
        raise ValueError(say("The lower end {lower} is not below the upper end {upper}.", lower=lower, upper=upper))
    source = _source(figures, reference)
    if constant is not None and len(set(extremes(source))) == 1:
        return np.where(np.isnan(figures), np.nan, constant)
    low, high = spread(source)
    scored = figures - low if sign(direction) == 1 else high - figures
    scored /= high - low
    scored *= upper - lower
    scored += lower
    return scored


def scaled(column: ArrayLike, *, direction: int, lower: float = 0.0, upper: float = 100.0) -> Numbers:
    """Give ``(x - lower) / (upper - lower) * 100`` of the figure, times the direction; nothing is cut off.

    Source: the Global Innovation Index for indicators that are scores already; COINr's ``n_scaled``.
    Ties: equal scores. Missing: stays missing. Constant, zero and negative: like any figure.

    Raises:
        ValueError: lower and upper are the same.
    """
    figures = column_of(column)
    extremes(figures)
    if lower == upper:
        raise ValueError(say("The lower end {lower} is not below the upper end {upper}.", lower=lower, upper=upper))
    return (sign(direction) * figures - lower) / (upper - lower) * 100


def z_score(
    column: ArrayLike,
    *,
    direction: int,
    mean: float = 0.0,
    sd: float = 1.0,
    whole: bool = False,
    sizes: ArrayLike | None = None,
    reference: ArrayLike | None = None,
) -> Numbers:
    """Give how many standard deviations a figure lies from the mean, brought to ``mean`` and ``sd``.

    Source: Handbook, step 5, *standardisation*. The standard deviation is that of a sample (n - 1); ``whole`` takes
    that of a population (n). With ``weighted_by`` the mean and the deviation are those of the residents (or whatever is
    counted) and no longer of the areas: V. Carstairs and R. Morris, *Deprivation and health in Scotland* (1991).
    Ties: equal scores. Missing: stays missing. Constant: refused. Zero and negative: like any figure; a size is 0 or
    more.

    Raises:
        ValueError: all figures are the same, ``sd`` is not above 0, or sizes are below 0, missing or all 0.
    """
    figures = column_of(column)
    if not sd > 0:
        raise ValueError(say("A standard deviation of {value} is not above 0.", value=sd))
    source = _source(figures, reference)
    spread(source)
    centre, deviation = _moments(source, whole, sizes)
    scores: Numbers = sign(direction) * (figures - centre) / deviation * sd + mean
    return scores


def _moments(source: Numbers, whole: bool, sizes: ArrayLike | None) -> tuple[float, float]:
    known = known_of(source)
    if sizes is None:
        return float(known.mean()), float(known.std(ddof=0 if whole else 1))
    heavy = sizes_of(sizes, source)
    centre = float(np.average(known, weights=heavy))
    deviation = float(np.sqrt(np.average((known - centre) ** 2, weights=heavy)))
    if not deviation:
        raise ValueError(say("All figures with a size above 0 are {value}.", value=centre))
    return centre, deviation


def distance_to_maximum(column: ArrayLike, *, direction: int, reference: ArrayLike | None = None) -> Numbers:
    """Give 1 minus the distance to the best figure, as a share of the distance from the worst to the best.

    Source: Handbook, step 5, *distance to a reference* (the leader); COINr's ``n_dist2max``.
    Ties: equal scores. Missing: stays missing. Constant: refused. Zero and negative: like any figure.

    Raises:
        ValueError: all figures are the same.
    """
    figures = column_of(column)
    low, high = spread(_source(figures, reference))
    short = high - figures if sign(direction) == 1 else figures - low
    return 1 - short / (high - low)


def distance_to_target(
    column: ArrayLike,
    *,
    direction: int,
    target: float,
    cap_max: bool = True,
    reference: ArrayLike | None = None,
) -> Numbers:
    """Give 1 minus the distance to ``target``, as a share of the distance from the worst figure to it.

    Source: Handbook, step 5, *distance to a reference*; COINr's ``n_dist2targ``.
    ``cap_max``: whoever is beyond the target gets 1; else more.
    Ties: equal scores. Missing: stays missing. Zero and negative: like any figure. Constant: all 0, since all are the
    worst.

    Raises:
        ValueError: the worst figure is at the target or beyond it; the formula would turn the order round.
    """
    figures = column_of(column)
    low, high = extremes(_source(figures, reference))
    worst = low if sign(direction) == 1 else high
    way = direction * (target - worst)
    if not way > 0:
        raise ValueError(
            say(
                "The target {target} is not better than the worst figure {worst}, so that nothing is left to go.",
                target=target,
                worst=worst,
            )
        )
    scored = 1 - direction * (target - figures) / way
    return np.minimum(scored, 1) if cap_max else scored


def distance_to_reference(
    column: ArrayLike,
    *,
    direction: int,
    unit: int | None = None,
    value: float | None = None,
    cap_max: bool = False,
    reference: ArrayLike | None = None,
) -> Numbers:
    """Give the distance to the figure of one area (``unit``, its row) or to ``value``, as ``distance_to_target`` does.

    Source: Handbook, step 5, *distance to a reference*; COINr's ``n_dist2ref``.
    Ties, missing, constant, zero and negative: as there; the figure of the reference area must be known.

    Raises:
        ValueError: not exactly one of unit and value is given, the figure of the area is missing, or is the worst.
    """
    figures = column_of(column)
    if (unit is None) == (value is None):
        raise ValueError(say("Give the area to compare with or a value, and not both."))
    aim = float(figures[unit]) if unit is not None else float(value)  # type: ignore[arg-type]
    if np.isnan(aim):
        raise ValueError(say("The figure of the area to compare with is missing."))
    return distance_to_target(figures, direction=direction, target=aim, cap_max=cap_max, reference=reference)


def fraction_of_maximum(column: ArrayLike, *, direction: int, reference: ArrayLike | None = None) -> Numbers:
    """Give the figure as a share of the greatest; where low is good, the least as a share of the figure.

    Source: Handbook, step 5, *distance to a reference* (ratio to the leader). It needs figures on a ratio scale.
    Ties: equal scores. Missing: stays missing. Constant: all 1.
    Zero: scores 0 where high is good; refused where low is good, since nothing divides by it.
    Negative: scores below 0 where high is good; refused where low is good.

    Raises:
        ValueError: the greatest figure is not above 0, or low is good and a figure is not.
    """
    figures = column_of(column)
    low, high = extremes(_source(figures, reference))
    if sign(direction) == 1:
        if not high > 0:
            raise ValueError(say("The greatest figure, {value}, is not above 0.", value=high))
        return figures / high
    least = min(low, extremes(figures)[0])
    if not least > 0:
        raise ValueError(say("The least figure, {value}, is not above 0.", value=least))
    return low / figures


def goalposts(
    column: ArrayLike,
    *,
    direction: int,
    lower: float,
    upper: float,
    scale: float = 100.0,
    base: float = 0.0,
    truncate: bool = True,
) -> Numbers:
    """Give ``base`` at ``lower`` and ``base + scale`` at ``upper``, the other way round where low is good.

    Source: UNDP, *Human Development Report, technical notes*; COINr's ``n_goalposts``. The posts are written, dated
    data: no figure moves them. ``truncate``: whoever is beyond a post gets what the post has.
    Ties: equal scores. Missing: stays missing. Constant, zero and negative: like any figure.

    Raises:
        ValueError: the lower post is not below the upper.
    """
    figures = column_of(column)
    extremes(figures)
    if not lower < upper:
        raise ValueError(say("The lower end {lower} is not below the upper end {upper}.", lower=lower, upper=upper))
    scored = figures - lower if sign(direction) == 1 else upper - figures
    scored /= upper - lower
    if truncate:
        np.clip(scored, 0, 1, out=scored)
    scored *= scale
    return scored + base if base else scored


def distance_to_mean(
    column: ArrayLike, *, direction: int, reference: float | None = None, scale: float = 100.0
) -> Numbers:
    """Give ``scale`` at the mean, and as many per cent more as the figure is better than it: a city index (city = 100).

    ``scale * (1 + direction * (x - mean) / |mean|)``; ``reference`` is the mean of the city, else that of the column,
    each area counting once. Source: Handbook, step 5, *distance to a reference* (the mean).
    Ties: equal scores. Missing: stays missing. Constant: all at ``scale`` if the mean is theirs. Zero and negative:
    like any figure, unless the mean is 0.

    Raises:
        ValueError: the mean is 0.
    """
    figures = column_of(column)
    extremes(figures)
    centre = float(known_of(figures).mean()) if reference is None else float(reference)
    if not centre or not np.isfinite(centre):
        raise ValueError(say("The mean is {value}: no distance can be told as a share of it.", value=centre))
    return scale * (1 + sign(direction) * (figures - centre) / abs(centre))


def difference_from_mean(column: ArrayLike, *, direction: int, reference: float | None = None) -> Numbers:
    """Give how much better the figure is than the mean, in its own unit; below 0 where it is worse.

    ``reference`` as in ``distance_to_mean``. Source: Handbook, step 5, *distance to a reference* (the mean).
    Ties: equal scores. Missing: stays missing. Constant: all 0 if the mean is theirs. Zero and negative: like any
    figure.
    """
    figures = column_of(column)
    known = known_of(figures)
    return sign(direction) * (figures - (float(known.mean()) if reference is None else reference))


def _source(figures: Numbers, reference: ArrayLike | None) -> Numbers:
    """Give the figures through which the line is drawn; those of the column are looked at as well."""
    if reference is None:
        return figures
    extremes(figures)
    return column_of(reference)
