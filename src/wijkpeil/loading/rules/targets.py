"""Targets: parts that lead up to a whole, and a bound where a relation needs one."""

from __future__ import annotations

from collections.abc import Iterator

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.model.ledger import Target


def parts_lead_to_a_whole(content: Content) -> Iterator[Fault]:
    """No target is a part of itself or repeats itself, not even through others."""
    for name in ("part_of", "same_as"):
        above = {target.id: getattr(target, name) for target in content.records("targets", "id", name)}
        for raw, target in content.built("targets", "id", name):
            if _returns(target.id, above):
                message = say("{id} leads back to itself by {name}.", id=target.id, name=name)
                yield raw.fault((name,), message, say("Correct the id, or leave the cell empty."))


def _returns(start: str, above: dict[str, str | None]) -> bool:
    here, steps = above.get(start), 0
    while here is not None and here != start and steps <= len(above):
        here, steps = above.get(here), steps + 1
    return here == start


def relations_have_a_bound(content: Content) -> Iterator[Fault]:
    """A relation without a bound compares with nothing, unless the target moves along with another."""
    for raw, target in content.built("targets", "relation", "bound", "comparator"):
        if _lacks_bound(target):
            message = say("The relation {relation} has no bound to compare with.", relation=target.relation)
            yield raw.fault(("relation",), message, say("Write the bound, or leave the relation empty."), "warning")


def _lacks_bound(target: Target) -> bool:
    return target.relation is not None and target.bound is None and target.comparator is None
