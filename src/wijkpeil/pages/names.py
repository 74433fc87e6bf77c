"""What records are called, so that a page can name and link one by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.model.base import Text, record
from wijkpeil.model.programme import Definitions, Ledger
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.keeping import kept, kept_of
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
    "index",
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
    place: str = ""
    """Place on its page that is meant; empty for the page as a whole."""


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


def index_references(context: ViewContext, language: str) -> tuple[Reference, ...]:
    """Name the indices of a programme."""
    return tuple(names_of(context, language).by_kind["index"].values())


def _read(context: ViewContext, language: str) -> Names:
    with override(language):
        definitions, ledger = context.programme.definitions, context.programme.ledger
        defined = kept_of((definitions,), ("names", language), lambda: _defined(definitions, language))
        named = {**defined, **{kind: _named(kind, many, language) for kind, many in _agreed(ledger).items()}}
        # Where kinds share an id, what comes first is meant.
        named["area"], named["ambition"] = named.pop("area"), named.pop("ambition")
        return Names(by_kind=named, themes={one.id: one.name.in_(language) for one in ledger.themes})


def _named(kind: Kind, records: tuple[Any, ...], language: str) -> Mapping[str, Reference]:
    """Name the records of a register; where nothing was named otherwise, the names are the same object as before."""
    return kept_of((records,), ("names", kind, language), lambda: _as_before(kind, records, language))


_last: dict[tuple[Kind, str], Mapping[str, Reference]] = {}


def _as_before(kind: Kind, records: tuple[Any, ...], language: str) -> Mapping[str, Reference]:
    found, before = _references(kind, records, language), _last.get((kind, language))
    if before == found:
        return before
    _last[kind, language] = found
    return found


def _references(kind: Kind, records: Iterable[Any], language: str) -> dict[str, Reference]:
    if kind == "ambition":
        label = _("ambition %(id)s of the city")
        return {one.id: Reference(kind=kind, id=one.id, label=label % {"id": one.id}) for one in records}
    text = _TEXTS[kind]
    return {one.id: Reference(kind=kind, id=one.id, label=text(one).in_(language)) for one in records}


def _defined(definitions: Definitions, language: str) -> dict[Kind, Mapping[str, Reference]]:
    kinds: dict[Kind, tuple[Any, ...]] = {
        "group": definitions.groups,
        "indicator": definitions.indicators,
        "index": definitions.indices,
        "count": definitions.info.counts,
        "claim": definitions.claims,
    }
    named: dict[Kind, Mapping[str, Reference]] = {
        kind: _references(kind, many, language) for kind, many in kinds.items()
    }
    named["area"] = {
        area.id: Reference(kind="area", id=area.id, label=area.name.in_(language), detail=area.code)
        for area in definitions.areas
    }
    return named


def _agreed(ledger: Ledger) -> dict[Kind, tuple[Any, ...]]:
    return {
        "partner": ledger.partners,
        "target": ledger.targets,
        "ambition": ledger.ambitions,
        "measure": ledger.measures,
        "request": ledger.requests,
        "practice": ledger.practices,
        "budget": ledger.budgets,
        "line": ledger.budget_lines,
        "running": ledger.running_programmes,
        "facility": ledger.facilities,
        "zone": ledger.zones,
        "hotspot": ledger.hotspots,
        "area-plan": ledger.area_plans,
        "capacity": ledger.capacities,
    }


_TEXTS: dict[Kind, Callable[[Any], Text]] = {
    "group": lambda one: one.name,
    "indicator": lambda one: one.name,
    "index": lambda one: one.name,
    "count": lambda one: one.name,
    "claim": lambda one: one.title,
    "partner": lambda one: one.name,
    "target": lambda one: one.short,
    "measure": lambda one: one.name,
    "request": lambda one: one.sentence,
    "practice": lambda one: one.name,
    "budget": lambda one: one.name,
    "line": line_name,
    "running": lambda one: one.name,
    "facility": lambda one: one.name,
    "zone": lambda one: one.name,
    "hotspot": lambda one: one.name,
    "area-plan": lambda one: one.name,
    "capacity": lambda one: one.name,
}
"""What the records of a kind are called."""
