"""The pictures of one figure that stands out: its course through the periods, and its place in the funnel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from wijkpeil.model.base import record
from wijkpeil.model.indicators import Indicator
from wijkpeil.pages.format import number
from wijkpeil.pages.names import Names, Reference
from wijkpeil.pages.signalling.lines import figure
from wijkpeil.workflows.signal_figures import NARROW, WIDE, Funnel, SignalFigures

LEFT, RIGHT = 8.0, 90.0
"""Where the first and the last point stand, in per cent of the width."""
TOP, BOTTOM = 18, 226
"""Where the highest and the lowest value stand, in pixels."""


@record
class Dot:
    """A point with its label."""

    x: float
    y: float
    label: str
    name: str = ""
    """What it is a point of, such as a period or an area."""


@record
class Rule:
    """A line across, with what it is."""

    y: float
    label: str
    style: str
    """``negative``, ``positive`` or ``city``."""


@record
class Row:
    """A line of the table beside a picture."""

    name: str
    place: Reference | None
    cells: tuple[str, ...]
    here: bool
    """True for the area that the page is about, or the last period."""


@record
class SeriesChart:
    """The figures of an area through the periods, beside the city's."""

    dots: tuple[Dot, ...]
    path: str
    """The area's points as an SVG path over a box of 100 by 264."""
    city_path: str
    rules: tuple[Rule, ...]
    band_x: float
    """Where the last period stands, in per cent."""
    band: tuple[float, float] | None
    """Top and bottom of where the last point would lie were it like its past; None with too few points."""
    past: Dot | None
    band_words: str
    rows: tuple[Row, ...]


@record
class FunnelChart:
    """All areas by size and figure, with the limits within which chance keeps them."""

    dots: tuple[Dot, ...]
    here: Dot | None
    centre: Rule
    curves: tuple[tuple[str, str], ...]
    """Style and SVG path of each limit, over a box of 100 by 264."""
    sizes: tuple[Dot, ...]
    """Sizes along the foot."""
    by_precision: bool
    """True where areas stand by how precise their figure is, and not by how many people are behind it."""
    spread: bool
    """True where the limits are widened by the usual spread among areas."""
    rows: tuple[Row, ...]


class _Heights:
    """Values up in pixels."""

    def __init__(self, values: Iterable[float]) -> None:
        known = [one for one in values if not np.isnan(one)]
        self.low, self.high = min(known, default=0.0), max(known, default=1.0)
        if self.low == self.high:
            self.low, self.high = self.low - 1, self.high + 1

    def y(self, value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low), 1)


def series_chart(found: SignalFigures, area: str, indicator: Indicator, language: str) -> SeriesChart | None:
    """Draw the course of a figure; None where the area has fewer than two known figures."""
    row = found.areas.get(area)
    if row is None or (~np.isnan(found.values[row])).sum() < 2:
        return None
    values, mean, reach = found.values[row], float(found.past[row]), float(found.reach[row])
    bounds = {"negative": found.bounds.negative, "positive": found.bounds.positive} if found.bounds else {}
    band = None if np.isnan(reach) else (mean + reach, mean - reach)
    heights = _Heights([*values, *found.reference, *(float(one) for one in bounds.values()), *(band or ())])
    places = _places(len(found.periods))
    rules = tuple(
        Rule(y=heights.y(float(one)), label=figure(float(one), indicator, language), style=side)
        for side, one in bounds.items()
    )
    return SeriesChart(
        dots=tuple(
            Dot(x=x, y=heights.y(value), label=figure(value, indicator, language), name=period)
            for x, value, period in zip(places, values.tolist(), found.periods, strict=True)
            if not np.isnan(value)
        ),
        path=_path(zip(places, values.tolist(), strict=True), heights),
        city_path=_path(zip(places, found.reference.tolist(), strict=True), heights),
        rules=rules,
        band_x=places[-1],
        band=(heights.y(band[0]), heights.y(band[1])) if band else None,
        past=Dot(x=places[-1], y=heights.y(mean), label=figure(mean, indicator, language)) if band else None,
        band_words=" – ".join(figure(one, indicator, language) for one in reversed(band)) if band else "",
        rows=_series_rows(found, values.tolist(), indicator, language),
    )


def _places(number_of: int) -> list[float]:
    step = (RIGHT - LEFT) / max(1, number_of - 1)
    return [round(LEFT + step * at, 2) for at in range(number_of)]


