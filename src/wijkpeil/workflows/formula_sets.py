"""Sets of areas in a formula: which are in it, which surely are, and which could be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from wijkpeil.methods.bands import holds, maybe_in, surely_in
from wijkpeil.methods.intervals import Interval, as_printed
from wijkpeil.model.indicators import Comparison
from wijkpeil.workflows.formula_data import FormulaData, known


@dataclass(frozen=True, slots=True)
class AreaSet:
    """Ids of areas: as the stored values say, those that rounding cannot take away, and those it can add."""

    members: frozenset[str]
    surely: frozenset[str]
    maybe: frozenset[str]
    note: str = ""

    def __and__(self, other: AreaSet) -> AreaSet:
        return AreaSet(self.members & other.members, self.surely & other.surely, self.maybe & other.maybe)

    def __or__(self, other: AreaSet) -> AreaSet:
        return AreaSet(self.members | other.members, self.surely | other.surely, self.maybe | other.maybe)

    def __sub__(self, other: AreaSet) -> AreaSet:
        return AreaSet(self.members - other.members, self.surely - other.maybe, self.maybe - other.surely)


def fixed(areas: Iterable[str]) -> AreaSet:
    """Make a set that no rounding touches."""
    found = frozenset(areas)
    return AreaSet(found, found, found)


def coloured(data: FormulaData, indicator: str, colour: str, comparison: Comparison | None) -> AreaSet:
    """Give the rows of one colour."""
    cells = {area: data.redness(indicator, area, comparison) for area in data.rows}
    bounds = data.bounds[indicator]
    sign = _sign(worse=colour == "red", high_is_better=data.indicator(indicator).polarity == "high-is-better")
    equal = "=" if (comparison or bounds.comparison) == "inclusive" else ""
    return AreaSet(
        frozenset(area for area, cell in cells.items() if cell.colour == colour),
        frozenset(area for area, cell in cells.items() if cell.possible == {colour}),
        frozenset(area for area, cell in cells.items() if colour in cell.possible),
        f"{sign}{equal} {bounds.negative if colour == 'red' else bounds.positive}".replace("<=", "≤").replace(
            ">=", "≥"
        ),
    )


def _sign(*, worse: bool, high_is_better: bool) -> str:
    return "<" if worse == high_is_better else ">"


def beyond(data: FormulaData, indicator: str, edge: Interval, *, below: bool, inclusive: bool) -> AreaSet:
    """Give the rows with a value below or above a number, or on it where inclusive."""

    def lies(value: Decimal, limit: Decimal) -> bool:
        return (inclusive and value == limit) or (value < limit if below else value > limit)

    def could(value: Decimal, limit: Decimal) -> bool:
        return value <= limit if below else value >= limit

    def must(value: Decimal, limit: Decimal) -> bool:
        return value < limit if below else value > limit

    nearest, farthest = (edge.high, edge.low) if below else (edge.low, edge.high)
    found = {area: as_printed(value) for area, value in _values(data, indicator)}
    return AreaSet(
        frozenset(area for area, one in found.items() if lies(one.value, edge.value)),
        frozenset(area for area, one in found.items() if must(one.high if below else one.low, farthest)),
        frozenset(area for area, one in found.items() if could(one.low if below else one.high, nearest)),
        f"{('≤' if below else '≥') if inclusive else ('<' if below else '>')} {edge.value}",
    )


def in_band(data: FormulaData, indicator: str, band: str) -> AreaSet:
    """Give the rows with a value in a band."""
    found = known(next((one for one in data.indicator(indicator).bands if one.id == band), None))

    def rows(test: Callable[[Decimal], bool]) -> frozenset[str]:
        return frozenset(area for area, value in _values(data, indicator) if test(value))

    return AreaSet(
        rows(lambda value: holds(found, value)),
        rows(lambda value: surely_in(found, value)),
        rows(lambda value: maybe_in(found, value)),
        f"{'' if found.lower is None else found.lower} … {'' if found.upper is None else found.upper}".strip(),
    )


def matching(data: FormulaData, count: str, indicators: tuple[str, ...], comparison: Comparison | None) -> AreaSet:
    """Give the rows whose printed count equals the recount; rows without a printed count are left out."""
    rule = data.count(count)
    members, surely, maybe = set(), set(), set()
    for area, printed in printed_rows(data, count):
        found = data.recount(count, area, indicators, comparison)
        if found.reds == printed:
            members.add(area)
        if printed in found.attainable(rule.factor):
            maybe.add(area)
            if found.low == found.high and not found.missing:
                surely.add(area)
    return AreaSet(frozenset(members), frozenset(surely), frozenset(maybe))


def differing(data: FormulaData, count: str, indicators: tuple[str, ...], comparison: Comparison | None) -> AreaSet:
    """Give the rows whose printed count does not equal the recount."""
    rows = fixed(area for area, _ in printed_rows(data, count))
    return rows - matching(data, count, indicators, comparison)


def printed_rows(data: FormulaData, count: str) -> list[tuple[str, int]]:
    """Give the rows that have a printed count, with it."""
    return [(area, data.printed[count, area]) for area in data.rows if (count, area) in data.printed]


def size(data: FormulaData, areas: frozenset[str], by: str) -> int:
    """Count areas by row, by name, by the code that is printed, or by the areas around them at a level.

    An area without a parent at that level is not counted; one with two counts for both.
    """
    if by == "row":
        return len(areas)
    if by == "name":
        return len({data.lookup.area(area).name.nl for area in areas})
    if by == "printed_code":
        found = (data.lookup.area(area) for area in areas)
        return len({area.printed_code or area.code or area.id for area in found})
    return len({parent for area in areas for parent in data.lookup.at_level(area, by)})


def _values(data: FormulaData, indicator: str) -> list[tuple[str, Decimal]]:
    data.indicator(indicator)
    return [(area, value) for area in data.rows if (value := data.value(indicator, area)) is not None]
