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
from wijkpeil.pages.format import day, number
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.recount import ClaimView, claim_views
from wijkpeil.pages.stating.sentence import statement_sentence
from wijkpeil.pages.target_areas import AreasInTheWay, areas_in_the_way
from wijkpeil.pages.target_chart import Chart, beside_of, chart_of
from wijkpeil.pages.target_delivery import TargetDelivery, target_delivery
from wijkpeil.pages.target_state import ReadingRow, Revised, Told, reading_rows, revised_of, told_of
from wijkpeil.pages.target_table import CourseTable, table_of
from wijkpeil.pages.targets import AmbitionRow, TargetRow, ambition_row, target_row
from wijkpeil.workflows.course import target_course


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
    sentence: str
    """The statement as one sentence; where it is not stated far enough, the wording of the register."""
    wording: str
    """The wording of the register, where it is another."""
    theme: Reference
    indicator: Reference | None
    numeric_start: bool
    """True where the start is a number, False where it is said in words or not at all."""
    scope: str
    group: tuple[Reference, ...]
    told: Told
    chart: Chart | None
    beside: Chart | None
    table: CourseTable
    breaks: tuple[str, ...]
    """From when its figures are made otherwise, and what changed."""
    revised: Revised | None
    readings: tuple[ReadingRow, ...]
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
    may_revise: bool
    """Whether whoever looks may revise it."""


def target_page(context: ViewContext, language: str, id: str, *, may_revise: bool = False) -> TargetPage:
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
        state = states[id]
        course = target_course(context.programme, context.evaluations, target, state)
        said, wording = statement_sentence(context.programme, target, language), target.sentence.in_(language)
        return TargetPage(
            row=target_row(target, state, names, language),
            sentence=said or wording,
            wording=wording if said not in ("", wording) else "",
            theme=names.theme(target.theme),
            indicator=names.get("indicator", target.indicator) if target.indicator else None,
            numeric_start=target.baseline is not None,
            scope=_scope(target, names, language),
            group=names.places(((target.group,) if target.group else ()) + target.areas),
            told=told_of(state, language),
            chart=chart_of(course, language),
            beside=beside_of(course, language),
            table=table_of(course, language),
            breaks=tuple(f"{day(one.day, language)}: {one.why.in_(language)}" for one in course.breaks),
            revised=revised_of(context, target, state, names, language),
            readings=reading_rows(context, target, state, names, language),
            in_the_way=areas_in_the_way(course, target, names, language),
            whole=names.get("target", target.part_of) if target.part_of else None,
            parts=_parts(ledger, target, states, names, language),
            comparator=_comparator(ledger, target, language),
            delivery=target_delivery(context, target, states[id], language),
            claims=claim_views(context, language, _claims_about(context, target)),
            repeated_lines=target.repeated_lines,
            repeated_by=names.all("target", (one.id for one in ledger.targets if one.same_as == id)),
            note=target.note.in_(language) if target.note else "",
            may_revise=may_revise,
        )


def _scope(target: Target, names: Names, language: str) -> str:
    """Say what a target is about; empty where that is but the name of the group or area, which is linked beside it."""
    said = target.scope.in_(language)
    (*_, last) = (None, *names.places((target.group,) if target.group else ()))
    return "" if last is not None and last.label.casefold() == said.casefold() else said


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