def _path(points: Iterable[tuple[float, float]], heights: _Heights) -> str:
    """Write known points as a path; a missing one breaks the line."""
    parts, pen = [], "M"
    for x, value in points:
        if np.isnan(value):
            pen = "M"
            continue
        parts.append(f"{pen}{x} {heights.y(value)}")
        pen = "L"
    return "".join(parts)


def _series_rows(found: SignalFigures, values: Sequence[float], indicator: Indicator, language: str) -> tuple[Row, ...]:
    last = len(values) - 1
    return tuple(
        Row(
            name=period,
            place=None,
            cells=(_cell(value, indicator, language), _cell(city, indicator, language)),
            here=at == last,
        )
        for at, (period, value, city) in enumerate(zip(found.periods, values, found.reference.tolist(), strict=True))
    )


def _cell(value: float, indicator: Indicator, language: str) -> str:
    return "" if np.isnan(value) else figure(value, indicator, language)


def funnel_chart(
    found: SignalFigures, area: str, indicator: Indicator, names: Names, language: str
) -> FunnelChart | None:
    """Draw the funnel; None where chance is unknown or the area has no size."""
    funnel, row = found.funnel, found.areas.get(area)
    if funnel is None or row is None or np.isnan(funnel.sizes[row]):
        return None
    values, sizes = found.values[:, -1], funnel.sizes
    grid = funnel.grid()
    limits = {(style, tail): funnel.limits(grid, tail) for style, tail in (("inner", NARROW), ("outer", WIDE))}
    edges = [line for one in limits.values() for line in (one.lower, one.upper)]
    heights = _Heights([*values[~np.isnan(sizes)], *np.concatenate(edges)])
    least, most = float(np.sqrt(grid[0])), float(np.sqrt(grid[-1]))

    def across(size: float) -> float:
        share = (size**0.5 - least) / (most - least) if most > least else 0.5
        return round(LEFT + (RIGHT - LEFT) * share, 2)

    dots = _dots(found, funnel, heights, across, indicator, names, language)
    return FunnelChart(
        dots=tuple(dot for name, dot in dots.items() if name != area),
        here=dots.get(area),
        centre=Rule(y=heights.y(funnel.target), label=figure(funnel.target, indicator, language), style="city"),
        curves=tuple(
            (
                style,
                _path(((across(float(size)), float(value)) for size, value in zip(grid, line, strict=True)), heights),
            )
            for (style, _tail), one in limits.items()
            for line in (one.lower, one.upper)
        ),
        sizes=tuple(
            Dot(x=across(float(size)), y=0, label=_size(funnel, float(size), language)) for size in grid[[0, -1]]
        ),
        by_precision=funnel.model == "mean",
        spread=funnel.tau2 > 0,
        rows=_funnel_rows(found, funnel, area, indicator, names, language),
    )


def _dots(
    found: SignalFigures,
    funnel: Funnel,
    heights: _Heights,
    across: Callable[[float], float],
    indicator: Indicator,
    names: Names,
    language: str,
) -> dict[str, Dot]:
    values, sizes = found.values[:, -1], funnel.sizes
    return {
        name: Dot(
            x=across(float(sizes[at])),
            y=heights.y(float(values[at])),
            label=figure(float(values[at]), indicator, language),
            name=names.get("area", name).label,
        )
        for name, at in found.areas.items()
        if not np.isnan(sizes[at])
    }


def _size(funnel: Funnel, size: float, language: str) -> str:
    """Write a size; for a mean as its standard error."""
    return f"± {number(round(size**-0.5, 2), language)}" if funnel.model == "mean" else number(round(size), language)


def _funnel_rows(
    found: SignalFigures, funnel: Funnel, area: str, indicator: Indicator, names: Names, language: str
) -> tuple[Row, ...]:
    known = {name: at for name, at in found.areas.items() if not np.isnan(funnel.sizes[at])}
    limits = funnel.limits(funnel.sizes, WIDE)
    return tuple(
        Row(
            name=names.get("area", name).label,
            place=names.get("area", name),
            cells=(
                _size(funnel, float(funnel.sizes[at]), language),
                figure(float(found.values[at, -1]), indicator, language),
                figure(float(limits.lower[at]), indicator, language),
                figure(float(limits.upper[at]), indicator, language),
            ),
            here=name == area,
        )
        for name, at in sorted(known.items(), key=lambda one: -funnel.sizes[one[1]])
    )
