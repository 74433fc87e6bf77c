"""References: an id that a record names must be there."""

from __future__ import annotations

from collections.abc import Iterator

from wijkpeil.errors import Fault
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Raw
from wijkpeil.loading.scalars import shown
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.loading.walk import Found
from wijkpeil.model import areas, claims, figures, indicators, ledger, money, programme

_PLACE = ("areas", "groups")
_PARTS = {"levels", "documents", "counts"}
"""Kinds of id that are parts of ``programme.yaml``."""

REFERENCES: dict[tuple[type, str], tuple[str, ...]] = {
    (areas.Area, "level"): ("levels",),
    (areas.Group, "level"): ("levels",),
    (areas.Membership, "child"): ("areas",),
    (areas.Membership, "parent"): _PLACE,
    (indicators.Indicator, "theme"): ("themes",),
    (indicators.Bound, "mean_of"): ("groups",),
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
    (ledger.Target, "indicator"): ("indicators",),
    (ledger.Target, "group"): _PLACE,
    (ledger.Target, "areas"): _PLACE,
    (ledger.Target, "comparator"): ("ambitions", "targets"),
    (ledger.Ambition, "theme"): ("themes",),
    (ledger.Measure, "theme"): ("themes",),
    (ledger.Measure, "areas"): _PLACE,
    (ledger.Measure, "targets"): ("targets",),
    (ledger.Measure, "partners"): ("partners",),
    (ledger.Agreement, "partners"): ("partners",),
    (ledger.Agreement, "areas"): _PLACE,
    (ledger.Commitment, "agreement"): ("agreements",),
    (ledger.Commitment, "from_partners"): ("partners",),
    (ledger.Commitment, "to_partners"): ("partners",),
    (ledger.Commitment, "areas"): _PLACE,
    (ledger.Request, "theme"): ("themes",),
    (ledger.Request, "from_partner"): ("partners",),
    (ledger.Request, "to_partner"): ("partners",),
    (ledger.Practice, "areas"): _PLACE,
    (ledger.Practice, "theme"): ("themes",),
    (ledger.Practice, "partners"): ("partners",),
    (money.BudgetLine, "budget"): ("budgets",),
    (money.BudgetLine, "district"): ("areas",),
    (money.BudgetLine, "place"): ("areas",),
    (money.BudgetLine, "areas"): ("areas",),
    (money.BudgetLine, "theme"): ("themes",),
    (money.BudgetLine, "funder"): ("partners",),
    (money.FundingStatement, "budget"): ("budgets",),
    (money.FundingStatement, "partners"): ("partners",),
}
"""Each field that names another record, with the kinds of record it may name."""


def known_ids(content: Content) -> dict[str, set[str] | None]:
    """Return the ids of each kind; None where a file of it could not be read, so that absence proves nothing."""
    kinds = {kind for kinds in REFERENCES.values() for kind in kinds}
    return {kind: _ids(content, kind) for kind in kinds}


def _ids(content: Content, kind: str) -> set[str] | None:
    if ("programme" if kind in _PARTS else kind) in content.unread:
        return None
    if kind not in _PARTS:
        return {str(entry.plain.get("id")) for entry in content.of(kind)}
    parts = [part for entry in content.of("programme") for part in entry.plain.get(kind) or ()]
    return {str(part.get("id")) for part in parts if isinstance(part, dict)}


def references_resolve(content: Content) -> Iterator[Fault]:
    """Every id that a record names is the id of a record of the right kind."""
    known = known_ids(content)
    for raw, found in content.fields():
        kinds = REFERENCES.get((found.owner, found.field.name))
        if kinds is not None and all(known[kind] is not None for kind in kinds):
            yield from _unresolved(raw, found, kinds, known)


def _unresolved(raw: Raw, found: Found, kinds: tuple[str, ...], known: dict[str, set[str] | None]) -> Iterator[Fault]:
    listed = isinstance(found.value, tuple)
    for number, value in enumerate(found.value if listed else (found.value,)):
        if not isinstance(value, str) or any(value in (known[kind] or ()) for kind in kinds):
            continue
        words = " or ".join(kind.replace("_", " ") for kind in kinds[:4])
        message = f"There is no {shown(value)} among the {words}."
        if not value:
            message = f"This names none of the {words}, and it must."
        there = {each for kind in kinds for each in known[kind] or ()}
        path = (*found.path, number) if listed else found.path
        yield raw.fault(path, message, did_you_mean(value, sorted(there), _where(kinds[0])))


def _where(kind: str) -> str:
    if kind in _PARTS:
        return f"Add it under {kind} in programme.yaml, or correct the id."
    place = {"areas": "areas.csv", "groups": "groups.csv", "indicators": "indicators/"}.get(kind, f"ledger/{kind}.csv")
    return f"Add it to {place}, or correct the id."
