"""What an actor sees of the registers, and whether it could keep one: rights asked of what is not written yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wijkpeil.ledger.reading import may_read
from wijkpeil.ledger.rights import Subject, granting, may
from wijkpeil.model.people import Actor
from wijkpeil.workflows.visibility import Scope

SHARING = ("owner", "visibility", "visible_to")
"""Fields that say who keeps a record and who sees it."""


def scope_of_actor(actor: Actor, programme: str) -> Scope:
    """Return whose records, beside public ones, the actor may read: those of some partners, or everything."""
    # No partner has this id: not even an account without a role stands where it could be its own.
    anything = Subject(programme=programme, owner="*", visibility="own")
    if may(actor, "record_read", anything):
        return "everything"
    return frozenset(partner for partner in actor.within(programme).partners if partner is not None)


def seen(actor: Actor, programme: str, register: str, records: Iterable[Any]) -> tuple[Any, ...]:
    """Return the records that the actor may read."""
    return tuple(each for each in records if may_read(actor, programme, register, each))


def may_somewhere(actor: Actor, programme: str, action: str, register: str) -> bool:
    """Say whether there can be a record of the register on which the actor may do ``action``."""
    return bool(owners_for(actor, programme, action, register))


def owners_for(actor: Actor, programme: str, action: str, register: str) -> tuple[str | None, ...]:
    """Return the partners for whose records of a register the actor may do ``action``; None is the programme office."""
    held = dict.fromkeys(
        grant.partner
        for grant in actor.within(programme).grants
        if granting(actor, action, _imagined(programme, register, grant.partner, grant.area))
    )
    return tuple(held)


def areas_for(actor: Actor) -> frozenset[str] | None:
    """Return the areas to which all grants of the actor are limited; None where one holds everywhere."""
    limits = frozenset(grant.area for grant in actor.grants)
    return None if None in limits else frozenset(area for area in limits if area is not None)


def _imagined(programme: str, register: str, owner: str | None, area: str | None) -> Subject:
    return Subject(programme=programme, register=register, owner=owner, areas=(frozenset({area}),) if area else ())
