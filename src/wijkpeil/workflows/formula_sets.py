"""Sets of areas in a formula: which are in it, which surely are, and which could be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeAlias

from wijkpeil.methods.bands import holds, maybe_in, surely_in
from wijkpeil.methods.intervals import Interval, as_printed
from wijkpeil.model.claims import StepPart
from wijkpeil.model.indicators import Comparison
from wijkpeil.workflows.formula_data import FormulaData, Unknown, known

Areas: TypeAlias = frozenset[str]
Beside: TypeAlias = tuple[Decimal | None, Decimal | None]
"""The value of an area, and the number that it was set against where each area has its own."""


@dataclass(frozen=True, slots=True)
class AreaSet:
    """Ids of areas: as the stored values say, those that rounding cannot take away, and those it can add."""

    members: Areas
    surely: Areas
    maybe: Areas
    missing: Areas = frozenset()
    """Areas of which nothing can be said, since they have no value; they are in none of the three."""
    note: str = ""
    values: Mapping[str, Beside] = field(default_factory=dict)
    """What each area was judged on; none in a set that was made from others."""

    def parts(self, rows: Iterable[str]) -> tuple[StepPart, ...]:
        """Give each area that was judged, with its value, in the order of ``rows``."""
        return tuple(
            StepPart(
                id=area,
                value=self.values[area][0],
                other=self.values[area][1],
                counted=area in self.members,
                undecided=area in self.maybe and area not in self.surely,
            )
            for area in rows
            if area in self.values
        )

    def __and__(self, other: AreaSet) -> AreaSet:
        return self._with(other, frozenset.__and__, other)

    def __or__(self, other: AreaSet) -> AreaSet:
        return self._with(other, frozenset.__or__, other)

    def __sub__(self, other: AreaSet) -> AreaSet:
        # What the other surely holds is surely gone, and what it maybe holds may be gone.
        return self._with(other, frozenset.__sub__, AreaSet(other.members, other.maybe, other.surely))

    def _with(self, other: AreaSet, operate: Callable[[Areas, Areas], Areas], ends: AreaSet) -> AreaSet:
        return AreaSet(
            operate(self.members, ends.members),
            operate(self.surely, ends.surely),
            operate(self.maybe, ends.maybe),
            self.missing | other.missing,
        )


def fixed(areas: Iterable[str]) -> AreaSet:
    """Make a set that no rounding touches."""
    found = frozenset(areas)
    return AreaSet(found, found, found)


def coloured(data: FormulaData, indicator: str, colour: str, comparison: Comparison | None) -> AreaSet:
    """Give the rows of one colour."""
    found = {area: data.redness(indicator, area, comparison) for area in data.rows}
    cells = {area: cell for area, cell in found.items() if cell.colour != "none"}
    if not cells:
        raise Unknown
    bounds = data.bounds[indicator]
    sign = _sign(worse=colour == "red", high_is_better=data.indicator(indicator).polarity == "high-is-better")
    equal = "=" if (comparison or bounds.comparison) == "inclusive" else ""
    return AreaSet(
        frozenset(area for area, cell in cells.items() if cell.colour == colour),
        frozenset(area for area, cell in cells.items() if cell.possible == {colour}),
        frozenset(area for area, cell in cells.items() if colour in cell.possible),
        frozenset(found.keys() - cells.keys()),
        f"{sign}{equal} {bounds.negative if colour == 'red' else bounds.positive}".replace("<=", "≤").replace(
            ">=", "≥"
        ),
        {area: (data.value(indicator, area), None) for area in data.rows},
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
    values = measured_rows(data, indicator)
    found = {area: as_printed(value) for area, value in values.items()}
    return AreaSet(
        frozenset(area for area, one in found.items() if lies(one.value, edge.value)),
        frozenset(area for area, one in found.items() if must(one.high if below else one.low, farthest)),
        frozenset(area for area, one in found.items() if could(one.low if below else one.high, nearest)),
        frozenset(data.rows) - found.keys(),
        f"{('≤' if below else '≥') if inclusive else ('<' if below else '>')} {edge.value}",
        {area: (values.get(area), None) for area in data.rows},
    )


def in_band(data: FormulaData, indicator: str, band: str) -> AreaSet:
    """Give the rows with a value in a band."""
    found = known(next((one for one in data.indicator(indicator).bands if one.id == band), None))

    values = measured_rows(data, indicator)

    def rows(test: Callable[[Decimal], bool]) -> Areas:
        return frozenset(area for area, value in values.items() if test(value))

    return AreaSet(
        rows(lambda value: holds(found, value)),
        rows(lambda value: surely_in(found, value)),
        rows(lambda value: maybe_in(found, value)),
        frozenset(data.rows) - values.keys(),
        f"{'' if found.lower is None else found.lower} … {'' if found.upper is None else found.upper}".strip(),
        {area: (values.get(area), None) for area in data.rows},
    )


def matching(data: FormulaData, count: str, indicators: tuple[str, ...], comparison: Comparison | None) -> AreaSet:
    """Give the rows whose printed count equals the recount; rows without a printed count are left out."""
    rule = data.count(count)
    found = {area: data.recount(count, area, indicators, comparison) for area, _ in printed_rows(data, count)}
    counted = {area: one for area, one in found.items() if one.reds is not None}
    if not counted:
        raise Unknown
    open_to = {area: one for area, one in counted.items() if data.printed[count, area] in one.attainable(rule.factor)}
    return AreaSet(
        frozenset(area for area, one in counted.items() if one.reds == data.printed[count, area]),
        frozenset(area for area, one in open_to.items() if one.low == one.high and not one.missing),
        frozenset(open_to),
        frozenset(found.keys() - counted.keys()),
        values={area: (_exact(one.reds), Decimal(data.printed[count, area])) for area, one in found.items()},
    )


def _exact(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count)


def differing(data: FormulaData, count: str, indicators: tuple[str, ...], comparison: Comparison | None) -> AreaSet:
    """Give the rows whose printed count does not equal the recount."""
    same = matching(data, count, indicators, comparison)
    others = fixed({area for area, _ in printed_rows(data, count)} - same.missing) - same
    return replace(others, values=same.values)


def printed_rows(data: FormulaData, count: str) -> list[tuple[str, int]]:
    """Give the rows that have a printed count, with it."""
    return [(area, data.printed[count, area]) for area in data.rows if (count, area) in data.printed]


def size(data: FormulaData, areas: Areas, by: str) -> int:
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


def measured_rows(data: FormulaData, indicator: str) -> dict[str, Decimal]:
    """Give the rows that have a value, with it; unknown where none has."""
    data.indicator(indicator)
    values = {area: value for area in data.rows if (value := data.value(indicator, area)) is not None}
    if not values:
        raise Unknown
    return values
