"""The frame of a picture over time: days across in per cent, values up in pixels, and labels that do not touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from wijkpeil.model.base import record
from wijkpeil.pages.format import number

LEFT, RIGHT = 9.0, 80.0
"""Where the first and the last day stand, in per cent."""
TOP, BOTTOM = 34, 232
"""Where the highest and the lowest value stand, in pixels."""
YEARS = 8
"""At most so many years are named."""
BESIDE = 5
"""The longest label that stands beside the picture, in characters."""
NEAR_X, NEAR_Y = 14.0, 15
"""Labels nearer than this, in per cent and pixels, are moved apart."""


@record
class Tick:
    """A line of the grid, or a year under it."""

    label: str
    x: float = 0.0
    y: int = 0
    narrow: bool = True
    """Whether there is room for its label on a phone."""
    inside: bool = False
    """Whether its label is too long to stand beside the picture, and stands above the line."""


@record
class Mark:
    """A text beside a point."""

    x: float
    y: int
    value: str
    words: str = ""
    """What the value is; left out on a phone, where the key says it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The days and values that a picture has room for."""

    first: date
    last: date
    low: Decimal
    high: Decimal
    step: Decimal
    """How far the lines of the grid are apart."""

    def x(self, day: date) -> float:
        """Give the place of a day, in per cent."""
        return round(LEFT + (RIGHT - LEFT) * (day - self.first).days / (self.last - self.first).days, 2)

    def y(self, value: Decimal) -> int:
        """Give the height of a value, in pixels from the top."""
        return round(BOTTOM - (BOTTOM - TOP) * float((value - self.low) / (self.high - self.low)))

    def years(self) -> tuple[Tick, ...]:
        """Give the ends of the years; of many, those at equal distances."""
        ends = [date(year, 12, 31) for year in range(self.first.year, self.last.year + 1)]
        ends = [one for one in ends if self.first <= one <= self.last]
        step = -(-len(ends) // YEARS) or 1
        kept = ends[::-1][::step][::-1]
        return tuple(
            Tick(label=str(one.year), x=self.x(one), narrow=place in (0, len(kept) - 1))
            for place, one in enumerate(kept)
        )

    def grid(self, language: str) -> tuple[Tick, ...]:
        """Give at most eight round values from the lowest to the highest."""
        count = int((self.high - self.low) / self.step)
        values = [self.low + self.step * place for place in range(count + 1)]
        labels = [number(_plain(one), language) for one in values]
        inside = max(map(len, labels)) > BESIDE
        return tuple(Tick(label=label, y=self.y(one), inside=inside) for label, one in zip(labels, values, strict=True))


def frame_of(days: Iterable[date], values: Sequence[Decimal]) -> Frame:
    """Make a frame around days and values, from and to round numbers; at least two years wide.

    It starts at zero where the values come near to it, so that a fall by half looks like one; else it does not, since
    points and lines, unlike bars, are read by their place.
    """
    ends = sorted(days)
    first, last = date(ends[0].year - 1, 12, 31) if _is_inside(ends[0]) else ends[0], ends[-1]
    if (last - first).days < 700:
        last = date(first.year + 2, 12, 31)
    low, high = min(values), max(values)
    if 0 <= low <= high / 2:
        low = Decimal(0)
    if high <= 0 and high >= low / 2:
        high = Decimal(0)
    if low == high:
        low, high = (low - 1, high + 1) if low else (low, high + 1)
    step = _step(high - low)
    bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return Frame(first=first, last=last, low=bottom, high=top, step=step)


def _is_inside(day: date) -> bool:
    return (day.month, day.day) != (12, 31)


def _step(span: Decimal) -> Decimal:
    size = Decimal(1).scaleb(span.adjusted())
    return next(one for one in (size / 5, size / 2, size, size * 2, size * 5) if span / one <= 6)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Move labels that would touch down, the highest first."""
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda one: one.y):
        here = mark
        for other in placed:
            if abs(other.x - here.x) < NEAR_X and here.y < other.y + NEAR_Y:
                here = replace(here, y=other.y + NEAR_Y)
        placed.append(here)
    return tuple(placed)
