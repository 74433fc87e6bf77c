"""Everything that an area's page needs, gathered in one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from wijkpeil.methods.ranks import Place, place_of
from wijkpeil.methods.similarity import Similar, most_similar
from wijkpeil.model.areas import Area
from wijkpeil.model.board import Board, BoardRow
from wijkpeil.model.claims import Claim, Reconciliation
from wijkpeil.model.ledger import Agreement, Commitment, Measure, Request, Target
from wijkpeil.model.places import AreaPlan, Capacity, Facility, Hotspot, Zone
from wijkpeil.model.practices import Practice
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.area_money import AreaMoney, area_money
from wijkpeil.workflows.board import make_board
from wijkpeil.workflows.concerns import Concern, Reach
from wijkpeil.workflows.lookup import Lookup
from wijkpeil.workflows.map import schematic_map
from wijkpeil.workflows.reconcile import reconcile

T = TypeVar("T")
_UNDISPUTED = ("reproduces", "cannot-be-checked")
"""What cannot be checked is no dispute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaClaim:
    """A claim about an area with what the recount found."""

    claim: Claim
    found: Reconciliation
    disputed: bool
    """True where the recount does not simply reproduce what is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """One area with its figures, its place among the others, and all that was said and promised about it."""

    area: Area
    row: BoardRow | None
    """Its row on the board; None where it has none."""
    rows_within: tuple[str, ...]
    """Ids of the board's areas in it, itself included where it has a row."""
    around: tuple[str, ...]
    """Ids of the areas around it, nearest first."""
    groups: tuple[str, ...]
    """Ids of the groups that hold it or an area around it."""
    places: Mapping[str, Place | None]
    """Per indicator its place among the board's areas."""
    similar: tuple[Similar, ...]
    """The most similar areas of the board, nearest first."""
    neighbours: tuple[str, ...]
    """Ids of the areas that it shares an edge with on the schematic map."""
    targets: tuple[Concern[Target], ...]
    measures: tuple[Concern[Measure], ...]
    agreements: tuple[Concern[Agreement], ...]
    commitments: tuple[Concern[Commitment], ...]
    requests: tuple[Concern[Request], ...]
    """Requests name no areas: all of them, each for all areas."""
    practices: tuple[Concern[Practice], ...]
    """Only those that name the area, one around it or one within it."""
    facilities: tuple[Concern[Facility], ...]
    """Like zones and hotspots, only those that are known to be here, in a part of it or around it."""
    zones: tuple[Concern[Zone], ...]
    hotspots: tuple[Concern[Hotspot], ...]
    area_plans: tuple[Concern[AreaPlan], ...]
    capacities: tuple[Concern[Capacity], ...]
    money: tuple[AreaMoney, ...]
    claims: tuple[AreaClaim, ...]
    """Claims that are about it in particular, those that the recount disputes first."""
    red_themes: tuple[str, ...]
    """Themes of the indicators that are red here, in the order of the board."""


def view_area(
    programme: Programme,
    area: str,
    *,
    board: Board | None = None,
    reconciliations: Sequence[Reconciliation] | None = None,
    neighbours: Mapping[str, tuple[str, ...]] | None = None,
    lookup: Lookup | None = None,
) -> AreaView:
    """Gather what is known of one area. What a caller has at hand already is not computed again.

    Raises:
        NotFound: there is no area of that id.
    """
    lookup = lookup or Lookup.of(programme)
    found = lookup.area(area)
    board = board or make_board(programme)
    ledger = programme.ledger
    reach = Reach(lookup, area)
    row = next((one for one in board.rows if one.area == area), None)
    near = schematic_map(programme, found.level).neighbours if neighbours is None else neighbours
    return AreaView(
        area=found,
        row=row,
        rows_within=lookup.rows_within(area),
        around=lookup.ancestors(area),
        groups=lookup.groups_of(area),
        places=_places(lookup, board, row),
        similar=_similar(board, area) if row else (),
        neighbours=near.get(area, ()),
        targets=reach.concerns((one, _target_areas(one)) for one in ledger.targets),
        measures=reach.concerns((one, one.areas) for one in ledger.measures),
        agreements=reach.concerns((one, one.areas) for one in ledger.agreements),
        commitments=reach.concerns((one, one.areas) for one in ledger.commitments),
        requests=reach.concerns((one, ()) for one in ledger.requests),
        practices=_particular(reach.concerns((one, one.areas) for one in ledger.practices)),
        facilities=reach.concerns((one, one.areas) for one in ledger.facilities if one.areas),
        zones=reach.concerns((one, one.areas) for one in ledger.zones if one.areas),
        hotspots=reach.concerns((one, one.areas) for one in ledger.hotspots if one.areas),
        area_plans=reach.concerns((one, one.areas) for one in ledger.area_plans),
        capacities=reach.concerns((one, one.areas) for one in ledger.capacities),
        money=area_money(programme, area, lookup),
        claims=_claims(programme, area, reconcile(programme) if reconciliations is None else reconciliations),
        red_themes=_red_themes(lookup, row),
    )


def _particular(concerns: tuple[Concern[T], ...]) -> tuple[Concern[T], ...]:
    return tuple(one for one in concerns if one.how != "all")


def _target_areas(target: Target) -> tuple[str, ...]:
    # The areas a target names are the ones it is about; its group is the wider scope where it names none.
    return target.areas or ((target.group,) if target.group else ())


def _places(lookup: Lookup, board: Board, row: BoardRow | None) -> dict[str, Place | None]:
    if row is None:
        return {}
    places = {}
    for column, cell in enumerate(row.cells):
        others: list[Decimal | None] = [one.cells[column].value for one in board.rows if one is not row]
        places[cell.indicator] = place_of(cell.value, others, lookup.indicators[cell.indicator].polarity)
    return places


def _similar(board: Board, area: str) -> tuple[Similar, ...]:
    return most_similar({row.area: [cell.value for cell in row.cells] for row in board.rows}, area)


def _claims(programme: Programme, area: str, found: Sequence[Reconciliation]) -> tuple[AreaClaim, ...]:
    by_claim = {one.claim: one for one in found}
    claims = [
        AreaClaim(claim=claim, found=by_claim[claim.id], disputed=by_claim[claim.id].verdict not in _UNDISPUTED)
        for claim in programme.definitions.claims
        if area in claim.areas and claim.id in by_claim
    ]
    return tuple(sorted(claims, key=lambda one: not one.disputed))


def _red_themes(lookup: Lookup, row: BoardRow | None) -> tuple[str, ...]:
    cells = row.cells if row else ()
    return tuple(dict.fromkeys(lookup.indicators[cell.indicator].theme for cell in cells if cell.colour == "red"))
