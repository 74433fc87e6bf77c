"""One target: its course, the areas that stand in its way, what should move it, and what is unclear about it."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import override

from wijkpeil.errors import NotFound
from wijkpeil.model.base import record
from wijkpeil.model.ledger import Target
from wijkpeil.model.programme import Ledger, total_known
from wijkpeil.model.status import TargetState
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.recount import ClaimView, claim_views
from wijkpeil.pages.target_areas import AreasInTheWay, areas_in_the_way
from wijkpeil.pages.target_delivery import TargetDelivery, target_delivery
from wijkpeil.pages.target_path import Path, path_of
from wijkpeil.pages.targets import AmbitionRow, TargetRow, ambition_row, target_row


@record
class Parts:
    """The parts of a target, with their sum where they are numbers of one kind."""

    rows: tuple[TargetRow, ...]
    total: str
    """The sum of the bounds; empty where they cannot be summed."""
    whole: str
    """The bound of the target itself."""
    sums: bool
    """True where the sum equals the bound."""


@record
class TargetPage:
    """One target."""

    row: TargetRow
    theme: Reference
    indicator: Reference | None
    numeric_start: bool
    """True where the start is a number, False where it is said in words or not at all."""
    scope: str
    group: tuple[Reference, ...]
    path: Path | None
    in_the_way: AreasInTheWay | None
    whole: Reference | None
    """The target it is a part of."""
    parts: Parts | None
    comparator: AmbitionRow | None
    delivery: TargetDelivery
    """What should move it and why, what was delivered, and the story behind it."""
    claims: tuple[ClaimView, ...]
    repeated_lines: str
    repeated_by: tuple[Reference, ...]
    note: str


def target_page(context: ViewContext, language: str, id: str) -> TargetPage:
    """Show one target.

    Raises:
        NotFound: there is no target of that id.
    """
    with override(language):
        ledger = context.programme.ledger
        target = next((one for one in ledger.targets if one.id == id), None)
        if target is None:
            raise NotFound(f"there is no target {id!r}")
        names = names_of(context, language)
        states = {state.id: state for state in context.target_states}
        return TargetPage(
            row=target_row(target, states[id], names, language),
            theme=names.theme(target.theme),
            indicator=names.get("indicator", target.indicator) if target.indicator else None,
            numeric_start=target.baseline is not None,
            scope=target.scope.in_(language),
            group=names.places(((target.group,) if target.group else ()) + target.areas),
            path=path_of(context, target, states[id], language),
            in_the_way=areas_in_the_way(context, target, names, language),
            whole=names.get("target", target.part_of) if target.part_of else None,
            parts=_parts(ledger, target, states, names, language),
            comparator=_comparator(ledger, target, language),
            delivery=target_delivery(context, target, states[id], language),
            claims=claim_views(context, language, _claims_about(context, target)),
            repeated_lines=target.repeated_lines,
            repeated_by=names.all("target", (one.id for one in ledger.targets if one.same_as == id)),
            note=target.note.in_(language) if target.note else "",
        )


def _claims_about(context: ViewContext, target: Target) -> tuple[str, ...]:
    return tuple(claim.id for claim in context.programme.definitions.claims if target.id in claim.concerns)


def _comparator(ledger: Ledger, target: Target, language: str) -> AmbitionRow | None:
    found = (one for one in ledger.ambitions if one.id == target.comparator)
    return next((ambition_row(one, language) for one in found), None)


def _parts(ledger: Ledger, target: Target, states: dict[str, TargetState], names: Names, language: str) -> Parts | None:
    parts = [one for one in ledger.targets if one.part_of == target.id]
    if not parts:
        return None
    total, without = total_known(tuple(one.bound for one in parts))
    sums = {one.id for one in parts} == set(target.breakdown) and not without and total == target.bound
    return Parts(
        rows=tuple(target_row(one, states[one.id], names, language) for one in parts),
        total=number(total, language) if sums else "",
        whole=_written(target.bound, language),
        sums=sums,
    )


def _written(value: Decimal | None, language: str) -> str:
    return "" if value is None else number(value, language)
