"""The figures behind the signals of a release, as pictures need them: series, what they are compared with, limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
import scipy
from numpy.typing import ArrayLike

from wijkpeil.methods.change import LEAST
from wijkpeil.methods.funnel import FunnelLimits, Numbers, mean_limits, proportion_limits, rate_limits
from wijkpeil.methods.overdispersion import dispersion
from wijkpeil.model.indicators import ChanceModel
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.board import pick_release
from wijkpeil.workflows.borders import Bounds
from wijkpeil.workflows.lookup import Lookup
from wijkpeil.workflows.signal_scores import level_scores, references
from wijkpeil.workflows.signal_tables import SignalTable, signal_tables, since_break

WIDE, NARROW = 0.001, 0.025
"""Chance outside each of the outer and the inner limits: 99.8 % and 95 % lie within."""
CURVE = 60
"""Points of a drawn limit."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Where the areas may lie by chance around a target, given their size and the usual spread among them."""

    model: ChanceModel
    target: float
    per: float
    tau2: float
    """Variance between areas beyond chance, in the square of the figure's unit; 0 where there is none."""
    sizes: Numbers
    """Per area: people or exposure; for a mean the inverse of its squared standard error. NaN where unknown."""

    def limits(self, sizes: ArrayLike, tail: float) -> FunnelLimits:
        """Give the limits at some sizes, in the unit of the figure."""
        size = np.asarray(sizes, dtype=np.float64)
        share = self.target / self.per
        if self.model == "mean":
            return mean_limits(self.target, size**-0.5, tail, tau2=self.tau2)
        if self.tau2 > 0:
            variance = share * (1 - share) if self.model == "proportion" else share
            found = mean_limits(self.target, sqrt(variance) * self.per / np.sqrt(size), tail, tau2=self.tau2)
            # No share or rate lies below nothing, and no share above all.
            most = self.per if self.model == "proportion" else np.inf
            return FunnelLimits(np.maximum(found.lower, 0), np.minimum(found.upper, most))
        exact = (proportion_limits if self.model == "proportion" else rate_limits)(share, size, tail)
        return FunnelLimits(exact.lower * self.per, exact.upper * self.per)

    def grid(self) -> Numbers:
        """Give sizes from the smallest to the largest area, evenly in their square root, as chance narrows."""
        known = self.sizes[~np.isnan(self.sizes)]
        return np.linspace(sqrt(known.min()), sqrt(known.max()), CURVE) ** 2


@dataclass(frozen=True, slots=True)
class SignalFigures:
    """All figures of one indicator in a release; arrays are over areas, or areas by periods."""

    periods: tuple[str, ...]
    areas: Mapping[str, int]
    """Row of each area."""
    values: Numbers
    reference: Numbers
    """The city's figure, or that of the areas together, in each period."""
    own: bool
    """True where the last of them is the city's own figure."""
    bounds: Bounds | None
    funnel: Funnel | None
    """None where it is not known how chance moves the figure, or nobody's size is known."""
    past: Numbers
    """Mean of the earlier periods since the last break, per area."""
    reach: Numbers
    """How far from that mean a further point lies in 95 of 100 unchanged series; NaN with too few points."""
    rounding: float
    """Spread that rounding the figures alone gives."""


def signal_figures(programme: Programme, release: str | None = None) -> Mapping[str, SignalFigures]:
    """Give the figures of every indicator that has some over the board's areas, by indicator.

    Raises:
        NotFound: there is no release of that id.
    """
    figures = pick_release(programme, release)
    if figures is None:
        return {}
    areas = Lookup.of(programme).rows()
    tables = signal_tables(programme, figures, programme.definitions.indicators, areas)
    breaks = {one.id: [each.day for each in one.breaks] for one in programme.definitions.indicators}
    return {table.indicator: _figures(table, since_break(table, breaks[table.indicator])) for table in tables}


def _figures(table: SignalTable, alike: SignalTable) -> SignalFigures:
    """Give the figures of a table; ``alike`` is the part of it that compares with the last figures."""
    reference, own = references(table)
    past, reach = _past(alike)
    return SignalFigures(
        periods=table.periods,
        areas={area: row for row, area in enumerate(table.areas)},
        values=table.values,
        reference=reference,
        own=own,
        bounds=table.bounds,
        funnel=_funnel(table, reference),
        past=past,
        reach=reach,
        rounding=table.rounding,
    )


def _funnel(table: SignalTable, reference: Numbers) -> Funnel | None:
    target = float(reference[-1])
    if table.chance_model is None or np.isnan(target):
        return None
    held = table.errors if table.chance_model == "mean" else table.sizes
    sizes = np.broadcast_to(held, table.values.shape)[:, -1]
    if table.chance_model == "mean":
        sizes = np.where(sizes > 0, sizes, np.nan) ** -2.0
    sizes = np.where((sizes > 0) & ~np.isnan(table.values[:, -1]), sizes, np.nan)
    if np.isnan(sizes).all() or not 0 < target / table.per < (1 if table.chance_model == "proportion" else np.inf):
        return None
    tau2 = dispersion(level_scores(table, reference)).tau2
    return Funnel(table.chance_model, target, table.per, tau2, sizes)


def _past(table: SignalTable) -> tuple[Numbers, Numbers]:
    """Give the mean of the earlier periods, and how far the next point reaches from it by Student's distribution."""
    earlier = table.values[:, :-1]
    known = ~np.isnan(earlier)
    points = known.sum(axis=1)
    mean = np.where(known, earlier, 0).sum(axis=1) / np.where(points > 0, points, np.nan)
    squares = (np.where(known, earlier - mean[:, None], 0) ** 2).sum(axis=1)
    enough = np.where(points >= LEAST, points, np.nan)
    spread = np.maximum(np.sqrt(squares / (enough - 1)), table.rounding)
    return mean, scipy.stats.t.ppf(1 - NARROW, enough - 1) * spread * np.sqrt(1 + 1 / enough)
