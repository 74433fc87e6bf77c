"""What was promised to an area: targets, measures, agreements, requests and practices, the nearest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.model.board import Cell
from wijkpeil.model.ledger import Agreement, Commitment, Measure, Target
from wijkpeil.model.practices import Practice
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.workflows.area import AreaView
from wijkpeil.workflows.concerns import Concern

T = TypeVar("T")


@record
class Item:
    """One promise."""

    label: str
    address: str
    """Empty where it has no page."""
    detail: str
    lines: str
    inferred: bool = False
    """True where no source prints that it holds here."""


@record
class Items:
    """Promises that concern this area in particular, and how many hold for all."""

    near: tuple[Item, ...]
    all: int
    """Number that hold for all areas and are not among ``near``."""


@record
class AreaPromises:
    """All promises."""

    targets: Items
    measures: Items
    agreements: Items
    commitments: Items
    practices: Items
    requests: int


def area_promises(context: ViewContext, view: AreaView, language: Language) -> AreaPromises:
    """Gather the promises, in the active language."""
    red = {cell.indicator for cell in view.row.cells if cell.colour == "red"} if view.row else set()
    told = [one for one in view.targets if one.item.same_as is None]
    near_targets = [one for one in told if one.how != "all" or one.item.indicator in red]
    cells = {cell.indicator: cell for cell in view.row.cells} if view.row else {}
    return AreaPromises(
        targets=Items(
            near=tuple(_target(context, one, cells.get(one.item.indicator or ""), language) for one in near_targets),
            all=len(told) - len(near_targets),
        ),
        measures=items_of(view.measures, lambda one: _measure(one, language)),
        agreements=items_of(view.agreements, lambda one: _agreement(one, language)),
        commitments=items_of(view.commitments, lambda one: _commitment(one, language)),
        practices=items_of(view.practices, lambda one: _practice(one, language)),
        requests=len(view.requests),
    )


def items_of(concerns: Sequence[Concern[T]], make: Callable[[T], Item]) -> Items:
    """Show the records that concern an area in particular, and count those that hold for all."""
    near = [one for one in concerns if one.how != "all"]
    made = tuple(replace(make(one.item), inferred=one.inferred) for one in near)
    return Items(near=made, all=len(concerns) - len(near))


def _target(context: ViewContext, concern: Concern[Target], cell: Cell | None, language: Language) -> Item:
    target = concern.item
    term = target.deadline_label.in_(language) if target.deadline_label else ""
    here = ""
    if cell is not None and cell.value is not None:
        name = context.lookup.indicators[cell.indicator].short_name.in_(language)
        here = _("here: %(name)s %(value)s") % {"name": name, "value": number(cell.value, language)}
    return Item(
        label=target.short.in_(language),
        address=reverse("target", args=[target.id]),
        detail=", ".join(filter(None, (term, here))),
        lines=target.lines,
        inferred=concern.inferred,
    )


def _measure(measure: Measure, language: Language) -> Item:
    return Item(
        label=measure.name.in_(language),
        address=reverse("measure", args=[measure.id]),
        detail=measure.scope.in_(language),
        lines=measure.lines,
    )


def _agreement(agreement: Agreement, language: Language) -> Item:
    term = agreement.deadline_label.in_(language) if agreement.deadline_label else ""
    return Item(label=agreement.name.in_(language), address=reverse("agreements"), detail=term, lines=agreement.lines)


def _commitment(commitment: Commitment, language: Language) -> Item:
    term = commitment.deadline_label.in_(language) if commitment.deadline_label else ""
    return Item(label=commitment.sentence.in_(language), address="", detail=term, lines=commitment.lines)


def _practice(practice: Practice, language: Language) -> Item:
    return Item(
        label=practice.name.in_(language),
        address=reverse("practices"),
        detail=practice.place.in_(language),
        lines=practice.lines,
    )
