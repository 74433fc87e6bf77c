"""What the ledger should hold and who may do what, in memory and without a database: a second, plain implementation."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

REPORTED = ("facilities",)
KEPT = ("themes", "facilities")
Cells = dict[str, Any]


@dataclass(frozen=True)
class Who:
    """Someone with one grant, or none."""

    id: str
    role: str | None
    partner: str | None = None

    @property
    def office(self) -> bool:
        return self.partner is None


def is_shown(who: Who, record: Cells) -> bool:
    """Say whether a record is shown to someone for whom they act."""
    owner, shown = record["owner"] or None, record["visibility"]
    return (
        shown == "public"
        or owner == who.partner
        or (shown == "named" and who.partner is not None and who.partner in record["visible_to"].split("; "))
    )


def may_see(who: Who, record: Cells) -> bool:
    """Say whether someone may see a record: an auditor sees all of them."""
    return who.role == "auditor" or (is_shown(who, record) if who.role else record["visibility"] == "public")


def may_write(who: Who, register: str, what: str, record: Cells) -> bool:
    """Say whether someone may add, revise, remove or share a record as it is."""
    owner, seen = record["owner"] or None, is_shown(who, record)
    if who.role == "programme-manager":
        own = register in REPORTED and owner == who.partner
        return seen and ((register in KEPT and who.office) or own)
    if who.role == "decision-maker":
        return register in REPORTED and owner == who.partner
    if who.role == "reporter":
        return register in REPORTED and owner == who.partner and what in ("add", "revise")
    return False


def shared(record: Cells) -> tuple[Any, ...]:
    return record["owner"], record["visibility"], record["visible_to"]


def may_change(who: Who, register: str, before: Cells | None, after: Cells | None) -> bool:
    """Say whether someone may make one record of another; None: there is none."""
    if before is None and after is None:
        # To remove what is not there takes the right to remove what the office keeps.
        return may_write(who, register, "remove", {"owner": "", "visibility": "public", "visible_to": ""})
    what = "remove" if after is None else "add" if before is None else "revise"
    both = [each for each in (before, after) if each is not None]
    if (
        len(both) == 2
        and shared(both[0]) != shared(both[1])
        and not all(may_write(who, register, "share", each) for each in both)
    ):
        return False
    return all(may_write(who, register, what, each) for each in both)


@dataclass
class Kept:
    """One record: what it said from one moment to another."""

    said: list[tuple[datetime, Cells | None]] = field(default_factory=list)
    revision: int = 0

    @property
    def now(self) -> Cells | None:
        return self.said[-1][1] if self.said else None

    def at(self, moment: datetime) -> Cells | None:
        return next((cells for since, cells in reversed(self.said) if since <= moment), None)


@dataclass
class Person:
    """An account as the model knows it."""

    who: Who
    state: str = "active"
    tokens: set[str] = field(default_factory=set)

    def become(self, role: str | None, partner: str | None) -> None:
        self.who = replace(self.who, role=role, partner=partner)
