"""The parts of a target on the form that revises it: what each is to state, and whether their numbers still sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from wijkpeil.errors import Fault
from wijkpeil.ledger.services.targets import parts_below
from wijkpeil.model.base import record
from wijkpeil.model.ledger import Target
from wijkpeil.pages.stating.sentence import statement_sentence
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.desk import Desk
from wijkpeil.pages.work.form import Control, FaultLink, FormField, make_form
from wijkpeil.pages.work.reading import parts_of
from wijkpeil.pages.work.record import current_row
from wijkpeil.pages.work.revising_typed import PART, Typed, asked, changed, part_cells, part_control
from wijkpeil.workflows.reasons import number_in

REGISTER = "target_revisions"


@record
class PartFields:
    """One part, with what is typed of it."""

    id: str
    title: str
    says: str
    """What it states now."""
    fields: tuple[FormField, ...]
    revision: int
    revision_control: str
    open: bool
    """Whether something of it was typed over, or is wrong."""


@record
class PartsShown:
    """The parts of a target."""

    parts: tuple[PartFields, ...]
    sums: str
    """What the numbers make together, as typed; empty where one of them is none."""
    summary: tuple[FaultLink, ...]

    @property
    def ids(self) -> str:
        """Their ids, as the form sends them."""
        return " ".join(part.id for part in self.parts)


def parts_targets(desk: Desk, target: Target, breakdown: str = "") -> dict[str, Target]:
    """Return the targets whose bounds sum to that of a target, as it stands and as typed; and theirs in turn."""
    ids = parts_below(desk.programme, (*target.breakdown, *parts_of(breakdown)))
    found = {own: desk.find("targets", own) for own in ids if own != target.id}
    return {own: one for own, one in found.items() if isinstance(one, Target)}


def parts_shown(desk: Desk, target: Target, typed: Typed, faults: Mapping[str, Sequence[Fault]]) -> PartsShown:
    """Show the parts of a target with what was typed, in the active language; ``faults`` by the id of the part."""
    targets = parts_targets(desk, target, typed.cells["breakdown"])
    parts, summary = [], list[FaultLink]()
    for own, part in targets.items():
        shown, links = _part(desk, part, typed, faults.get(own, ()))
        parts.append(shown)
        summary += links
    return PartsShown(parts=tuple(parts), sums=_sums(desk, typed, targets), summary=tuple(summary))


def _part(desk: Desk, part: Target, typed: Typed, faults: Sequence[Fault]) -> tuple[PartFields, list[FaultLink]]:
    cells, row = typed.parts.get(part.id) or part_cells(part), current_row(desk, "targets", part.id)
    made = make_form(desk, REGISTER, asked(PART), cells, faults)
    fields = tuple(_renamed(field, part.id) for group in made.groups for field in group.fields)
    links = [
        replace(
            one,
            control=part_control(part.id, one.control.removeprefix("c-")) if one.control else "",
            label=f"{part.id}: {one.label}",
            fault=one.fault if one.control else f"{part.id}: {one.fault}",
        )
        for one in made.summary
    ]
    shown = PartFields(
        id=part.id,
        title=title_of(part, desk.language),
        says=statement_sentence(desk.programme, part, desk.language) or part.sentence.in_(desk.language),
        fields=fields,
        revision=typed.seen.get(part.id, row.revision if row is not None else 0),
        revision_control=part_control(part.id, "revision"),
        open=bool(faults) or changed(part, cells),
    )
    return shown, links


def _renamed(field: FormField, own: str) -> FormField:
    """Return a field under names of its part."""

    def control(one: Control) -> Control:
        return replace(one, name=part_control(own, one.name.removeprefix("c-")))

    return replace(field, name=f"{own}-{field.name}", controls=tuple(control(one) for one in field.controls))


def _sums(desk: Desk, typed: Typed, targets: Mapping[str, Target]) -> str:
    """Say what the parts make together, of the numbers as they are typed."""
    direct = [own for own in parts_of(typed.cells["breakdown"]) if own in targets]
    bounds = [_number((typed.parts.get(own) or part_cells(targets[own])).get("bound", "")) for own in direct]
    known = [bound for bound in bounds if bound is not None]
    whole = _number(typed.cells["bound"])
    if not direct or len(known) < len(bounds) or whole is None:
        return ""
    total = number_in(sum(known, Decimal(0)), desk.language)
    if sum(known, Decimal(0)) == whole:
        return _("Together they make %(total)s, exactly the number of the whole.") % {"total": total}
    return _("Together they make %(total)s; the whole says %(whole)s.") % {
        "total": total,
        "whole": number_in(whole, desk.language),
    }


def _number(cell: str) -> Decimal | None:
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
