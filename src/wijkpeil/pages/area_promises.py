"""What was promised to an area beside targets: measures, agreements, requests and practices, the nearest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from django.urls import reverse

from wijkpeil.model.base import Language, record
from wijkpeil.model.ledger import Agreement, Commitment, Measure
from wijkpeil.model.practices import Practice
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
    """All promises but the targets."""

    measures: Items
    agreements: Items
    commitments: Items
    practices: Items
    requests: int


def area_promises(view: AreaView, language: Language) -> AreaPromises:
    """Gather the promises, in the active language."""
    return AreaPromises(
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
