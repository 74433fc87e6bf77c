"""What records are called, so that a page can name and link one by its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.model.programme import Programme

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

    @classmethod
    def of(cls, programme: Programme, language: str) -> Names:
        """Read the names of a programme's records; the active language has to be that one too."""
        definitions, ledger = programme.definitions, programme.ledger
        named: dict[Kind, Iterable[Reference]] = {
            "area": (
                Reference(kind="area", id=a.id, label=a.name.in_(language), detail=a.code) for a in definitions.areas
            ),
            "group": (Reference(kind="group", id=g.id, label=g.name.in_(language)) for g in definitions.groups),
            "indicator": (
                Reference(kind="indicator", id=i.id, label=i.name.in_(language)) for i in definitions.indicators
            ),
            "claim": (Reference(kind="claim", id=c.id, label=c.title.in_(language)) for c in definitions.claims),
            "partner": (Reference(kind="partner", id=p.id, label=p.name.in_(language)) for p in ledger.partners),
            "target": (Reference(kind="target", id=t.id, label=t.short.in_(language)) for t in ledger.targets),
            "ambition": (
                Reference(kind="ambition", id=a.id, label=_("ambition %(id)s of the city") % {"id": a.id})
                for a in ledger.ambitions
            ),
            "measure": (Reference(kind="measure", id=m.id, label=m.name.in_(language)) for m in ledger.measures),
            "request": (Reference(kind="request", id=r.id, label=r.sentence.in_(language)) for r in ledger.requests),
            "practice": (Reference(kind="practice", id=p.id, label=p.name.in_(language)) for p in ledger.practices),
            "line": (Reference(kind="line", id=b.id, label=b.name.in_(language)) for b in ledger.budget_lines),
            "running": (
                Reference(kind="running", id=r.id, label=r.name.in_(language)) for r in ledger.running_programmes
            ),
        }
        named["count"] = (Reference(kind="count", id=c.id, label=c.name.in_(language)) for c in definitions.info.counts)
        named["budget"] = (Reference(kind="budget", id=b.id, label=b.name.in_(language)) for b in ledger.budgets)
        return cls(
            by_kind={kind: {one.id: one for one in many} for kind, many in named.items()},
            themes={theme.id: theme.name.in_(language) for theme in ledger.themes},
        )

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
