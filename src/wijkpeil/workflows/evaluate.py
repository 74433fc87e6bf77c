"""Evaluate a formula of a claim or a target over a programme, with the range that rounding leaves open."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from wijkpeil.methods.intervals import Interval, exactly, least, most
from wijkpeil.model.claims import Step
from wijkpeil.model.formula import Binary, Call, FormulaError, Negate, Node, Number, parse
from wijkpeil.model.indicators import Comparison
from wijkpeil.model.programme import Programme
from wijkpeil.workflows import formula_sets as sets
from wijkpeil.workflows.formula_data import FormulaData, Unknown
from wijkpeil.workflows.formula_numbers import LOOKUPS, Found, count_matching, over_records, recount
from wijkpeil.workflows.formula_sets import AreaSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What a formula gives."""

    value: Decimal | None
    """The number on the values as stored; None where unknown."""
    low: Decimal | None
    """The least it can be, given how the inputs are rounded."""
    high: Decimal | None
    """The most it can be."""
    steps: tuple[Step, ...]
    """The working, innermost first; the last is the formula itself or the part that is unknown."""
    unknown: str = ""
    """The part of the formula that is unknown; empty where all is known."""


def evaluate(formula: str, programme: Programme, comparison: Comparison | None = None) -> Evaluation:
    """Evaluate a formula.

    ``comparison`` is the reading's: it stands above the border's own for colours and counts, and makes ``below`` and
    ``above`` take in the edge where inclusive. What the programme does not hold, a division by what can be zero, and
    a formula that cannot be read give an unknown, never an error.
    """
    return evaluate_in(FormulaData(programme), formula, comparison)


def evaluate_in(data: FormulaData, formula: str, comparison: Comparison | None = None) -> Evaluation:
    """Evaluate a formula over a programme that was indexed before."""
    walk = _Walk(data, comparison)
    try:
        found = walk.number(parse(formula))
    except FormulaError:
        return Evaluation(value=None, low=None, high=None, steps=(), unknown=formula)
    except Unknown:
        return Evaluation(value=None, low=None, high=None, steps=tuple(walk.steps), unknown=walk.steps[-1].expression)
    return Evaluation(value=found.value, low=found.low, high=found.high, steps=tuple(walk.steps))


_ARITHMETIC: dict[str, Callable[[Interval, Interval], Interval]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}
_ON_SETS: dict[str, Callable[[AreaSet, AreaSet], AreaSet]] = {
    "&": operator.and_,
    "|": operator.or_,
    "-": operator.sub,
}


class _Walk:
    """One evaluation: a walk over the nodes that notes each step."""

    def __init__(self, data: FormulaData, comparison: Comparison | None) -> None:
        self.data = data
        self.comparison = comparison
        self.steps: list[Step] = []

    def number(self, node: Node) -> Interval:
        if isinstance(node, Number):
            return exactly(node.value)
        inner = self._inner(node)
        try:
            found = self._compute(node, inner)
        except (Unknown, ArithmeticError, ValueError):
            # DecimalException is an ArithmeticError: too large a number is as unknown as a division by zero.
            self.steps.append(Step(expression=node.text, value=None))
            raise Unknown from None
        self._note(node.text, found)
        return found.number

    def _inner(self, node: Node) -> list[Interval | AreaSet]:
        """Evaluate what stands inside a node first, so that the steps come innermost first."""
        parts: tuple[str | Node, ...] = ()
        if isinstance(node, Negate):
            parts = (node.of,)
        elif isinstance(node, Binary):
            parts = (node.left, node.right)
        elif isinstance(node, Call):
            parts = node.args
        return [self.areas(part) if part.is_set else self.number(part) for part in parts if not isinstance(part, str)]

    def _compute(self, node: Node, inner: list[Interval | AreaSet]) -> Found:
        numbers = [one for one in inner if isinstance(one, Interval)]
        if isinstance(node, Negate):
            return Found(-numbers[0])
        if isinstance(node, Binary):
            return Found(_ARITHMETIC[node.sign](*numbers))
        assert isinstance(node, Call)
        names = tuple(arg for arg in node.args if isinstance(arg, str))
        if node.name in LOOKUPS:
            return LOOKUPS[node.name](self.data, names)
        if node.name in ("total", "rows", "distinct"):
            return over_records(self.data, node)
        if node.name == "matching":
            return count_matching(self.data, names, self.comparison)
        if node.name == "recount":
            return recount(self.data, names, self.comparison)
        if node.name == "count":
            return self._count(inner[0], node.by)
        return Found(self._simple(node.name, numbers))

    def _simple(self, name: str, numbers: list[Interval]) -> Interval:
        if name == "round":
            return numbers[0].rounded(int(numbers[1].value))
        if name == "abs":
            return abs(numbers[0])
        return least(*numbers) if name == "min" else most(*numbers)

    def _count(self, areas: Interval | AreaSet, by: str) -> Found:
        assert isinstance(areas, AreaSet)
        sizes = (sets.size(self.data, one, by) for one in (areas.members, areas.surely, areas.maybe))
        number = Interval(*map(Decimal, sizes))
        return Found(number, self._ordered(areas.members), self._ordered(areas.missing))

    def areas(self, node: Node) -> AreaSet:
        inner = self._inner(node)
        try:
            found = self._area_set(node, inner)
        except Unknown:
            self.steps.append(Step(expression=node.text, value=None))
            raise
        size = Interval(*(Decimal(len(one)) for one in (found.members, found.surely, found.maybe)))
        items, missing = self._ordered(found.members), self._ordered(found.missing)
        self._note(node.text, Found(size, items, missing, found.note, found.parts(self.data.rows)))
        return found

    def _area_set(self, node: Node, inner: list[Interval | AreaSet]) -> AreaSet:
        if isinstance(node, Binary):
            left, right = (one for one in inner if isinstance(one, AreaSet))
            return _ON_SETS[node.sign](left, right)
        assert isinstance(node, Call)
        names = tuple(arg for arg in node.args if isinstance(arg, str))
        if node.name in ("red", "green"):
            return sets.coloured(self.data, names[0], node.name, self.comparison)
        if node.name in ("below", "above"):
            (edge,) = (one for one in inner if isinstance(one, Interval))
            inclusive = self.comparison == "inclusive"
            return sets.beyond(self.data, names[0], edge, below=node.name == "below", inclusive=inclusive)
        if node.name == "in_band":
            return sets.in_band(self.data, *names)
        if node.name == "differing":
            return sets.differing(self.data, names[0], names[1:], self.comparison)
        return self._named(node.name, names)

    def _named(self, function: str, names: tuple[str, ...]) -> AreaSet:
        lookup = self.data.lookup
        wanted = lookup.groups if function == "group" else lookup.areas
        if any(name not in wanted for name in names):
            raise Unknown
        if function == "group":
            return sets.fixed(lookup.members(names[0]))
        return sets.fixed(names if function == "areas" else lookup.rows_within(names[0]))

    def _ordered(self, areas: frozenset[str]) -> tuple[str, ...]:
        return tuple(area for area in self.data.lookup.areas if area in areas)

    def _note(self, expression: str, found: Found) -> None:
        self.steps.append(
            Step(
                expression=expression,
                value=found.number.value,
                note=found.note,
                items=found.items,
                low=found.number.low,
                high=found.number.high,
                unknown=found.unknown,
                parts=found.parts,
            )
        )
