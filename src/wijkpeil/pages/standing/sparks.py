"""The path of a target as a small picture: what was measured, and the line that was agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from wijkpeil.methods.path import Point
from wijkpeil.methods.status import Figure
from wijkpeil.model.base import record
from wijkpeil.workflows.traces import Trace

WIDTH, HEIGHT, EDGE = 104, 30, 4
"""Size of the picture, and room left at its edges; pixels."""


@record
class Spot:
    """A place in the picture; pixels from the left and from the top."""

    x: float
    y: float


@record
class Spark:
    """A small picture of a path."""

    required: str
    """Path of the line that was agreed; empty where none can be drawn."""
    measured: str
    """Path through the figures; empty where there is one figure only."""
    last: Spot
    """The latest figure."""
    margin: str
    """Path of the margin of the latest figure; empty where it has none."""
    end: Spot | None
    """What is to be reached, on its last day."""


def spark_of(trace: Trace) -> Spark:
    """Lay a trace out: days across, values up, each as large as the room allows."""
    known = [one for one in trace.figures if one.value is not None]
    days = [one.on for one in (*known, *trace.required)]
    last = known[-1]
    ends = [one for one in (last.lower, last.upper) if one is not None]
    scale = _Scale(days, [*(_value(one) for one in known), *(one.value for one in trace.required), *ends])
    return Spark(
        required=scale.line(trace.required),
        measured=scale.line([Point(one.on, _value(one)) for one in known]) if len(known) > 1 else "",
        last=scale.spot(Point(last.on, _value(last))),
        margin=scale.line([Point(last.on, one) for one in ends]) if ends else "",
        end=scale.spot(trace.required[-1]) if trace.required else None,
    )


def _value(figure: Figure) -> Fraction:
    assert figure.value is not None
    return figure.value


class _Scale:
    def __init__(self, days: Iterable[date], values: Iterable[Fraction]) -> None:
        all_days, all_values = list(days), list(values)
        self.first, self.low = min(all_days), min(all_values)
        self.span = max((max(all_days) - self.first).days, 1)
        self.height = max(all_values) - self.low or Fraction(1)

    def spot(self, point: Point) -> Spot:
        across = (point.on - self.first).days / self.span
        up = float((point.value - self.low) / self.height)
        return Spot(
            x=round(EDGE + across * (WIDTH - 2 * EDGE), 1), y=round(HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE), 1)
        )

    def line(self, points: Iterable[Point]) -> str:
        spots = [self.spot(one) for one in points]
        return "M" + "L".join(f"{one.x:g} {one.y:g}" for one in spots) if spots else ""
