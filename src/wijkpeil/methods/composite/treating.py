"""Treating outliers, with an audit: what was judged, what was done, to which areas.

The rule (EC-JRC practice; COINr's ``Treat``): an indicator passes where its absolute skewness is below 2 *or* its
excess kurtosis below 3.5. One that does not is winsorised, at most so many points; if it still does not pass, it is
transformed instead. Each function takes a column and gives ``Treated``. Missing figures stay missing and are never
looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, column_of, known_of
from wijkpeil.methods.composite.describing import kurtosis, skewness


@dataclass(frozen=True, slots=True)
class Judgement:
    """One look at the shape of an indicator."""

    skewness: float | None
    kurtosis: float | None
    passed: bool
    """True as well where there is no shape to judge: fewer than four figures, or all the same."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done."""

    method: str
    points: int
    """How many areas got another figure than they had."""
    kept: bool = True
    """False where a later step began again from the original figures."""


@dataclass(frozen=True, slots=True)
class Treated:
    """A column after treatment."""

    values: Numbers
    steps: tuple[Judgement | Step, ...]
    """In order: judged, done, judged again …"""
    points: tuple[str, ...]
    """Per area what was done to it: ``winsorised-high``, ``winsorised-low``, the name of a transformation, or empty;
    with a ``+`` between where two steps count."""


def judged(column: ArrayLike, *, skew: float = 2.0, peak: float = 3.5) -> Judgement:
    """Judge the shape of an indicator: it passes where |skewness| < ``skew`` or kurtosis < ``peak``."""
    known = known_of(column_of(column))
    skewed, peaked = skewness(known), kurtosis(known)
    fine = skewed is None or peaked is None or abs(skewed) < skew or peaked < peak
    return Judgement(skewed, peaked, fine)


def winsorise(
    column: ArrayLike, *, most: int | None = 5, skew: float = 2.0, peak: float = 3.5, force: bool = False
) -> Treated:
    """Pull the farthest figure in to its neighbour, again and again, until the indicator passes or ``most`` points were
    pulled.

    The side is that of the skewness at that moment. ``most`` None sets no limit; ``force`` goes on to the limit whether
    it passes or not. Source: Handbook, step 4; COINr's ``winsorise``.
    Ties: all that share the farthest figure are pulled together, or none of them where that would pass the limit (COINr
    passes it).
    Missing: stays missing. Constant: nothing is done. Zero and negative: like any figure.

    Raises:
        ValueError: the limit is below 0, or it is forced without a limit.
    """
    if (most is not None and most < 0) or (force and most is None):
        raise ValueError(say("Say how many figures may be pulled in: 0 or more."))
    figures = column_of(column).copy()
    high = np.zeros(figures.size, np.bool_)
    low = high.copy()
    now = judged(figures, skew=skew, peak=peak)
    while (force or not now.passed) and (most is None or high.sum() + low.sum() < most):
        known = known_of(figures)
        upward = (skewness(known) or 0.0) >= 0
        end = known.max() if upward else known.min()
        rest = known[known != end]
        if not rest.size:
            break
        at = figures == end
        if most is not None and (at | high | low).sum() > most:
            break
        figures[at] = rest.max() if upward else rest.min()
        if upward:
            high |= at
        else:
            low |= at
        now = judged(figures, skew=skew, peak=peak)
    points = tuple(
        "winsorised-high" if up else "winsorised-low" if down else "" for up, down in zip(high, low, strict=True)
    )
    return Treated(figures, (Step("winsorise", int((high | low).sum())),), points)


def log(column: ArrayLike, *, shift: float = 0.0) -> Treated:
    """Take ``ln(x + shift)``, as the Human Development Index does with income.

    Source: UNDP, *Human Development Report, technical notes*; with a shift of 1, P. Townsend et al., *Health and
    deprivation* (1988).
    Ties: equal figures stay equal. Missing: stays missing. Constant: like any figure. Zero and negative: refused where
    the shift does not bring them above 0.

    Raises:
        ValueError: a figure is not above 0 after the shift.
    """
    figures = column_of(column) + shift
    low = float(known_of(figures).min())
    if not low > 0:
        raise ValueError(say("The least figure, {value}, is not above 0.", value=low))
    gaps = np.isnan(figures)
    return Treated(np.log(figures), (Step("log", int((~gaps).sum())),), tuple("" if gap else "log" for gap in gaps))


def log_ct(column: ArrayLike) -> Treated:
    """Take ``ln(x - min + 0.01 (max - min))``: the logarithm of the JRC's COIN Tool, whatever the unit.

    Source: W. Becker et al., *COIN Tool* (JRC, 2019); COINr's ``log_CT``.
    Ties: equal figures stay equal. Missing: stays missing. Constant: refused. Zero and negative: like any figure.

    Raises:
        ValueError: all figures are the same.
    """
    return _transformed(column, "log-ct", lambda x, low, high: np.log(x - low + 0.01 * (high - low)))


def log_ct_plain(column: ArrayLike) -> Treated:
    """Take ``ln(x - min + 1)``: the COIN Tool's first form, which depends on the unit.

    Source: COINr's ``log_CT_orig``.
    Ties: equal figures stay equal. Missing: stays missing. Constant: refused. Zero and negative: like any figure.

    Raises:
        ValueError: all figures are the same.
    """
    return _transformed(column, "log-ct-plain", lambda x, low, _: np.log(x - low + 1))


