"""More spread among areas than chance alone gives, and scores that allow for it.

D. J. Spiegelhalter, *Handling over-dispersion of performance indicators*, Quality and Safety in Health Care 14 (2005),
347-351. Scores are Winsorised, so that the outliers that are looked for do not hide themselves. Either their mean
square ``phi`` multiplies the variance of every area (where it is clearly above 1), or a variance ``tau2`` between areas
is added, as in a random-effects model. The additive model is the default: under the other, small areas are excused as
readily as large ones.

The paper takes phi as it is and tau2 by the formula of R. DerSimonian and N. Laird (1986), in ``published_dispersion``.
Winsorised scores are calmer than chance, though, the more so the more areas differ in size, and both come out too
small: on simulated areas whose errors differ tenfold, 6 % instead of 0.2 % pass the outer limits. Here phi is divided
by what chance gives, and tau2 is the variance that makes the Winsorised scores as calm as chance: the equation of R. C.
Paule and J. Mandel, Journal of Research of the NBS 87 (1982), 377-385.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal, TypeAlias

import numpy as np
import scipy
from numpy.typing import ArrayLike

from wijkpeil.methods.funnel import Numbers
from wijkpeil.methods.funnel_scores import Scores

WINSORISED = 0.1
"""Share of the scores drawn in at each end."""
Overdispersion: TypeAlias = Literal["additive", "multiplicative", "none"]


@dataclass(frozen=True, slots=True)
class Dispersion:
    """What was found over some areas: 1 and 0 where there is no more spread than chance gives."""

    phi: float
    """Mean squared Winsorised score over what chance gives, 1 without over-dispersion; NaN under two areas."""
    factor: float
    """What the variance is multiplied by: phi, or 1 where phi is not clearly above 1."""
    tau2: float
    """Variance between areas, in the square of the figure's unit."""
    areas: int
    """Number of areas with a score."""


def winsorise(z: ArrayLike, share: float = WINSORISED) -> Numbers:
    """Draw the lowest and highest ``share`` of scores in to the quantiles there (linear between order statistics).

    NaN stays NaN and is not counted.

    Raises:
        ValueError: the share is below 0 or not below a half.
    """
    if not 0 <= share < 0.5:
        raise ValueError(f"a share of {share} cannot be drawn in at both ends")
    scores = np.asarray(z, dtype=np.float64)
    known = scores[~np.isnan(scores)]
    if not known.size:
        return scores.copy()
    lowest, highest = np.quantile(known, [share, 1 - share])
    return np.clip(scores, lowest, highest)


def calm(share: float) -> float:
    """Give the mean square of standard normal scores, Winsorised: 1 at a share of 0, 0.68 at 0.1."""
    if share == 0:
        return 1.0
    edge = float(scipy.special.ndtri(1 - share))
    density = float(np.exp(-(edge**2) / 2) / sqrt(2 * np.pi))
    return (1 - 2 * share) - 2 * edge * density + 2 * share * edge**2


def published_dispersion(z: ArrayLike, error: ArrayLike, share: float = WINSORISED) -> tuple[float, float]:
    """Give phi and tau2 by the formulas of the paper, for comparison with other software."""
    errors = np.asarray(error, dtype=np.float64)
    number = errors.size
    phi = float(np.mean(winsorise(z, share) ** 2))
    weights = errors**-2.0
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    return phi, max(0.0, (number * phi - (number - 1)) / room)


def dispersion(scores: Scores, share: float = WINSORISED) -> Dispersion:
    """Estimate the over-dispersion of some areas from their scores, which are not adjusted yet.

    Under one area nothing tells spread from chance, and none is found.
    """
    usable = np.isfinite(scores.z) & (scores.error > 0)
    number = int(usable.sum())
    z, error = scores.z[usable], scores.error[usable]
    if number < 2:
        return Dispersion(np.nan, 1.0, 0.0, number)
    phi = float(np.mean(winsorise(z, share) ** 2)) / calm(share)
    factor = phi if phi > 1 + 2 * sqrt(2 / number) else 1.0
    return Dispersion(phi, factor, _between(z, error, share) if phi > 1 else 0.0, number)


def _between(z: Numbers, error: Numbers, share: float) -> float:
    """Find the variance between areas under which the scores are as calm as pure chance."""
    distance, within = z * error, error**2
    expected = calm(share)

    def calmer(tau2: float) -> float:
        # The inverse of the mean square is nearly a straight line in tau2, which is found in a few steps.
        return expected / float(np.mean(winsorise(distance / np.sqrt(within + tau2), share) ** 2)) - 1

    # The spread of all distances together is more than what chance leaves of it, but for scores that are drawn in from
    # below and so gain some.
    most = float(np.mean(distance**2)) / expected
    while calmer(most) <= 0:
        most *= 2
    return float(scipy.optimize.brentq(calmer, 0.0, most, xtol=1e-6 * most, rtol=1e-5))


def adjusted(scores: Scores, found: Dispersion, model: Overdispersion = "additive") -> Scores:
    """Allow for over-dispersion: the deviate keeps its sign and shrinks as its variance grows.

    Without any over-dispersion, or under ``none``, the scores come back as they are, exact where they were.
    """
    factor, tau2 = (found.factor if model == "multiplicative" else 1.0), (found.tau2 if model == "additive" else 0.0)
    if factor == 1.0 and tau2 == 0.0:
        return scores
    error = np.sqrt(factor * scores.error**2 + tau2)
    z = scores.z * scores.error / error
    return Scores(z, 2 * scipy.special.ndtr(-np.abs(z)), error)
