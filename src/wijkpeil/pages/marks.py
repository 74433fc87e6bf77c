"""The row of marks that stands for an area: one per indicator, in the order of the board, with a gap between groups."""

from __future__ import annotations

from collections.abc import Sequence

from wijkpeil.model.base import record
from wijkpeil.model.board import Cell
from wijkpeil.model.programme import ProgrammeInfo

WIDTH, HEIGHT, STEP, GAP = 10, 14, 12, 6
"""Width and height of a mark, from one mark to the next, and between two groups; pixels."""


@record
class Marks:
    """A row of marks as three paths, so that a page of rows stays small."""

    red: str
    green: str
    neutral: str
    width: int
    height: int = HEIGHT


def mark_places(info: ProgrammeInfo) -> tuple[int, ...]:
    """Give the left edge of each mark, in the order of the board."""
    places: list[int] = []
    left = 0
    for group in info.indicator_groups:
        places += [left + STEP * number for number in range(len(group.indicators))]
        left += STEP * len(group.indicators) + GAP
    return tuple(places)


def row_marks(cells: Sequence[Cell], places: Sequence[int]) -> Marks:
    """Draw a row: a block for red, a ring for green, a short bar between; nothing where no colour is known."""
    drawn: dict[str, list[str]] = {"red": [], "green": [], "neutral": [], "none": []}
    for cell, left in zip(cells, places, strict=True):
        drawn[cell.colour].append(_SHAPES[cell.colour](left))
    return Marks(
        red="".join(drawn["red"]),
        green="".join(drawn["green"]),
        neutral="".join(drawn["neutral"]),
        width=places[-1] + WIDTH if places else 0,
    )


def _block(left: int) -> str:
    return f"M{left} 0h{WIDTH}v{HEIGHT}h-{WIDTH}z"


def _ring(left: int) -> str:
    return f"M{left + 1} {HEIGHT // 2}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"


def _bar(left: int) -> str:
    return f"M{left + 1} {HEIGHT // 2 - 1}h{WIDTH - 2}v2h-{WIDTH - 2}z"


_SHAPES = {"red": _block, "green": _ring, "neutral": _bar, "none": lambda _left: ""}
