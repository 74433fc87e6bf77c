"""The areas that stand in the way of a target: which they are, and how far each is from the edge."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from wijkpeil.methods.verdict import stands
from wijkpeil.model.base import record
from wijkpeil.model.claims import Relation
from wijkpeil.model.ledger import Target
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.pages.names import Names, Reference
from wijkpeil.workflows.formula_data import FormulaData
from wijkpeil.workflows.measuring import Measurer


@record
class AreaInTheWay:
    """An area beyond the edge."""

    area: Reference
    value: str
    gap: str
    """How far it is from the edge, in the indicator's own unit."""
    x: float
    """Where its value stands on the line, in per cent from the worse end."""


@record
class AreasInTheWay:
    """The areas that a target counts, measured by one indicator against one edge."""

    indicator: Reference
    edge: str
    edge_x: float
    """Where the edge stands on the line, in per cent from the worse end."""
    rows: tuple[AreaInTheWay, ...]


class _Edge(NamedTuple):
    indicator: str
    relation: Relation
    """How a value stands to the edge where its area is in the way, or is not."""
    value: Decimal
    counts: bool
    """True where the areas that stand so are counted; False where every area is to stand so."""


def areas_in_the_way(context: ViewContext, target: Target, names: Names, language: str) -> AreasInTheWay | None:
    """Give the areas that stand in the way of a target, the farthest from the edge first.

    These are the areas that it counts or, where every area is to reach the bound, those that do not. None where the
    target is not about areas, or does not set the level of an indicator against an edge.
    """
    edge = _edge(target)
    data = context.evaluations.data
    if edge is None or edge.indicator not in data.lookup.indicators:
        return None
    values = _values(data, edge, Measurer(context.programme, context.evaluations).scopes.areas(target))
    high_is_better = data.indicator(edge.indicator).polarity == "high-is-better"
    place = _Line(data, edge, high_is_better=high_is_better).place
    rows = (
        AreaInTheWay(
            area=names.get("area", area),
            value=number(value, language),
            gap=number(abs(edge.value - value), language),
            x=place(value),
        )
        for area, value in sorted(values.items(), key=lambda one: -abs(edge.value - one[1]))
    )
    return AreasInTheWay(
        indicator=names.get("indicator", edge.indicator),
        edge=number(edge.value, language),
        edge_x=place(edge.value),
        rows=tuple(rows),
    )


def _edge(target: Target) -> _Edge | None:
    if target.indicator is None or target.transformation != "level":
        return None
    counts = target.quantifier in ("number-of-areas", "share-of-areas")
    relation, value = (target.condition, target.edge) if counts else (target.relation, target.bound)
    if relation is None or value is None or not (counts or target.quantifier == "each-area"):
        return None
    return _Edge(target.indicator, relation, value, counts)


def _values(data: FormulaData, edge: _Edge, about: tuple[str, ...]) -> dict[str, Decimal]:
    """Give the values of the areas beyond the edge, of those that the target is about; one without a value is in
    nobody's way."""
    held = ((area, data.value(edge.indicator, area)) for area in data.rows if area in about)
    known = {area: value for area, value in held if value is not None}
    return {area: value for area, value in known.items() if stands(edge.relation, value, edge.value) == edge.counts}


class _Line:
    """A line on which worse is left, from the worst area to a little past the edge."""

    def __init__(self, data: FormulaData, edge: _Edge, *, high_is_better: bool) -> None:
        values = [value for area in data.rows if (value := data.value(edge.indicator, area)) is not None]
        worst = min([*values, edge.value]) if high_is_better else max([*values, edge.value])
        self.worst, self.span = worst, (edge.value - worst) * Decimal("1.25")

    def place(self, value: Decimal) -> float:
        """Give the place of a value, 4 to 100 per cent, so that the mark of the worst stays on the line."""
        return 4.0 if not self.span else round(4 + 96 * float((value - self.worst) / self.span), 2)
