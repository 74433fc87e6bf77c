"""What rounding leaves open in a count of figures worse than the border."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.model.board import Cell


@record
class OpenCount:
    """The least and the most that a count can be, and the number of figures that rounding decides."""

    low: int
    high: int
    undecided: int

    @property
    def mark(self) -> str:
        """The range as *8–10*; empty where rounding leaves one number."""
        return range_mark(self.low, self.high)

    @property
    def words(self) -> str:
        """The range in words, for who cannot see the mark; empty where rounding leaves one number."""
        return range_words(self.low, self.high)


def open_count(cells: Iterable[Cell]) -> OpenCount:
    """Count the cells that must be red, those that can be, and those between."""
    known = [cell for cell in cells if cell.value is not None]
    low, high = sum(cell.must_be_red for cell in known), sum(cell.could_be_red for cell in known)
    return OpenCount(low=low, high=high, undecided=high - low)


def range_mark(low: int | None, high: int | None) -> str:
    """Write a range as *8–10*; empty where it is one number, or unknown."""
    return f"{low}–{high}" if low is not None and high is not None and low != high else ""


def range_words(low: int | None, high: int | None) -> str:
    """Say a range in words; empty where it is one number, or unknown."""
    return _("with rounding %(low)s to %(high)s") % {"low": low, "high": high} if range_mark(low, high) else ""
