"""What changed in the targets between two moments: their states, their figures, what they promise, and their terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, TypeVar

from wijkpeil.model.ledger import Target
from wijkpeil.model.status import TargetState
from wijkpeil.workflows.monitor import WORST_FIRST

ChangeKind = Literal["moved", "figure", "corrected", "revised", "added", "removed", "term"]
T = TypeVar("T")


Breaks = Callable[[Target], Iterable[date]]


def unbroken(_target: Target) -> tuple[date, ...]:
    """Give no break at all."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The targets as they stood on a day."""

    day: date
    targets: Sequence[Target]
    states: Sequence[TargetState]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChange:
    """What changed of one target; at least one kind."""

    target: str
    """Its id."""
    kinds: tuple[ChangeKind, ...]
    """``moved``: another status; ``figure``: a later figure; ``corrected``: another figure of the same day;
    ``revised``: it promises something else; ``added``, ``removed``; ``term``: its last day passed."""
    before: TargetState | None
    after: TargetState | None
    old: Target | None = None
    """What it promised before; None where it was not there."""
    new: Target | None = None
    """What it promises now; None where it is gone."""
    broken: date | None = None
    """The last day, between that of the figure before and that of the figure now, from which figures are made
    otherwise, so that the two do not compare; None where there is none."""

    @property
    def revised(self) -> tuple[str, ...]:
        """Names of the fields that promise something else."""
        old, new = self.old, self.new
        if old is None or new is None:
            return ()
        return tuple(one.name for one in fields(old) if getattr(old, one.name) != getattr(new, one.name))

    @property
    def worse(self) -> bool | None:
        """True where the status moved towards the worst, False where away from it, None where it stayed."""
        if self.before is None or self.after is None or self.before.status == self.after.status:
            return None
        return WORST_FIRST.index(self.after.status) < WORST_FIRST.index(self.before.status)


def target_changes(before: Moment, after: Moment, breaks: Breaks = unbroken) -> tuple[TargetChange, ...]:
    """Give what changed of each target, in the order of the register as it is after; what was removed comes last.

    ``breaks`` gives the days from which the figures of a target are made otherwise. A term passed where its last day
    lies after the day of ``before``, up to that of ``after``.
    """
    old, new = _by_id(before.targets), _by_id(after.targets)
    states = {one.id: one for one in before.states}, {one.id: one for one in after.states}
    found = []
    for id in (*new, *(one for one in old if one not in new)):
        was, now = states[0].get(id), states[1].get(id)
        promised = old.get(id), new.get(id)
        kinds = (*_of_state(was, now), *_of_promise(*promised), *_of_term(promised[1], before, after))
        if kinds:
            broken = _broken(was, now, promised[1], breaks) if "figure" in kinds else None
            made = TargetChange(target=id, kinds=kinds, before=was, after=now, old=promised[0], new=promised[1])
            found.append(replace(made, broken=broken))
    return tuple(found)


def _broken(was: TargetState | None, now: TargetState | None, target: Target | None, breaks: Breaks) -> date | None:
    """Give the last break that parts the two figures, whichever of them is the later."""
    days = [one.actual_on for one in (was, now) if one is not None and one.actual is not None and one.actual_on]
    if target is None or len(days) < 2:
        return None
    return max((day for day in breaks(target) if min(days) < day <= max(days)), default=None)


def _of_state(was: TargetState | None, now: TargetState | None) -> tuple[ChangeKind, ...]:
    if was is None or now is None:
        return () if was is now else ("added",) if was is None else ("removed",)
    kinds: list[ChangeKind] = ["moved"] if was.status != now.status else []
    if now.actual is not None and now.actual_on != was.actual_on:
        kinds.append("figure")
    elif was.actual != now.actual:
        kinds.append("corrected")
    return tuple(kinds)


def _of_term(target: Target | None, before: Moment, after: Moment) -> tuple[ChangeKind, ...]:
    passed = target is not None and target.deadline is not None and before.day < target.deadline <= after.day
    return ("term",) if passed else ()


def _of_promise(old: Target | None, new: Target | None) -> tuple[ChangeKind, ...]:
    return ("revised",) if old is not None and new is not None and old != new else ()


def _by_id(targets: Iterable[Target]) -> dict[str, Target]:
    return {one.id: one for one in targets}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """One record of a register that was added, changed or removed."""

    id: str
    kind: Literal["added", "changed", "removed"]


def register_changes(before: Sequence[Any], after: Sequence[Any]) -> tuple[RegisterChange, ...]:
    """Give the records that differ between two states of a register, in its order after, those removed last."""
    if before is after:
        return ()
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    found = [
        RegisterChange(id=id, kind="changed" if id in old else "added")
        for id, one in new.items()
        if id not in old or old[id] != one
    ]
    return (*found, *(RegisterChange(id=id, kind="removed") for id in old if id not in new))
