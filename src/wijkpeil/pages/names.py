"""What records are called, so that a page can name and link one by its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.model.base import Text, record
from wijkpeil.model.programme import Definitions, Ledger
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.keeping import kept
from wijkpeil.workflows.money import line_name

Kind = Literal[
    "area",
    "group",
    "theme",
    "partner",
    "target",
    "ambition",
    "measure",
    "indicator",
    "claim",
    "request",
    "commitment",
    "agreement",
    "practice",
    "adoption",
    "facility",
    "zone",
    "hotspot",
    "area-plan",
    "capacity",
    "line",
    "running",
    "instrument",
    "count",
    "budget",
]


@record
class Reference:
    """A record that a page names, and links where it has a page of its own."""

    kind: Kind
    id: str
    label: str
    detail: str = ""
    """What tells it apart from others of the same name, such as a postcode."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one programme's records in one language."""

    by_kind: Mapping[Kind, Mapping[str, Reference]]
    themes: Mapping[str, str]

    def get(self, kind: Kind, id: str) -> Reference:
        """Name a record; one that is not there is named by its id."""
        return self.by_kind[kind].get(id) or Reference(kind=kind, id=id, label=id)

    def all(self, kind: Kind, ids: Iterable[str]) -> tuple[Reference, ...]:
        """Name records of one kind."""
        return tuple(self.get(kind, id) for id in ids)

    def places(self, ids: Iterable[str]) -> tuple[Reference, ...]:
        """Name areas and groups."""
        return tuple(self.get("area" if id in self.by_kind["area"] else "group", id) for id in ids)

    def anything(self, ids: Iterable[str]) -> tuple[Reference, ...]:
        """Name records of whatever kind, where the kind is not said."""
        return tuple(self._any(id) for id in ids)

    def listed(self, ids: Iterable[str]) -> str:
        """Name records of whatever kind as one text, with their codes."""
        return ", ".join(f"{one.label} {one.detail}".strip() for one in self.anything(ids))

    def theme(self, id: str) -> Reference:
        """Name a theme."""
        return Reference(kind="theme", id=id, label=self.themes.get(id, id))

    def sorted_places(self, ids: Iterable[str]) -> dict[str, str]:
        """Give the names of areas and groups by id, in the order of the alphabet, with the code where there is one."""
        found = sorted(self.places(ids), key=lambda one: (one.label.casefold(), one.detail))
        return {one.id: f"{one.label} {one.detail}".strip() for one in found}

    def concerns(self, ids: Iterable[str]) -> tuple[Reference, ...]:
        """Name what a claim is about: a target, a budget, an indicator, a count; an area only where it is no other."""
        kinds = sorted(self.by_kind, key=lambda kind: kind in ("area", "group"))
        return tuple(self._first(kinds, id) for id in ids)

    def labels(self, kind: Kind) -> dict[str, str]:
        """Give the names of one kind by id."""
        return {one.id: one.label for one in self.by_kind[kind].values()}

    def _any(self, id: str) -> Reference:
        # A step of the working names areas and records of the ledger, and no groups: one of the same id comes last.
        return self._first(sorted(self.by_kind, key=lambda kind: kind == "group"), id)

    def _first(self, kinds: Iterable[Kind], id: str) -> Reference:
        found = (self.by_kind[kind][id] for kind in kinds if id in self.by_kind[kind])
        return next(found, Reference(kind="line", id=id, label=id))


def names_of(context: ViewContext, language: str) -> Names:
    """Give the names of a programme's records in a language."""
    return kept(_read, context, language)


def _read(context: ViewContext, language: str) -> Names:
    with override(language):
        ledger = context.programme.ledger
        texts = {**_defined(context.programme.definitions), **_agreed(ledger)}
        named = {
            kind: {id: Reference(kind=kind, id=id, label=text.in_(language)) for id, text in many.items()}
            for kind, many in texts.items()
        }
        named["area"] = {
            area.id: Reference(kind="area", id=area.id, label=area.name.in_(language), detail=area.code)
            for area in context.programme.definitions.areas
        }
        named["ambition"] = {
            one.id: Reference(kind="ambition", id=one.id, label=_("ambition %(id)s of the city") % {"id": one.id})
            for one in ledger.ambitions
        }
        return Names(by_kind=named, themes={one.id: one.name.in_(language) for one in ledger.themes})


def _defined(definitions: Definitions) -> dict[Kind, dict[str, Text]]:
    return {
        "group": {one.id: one.name for one in definitions.groups},
        "indicator": {one.id: one.name for one in definitions.indicators},
        "count": {one.id: one.name for one in definitions.info.counts},
        "claim": {one.id: one.title for one in definitions.claims},
    }


def _agreed(ledger: Ledger) -> dict[Kind, dict[str, Text]]:
    return {
        "partner": {one.id: one.name for one in ledger.partners},
        "target": {one.id: one.short for one in ledger.targets},
        "measure": {one.id: one.name for one in ledger.measures},
        "request": {one.id: one.sentence for one in ledger.requests},
        "practice": {one.id: one.name for one in ledger.practices},
        "budget": {one.id: one.name for one in ledger.budgets},
        "line": {one.id: line_name(one) for one in ledger.budget_lines},
        "running": {one.id: one.name for one in ledger.running_programmes},
        "facility": {one.id: one.name for one in ledger.facilities},
        "zone": {one.id: one.name for one in ledger.zones},
        "hotspot": {one.id: one.name for one in ledger.hotspots},
        "area-plan": {one.id: one.name for one in ledger.area_plans},
        "capacity": {one.id: one.name for one in ledger.capacities},
    }
