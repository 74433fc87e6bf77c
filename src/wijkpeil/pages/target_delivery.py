"""What should move a target and why, what was delivered for it, and the story behind it.

What partners answer for (delivery) and what all hope for (the course of the target) stand beside each other, and are
never added up.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.model.delivery import Expectation, Story
from wijkpeil.model.ledger import Target
from wijkpeil.model.programme import Ledger
from wijkpeil.model.status import TargetState
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.delivery import DeliveryRow, delivery_rows
from wijkpeil.pages.format import day
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.target_words import status_word
from wijkpeil.workflows.measuring import Measurer


@record
class Tie:
    """A measure that should move a target, with why it should."""

    id: str
    measure: Reference
    target: Reference
    partners: tuple[Reference, ...]
    reasoning: str
    """Why it should work; empty where nobody said."""
    evidence: str
    """What is known of whether it works; empty where nothing is named."""
    lines: str
    whole: bool
    """True where the measure should move the whole of which the target is a part."""
    deliveries: tuple[DeliveryRow, ...]


@record
class Told:
    """A story, as a reader meets it."""

    id: str
    on: str
    who: str
    """The partner, and in which role."""
    text: str
    lines: str


@record
class TargetDelivery:
    """Delivery beside effect."""

    ties: tuple[Tie, ...]
    effect: str
    """The status of the target, in words."""
    stories: tuple[Told, ...]
    measures: bool
    """True where the outputs of measures are what measures the target."""


def target_delivery(context: ViewContext, target: Target, state: TargetState, language: str) -> TargetDelivery:
    """Show what should move a target, in the active language."""
    expectations = context.programme.ledger.expectations
    own = [one for one in expectations if one.target == target.id]
    said = {one.measure for one in own}
    whole = [one for one in expectations if one.target == target.part_of and one.measure not in said]
    return TargetDelivery(
        ties=tuple(tie(context, one, language, target.id) for one in (*own, *whole)),
        effect=status_word(state.status),
        stories=stories_about(context, language, target=target.id),
        measures=bool(Measurer(context.programme, context.evaluations).outputs.of(target)),
    )


def tie(context: ViewContext, one: Expectation, language: str, target: str = "") -> Tie:
    """Show that a measure should move a target, in the active language; ``target`` is the one whose page it is."""
    names = names_of(context, language)
    measure = next((each for each in context.programme.ledger.measures if each.id == one.measure), None)
    return Tie(
        id=one.id,
        measure=names.get("measure", one.measure),
        target=names.get("target", one.target),
        partners=names.all("partner", measure.partners if measure else ()),
        reasoning=one.reasoning.in_(language) if one.reasoning else "",
        evidence=one.evidence.in_(language) if one.evidence else "",
        lines=one.lines,
        whole=bool(target) and one.target != target,
        deliveries=delivery_rows(context, language).get(one.measure, ()),
    )


def targets_of(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """Give by measure the targets that it should move."""
    found: dict[str, list[str]] = {}
    for one in ledger.expectations:
        found.setdefault(one.measure, []).append(one.target)
    return {measure: tuple(targets) for measure, targets in found.items()}


def stories_about(context: ViewContext, language: str, *, target: str = "", measure: str = "") -> tuple[Told, ...]:
    """Tell the stories behind a target or a measure, the latest first, in the active language."""
    names = names_of(context, language)
    stories: Iterable[Story] = context.programme.ledger.stories
    found = [one for one in stories if (target and one.target == target) or (measure and one.measure == measure)]
    return tuple(_told(one, names, language) for one in sorted(found, key=lambda one: one.on, reverse=True))


def _told(one: Story, names: Names, language: str) -> Told:
    who = names.get("partner", one.owner).label if one.owner else _("the programme office")
    return Told(
        id=one.id,
        on=day(one.on, language),
        who=f"{who}, {one.role.in_(language)}",
        text=one.text.in_(language),
        lines=one.lines,
    )
