"""The small picture of a line of the watch list: the figure between the worst and the best of all areas."""

from __future__ import annotations

import numpy as np

from wijkpeil.model.base import record
from wijkpeil.model.indicators import Indicator
from wijkpeil.pages.signalling.lines import figure
from wijkpeil.workflows.signal_figures import WIDE, SignalFigures

ROOM = 0.06
"""Part of the width that is left free at both ends."""


@record
class Mark:
    """One place on the line, in per cent from the left, with what stands there."""

    x: float
    label: str


@record
class WatchPicture:
    """A line from worse (left) to better (right)."""

    here: Mark
    way: str
    """``worse``, ``better`` or ``both``; empty without signals."""
    before: Mark | None
    """The figure of the period before."""
    city: Mark | None
    border: Mark | None
    """The border that is nearest to the figure."""
    chance_x: float | None
    """Where the band begins in which the area lies by chance, given its size; None without."""
    chance_width: float = 0.0
    chance: str = ""
    """The band in words: *65,1 – 74,9*."""


def watch_picture(
    found: SignalFigures, area: str, indicator: Indicator, way: str, language: str
) -> WatchPicture | None:
    """Draw the figure of an area; None where it has none."""
    row = found.areas.get(area)
    if row is None or np.isnan(found.values[row, -1]):
        return None
    values = found.values[:, -1]
    here = float(values[row])
    limits = _limits(found, row)
    bounds = [float(one) for one in (found.bounds.negative, found.bounds.positive)] if found.bounds else []
    border = min(bounds, key=lambda one: abs(one - here), default=None)
    city = None if np.isnan(found.reference[-1]) else float(found.reference[-1])
    before = _before(found, row)
    drawn = [*values[~np.isnan(values)].tolist(), *(one for one in (border, city, before) if one is not None)]
    scale = Scale(min(drawn), max(drawn), rising=indicator.polarity == "high-is-better")
    band = sorted(scale.x(one) for one in limits) if limits else None

    def mark(value: float | None) -> Mark | None:
        return None if value is None else Mark(x=scale.x(value), label=figure(value, indicator, language))

    return WatchPicture(
        here=Mark(x=scale.x(here), label=figure(here, indicator, language)),
        way=way,
        before=mark(before),
        city=mark(city),
        border=mark(border),
        chance_x=band[0] if band else None,
        chance_width=round(band[1] - band[0], 2) if band else 0.0,
        chance=" – ".join(figure(one, indicator, language) for one in limits) if limits else "",
    )


class Scale:
    """Values from the worst at the left to the best at the right, in per cent; what lies outside stands at the end."""

    def __init__(self, low: float, high: float, *, rising: bool) -> None:
        room = (high - low) * ROOM or 1.0
        self.low, self.high, self.rising = low - room, high + room, rising

    def x(self, value: float) -> float:
        """Give the place of a value."""
        share = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        return round(100 * (share if self.rising else 1 - share), 2)


def _limits(found: SignalFigures, row: int) -> tuple[float, float] | None:
    if found.funnel is None or np.isnan(found.funnel.sizes[row]):
        return None
    limits = found.funnel.limits(found.funnel.sizes[row], WIDE)
    return float(limits.lower), float(limits.upper)


def _before(found: SignalFigures, row: int) -> float | None:
    if len(found.periods) < 2 or np.isnan(found.values[row, -2]):
        return None
    return float(found.values[row, -2])
