"""The page on which a target is revised: the decision, what it states from then on, and both sentences side by side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.errors import Fault, NotFound, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.services.targets import decision_columns, statement_columns
from wijkpeil.ledger.subjects import subject_of
from wijkpeil.loading.editing import record_cells
from wijkpeil.loading.fields import Field, fields_of
from wijkpeil.model.base import record
from wijkpeil.model.ledger import Target
from wijkpeil.model.statement import TargetRevision, statement_fields
from wijkpeil.pages.stating.sentence import statement_sentence
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.desk import Desk
from wijkpeil.pages.work.form import FieldGroup, Form, make_form
from wijkpeil.pages.work.reading import read_cells
from wijkpeil.pages.work.record import current_row

REGISTER = "target_revisions"
DECISION = ("decided_on", "reason", "decision", "decided_by", "lines")
FIRST = (
    "sentence",
    "relation",
    "bound",
    "unit",
    "deadline",
    "deadline_label",
    "baseline",
    "baseline_on",
    "baseline_note",
    "path",
    "milestones",
    "tolerance",
)
"""What a decision mostly changes."""
REST = tuple(name for name in statement_fields() if name not in FIRST)
"""What is measured, where and against what."""


@record
class RevisePage:
    """The form with the sentence of before, and that of after where it was looked at."""

    id: str
    title: str
    before: str
    after: str
    form: Form
    revision: int
    rest_wrong: bool
    """Whether something is wrong among the fields that are folded away."""
    looked: str
    """What tells the form that was looked at; empty where none was."""


def revised_target(desk: Desk, own: str) -> Target:
    """Return the target that is to be revised.

    Raises:
        NotFound: there is none.
        NotAllowed: the person may not revise it.
    """
    found = desk.find("targets", own)
    if not isinstance(found, Target):
        raise NotFound(say("There is no record {register}/{id}.", register="targets", id=own))
    rights.require(desk.actor, "target_revise", subject_of(desk.programme, "targets", found))
    return found


def opening_cells(target: Target) -> dict[str, str]:
    """Return what the form starts from: what the target states, and no decision yet."""
    before = record_cells(target)
    return {column: before[column] for column in statement_columns()} | dict.fromkeys(decision_columns(), "")


def typed_cells(target: Target, posted: Callable[[str], Sequence[str]]) -> dict[str, str]:
    """Return the cells that were typed, by column."""
    return read_cells(TargetRevision, _fields((*FIRST, *REST, *DECISION)), posted, record_cells(target))


def parted(cells: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Part cells into those of the statement and those of the decision."""
    return (
        {column: cells[column] for column in statement_columns()},
        {column: cells[column] for column in decision_columns()},
    )


def digest_of(cells: Mapping[str, str]) -> str:
    """Return what tells these cells from any other."""
    return hashlib.sha256(json.dumps(dict(cells), sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def revise_page(
    desk: Desk,
    target: Target,
    cells: Mapping[str, str],
    *,
    faults: Sequence[Fault] = (),
    after: Target | None = None,
    revision: int | None = None,
) -> RevisePage:
    """Show the form with what was typed and what is wrong with it; ``after`` is what it comes to."""
    row = current_row(desk, "targets", target.id)
    made = make_form(desk, REGISTER, _fields((*DECISION, *FIRST, *REST)), cells, faults)
    fields = {field.name: field for group in made.groups for field in group.fields}
    with override(desk.language):
        groups = (
            (_("The decision"), DECISION),
            (_("What it states from then on"), FIRST),
            (_("What is measured, where and against what"), REST),
        )
        return RevisePage(
            id=target.id,
            title=title_of(target, desk.language),
            before=_sentence(desk, target),
            after=_sentence(desk, after) if after is not None else "",
            form=Form(
                groups=tuple(
                    FieldGroup(title=title, fields=tuple(fields[name] for name in names)) for title, names in groups
                ),
                summary=made.summary,
            ),
            revision=revision if revision is not None else (row.revision if row is not None else 0),
            rest_wrong=any(fields[name].faults for name in REST),
            looked=digest_of(cells) if after is not None else "",
        )


def _fields(names: Sequence[str]) -> tuple[Field, ...]:
    known = fields_of(TargetRevision)
    return tuple(known[name] for name in names)


def _sentence(desk: Desk, target: Target) -> str:
    return statement_sentence(desk.programme, target, desk.language) or target.sentence.in_(desk.language)