def log_gii(column: ArrayLike) -> Treated:
    """Take ``ln((max - 1)(x - min) / (max - min) + 1)``, as the Global Innovation Index does.

    Source: *Global Innovation Index 2020*, appendix IV. Where the greatest figure is 1 or below, the formula turns the
    order round (below 1) or makes all the same (1): refused.
    Ties: equal figures stay equal. Missing: stays missing. Constant: refused. Zero and negative: like any figure, if
    the greatest is above 1.

    Raises:
        ValueError: all figures are the same, or the greatest is not above 1.
    """

    def taken(x: Numbers, low: float, high: float) -> Numbers:
        if not high > 1:
            raise ValueError(
                say(
                    "The greatest figure, {value}, is not above 1: this logarithm would turn the order round.",
                    value=high,
                )
            )
        return np.log((high - 1) * (x - low) / (high - low) + 1)

    return _transformed(column, "log-gii", taken)


def box_cox(column: ArrayLike, *, power: float, shift: bool = True) -> Treated:
    """Take ``(x^power - 1) / power``, the logarithm for 0; ``shift`` first brings the least figure to 1.

    Source: G. E. P. Box and D. R. Cox, *An analysis of transformations*, JRSS B 26 (1964), 211-252; COINr's ``boxcox``.
    Ties: equal figures stay equal. Missing: stays missing. Constant: refused. Zero and negative: refused without
    ``shift``.

    Raises:
        ValueError: all figures are the same, or one is not above 0 and nothing is shifted.
    """

    def taken(x: Numbers, low: float, _: float) -> Numbers:
        if not shift and not low > 0:
            raise ValueError(say("The least figure, {value}, is not above 0.", value=low))
        moved = x - low + 1 if shift else x
        return np.log(moved) if power == 0 else (np.power(moved, power) - 1) / power

    return _transformed(column, "box-cox", taken)


def cap_at_quantiles(column: ArrayLike, *, lower: float = 0.05, upper: float = 0.95) -> Treated:
    """Bring figures beyond two quantiles of the column in to these.

    A quantile between two figures lies on the line between them (type 7 of R. J. Hyndman and Y. Fan, *Sample quantiles
    in statistical packages*, The American Statistician 50 (1996), 361-365; the PERCENTILE of spreadsheets).
    Source: Handbook, step 4 (trimming); the Environmental Performance Index.
    Ties: equal figures stay equal. Missing: stays missing. Constant: nothing is done. Zero and negative: like any
    figure.

    Raises:
        ValueError: the shares do not rise from 0 to 1.
    """
    if not 0 <= lower < upper <= 1:
        raise ValueError(say("The ends run from {lower} to {upper}, and do not rise.", lower=lower, upper=upper))
    figures = column_of(column)
    low, high = np.quantile(known_of(figures), (lower, upper))
    points = tuple("capped-high" if each > high else "capped-low" if each < low else "" for each in figures)
    step = Step("cap-at-quantiles", sum(map(bool, points)))
    return Treated(np.clip(figures, low, high), (step,), points)


TRANSFORMATIONS: Mapping[str, Callable[..., Treated]] = {
    "log": log,
    "log-ct": log_ct,
    "log-ct-plain": log_ct_plain,
    "log-gii": log_gii,
    "box-cox": box_cox,
}


def skew_kurtosis_rule(
    column: ArrayLike,
    *,
    most: int | None = 5,
    skew: float = 2.0,
    peak: float = 3.5,
    transformation: str | None = "log-ct",
    combine: bool = False,
    **parameters: float,
) -> Treated:
    """Judge; winsorise if it does not pass; judge; transform if it still does not; judge.

    ``combine`` transforms the winsorised figures instead of the original ones. ``parameters`` go to the transformation.
    Source: Handbook, step 4; COINr's ``Treat`` with its defaults.
    Ties, missing, zero and negative: as in the two. Constant: passes, since it has no shape; untreated.

    Raises:
        ValueError: an unknown transformation, or what the two raise.
    """
    figures = column_of(column)
    first = judged(figures, skew=skew, peak=peak)
    if first.passed:
        return Treated(figures, (first,), ("",) * figures.size)
    pulled = winsorise(figures, most=most, skew=skew, peak=peak)
    second = judged(pulled.values, skew=skew, peak=peak)
    if second.passed or transformation is None:
        return Treated(pulled.values, (first, *pulled.steps, second), pulled.points)
    if transformation not in TRANSFORMATIONS:
        raise ValueError(say("{name} is no transformation that is known.", name=transformation))
    made = TRANSFORMATIONS[transformation](pulled.values if combine else figures, **parameters)
    third = judged(made.values, skew=skew, peak=peak)
    points = made.points
    if combine:
        points = tuple("+".join(filter(None, pair)) for pair in zip(pulled.points, made.points, strict=True))
    done = tuple(Step(one.method, one.points, kept=combine) for one in pulled.steps if isinstance(one, Step))
    return Treated(made.values, (first, *done, second, *made.steps, third), points)


def _transformed(column: ArrayLike, name: str, formula: Callable[[Numbers, float, float], Numbers]) -> Treated:
    figures = column_of(column)
    known = known_of(figures)
    low, high = float(known.min()), float(known.max())
    if low == high:
        raise ValueError(say("All known figures are {value}: there is no outlier to treat.", value=low))
    made = formula(figures, low, high)
    return Treated(made, (Step(name, known.size),), tuple("" if gap else name for gap in np.isnan(figures)))
