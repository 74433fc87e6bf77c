"""The board: areas against indicators, coloured and counted."""

from __future__ import annotations

from decimal import Decimal

from wijkpeil.model.base import record
from wijkpeil.model.figures import FigureStatus
from wijkpeil.model.indicators import Colour, Comparison


@record
class Cell:
    """One figure with its colour."""

    area: str
    indicator: str
    value: Decimal | None
    status: FigureStatus
    colour: Colour
    """``none`` where there is no value or no border."""
    undecidable: bool
    """True where the value lies within half its last digit of a bound."""
    could_be_red: bool
    """True where some value that rounds to the stored one is red under the strict or the inclusive rule."""
    must_be_red: bool
    """True where every value that rounds to the stored one is red."""
    band: str = ""
    """Id of the band, where the indicator has bands."""
    lines: str = ""
    """Lines of the release's document."""


@record
class CountCell:
    """A count of reds for one area: as printed and as recounted."""

    count: str
    """Id of the red count."""
    reading: str
    """The reading used: ``strict`` or ``inclusive``."""
    recounted: int | None
    """Number of reds times the factor; None where no value is there to count."""
    low: int | None
    """The least that rounding leaves open."""
    high: int | None
    """The most that rounding leaves open."""
    missing: int
    """Number of indicators without a value."""
    printed: int | None
    """The number the document prints; None where it prints none."""


@record
class BoardRow:
    """One area."""

    area: str
    cells: tuple[Cell, ...]
    """In the order of the board's indicators."""
    counts: tuple[CountCell, ...]
    reds: int
    """Number of red cells over all indicators."""
    greens: int
    """Number of green cells."""


@record
class Board:
    """All rows, under one comparison."""

    comparison: Comparison | None
    """The comparison asked for; None: each border's own."""
    indicators: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    red_per_indicator: tuple[int, ...]
    """Number of red rows per indicator, in order."""
    release: str
    """Id of the release."""
