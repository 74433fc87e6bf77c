"""The page on which a target is revised: the decision, what it states from then on, and its sentences side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.errors import Fault, NotFound, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.services.targets import decision_columns
from wijkpeil.ledger.subjects import subject_of
from wijkpeil.model.base import record
from wijkpeil.model.ledger import Target
from wijkpeil.pages.stating.sentence import statement_sentence
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.desk import Desk
from wijkpeil.pages.work.faulting import fault_text
from wijkpeil.pages.work.form import FaultLink, FieldGroup, Form, make_form
from wijkpeil.pages.work.record import current_row
from wijkpeil.pages.work.revising_parts import REGISTER, PartsShown, parts_shown, parts_targets
from wijkpeil.pages.work.revising_typed import DECISION, FIRST, REST, Typed, asked, opening, part_cells


@record
class Sentences:
    """What a target states now, and from the decision on; the latter is empty until it was looked at."""

    id: str
    before: str
    after: str


@record
class RevisePage:
    """The form with the sentences of before, and those of after where they were looked at."""

    id: str
    title: str
    sentences: tuple[Sentences, ...]
    """Of the target, and where it was looked at of each part that changes too."""
    form: Form
    parts: PartsShown
    wholes: tuple[tuple[str, str], ...]
    """Id and title of each target whose number this one's is a part of."""
    revision: int
    rest_wrong: bool
    """Whether something is wrong among the fields that are folded away."""
    looked: str
    """What tells the form that was looked at; empty where none was."""
    draft: str
    """Id of the draft that it was opened from."""


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


def opening_typed(desk: Desk, target: Target) -> Typed:
    """Return what the form starts from."""
    parts = parts_targets(desk, target)
    rows = {own: current_row(desk, "targets", own) for own in (target.id, *parts)}
    return opening(target, parts.values(), {own: row.revision for own, row in rows.items() if row is not None})


def completed(desk: Desk, target: Target, typed: Typed) -> Typed:
    """Return what was typed with the parts that it does not hold yet, such as one that was chosen just now."""
    parts = parts_targets(desk, target, typed.cells["breakdown"])
    rows = {own: current_row(desk, "targets", own) for own in parts if own not in typed.seen}
    seen = {own: row.revision for own, row in rows.items() if row is not None}
    return replace(
        typed,
        parts={**typed.parts, **{own: part_cells(part) for own, part in parts.items() if own not in typed.parts}},
        seen={**typed.seen, **seen},
    )


def revise_page(
    desk: Desk,
    target: Target,
    typed: Typed,
    *,
    faults: Sequence[Fault] = (),
    after: Sequence[tuple[Target, Target]] = (),
    draft: str = "",
) -> RevisePage:
    """Show the form with what was typed and what is wrong with it; ``after`` is what it comes to, target by target."""
    with override(desk.language):
        sorted_ = _sorted(target, faults, tuple(parts_targets(desk, target, typed.cells["breakdown"])))
        made = make_form(desk, REGISTER, asked((*DECISION, *FIRST, *REST)), typed.cells, sorted_[target.id])
        parts = parts_shown(desk, target, typed, sorted_)
        fields = {field.name: field for group in made.groups for field in group.fields}
        groups = _groups(bool(parts.parts))
        row = current_row(desk, "targets", target.id)
        return RevisePage(
            id=target.id,
            title=title_of(target, desk.language),
            sentences=_sentences(desk, target, after),
            form=Form(
                groups=tuple(
                    FieldGroup(title=title, fields=tuple(fields[name] for name in names)) for title, names in groups
                ),
                summary=(*_elsewhere(desk, sorted_[""]), *made.summary, *parts.summary),
            ),
            parts=parts,
            wholes=tuple(
                (one.id, title_of(one, desk.language)) for one in desk.records("targets") if target.id in one.breakdown
            ),
            revision=typed.revision if typed.revision is not None else (row.revision if row is not None else 0),
            rest_wrong=any(fields[name].faults for name in groups[-1][1]),
            looked=typed.digest if after else "",
            draft=draft,
        )


def _groups(with_parts: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the groups of the form, each with its fields; which parts must sum stands with the parts."""
    sums = ("breakdown",) if with_parts else ()
    return (
        (_("The decision"), DECISION),
        (_("What it states from then on"), FIRST),
        (_("Its parts, whose numbers must sum to its own"), sums),
        (_("What is measured, where and against what"), tuple(name for name in REST if name not in sums)),
    )


def _sorted(target: Target, faults: Sequence[Fault], parts: Sequence[str]) -> dict[str, list[Fault]]:
    """Sort faults by the target whose fields they are about; under no id those that are about something else.

    What is wrong with the decision is told once, however many targets it revises.
    """
    found: dict[str, list[Fault]] = {own: [] for own in ("", target.id, *parts)}
    decided, told = decision_columns(), set[tuple[str, str]]()
    for fault in faults:
        register, _sign, own = fault.file.partition("/")
        if register == REGISTER and fault.key in decided:
            if (fault.key, fault.message) not in told:
                told.add((fault.key, fault.message))
                found[target.id].append(fault)
        elif register == "targets" and own in found:
            found[own].append(fault)
        else:
            found[target.id if register == REGISTER else ""].append(fault)
    return found


def _elsewhere(desk: Desk, faults: Sequence[Fault]) -> tuple[FaultLink, ...]:
    """Tell what is wrong with another record than the form is about, with its id."""
    return tuple(
        FaultLink(
            control="",
            label="",
            fault=f"{fault.file.partition('/')[2] or fault.file}: {fault_text(fault, desk.language)}",
        )
        for fault in faults
    )


def _sentences(desk: Desk, target: Target, after: Sequence[tuple[Target, Target]]) -> tuple[Sentences, ...]:
    if not after:
        return (Sentences(id=target.id, before=_sentence(desk, target), after=""),)
    return tuple(
        Sentences(id=before.id, before=_sentence(desk, before), after=_sentence(desk, now)) for before, now in after
    )


def _sentence(desk: Desk, target: Target) -> str:
    return statement_sentence(desk.programme, target, desk.language) or target.sentence.in_(desk.language)
