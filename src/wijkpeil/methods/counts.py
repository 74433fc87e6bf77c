"""The number of reds of one area over some indicators, with the range that rounding leaves open.

The application counts the reds of its own four indicators twice, to set them beside eight national ones
(lines 1640-1643); that factor is part of the definition.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wijkpeil.model.indicators import Colour


class Redness(NamedTuple):
    """What is known of one cell: its colour, and the colours that rounding leaves open."""

    colour: Colour
    possible: frozenset[Colour]


class Count(NamedTuple):
    """A count of reds times its factor, its least and most, and the number of cells without a colour."""

    reds: int | None
    low: int | None
    high: int | None
    missing: int

    def attainable(self, factor: int) -> range:
        """Give every count that rounding leaves open; empty where nothing was counted."""
        return range(0) if self.low is None or self.high is None else range(self.low, self.high + 1, factor)


def count_reds(cells: Iterable[Redness], factor: int = 1) -> Count:
    """Count the red cells, ``factor`` times.

    A cell without a colour is missing and is never counted as not red: it stands in ``missing`` beside the count.
    Where all are missing, count, low and high are None.

    Raises:
        ValueError: the factor is below 1.
    """
    if factor < 1:
        raise ValueError(f"a factor of {factor} cannot count")
    known = 0
    missing = 0
    red = certain = possible = 0
    for cell in cells:
        if cell.colour == "none":
            missing += 1
            continue
        known += 1
        red += cell.colour == "red"
        certain += cell.possible == {"red"}
        possible += "red" in cell.possible
    if not known:
        return Count(None, None, None, missing)
    return Count(red * factor, certain * factor, possible * factor, missing)
