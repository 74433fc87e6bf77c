"""The larger areas that the board's areas are put under: one for each, at one level."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from wijkpeil.model.base import Language, record
from wijkpeil.pages.context import ViewContext


@record
class Grouping:
    """Larger areas by the board's areas; empty where no level holds all of them once."""

    level_name: str
    of: Mapping[str, str]
    """Id of the larger area, by area."""
    names: Mapping[str, str]
    addresses: Mapping[str, str]
    inferred: frozenset[str]
    """Larger areas that some area is put under by inference."""
    note: str
    """Why that is inferred."""


def grouping(context: ViewContext, language: Language) -> Grouping:
    """Find the first level at which every area of the board has one parent, and there are several of those."""
    lookup, info = context.lookup, context.programme.definitions.info
    rows = [row.area for row in context.board.rows]
    for level in info.levels:
        parents = {area: lookup.parents(area, level.id) for area in rows}
        whole = {area: many[0] for area, many in parents.items() if len(many) == 1}
        if rows and len(whole) == len(rows) and len(set(whole.values())) > 1:
            return _grouping(context, language, level.name.in_(language), whole)
    return Grouping(level_name="", of={}, names={}, addresses={}, inferred=frozenset(), note="")


def _grouping(context: ViewContext, language: Language, level: str, whole: Mapping[str, str]) -> Grouping:
    lookup = context.lookup
    memberships = [m for area, parent in whole.items() for m in lookup.up[area] if m.parent == parent]
    inferred = [membership for membership in memberships if membership.inferred]
    notes = dict.fromkeys(membership.note.in_(language) for membership in inferred if membership.note)
    larger = dict.fromkeys(whole.values())
    return Grouping(
        level_name=level,
        of=whole,
        names={one: lookup.areas[one].name.in_(language) for one in larger},
        addresses={one: reverse("area", args=[one]) for one in larger},
        inferred=frozenset(membership.parent for membership in inferred),
        note=f"{level}: {next(iter(notes))}" if notes else "",
    )
