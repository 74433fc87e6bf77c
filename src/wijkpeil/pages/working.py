"""The working of a recomputation: each reading with its outcome, and each step with what went into it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.model.claims import Claim, ReadingResult, Reconciliation, Step
from wijkpeil.pages.format import number
from wijkpeil.pages.names import Names
from wijkpeil.pages.quantities import quantity, unknown
from wijkpeil.pages.working_parts import PartsView, parts_view

_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
MOST_PLACES = 6
"""Decimals to show of a step that does not come out even."""
BRIEFLY = 100
"""Records of one step up to which a list of claims names them; what is more stands on the claim's own page."""


@record
class StepView:
    """One step: what was computed, what it gave and from which records."""

    expression: str
    value: str
    open: str
    """The range that rounding leaves open; empty where it leaves none."""
    note: str
    items: str
    """Names of the records that went into it."""
    unknown: str
    """Names of the records that were left out because their amount is unknown."""
    parts: PartsView | None
    """Each record or area with its own value; None where they have none."""
    left: str
    """How many records stand on the claim's own page instead; empty where they stand here."""


@record
class ReadingView:
    """One reading of a claim and what it gives."""

    id: str
    name: str
    comparison: str
    formula: str
    recomputed: str
    open: str
    sign: str
    outcome: str
    used: bool
    """True where the verdict rests on it."""
    steps: tuple[StepView, ...]

    @property
    def by_parts(self) -> tuple[PartsView, ...]:
        """The steps that can be done again record by record."""
        return tuple(step.parts for step in self.steps if step.parts is not None)


def reading_view(
    claim: Claim, result: ReadingResult, found: Reconciliation, names: Names, language: str, *, most: int | None = None
) -> ReadingView:
    """Show one reading of a claim, in the active language; a step from more than ``most`` records counts them alone."""
    reading = next(one for one in claim.readings if one.id == result.reading)
    sign, outcome = _outcome(claim, result)
    return ReadingView(
        id=reading.id,
        name=reading.name.in_(language),
        comparison={"strict": _("strict"), "inclusive": _("inclusive")}.get(reading.comparison or "", ""),
        formula=reading.formula,
        recomputed=quantity(result.recomputed, claim.unit, claim.decimals, language),
        open=open_range(result.low, result.high, language),
        sign=sign,
        outcome=outcome,
        used=result.reading == found.reading,
        steps=_steps(result.steps, names, language, most),
    )


def _steps(steps: tuple[Step, ...], names: Names, language: str, most: int | None) -> tuple[StepView, ...]:
    """Show steps; one that takes what the step before it gave does not name it all again."""
    shown = []
    for before, step in zip((None, *steps), steps, strict=False):
        view = step_view(step, names, language, most)
        same = before is not None and bool(step.items) and before.items == step.items
        shown.append(replace(view, items=_("the same"), left="") if same else view)
    return tuple(shown)


def step_view(step: Step, names: Names, language: str, most: int | None = None) -> StepView:
    """Show one step, in the active language; of more than ``most`` records only how many there are."""
    asked = max(len(step.items) + len(step.unknown), len(step.parts))
    left = number(asked, language) if most is not None and asked > most else ""
    value = unknown() if step.value is None else number(_short(step.value), language)
    note = _DECIMAL_POINT.sub(",", step.note) if language == "nl" else step.note
    return StepView(
        expression=step.expression,
        value=value,
        open=open_range(step.low, step.high, language),
        note=note,
        items="" if left else names.listed(step.items),
        unknown="" if left else names.listed(step.unknown),
        parts=None if left else parts_view(step, note, value, names, language),
        left=left,
    )


def open_range(low: Decimal | None, high: Decimal | None, language: str) -> str:
    """Say which range rounding leaves open; nothing where it leaves one number."""
    if low is None or high is None or low == high:
        return ""
    return _("%(low)s to %(high)s") % {"low": number(_short(low), language), "high": number(_short(high), language)}


def _outcome(claim: Claim, result: ReadingResult) -> tuple[str, str]:
    if result.recomputed is None:
        return "?", _("cannot be computed")
    if claim.printed is None:
        return "?", _("cannot be checked")
    if result.holds:
        return "=", _("holds")
    return ("±", _("could hold within rounding")) if result.could_hold else ("≠", _("does not hold"))


def _short(value: Decimal) -> Decimal:
    """Leave out decimals that no reader can use."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MOST_PLACES:
        return round(value, MOST_PLACES).normalize()
    return value
