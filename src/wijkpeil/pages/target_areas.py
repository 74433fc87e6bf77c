"""The areas that stand in the way of a target: which they are, and how far each is from the edge."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from wijkpeil.methods.verdict import stands
from wijkpeil.model.base import record
from wijkpeil.model.formula import Binary, Call, FormulaError, Negate, Node, Number, parse
from wijkpeil.model.ledger import Target
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.pages.names import Names, Reference
from wijkpeil.workflows.evaluate import evaluate_in
from wijkpeil.workflows.formula_data import FormulaData

KINDS = ("number-of-areas", "every-area", "every-area-no-decline", "every-area-against-reference")


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
    expression: str
    """The part of the formula that counts the areas beyond it; empty where none does."""
    indicator: str
    value: Decimal


def areas_in_the_way(context: ViewContext, target: Target, names: Names, language: str) -> AreasInTheWay | None:
    """Give the areas that stand in the way of a target, the farthest from the edge first.

    These are the areas that its formula counts beyond an edge or, where every area is to reach the bound, those that
    do not. None where the target is not about areas, or nothing in it sets an indicator against an edge.
    """
    if target.kind not in KINDS or not target.formula:
        return None
    data = context.evaluations.data
    edge = _edge(target.formula, data) or _bound(target)
    if edge is None:
        return None
    values = _values(data, target, edge)
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


def _bound(target: Target) -> _Edge | None:
    """Take the bound for an edge, where it is one that every area is to reach."""
    if target.kind != "every-area" or target.indicator is None or target.bound is None or target.relation is None:
        return None
    return _Edge("", target.indicator, target.bound)


def _values(data: FormulaData, target: Target, edge: _Edge) -> dict[str, Decimal]:
    """Give the values of the areas beyond the edge; areas without a value are in nobody's way."""
    known = {area: value for area in data.rows if (value := data.value(edge.indicator, area)) is not None}
    if edge.expression:
        steps = evaluate_in(data, target.formula).steps
        counted = next((step.items for step in steps if step.expression == edge.expression), ())
        return {area: known[area] for area in counted if area in known}
    relation = target.relation or "equals"
    return {area: value for area, value in known.items() if not stands(relation, value, edge.value)}


class _Line:
    """A line on which worse is left, from the worst area to a little past the edge."""

    def __init__(self, data: FormulaData, edge: _Edge, *, high_is_better: bool) -> None:
        values = [value for area in data.rows if (value := data.value(edge.indicator, area)) is not None]
        worst = min([*values, edge.value]) if high_is_better else max([*values, edge.value])
        self.worst, self.span = worst, (edge.value - worst) * Decimal("1.25")

    def place(self, value: Decimal) -> float:
        """Give the place of a value, 4 to 100 per cent, so that the mark of the worst stays on the line."""
        return 4.0 if not self.span else round(4 + 96 * float((value - self.worst) / self.span), 2)


def _edge(formula: str, data: FormulaData) -> _Edge | None:
    try:
        nodes = list(_walk(parse(formula)))
    except FormulaError:
        return None
    for node in nodes:
        found = _of_call(node, data) if isinstance(node, Call) else None
        if found is not None:
            return found
    return None


def _of_call(call: Call, data: FormulaData) -> _Edge | None:
    indicator = data.lookup.indicators.get(str(call.args[0])) if call.args else None
    if indicator is None:
        return None
    if call.name in ("below", "above") and isinstance(call.args[1], Number):
        return _Edge(call.text, indicator.id, call.args[1].value)
    if call.name == "in_band":
        band = next((one for one in indicator.bands if one.id == call.args[1]), None)
        edge = band and (band.upper if indicator.polarity == "high-is-better" else band.lower)
        return _Edge(call.text, indicator.id, edge) if edge is not None else None
    if call.name == "red" and indicator.id in data.bounds:
        return _Edge(call.text, indicator.id, data.bounds[indicator.id].negative)
    return None


def _walk(node: Node) -> Iterator[Node]:
    yield node
    inner: tuple[str | Node, ...] = ()
    if isinstance(node, Negate):
        inner = (node.of,)
    elif isinstance(node, Binary):
        inner = (node.left, node.right)
    elif isinstance(node, Call):
        inner = node.args
    for one in inner:
        if not isinstance(one, str):
            yield from _walk(one)
