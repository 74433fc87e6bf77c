"""The functions of the formula language, with what each takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

from wijkpeil.model.programme import Definitions, Ledger

Kind = Literal[
    "number",
    "set",
    "digits",
    "side",
    "register",
    "money-register",
    "field",
    "fact",
    "indicator",
    "band",
    "area",
    "group",
    "level",
    "count",
    "target",
    "target-or-ambition",
]

SIDES = ("negative", "positive")
AMOUNTS = {"budget_lines": "amount", "running_programmes": "amount", "budgets": "printed_total"}
"""The field that ``total`` sums, per register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """What a function takes and gives."""

    params: tuple[Kind, ...] = ()
    """Arguments that must be there."""
    rest: Kind | None = None
    """Kind of any further arguments."""
    filters: bool = False
    """Whether it takes ``field=value`` filters on its register."""
    groups: bool = False
    """Whether it takes ``by=``."""
    gives_set: bool = False
    """Whether it gives a set of areas; otherwise a number."""

    def kinds(self, number: int) -> tuple[Kind, ...]:
        """Give the kinds of ``number`` arguments."""
        further = () if self.rest is None else (self.rest,) * (number - len(self.params))
        return self.params + further


FUNCTIONS: dict[str, Function] = {
    "fact": Function(params=("fact",)),
    "city": Function(params=("indicator",)),
    "value": Function(params=("indicator", "area")),
    "border": Function(params=("indicator", "side")),
    "lowest": Function(params=("indicator",)),
    "highest": Function(params=("indicator",)),
    "bound": Function(params=("target-or-ambition",)),
    "baseline": Function(params=("target",)),
    "deadline_year": Function(params=("target",)),
    "total": Function(params=("money-register",), filters=True),
    "rows": Function(params=("register",), filters=True),
    "distinct": Function(params=("register", "field"), filters=True),
    "count": Function(params=("set",), groups=True),
    "matching": Function(params=("count",), rest="indicator"),
    "recount": Function(params=("count", "area"), rest="indicator"),
    "printed": Function(params=("count", "area")),
    "largest": Function(params=("count",)),
    "min": Function(params=("number",), rest="number"),
    "max": Function(params=("number",), rest="number"),
    "abs": Function(params=("number",)),
    "round": Function(params=("number", "digits")),
    "red": Function(params=("indicator",), gives_set=True),
    "green": Function(params=("indicator",), gives_set=True),
    "below": Function(params=("indicator", "number"), gives_set=True),
    "above": Function(params=("indicator", "number"), gives_set=True),
    "in_band": Function(params=("indicator", "band"), gives_set=True),
    "group": Function(params=("group",), gives_set=True),
    "under": Function(params=("area",), gives_set=True),
    "areas": Function(params=("area",), rest="area", gives_set=True),
    "differing": Function(params=("count",), rest="indicator", gives_set=True),
}


@cache
def _records() -> dict[str, Any]:
    """Give the record class of every register of the ledger and the definitions."""
    hints = get_type_hints(Ledger) | get_type_hints(Definitions)
    return {name: get_args(hint)[0] for name, hint in hints.items() if len(get_args(hint)) == 2}


def registers(*, money: bool = False) -> tuple[str, ...]:
    """Name the registers that a formula may count, or those whose money it may sum."""
    return tuple(AMOUNTS) if money else tuple(_records())


def field_names(register: str) -> tuple[str, ...]:
    """Name the fields of the records in a register."""
    return tuple(field.name for field in fields(_records()[register]))
