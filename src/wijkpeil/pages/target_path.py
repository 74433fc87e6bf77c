"""The path of a target: where it starts, what is to be reached by when, and what was measured. No figure is made up."""

from __future__ import annotations

from decimal import Decimal

from wijkpeil.model.base import record
from wijkpeil.model.ledger import Target
from wijkpeil.model.status import TargetState
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number

LEFT, RIGHT = 6.0, 84.0
"""Where the first and the last year stand, in per cent."""
TOP, BOTTOM = 32, 232
"""Where the highest and the lowest value stand, in pixels."""


@record
class Tick:
    """A line of the grid or a year under it."""

    label: str
    x: float = 0.0
    y: int = 0


@record
class Point:
    """A point with its label."""

    label: str
    x: float
    y: int


@record
class Path:
    """The picture in numbers: horizontal places in per cent, heights in pixels from the top."""

    years: tuple[Tick, ...]
    grid: tuple[Tick, ...]
    start: Point | None
    """What the document states as the start; None where it states none."""
    end: Point
    """What is to be reached."""
    measured: Point | None
    """What the figures give for the first year."""
    first_year: int
    last_year: int


def path_of(context: ViewContext, target: Target, state: TargetState, language: str) -> Path | None:
    """Lay out the path; None where there is no bound, no term, or neither a start nor a figure.

    The figure of the worst area, where each must reach the bound, is not drawn.
    """
    first = _first_year(context, target)
    if target.bound is None or target.deadline is None or first is None or first >= target.deadline.year:
        return None
    actual = None if target.quantifier == "each-area" else state.actual
    if target.baseline is None and actual is None:
        return None
    values = [value for value in (target.baseline, target.bound, actual) if value is not None]
    low, high = min(Decimal(0), *values), max(values)
    scale = Scale(low, high, first, target.deadline.year)
    return Path(
        years=tuple(Tick(label=str(year), x=scale.x(year)) for year in range(first, target.deadline.year + 1)),
        grid=tuple(Tick(label=number(one, language), y=scale.y(one)) for one in scale.steps()),
        start=_point(target.baseline, scale, first, language),
        end=Point(label=number(target.bound, language), x=scale.x(target.deadline.year), y=scale.y(target.bound)),
        measured=_point(actual, scale, first, language),
        first_year=first,
        last_year=target.deadline.year,
    )


class Scale:
    """Years across in per cent, values up in pixels."""

    def __init__(self, low: Decimal, high: Decimal, first: int, last: int) -> None:
        self.low, self.high, self.first, self.last = low, high if high != low else low + 1, first, last

    def x(self, year: int) -> float:
        """Give the place of a year."""
        return round(LEFT + (RIGHT - LEFT) * (year - self.first) / (self.last - self.first), 2)

    def y(self, value: Decimal) -> int:
        """Give the height of a value."""
        return round(BOTTOM - (BOTTOM - TOP) * float((value - self.low) / (self.high - self.low)))

    def steps(self) -> tuple[Decimal, ...]:
        """Give at most seven round values from the lowest to the highest, 0 among them."""
        span = self.high - self.low
        size = Decimal(1).scaleb(span.adjusted())
        step = next(one for one in (size / 5, size / 2, size, size * 2, size * 5) if span / one <= 6)
        count = int((self.high - self.low) / step)
        return tuple((self.low + step * place).normalize() for place in range(count + 1))


def _point(value: Decimal | None, scale: Scale, year: int, language: str) -> Point | None:
    return None if value is None else Point(label=number(value, language), x=scale.x(year), y=scale.y(value))


def _first_year(context: ViewContext, target: Target) -> int | None:
    """Give the year of the figures that measure the target."""
    found = next((one for one in context.programme.definitions.indicators if one.id == target.indicator), None)
    period = found.period if found else ""
    return int(period[:4]) if period[:4].isdigit() else None
