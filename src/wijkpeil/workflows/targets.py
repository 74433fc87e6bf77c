"""Say of each target what is known of it, and what it lacks to be followed."""

from __future__ import annotations

from decimal import Decimal

from wijkpeil.model.base import Text
from wijkpeil.model.ledger import Target
from wijkpeil.model.programme import Programme
from wijkpeil.model.status import Missing, TargetState, TargetStatus
from wijkpeil.workflows.evaluations import Evaluate, Evaluations

_FROM_A_START = ("direction", "reduction", "growth", "every-area-no-decline")
"""Kinds that say nothing without a starting value."""


def target_states(programme: Programme, evaluations: Evaluations | None = None) -> tuple[TargetState, ...]:
    """Give the state of every target and part, in the order of the register, under the rule of ``model.status``.

    ``evaluations`` are those of this programme.
    """
    evaluate = (evaluations or Evaluations(programme)).of
    return tuple(_state(evaluate, target) for target in programme.ledger.targets)


def checkable(target: Target) -> bool:
    """Tell whether a target states a number to reach and a day by which: without these nobody can find it missed."""
    return target.bound is not None and target.deadline is not None


def _state(evaluate: Evaluate, target: Target) -> TargetState:
    actual = evaluate(target.formula, None).value if target.formula else None
    status = _status(target, actual)
    return TargetState(
        id=target.id,
        theme=target.theme,
        level=target.level,
        sentence=target.sentence,
        baseline=target.baseline,
        bound=target.bound,
        deadline=target.deadline,
        actual=actual,
        required=None,
        status=status,
        reason=_reason(target, status),
        missing=_missing(target, status),
        checkable=checkable(target),
    )


def _status(target: Target, actual: Decimal | None) -> TargetStatus:
    if target.bound is None or target.relation is None or not _measured_by_something(target):
        return "not-measurable"
    return "not-measured" if actual is None else "too-early"


def _measured_by_something(target: Target) -> bool:
    return bool(target.indicator or target.formula)


def _missing(target: Target, status: TargetStatus) -> tuple[Missing, ...]:
    lacks: dict[Missing, bool] = {
        "no-number": target.bound is None,
        "no-term": target.deadline is None,
        "no-indicator": not _measured_by_something(target),
        "no-baseline": target.baseline is None and target.kind in _FROM_A_START,
        "no-direction": target.relation is None,
        "no-figure": status == "not-measured",
    }
    return tuple(one for one, lacking in lacks.items() if lacking)


_NO_NUMBER = Text(
    nl="Het doel noemt geen getal, dus niemand kan vaststellen of het is gehaald.",
    en="The target names no number, so nobody can establish whether it was met.",
)
_NO_DIRECTION = Text(
    nl="Er staat niet bij of het getal een minimum of een maximum is.",
    en="It is not said whether the number is a minimum or a maximum.",
)
_NO_INDICATOR = Text(
    nl="Geen enkel cijfer in dit programma meet dit doel.",
    en="No figure in this programme measures this target.",
)
_NO_FIGURE = Text(
    nl="Het doel is te meten, maar er is nog geen cijfer.",
    en="The target can be measured, but there is no figure yet.",
)
_ONE_MOMENT = Text(
    nl="Er is alleen een cijfer van het begin, dus er valt nog geen verandering te zien.",
    en="There is a figure from the start only, so no change can be seen yet.",
)


def _reason(target: Target, status: TargetStatus) -> Text:
    if status == "too-early":
        return _ONE_MOMENT
    if status == "not-measured":
        return _NO_FIGURE
    if target.bound is None:
        return _NO_NUMBER
    return _NO_DIRECTION if target.relation is None else _NO_INDICATOR
