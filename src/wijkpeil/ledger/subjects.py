"""What rights need to know of a record: who keeps it, who sees it, and which areas it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from wijkpeil.ledger.memory import Memory, Same
from wijkpeil.ledger.rights import Subject
from wijkpeil.model.areas import Membership
from wijkpeil.model.programme import Programme


class _Hierarchy:
    """What each area lies directly within, and all that it does, found once."""

    def __init__(self, memberships: Iterable[Membership]) -> None:
        self._parents: dict[str, list[str]] = {}
        for each in memberships:
            self._parents.setdefault(each.child, []).append(each.parent)
        self._within: dict[str, frozenset[str]] = {}

    def within(self, area: str) -> frozenset[str]:
        """Return an area with all that it lies within; one that is not known lies within itself alone."""
        if area not in self._parents:
            # Not kept: what is typed can be anything.
            return frozenset((area,))
        if area not in self._within:
            found, waiting = {area}, [area]
            while waiting:
                parents = [parent for parent in self._parents.get(waiting.pop(), ()) if parent not in found]
                found.update(parents)
                waiting += parents
            self._within[area] = frozenset(found)
        return self._within[area]


def subject_of(programme: Programme, register: str, record: Any) -> Subject:
    """Return what rights need to know of a record of ``register``."""
    areas = tuple(_within(programme.definitions.memberships, area) for area in _areas(record))
    return replace(sharing_of(programme.definitions.info.id, register, record), areas=areas)


def sharing_of(programme: str, register: str, record: Any) -> Subject:
    """Return what they need to know of who keeps a record and who may see it."""
    return Subject(
        programme=programme,
        register=register,
        owner=getattr(record, "owner", None),
        visibility=getattr(record, "visibility", "public"),
        visible_to=frozenset(getattr(record, "visible_to", ())),
    )


def sharing_told(programme: str, register: str, told: Mapping[str, Any]) -> Subject:
    """Return the same of the columns of a record as an entry of the journal tells them."""
    return Subject(
        programme=programme,
        register=register,
        owner=told.get("owner"),
        visibility=told.get("visibility") or "public",
        visible_to=frozenset(told.get("visible_to") or ()),
    )


def subject_of_cells(programme: Programme, register: str, columns: Mapping[str, str]) -> Subject:
    """Return what ``subject_of`` does, of a record that is asked for in cells, of which some may be wrong."""
    return Subject(
        programme=programme.definitions.info.id,
        register=register,
        owner=columns.get("owner") or None,
        visibility=columns.get("visibility") or "public",
        visible_to=frozenset(_listed(columns.get("visible_to", ""))),
        areas=tuple(
            _within(programme.definitions.memberships, area)
            for area in _listed(columns.get("area") or columns.get("areas", ""))
        ),
    )


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _areas(record: Any) -> Iterable[str]:
    one = getattr(record, "area", None)
    return (one,) if one else getattr(record, "areas", ()) or ()


KEPT = 4
"""Number of definitions of which a process keeps what lies within what."""
_hierarchies: Memory[Same, _Hierarchy] = Memory(KEPT)


def _within(memberships: tuple[Membership, ...], area: str) -> frozenset[str]:
    """Return an area with all that it lies within."""
    # By object: to compare thousands of memberships takes longer than to follow a few.
    return _hierarchies.get(Same(memberships), lambda: _Hierarchy(memberships)).within(area)
