"""The areas of a target one by one: which stand in its way, how far each is from the edge, and where it came from."""

from __future__ import annotations

from decimal import Decimal

from wijkpeil.model.base import record
from wijkpeil.model.course import AreaCourse, TargetCourse
from wijkpeil.model.ledger import Target
from wijkpeil.pages.names import Names, Reference
from wijkpeil.workflows.reasons import number_in


@record
class AreaRow:
    """An area against the edge; places are in per cent from the worse end."""

    area: Reference
    first: str
    """Its first figure; empty where it has one alone."""
    value: str
    gap: str
    """How far it is from the edge, in the unit of the edge; empty where it stands as it should."""
    x: float
    first_x: float


@record
class AreasInTheWay:
    """The areas that a target counts, each held against one edge."""

    indicator: Reference
    edge: str
    edge_x: float
    """Where the edge stands on the line, in per cent from the worse end."""
    rows: tuple[AreaRow, ...]
    """Those in its way, the farthest first."""
    others: tuple[AreaRow, ...]
    """Those that stand as they should."""
    moved: bool
    """Whether any of them has more than one figure."""


def areas_in_the_way(course: TargetCourse, target: Target, names: Names, language: str) -> AreasInTheWay | None:
    """Give the areas of a target against its edge.

    Those that it counts stand in its way or, where each must reach the bound, those that do not. None where the target
    is not about areas one by one, or no area has a figure.
    """
    if course.edge is None or target.indicator is None or not course.areas:
        return None
    line = _Line(course, low_is_worse=_low_is_worse(target))
    rows = {one.area: _row(one, line, names, language) for one in course.areas}
    return AreasInTheWay(
        indicator=names.get("indicator", target.indicator),
        edge=number_in(course.edge, language),
        edge_x=line.place(course.edge),
        rows=tuple(rows[one.area] for one in course.areas if one.in_the_way),
        others=tuple(rows[one.area] for one in course.areas if not one.in_the_way),
        moved=any(one.first for one in rows.values()),
    )


def _row(one: AreaCourse, line: _Line, names: Names, language: str) -> AreaRow:
    first, last = one.first.value or Decimal(0), one.last.value or Decimal(0)
    return AreaRow(
        area=names.get("area", one.area),
        first=number_in(first, language) if one.first.on < one.last.on else "",
        value=number_in(last, language),
        gap=number_in(one.gap, language) if one.in_the_way else "",
        x=line.place(last),
        first_x=line.place(first),
    )


def _low_is_worse(target: Target) -> bool:
    """Tell on which side of the edge the areas in the way stand."""
    if target.quantifier == "each-area":
        return target.relation in ("at-least", "above", "equals")
    few = target.relation in ("at-most", "below", "equals")
    return few == (target.condition in ("below", "at-most"))


class _Line:
    """A line on which worse is left, around the figures of all areas and the edge."""

    def __init__(self, course: TargetCourse, *, low_is_worse: bool) -> None:
        assert course.edge is not None
        known = [one.value for area in course.areas for one in (area.first, area.last) if one.value is not None]
        low, high = min([*known, course.edge]), max([*known, course.edge])
        self.worst, self.span = (low, high - low) if low_is_worse else (high, low - high)

    def place(self, value: Decimal) -> float:
        """Give the place of a value, 4 to 96 per cent, so that marks at the ends stay on the line."""
        return 4.0 if not self.span else round(4 + 92 * float((value - self.worst) / self.span), 2)
