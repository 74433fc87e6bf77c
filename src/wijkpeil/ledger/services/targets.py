"""Revising a target by a decision, and correcting a fault in typing: the two ways in which what it states changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from wijkpeil.errors import Fault, FaultsFound, NotFound, StaleRecord, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services.recording import By, writing_as
from wijkpeil.ledger.services.records import (
    Change,
    Receipt,
    current_row,
    faults_told,
    journal_key,
    receipt_of,
    write_changes,
)
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.subjects import subject_of
from wijkpeil.loading.editing import Edit, apply_edits, record_cells
from wijkpeil.loading.fields import fields_of
from wijkpeil.model.base import record
from wijkpeil.model.ledger import Target
from wijkpeil.model.people import Actor, Role
from wijkpeil.model.programme import Programme
from wijkpeil.model.statement import TargetRevision, statement_fields
from wijkpeil.workflows.revised import earlier_statements

STATED = (*statement_fields(), "sentence")
"""Fields of a target that a decision changes."""
DECIDED = ("decided_on", "reason", "decision", "decided_by", "lines")
"""Fields of the decision itself."""


@record
class Restated:
    """What one target is to state from a decision on."""

    id: str
    """Id of the target."""
    columns: Mapping[str, str]
    """Cells of its statement, and of its sentence, that change."""
    revision: int | None = None
    """The recorded revision that the writer saw; None: whatever there is."""


def target_revise(
    actor: Actor,
    programme: str,
    id: str,
    columns: Mapping[str, str],
    decision: Mapping[str, str],
    *,
    revision: int | None,
    parts: Sequence[Restated] = (),
    key: str = "",
) -> Receipt:
    """Let a target state something else from the day of a decision on; what it stated until then is kept beside it.

    ``columns`` are the cells of the statement (and its sentence) that change, ``decision`` those of the decision:
    ``decided_on``, ``reason_nl``, ``reason_en``, ``decision``, ``decided_by`` and ``lines``. ``revision`` is the
    recorded one that the writer saw; None: whatever there is. ``parts`` are targets whose bounds sum to this one's, or
    to one of its parts, and that the same decision revises; where there are any, the target itself may stay as it is.

    Raises:
        NotAllowed: the actor may not revise one of them.
        FaultsFound: with every fault of the statements and of the decision, such as that nothing changes.
        StaleRecord: one of the targets has another revision by now.
        NotFound: there is no such programme or target.
    """
    with writing_as(actor) as actor:
        done = _done(actor, programme, id, "target_revise", key)
        if done is not None:
            return done
        held = current_programme(programme)
        role, plan = _planned(actor, held, Restated(id=id, columns=columns, revision=revision), parts, decision)
        for edit, seen in plan.seen:
            _refuse_stale(programme, edit, seen)
        records = _checked(actor, held, plan.edits, plan.faults)
        by = By(actor=actor.id, role=role, why=decision.get(f"reason_{held.definitions.info.language}", ""))
        return _write(held, by, id, plan.edits, records, "target_revise", key and journal_key(actor, key))


def revision_checked(
    actor: Actor,
    programme: str,
    id: str,
    columns: Mapping[str, str],
    decision: Mapping[str, str],
    *,
    parts: Sequence[Restated] = (),
) -> tuple[tuple[Target, Target], ...]:
    """Return each target that a revision changes, as it stands and as it would be; nothing is written.

    Raises:
        NotAllowed, FaultsFound, NotFound: as ``target_revise``.
    """
    held = current_programme(programme)
    _role, plan = _planned(actor, held, Restated(id=id, columns=columns), parts, decision)
    records = _checked(actor, held, plan.edits, plan.faults)
    return tuple((_target(held, one.id), one) for one in records if isinstance(one, Target))


def target_correct(
    actor: Actor,
    programme: str,
    id: str,
    columns: Mapping[str, str],
    *,
    why: str,
    revision: int | None,
    number: int = 0,
    key: str = "",
) -> Receipt:
    """Correct a fault in typing of a target, or of its earlier statement ``number``; that is no revision.

    Raises:
        NotAllowed, StaleRecord: as for ``target_revise``.
        FaultsFound: as for ``target_revise``, and where no reason is given.
        NotFound: there is no such programme, target or earlier statement.
    """
    with writing_as(actor) as actor:
        done = _done(actor, programme, id, "target_correct", key)
        if done is not None:
            return done
        held = current_programme(programme)
        target = _target(held, id)
        role = rights.require(actor, "target_correct", subject_of(held, "targets", target))
        record = _earlier(held, id, number) if number else target
        register = "target_revisions" if number else "targets"
        cells = {**record_cells(record), **columns, "id": record.id}
        faults = [] if why.strip() else [_no_reason(f"{register}/{record.id}")]
        edits = (Edit(register=register, id=record.id, columns=cells),)
        _refuse_stale(programme, edits[0], revision)
        by, records = By(actor=actor.id, role=role, why=why), _checked(actor, held, edits, faults)
        return _write(held, by, id, edits, records, "target_correct", key and journal_key(actor, key))


def revision_edits(
    held: Programme, target: Target, columns: Mapping[str, str], decision: Mapping[str, str]
) -> tuple[Edit, Edit]:
    """Return the two records that a revision writes: the target as it is to be, and what it stated until then."""
    before = record_cells(target)
    number = len(earlier_statements(held.ledger).get(target.id, ())) + 1
    kept = {column: before[column] for column in _columns(Target, STATED)}
    decided = {column: cell for column, cell in decision.items() if column in _columns(TargetRevision, DECIDED)}
    taken = {one.id for one in held.ledger.target_revisions}
    own = next(name for name in (f"{target.id}-{number}", f"{target.id}-revision-{number}") if name not in taken)
    changed = {column: cell for column, cell in columns.items() if column in _columns(Target, STATED)}
    return (
        Edit(register="targets", id=target.id, columns={**before, **changed}),
        Edit(
            register="target_revisions",
            id=own,
            columns={**kept, **decided, "id": own, "of": target.id, "number": str(number)},
        ),
    )


def statement_columns() -> tuple[str, ...]:
    """Return the columns of a target that a decision changes."""
    return _columns(Target, STATED)


def decision_columns() -> tuple[str, ...]:
    """Return the columns of the decision itself."""
    return _columns(TargetRevision, DECIDED)


def _columns(kind: type, names: Sequence[str]) -> tuple[str, ...]:
    known = fields_of(kind)
    return tuple(column for name in names for column in known[name].columns)


def _done(actor: Actor, programme: str, id: str, action: str, key: str) -> Receipt | None:
    """Return the receipt of what was sent before under the same key."""
    entry = key and JournalEntry.objects.filter(key=journal_key(actor, key)).first()
    if not entry:
        return None
    if (entry.programme, entry.action, entry.subject) != (programme, action, f"targets/{id}"):
        message, remedy = say("This key was used for another write."), say("Give each write a key of its own.")
        raise FaultsFound([Fault(file=action, line=None, key="key", message=message, remedy=remedy)])
    return receipt_of(entry)


def _target(held: Programme, id: str) -> Target:
    found = next((one for one in held.ledger.targets if one.id == id), None)
    if found is None:
        raise NotFound(say("There is no record {register}/{id}.", register="targets", id=id))
    return found


def _earlier(held: Programme, id: str, number: int) -> TargetRevision:
    found = next((one for one in earlier_statements(held.ledger).get(id, ()) if one.number == number), None)
    if found is None:
        raise NotFound(say("Target {id} has no earlier statement {number}.", id=id, number=number))
    return found


def _strange(place: str, given: Mapping[str, str], kind: type, names: Sequence[str]) -> list[Fault]:
    """Tell the columns that a revision does not change."""
    known = _columns(kind, names)
    message = say("A revision does not change this column.")
    remedy = say("Leave it out. What is no part of the statement is corrected (wijkpeil target correct).")
    return [
        Fault(file=place, line=None, key=column, message=message, remedy=remedy)
        for column in given
        if column not in known
    ]


def _of_tomorrow(place: str, decision: Mapping[str, str]) -> list[Fault]:
    try:
        late = date.fromisoformat(decision.get("decided_on", "")) > timezone.localdate()
    except ValueError:
        # That it is no day is told with the other faults of the row.
        return []
    if not late:
        return []
    message = say("The decision is of a day that has still to come.")
    remedy = say("Write the day on which it was taken, or wait for it.")
    return [Fault(file=place, line=None, key="decided_on", message=message, remedy=remedy)]


def _nothing_else(target: Target, edit: Edit) -> list[Fault]:
    """Tell that nothing of the statement changes."""
    before, after = record_cells(target), edit.columns or {}
    if any(after.get(column) != before[column] for column in _columns(Target, statement_fields())):
        return []
    message, remedy = say("The decision changes nothing of what the target states."), say("Write what changes.")
    return [Fault(file=f"targets/{target.id}", line=None, key="", message=message, remedy=remedy)]


def _same_words(target: Target, edit: Edit) -> list[Fault]:
    """Tell the languages in which the sentence is still that of the earlier statement."""
    before, after = record_cells(target), edit.columns or {}
    message = say("The sentence still says what the target stated before.")
    remedy = say("Write it as the decision has it.")
    return [
        Fault(file=f"targets/{target.id}", line=None, key=column, message=message, remedy=remedy)
        for column in ("sentence_nl", "sentence_en")
        if after.get(column) == before[column]
    ]


def _no_reason(place: str) -> Fault:
    message, remedy = say("A correction says why."), say("Write what was typed wrongly.")
    return Fault(file=place, line=None, key="why", message=message, remedy=remedy)


@record
class _Plan:
    """What a decision comes to: the records that it writes, and what is wrong with it beside the rules of files."""

    edits: tuple[Edit, ...]
    seen: tuple[tuple[Edit, int | None], ...]
    """Each target, changed or not, with the revision that the writer saw."""
    faults: tuple[Fault, ...]


def _planned(
    actor: Actor, held: Programme, whole: Restated, parts: Sequence[Restated], decision: Mapping[str, str]
) -> tuple[Role, _Plan]:
    """Plan a decision about a target and any of its parts; rights are asked before anything is said of it."""
    target = _target(held, whole.id)
    role = rights.require(actor, "target_revise", subject_of(held, "targets", target))
    near, faults = _parts_named(held, target, whole, parts)
    for part in near:
        rights.require(actor, "target_revise", subject_of(held, "targets", _target(held, part.id)))
    edits: list[Edit] = []
    seen: list[tuple[Edit, int | None]] = []
    for one in (whole, *near):
        before = _target(held, one.id)
        pair = revision_edits(held, before, one.columns, decision)
        seen.append((pair[0], one.revision))
        faults += _strange(f"targets/{one.id}", one.columns, Target, STATED)
        if one is whole and parts and pair[0].columns == record_cells(before):
            continue
        edits += pair
        faults += [*_nothing_else(before, pair[0]), *_same_words(before, pair[0])]
    place = next((f"{edit.register}/{edit.id}" for edit in edits if edit.register == "target_revisions"), "decision")
    faults += [*_strange(place, decision, TargetRevision, DECIDED), *_of_tomorrow(place, decision)]
    return role, _Plan(edits=tuple(edits), seen=tuple(seen), faults=tuple(faults))


def _parts_named(
    held: Programme, target: Target, whole: Restated, parts: Sequence[Restated]
) -> tuple[list[Restated], list[Fault]]:
    """Part what is named into parts of the target and faults; one that may not be seen is said as one that is none."""
    after = tuple(one.strip() for one in whole.columns.get("breakdown", "").split(";"))
    sums, taken = parts_below(held, (*target.breakdown, *after)), {whole.id}
    near, faults = list[Restated](), list[Fault]()
    for part in parts:
        place = f"targets/{part.id}"
        if part.id in taken:
            message, remedy = say("This part is named more than once."), say("Name it once, with all that changes.")
            faults.append(Fault(file=place, line=None, key="id", message=message, remedy=remedy))
        elif part.id not in sums:
            message = say("{id} is no part of the sum of {whole}.", id=part.id, whole=target.id)
            remedy = say("Name its parts alone ({parts}).", parts=", ".join(sums)) if sums else say("Leave it out.")
            faults.append(Fault(file=place, line=None, key="id", message=message, remedy=remedy))
        else:
            near.append(part)
        taken.add(part.id)
    return near, faults


def parts_below(held: Programme, breakdown: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the targets of a breakdown that are there, and of theirs in turn, each once."""
    known = {one.id: one for one in held.ledger.targets}
    found, waiting = list[str](), [own for own in breakdown if own in known]
    while waiting:
        own = waiting.pop(0)
        if own not in found:
            found.append(own)
            waiting += [one for one in known[own].breakdown if one in known]
    return tuple(found)


def _refuse_stale(programme: str, edit: Edit, revision: int | None) -> None:
    row: Any = current_row(programme, Change(edit=edit))
    stands = row.revision if row is not None else None
    if revision is not None and revision != stands:
        raise StaleRecord(edit.register, edit.id, revision, stands)


def _checked(actor: Actor, held: Programme, edits: Sequence[Edit], faults: Sequence[Fault]) -> tuple[Any, ...]:
    """Hold edits against every rule; return their records."""
    edited = apply_edits(held, edits)
    told = faults_told(actor, held, edits) if any(one.severity == "error" for one in edited.faults) else []
    if any(not one.key for one in faults):
        # Said already, in words that are not about a file.
        told = [one for one in told if one.key != "number"]
    if told or faults:
        raise FaultsFound(list(dict.fromkeys([*faults, *told])))
    return edited.records


def _write(
    held: Programme, by: By, id: str, edits: Sequence[Edit], records: Sequence[Any], action: str, key: str
) -> Receipt:
    programme, changes = held.definitions.info.id, [Change(edit=edit) for edit in edits]
    rows = [current_row(programme, change) for change in changes]
    return write_changes(by, programme, changes, rows, records, action, key or None, f"targets/{id}")
