"""The targets that concern an area, with how they stand: its own figure where each area has its own path."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from wijkpeil.methods.status import Standing, gap_to_path
from wijkpeil.model.base import Language, record
from wijkpeil.model.ledger import Target
from wijkpeil.model.status import TargetState
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import day, number
from wijkpeil.pages.names import Reference, names_of
from wijkpeil.pages.status_marks import StatusMark, status_mark
from wijkpeil.pages.target_units import Unit, unit_of
from wijkpeil.workflows.area import AreaView
from wijkpeil.workflows.concerns import Concern
from wijkpeil.workflows.measuring import Measurer
from wijkpeil.workflows.monitor import WORST_FIRST, course_of, exact, standings_of_areas


@record
class AreaTargetRow:
    """One target that concerns an area."""

    target: Reference
    mark: StatusMark
    own: bool
    """True where the status is that of this area on its own path; False where it is that of the whole target."""
    here: str
    """The figure of this area; empty where there is none."""
    gap: str
    """How far that figure is from its path or else from the bound; empty where there is none, or nothing to say."""
    term: str
    lines: str
    inferred: bool
    """True where no source prints that it holds here."""


@record
class AreaTargets:
    """The targets that concern an area in particular, the worst first, and how many hold for all."""

    rows: tuple[AreaTargetRow, ...]
    all: int
    """Number that hold for all areas and are not among the rows."""


def area_targets(context: ViewContext, view: AreaView, language: Language) -> AreaTargets:
    """Gather the targets of an area, in the active language.

    These are the targets that name it or a larger area around it, those about each area that have its own figure, and
    those whose indicator is worse than the border here. What merely repeats another target is left out.
    """
    states = {one.id: one for one in context.target_states}
    red = {cell.indicator for cell in view.row.cells if cell.colour == "red"} if view.row else set()
    told = [one for one in view.targets if one.item.same_as is None]
    own = {one.item.id: _standing(context, one.item, states[one.item.id], view.area.id) for one in told}
    near = [one for one in told if one.how != "all" or own[one.item.id] is not None or one.item.indicator in red]
    rows = [_row(context, view, one, states[one.item.id], own[one.item.id], language) for one in near]
    ordered = sorted(rows, key=lambda one: WORST_FIRST.index(one.mark.status))
    return AreaTargets(rows=tuple(ordered), all=len(told) - len(near))


def _standing(context: ViewContext, target: Target, state: TargetState, area: str) -> Standing | None:
    """Give how one area stands on its own path; None where the target is not about each, or not about this one."""
    if target.quantifier != "each-area" or target.relation is None or target.bound is None or state.as_of is None:
        return None
    measured = Measurer(context.programme, context.evaluations).measure(target)
    series = (measured.areas or {}).get(area)
    if series is None:
        return None
    return standings_of_areas(target, replace(measured, areas={area: series}), state.as_of).get(area)


def _row(
    context: ViewContext,
    view: AreaView,
    concern: Concern[Target],
    state: TargetState,
    own: Standing | None,
    language: Language,
) -> AreaTargetRow:
    target = concern.item
    unit = unit_of(context.programme, target, language)
    term = target.deadline_label.in_(language) if target.deadline_label else ""
    return AreaTargetRow(
        target=names_of(context, language).get("target", target.id),
        mark=status_mark(own.status if own else state.status),
        own=own is not None,
        here=_own_figure(own, unit) if own else _figure(context, view, target, language),
        gap=_own_gap(target, own, unit) if own else "",
        term=term or (day(target.deadline, language) if target.deadline else ""),
        lines=target.lines,
        inferred=concern.inferred,
    )


def _own_figure(own: Standing, unit: Unit) -> str:
    known = own.figure is not None and own.figure.value is not None
    if not known or own.figure is None or own.figure.value is None:
        return ""
    written = unit.number(exact(own.figure.value))
    asked = "" if own.required is None else unit.number(exact(own.required))
    return (
        _("here %(now)s, asked %(asked)s") % {"now": written, "asked": asked}
        if asked
        else _("here %(now)s") % {"now": written}
    )


def _own_gap(target: Target, own: Standing, unit: Unit) -> str:
    gap = gap_to_path(course_of(target, ()), own)
    short = own.shortfall if gap is None else gap
    if not short:
        return ""
    size = unit.number(exact(abs(short)), least=True)
    if gap is None:
        return _("%(size)s from the number to reach") % {"size": size}
    return (_("%(size)s short") if gap > 0 else _("%(size)s ahead")) % {"size": size}


def _figure(context: ViewContext, view: AreaView, target: Target, language: Language) -> str:
    """Give the figure here of the indicator of a target that is not about each area by itself."""
    cell = next((one for one in view.row.cells if one.indicator == target.indicator), None) if view.row else None
    if cell is None or cell.value is None:
        return ""
    name = context.lookup.indicators[cell.indicator].short_name.in_(language)
    return _("here: %(name)s %(value)s") % {"name": name, "value": number(cell.value, language)}
