"""Revisions of targets: numbered without a gap, decided one after the other, and each changing something."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Raw
from wijkpeil.model.statement import differs, statement_fields

_Chain = list[tuple[Raw, Any]]


def revisions_are_numbered(content: Content) -> Iterator[Fault]:
    """The revisions of a target are numbered 1, 2, 3 and so on, each once."""
    for own, chain in _chains(content).items():
        for place, (raw, made) in enumerate(chain, start=1):
            if made.number != place:
                message = say(
                    "The revisions of {target} are numbered {numbers}, where number {place} should stand.",
                    target=own,
                    numbers=", ".join(str(one.number) for _, one in chain),
                    place=place,
                )
                yield raw.fault(("number",), message, say("Number them 1, 2, 3 and so on, in order of decision."))
                break


def revisions_follow_each_other(content: Content) -> Iterator[Fault]:
    """A revision is decided after the one before it."""
    for chain in _chains(content, "decided_on").values():
        for (_, before), (raw, after) in pairwise(chain):
            if after.number > before.number and after.decided_on <= before.decided_on:
                message = say(
                    "Revision {number} was decided on {day}, which is not after {before}, the day of the one before.",
                    number=after.number,
                    day=after.decided_on.isoformat(),
                    before=before.decided_on.isoformat(),
                )
                yield raw.fault(("decided_on",), message, say("Correct one of the days, or the numbers."))


def revisions_name_a_decision(content: Content) -> Iterator[Fault]:
    """A revision says where its decision can be found."""
    for raw, made in content.built("target_revisions", "decision"):
        if not made.decision.strip():
            message = say("The revision names no decision, so that nobody can look it up.")
            remedy = say("Write its reference, such as the number of a council's decision.")
            yield raw.fault(("decision",), message, remedy)


def revisions_change_something(content: Content) -> Iterator[Fault]:
    """What a target stated until a decision differs from what it states since; other words alone are no revision."""
    names = statement_fields()
    targets = {one.id: one for one in content.records("targets", "id", *names)}
    for own, chain in _chains(content, *names).items():
        last = [(chain[0][0], targets[own])] if own in targets else []
        for (raw, before), (_, after) in pairwise([*chain, *last]):
            if not differs(before, after):
                message = say(
                    "Revision {number} of {target} changes nothing: the statement after it is the same.",
                    number=before.number,
                    target=own,
                )
                remedy = say("Write here what the target stated until the decision, or remove the row.")
                yield raw.fault(("number",), message, remedy)


def _chains(content: Content, *names: str) -> dict[str, _Chain]:
    found: dict[str, _Chain] = {}
    for raw, made in content.built("target_revisions", "of", "number", *names):
        found.setdefault(made.of, []).append((raw, made))
    return {own: sorted(some, key=lambda one: one[1].number) for own, some in found.items()}
