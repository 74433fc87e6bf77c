"""References: an id that a record names must be there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Path, Raw
from wijkpeil.loading.rules.ids import is_well_formed
from wijkpeil.loading.scalars import shown
from wijkpeil.loading.suggest import did_you_mean, nearest
from wijkpeil.loading.walk import Found
from wijkpeil.model import (
    areas,
    claims,
    delivery,
    figures,
    index,
    index_choices,
    indicators,
    ledger,
    money,
    places,
    practices,
    programme,
    statement,
    watch,
)

_PLACE = ("areas", "groups")
_PLACES_SHOWN = 3
_PARTS = {"levels", "documents", "counts"}
"""Kinds of id that are parts of ``programme.yaml``."""

KIND_WORDS = {
    "agreements": say("agreements"),
    "ambitions": say("ambitions"),
    "areas": say("areas"),
    "budget_lines": say("budget lines"),
    "budgets": say("budgets"),
    "commitments": say("commitments"),
    "counts": say("counts"),
    "documents": say("documents"),
    "facts": say("facts"),
    "groups": say("groups"),
    "indicators": say("indicators"),
    "levels": say("levels"),
    "measures": say("measures"),
    "partners": say("partners"),
    "practices": say("practices"),
    "release": say("releases"),
    "requests": say("requests"),
    "running_programmes": say("running programmes"),
    "targets": say("targets"),
    "themes": say("themes"),
}
"""What a message calls the records of each kind that can be named."""

_PLACES = (places.Facility, places.Zone, places.Hotspot, places.AreaPlan, places.Capacity)
_DELIVERY = (delivery.Output, delivery.Expectation, delivery.Story)
_KEPT = (
    ledger.Theme,
    ledger.Partner,
    ledger.Measure,
    *_DELIVERY,
    practices.Practice,
    practices.Adoption,
    *_PLACES,
    watch.Handling,
)
"""Records that say who keeps them and who may see them."""

_STATEMENTS = (ledger.Target, ledger.Ambition, statement.StatedReading, statement.TargetRevision)
_STATED: dict[str, tuple[str, ...]] = {
    "indicator": ("indicators",),
    "weights": ("indicators",),
    "group": _PLACE,
    "reference_group": _PLACE,
    "areas": _PLACE,
    "comparator": ("ambitions", "targets"),
    "breakdown": ("targets",),
}
"""The references of every statement."""

REFERENCES: dict[tuple[type, str], tuple[str, ...]] = {
    (areas.Area, "level"): ("levels",),
    (areas.Group, "level"): ("levels",),
    (areas.Membership, "child"): ("areas",),
    (areas.Membership, "parent"): _PLACE,
    (indicators.Indicator, "theme"): ("themes",),
    (indicators.Bound, "mean_of"): ("groups",),
    (index.Index, "areas"): ("groups",),
    (index.IndexNode, "indicator"): ("indicators",),
    (index_choices.Denominator, "by"): ("indicators",),
    (index_choices.Imputation, "group"): ("levels",),
    (index_choices.Normalisation, "area"): ("areas",),
    (index_choices.Rescaling, "area"): ("areas",),
    (index_choices.Normalisation, "weighted_by"): ("indicators",),
    (index_choices.Rescaling, "weighted_by"): ("indicators",),
    (indicators.IndicatorGroup, "indicators"): ("indicators",),
    (indicators.RedCount, "indicators"): ("indicators",),
    (indicators.PublishedCount, "count"): ("counts",),
    (indicators.PublishedCount, "area"): ("areas",),
    (programme.ProgrammeInfo, "city"): ("areas",),
    (programme.ProgrammeInfo, "main_document"): ("documents",),
    (programme.ProgrammeInfo, "board_group"): ("groups",),
    (claims.Claim, "areas"): _PLACE,
    (claims.Claim, "concerns"): (
        "targets",
        "budget_lines",
        "indicators",
        "counts",
        "ambitions",
        "budgets",
        "running_programmes",
        "requests",
        "measures",
        "commitments",
        "agreements",
        "facts",
    ),
    (figures.Release, "document"): ("documents",),
    (figures.Observation, "indicator"): ("indicators",),
    (figures.Observation, "area"): ("areas",),
    (ledger.Target, "part_of"): ("targets",),
    (ledger.Target, "same_as"): ("targets",),
    (ledger.Target, "theme"): ("themes",),
    (statement.StatedReading, "of"): ("targets", "ambitions"),
    (statement.TargetRevision, "of"): ("targets",),
    (statement.TargetRevision, "decided_by"): ("partners",),
    (ledger.Ambition, "theme"): ("themes",),
    (ledger.Measure, "theme"): ("themes",),
    (ledger.Measure, "areas"): _PLACE,
    (ledger.Measure, "partners"): ("partners",),
    (delivery.Output, "area"): _PLACE,
    (delivery.Expectation, "target"): ("targets",),
    (delivery.Story, "target"): ("targets",),
    **{(record, "measure"): ("measures",) for record in _DELIVERY},
    (ledger.Agreement, "partners"): ("partners",),
    (ledger.Agreement, "areas"): _PLACE,
    (ledger.Commitment, "agreement"): ("agreements",),
    (ledger.Commitment, "from_partners"): ("partners",),
    (ledger.Commitment, "to_partners"): ("partners",),
    (ledger.Commitment, "areas"): _PLACE,
    (ledger.Request, "theme"): ("themes",),
    (ledger.Request, "from_partner"): ("partners",),
    (ledger.Request, "to_partner"): ("partners",),
    (practices.Practice, "areas"): _PLACE,
    (practices.Practice, "theme"): ("themes",),
    (practices.Practice, "partners"): ("partners",),
    (practices.Adoption, "practice"): ("practices",),
    (practices.Adoption, "areas"): _PLACE,
    (practices.Adoption, "partners"): ("partners",),
    (places.Capacity, "supplier"): ("partners",),
    (watch.Handling, "area"): ("areas",),
    (watch.Handling, "indicator"): ("indicators",),
    (watch.Handling, "release"): ("release",),
    (money.BudgetLine, "budget"): ("budgets",),
    (money.BudgetLine, "district"): ("areas",),
    (money.BudgetLine, "place"): ("areas",),
    (money.BudgetLine, "areas"): ("areas",),
    (money.BudgetLine, "theme"): ("themes",),
    (money.BudgetLine, "funder"): ("partners",),
    (money.FundingStatement, "budget"): ("budgets",),
    (money.FundingStatement, "partners"): ("partners",),
    **{(record, name): kinds for record in _STATEMENTS for name, kinds in _STATED.items()},
    **{(record, "areas"): _PLACE for record in _PLACES},
    **{(record, "theme"): ("themes",) for record in _PLACES},
    **{(record, "partners"): ("partners",) for record in _PLACES if record is not places.Capacity},
    **{(record, name): ("partners",) for record in _KEPT for name in ("owner", "visible_to")},
}
"""Each field that names another record, with the kinds of record it may name."""


def known_ids(content: Content) -> dict[str, set[str] | None]:
    """Return the ids of each kind; None where a file or an id could not be read: absence proves nothing."""
    kinds = {kind for kinds in REFERENCES.values() for kind in kinds}
    return {kind: _ids(content, kind) for kind in kinds}


def _ids(content: Content, kind: str) -> set[str] | None:
    if ("programme" if kind in _PARTS else kind) in content.unread:
        return None
    if kind not in _PARTS:
        ids = {entry.plain.get("id") for entry in content.of(kind)}
        # A record without an id may be the one that is named.
        return None if ids & {None, ""} else {str(each) for each in ids}
    parts = [part for entry in content.of("programme") for part in entry.plain.get(kind) or ()]
    return {str(part.get("id")) for part in parts if isinstance(part, dict)}


def references_resolve(content: Content) -> Iterator[Fault]:
    """Every id that a record names is the id of a record of the right kind.

    An id that many records name and that is nowhere is one fault, at the first of them. Where the record is there, and
    its id is badly written, that was said already.
    """
    known = known_ids(content)
    missing: dict[tuple[tuple[str, ...], str], list[tuple[Raw, Path]]] = defaultdict(list)
    for raw, found in content.fields():
        kinds = REFERENCES.get((found.owner, found.field.name))
        if kinds is not None and all(known[kind] is not None for kind in kinds):
            for path, value in _unresolved(found, kinds, known):
                missing[kinds, value].append((raw, path))
    for (kinds, value), where in missing.items():
        there = sorted({each for kind in kinds for each in known[kind] or ()})
        if not is_badly_written(value, there):
            yield from _named_in_vain(value, kinds, there, where)


def is_badly_written(named: str, there: list[str]) -> bool:
    """Say whether the id nearest to the one that is named breaks the rule for ids, and is reported for that."""
    near = nearest(named, there)
    return bool(near) and not is_well_formed(near)


def _unresolved(found: Found, kinds: tuple[str, ...], known: dict[str, set[str] | None]) -> Iterator[tuple[Path, str]]:
    listed = isinstance(found.value, tuple)
    for number, value in enumerate(found.value if listed else (found.value,)):
        if isinstance(value, str) and not any(value in (known[kind] or ()) for kind in kinds):
            yield ((*found.path, number) if listed else found.path), value


def _named_in_vain(
    value: str, kinds: tuple[str, ...], there: list[str], places: list[tuple[Raw, Path]]
) -> Iterator[Fault]:
    words = _kinds(kinds[:4])
    remedy = did_you_mean(value, there, _where(kinds[0]))
    if not value:
        message = say("This names none of the {words}, and it must.", words=words)
        yield from (raw.fault(path, message, remedy) for raw, path in places)
        return
    (raw, path), *others = places
    message = say("There is no {id} among the {words}.", id=shown(value), words=words)
    if others:
        shown_places = [f"{other.file}:{other.place(where)[0]}" for other, where in others[:_PLACES_SHOWN]]
        more = say(" and {count} more", count=len(others) - _PLACES_SHOWN) if len(others) > _PLACES_SHOWN else ""
        also = say("It is also named at {places}{more}.", places=", ".join(shown_places), more=more)
        message = say("{first} {second}", first=message, second=also)
    yield raw.fault(path, message, remedy)


def _kinds(kinds: Iterable[str]) -> str:
    words: str = ""
    for kind in kinds:
        words = say("{first} or {second}", first=words, second=KIND_WORDS[kind]) if words else KIND_WORDS[kind]
    return words


def _where(kind: str) -> str:
    if kind in _PARTS:
        return say("Add it under {kind} in programme.yaml, or correct the id.", kind=kind)
    place = {"areas": "areas.csv", "groups": "groups.csv", "indicators": "indicators/", "release": "figures/"}.get(
        kind, f"ledger/{kind}.csv"
    )
    return say("Add it to {place}, or correct the id.", place=place)
