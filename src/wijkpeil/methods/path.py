"""The path from a start to a bound: where a quantity should be on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

Shape = Literal["linear", "stepped", "own"]


class Point(NamedTuple):
    """A day and a value, exact."""

    on: date
    value: Fraction


def required_at(shape: Shape, start: Point, milestones: Sequence[Point], end: Point, day: date) -> Fraction:
    """Give the value that a path asks for on a day, in the unit of its points.

    Linear: the straight line from start to end. Stepped: the value of the last milestone that has passed, the start's
    before the first. Own: straight lines from milestone to milestone. Before the start it is the start's value, from
    the end on the end's. Milestones rise by day.
    """
    if day <= start.on:
        return start.value
    if day >= end.on:
        return end.value
    inner = [point for point in milestones if start.on < point.on < end.on]
    corners = [start, *([] if shape == "linear" else inner), end]
    place = bisect_right([point.on for point in corners], day) - 1
    before, after = corners[place], corners[place + 1]
    if shape == "stepped":
        return before.value
    share = Fraction((day - before.on).days, (after.on - before.on).days)
    return before.value + (after.value - before.value) * share
