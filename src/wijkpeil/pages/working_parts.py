"""What a step of the working looked at: each record or area with its own value, counted or not."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.model.base import record
from wijkpeil.model.claims import Step, StepPart
from wijkpeil.pages.format import number
from wijkpeil.pages.names import Names
from wijkpeil.pages.quantities import unknown


@record
class PartView:
    """One record or area."""

    name: str
    value: str
    other: str
    """What it was set against; empty where nothing of its own."""
    outcome: str
    """Whether it was summed or counted, in words."""
    counted: bool


@record
class PartsView:
    """All that one step looked at, as a table."""

    expression: str
    """The step."""
    note: str
    """What all values were set against; empty where each has its own, or none."""
    summary: str
    """How many of how many were counted."""
    value_head: str
    other_head: str
    """Heading of what each was set against; empty where there is no such column."""
    rows: tuple[PartView, ...]
    total: str
    """What the step gives."""


def parts_view(step: Step, note: str, total: str, names: Names, language: str) -> PartsView | None:
    """Show what a step looked at, in the active language; None where nothing in it has a value of its own."""
    if not step.parts:
        return None
    value_head, other_head = _heads(step)
    return PartsView(
        expression=step.expression,
        note=note,
        summary=_summary(step),
        value_head=value_head,
        other_head=other_head,
        rows=tuple(_part(step, one, names, language) for one in step.parts),
        total=total,
    )


def _part(step: Step, part: StepPart, names: Names, language: str) -> PartView:
    return PartView(
        name=names.listed((part.id,)),
        value=unknown() if part.value is None else number(part.value, language),
        other="" if part.other is None else number(part.other, language),
        outcome=_outcome(step, part),
        counted=part.counted,
    )


def _outcome(step: Step, part: StepPart) -> str:
    if part.value is None:
        return _("left out")
    if _function(step) == "total":
        return _("added")
    word = _("counts") if part.counted else _("does not count")
    return _("%(word)s, but rounding decides") % {"word": word} if part.undecided else word


def _heads(step: Step) -> tuple[str, str]:
    function = _function(step)
    if function in ("matching", "differing"):
        return _("recounted"), _("printed")
    if function == "recount":
        return _("value"), _("border")
    if function == "total":
        return _("amount"), ""
    return (_("printed") if function == "largest" else _("value")), ""


def _function(step: Step) -> str:
    return step.expression.partition("(")[0]


def _summary(step: Step) -> str:
    counted, all = sum(part.counted for part in step.parts), len(step.parts)
    if _function(step) == "total":
        text = ngettext("%(counted)s of %(all)s amount added", "%(counted)s of %(all)s amounts added", all)
    else:
        text = ngettext("%(counted)s of %(all)s counts", "%(counted)s of %(all)s count", counted)
    return text % {"counted": counted, "all": all}
