"""Targets: parts that lead up to a whole."""

from __future__ import annotations

from collections.abc import Iterator

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content


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
