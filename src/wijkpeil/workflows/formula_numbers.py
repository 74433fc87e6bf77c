"""The functions of the formula language that give a number."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from wijkpeil.methods.intervals import Interval, as_printed, exactly, least, most
from wijkpeil.model.claims import StepPart
from wijkpeil.model.formula import Call
from wijkpeil.model.formula_functions import AMOUNTS
from wijkpeil.model.indicators import Comparison
from wijkpeil.model.programme import total_known
from wijkpeil.workflows.formula_data import FormulaData, Unknown, faces, known
from wijkpeil.workflows.formula_sets import matching, measured_rows, printed_rows


class Found(NamedTuple):
    """A number with what went into it."""

    number: Interval
    items: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    note: str = ""
    parts: tuple[StepPart, ...] = ()


Lookup = Callable[[FormulaData, tuple[str, ...]], Found]


def _exact(value: Decimal | int | None) -> Found:
    if value is None:
        raise Unknown
    return Found(exactly(value))


def _measured(value: Decimal | None) -> Found:
    return Found(as_printed(known(value)))


def _border(data: FormulaData, args: tuple[str, ...]) -> Found:
    bounds = known(data.bounds.get(args[0]))
    return _exact(bounds.negative if args[1] == "negative" else bounds.positive)


def _bound(data: FormulaData, args: tuple[str, ...]) -> Found:
    target = data.target(args[0])
    return _exact(target.bound if target else known(data.ambition(args[0])).bound)


def _year(data: FormulaData, args: tuple[str, ...]) -> Found:
    return _exact(known(known(data.target(args[0])).deadline).year)


def _largest(data: FormulaData, args: tuple[str, ...]) -> Found:
    printed = printed_rows(data, args[0])
    top = known(max((number for _, number in printed), default=None))
    parts = tuple(StepPart(id=area, value=Decimal(number), counted=number == top) for area, number in printed)
    return Found(exactly(top), tuple(area for area, number in printed if number == top), parts=parts)


def _extreme(data: FormulaData, indicator: str, choose: Callable[..., Interval]) -> Found:
    values = measured_rows(data, indicator)
    number = choose(*map(as_printed, values.values()))
    items = tuple(area for area, value in values.items() if value == number.value)
    parts = tuple(StepPart(id=area, value=values.get(area), counted=area in items) for area in data.rows)
    return Found(number, items, tuple(area for area in data.rows if area not in values), parts=parts)


LOOKUPS: dict[str, Lookup] = {
    "fact": lambda data, args: _exact(known(data.facts.get(args[0])).value),
    "city": lambda data, args: _measured(data.indicator(args[0]).city_value),
    "value": lambda data, args: _measured(data.value(args[0], args[1])),
    "border": _border,
    "lowest": lambda data, args: _extreme(data, args[0], least),
    "highest": lambda data, args: _extreme(data, args[0], most),
    "bound": _bound,
    "baseline": lambda data, args: _exact(known(data.target(args[0])).baseline),
    "deadline_year": _year,
    "printed": lambda data, args: _exact(data.printed.get((args[0], args[1]))),
    "largest": _largest,
}
"""Functions that take ids alone."""


def recount(data: FormulaData, args: tuple[str, ...], comparison: Comparison | None) -> Found:
    """Count the reds of one area."""
    count, area, *indicators = args
    found = data.recount(count, area, tuple(indicators), comparison)
    low, high = known(found.low), known(found.high)
    rule = data.count(count)
    parts = tuple(
        _reddened(data, area, one, comparison or rule.comparison) for one in indicators or list(rule.indicators)
    )
    return Found(Interval(Decimal(known(found.reds)), Decimal(low), Decimal(high)), (area,), parts=parts)


def _reddened(data: FormulaData, area: str, indicator: str, comparison: Comparison | None) -> StepPart:
    """Give an indicator with the value of an area beside the border on the bad side."""
    cell = data.redness(indicator, area, comparison)
    return StepPart(
        id=indicator,
        value=data.value(indicator, area),
        other=data.bounds[indicator].negative,
        counted=cell.colour == "red",
        undecided="red" in cell.possible and len(cell.possible) > 1,
    )


def count_matching(data: FormulaData, args: tuple[str, ...], comparison: Comparison | None) -> Found:
    """Count the rows whose printed count equals the recount."""
    found = matching(data, args[0], args[1:], comparison)
    number = Interval(*(Decimal(len(one)) for one in (found.members, found.surely, found.maybe)))
    members, missing = (tuple(area for area in data.rows if area in some) for some in (found.members, found.missing))
    return Found(number, members, missing, parts=found.parts(data.rows))


def over_records(data: FormulaData, call: Call) -> Found:
    """Sum, count or tell apart the records of a register.

    An unknown amount is named and left out; where all are unknown, or nothing is chosen, so is the sum.
    """
    register = str(call.args[0])
    chosen = data.records(register, call.filters)
    items = tuple(getattr(one, "id", "") for one in chosen)
    if call.name == "rows":
        return Found(exactly(len(chosen)), tuple(filter(None, items)))
    if call.name == "distinct":
        different = dict.fromkeys(face for one in chosen for face in faces(getattr(one, str(call.args[1]))))
        return Found(exactly(len(different)), tuple(str(face) for face in different))
    amounts = {one.id: getattr(one, AMOUNTS[register]) for one in chosen}
    total, missing = total_known(tuple(amounts.values()))
    if missing == len(amounts):
        raise Unknown
    return Found(
        exactly(total),
        tuple(name for name, amount in amounts.items() if amount is not None),
        tuple(name for name, amount in amounts.items() if amount is None),
        parts=tuple(StepPart(id=name, value=one, counted=one is not None) for name, one in amounts.items()),
    )
