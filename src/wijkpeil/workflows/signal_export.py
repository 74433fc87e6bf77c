"""Signals as flat records for machines, with ids as in the definitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from math import isnan

from wijkpeil.model.signals import Signal, SignalFamily
from wijkpeil.workflows.export import Record
from wijkpeil.workflows.signal_course import ControlCourse


def signal_records(signals: Iterable[Signal], *, simulated: bool = False) -> list[Record]:
    """Give one record per signal; what does not apply to its kind is None.

    ``simulated`` says in each whether the programme is made up.
    """
    names = [each.name for each in fields(Signal)]
    more = {"simulated": simulated}
    return [{name: getattr(one, name) for name in names} | {"rules": list(one.rules)} | more for one in signals]


def control_records(course: ControlCourse, area: str, indicator: str, *, simulated: bool) -> list[Record]:
    """Give one record per period of the control charts of a figure; what is not known in a period is None.

    ``rules`` are those that the last figure breaks; ``passed`` names what passed its limit first in that period.
    """
    last = len(course.periods) - 1
    first = {"average": course.average_passed, "sum": course.sum_passed}
    columns = {
        "average": course.average,
        "average_lower": course.average_lower,
        "average_upper": course.average_upper,
        "sum_above": course.above,
        "sum_below": course.below,
    }
    return [
        {
            "indicator": indicator,
            "area": area,
            "period": period,
            "value": _known(course.values[at]),
            "centre": course.centre,
            "lower": course.lower,
            "upper": course.upper,
            "rules": list(course.rules) if at == last else [],
            "base": bool(course.base[at]),
            **{name: _known(values[at]) for name, values in columns.items()},
            "decision": course.decision,
            "passed": [name for name, one in first.items() if one is not None and one.at == at],
            "simulated": simulated,
        }
        for at, period in enumerate(course.periods)
    ]


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)


def family_records(families: Iterable[SignalFamily]) -> list[Record]:
    """Give one record per kind: tested, found, and to be expected by chance; untested cells by reason."""
    return [
        {
            "kind": family.kind,
            "tested": family.tested,
            "found": family.found,
            "expected": family.expected,
            "cut": family.cut,
            "untested": {one.reason: one.cells for one in family.untested},
        }
        for family in families
    ]
