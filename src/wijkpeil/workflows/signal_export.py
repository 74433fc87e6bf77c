"""Signals as flat records for machines, with ids as in the definitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from wijkpeil.model.signals import Signal, SignalFamily
from wijkpeil.workflows.export import Record


def signal_records(signals: Iterable[Signal], *, simulated: bool = False) -> list[Record]:
    """Give one record per signal; what does not apply to its kind is None.

    ``simulated`` says in each whether the programme is made up.
    """
    names = [each.name for each in fields(Signal)]
    more = {"simulated": simulated}
    return [{name: getattr(one, name) for name in names} | {"rules": list(one.rules)} | more for one in signals]


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
