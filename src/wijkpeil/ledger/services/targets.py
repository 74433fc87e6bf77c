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
    receipt_of,
    sending_key,
    write_changes,
)
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.subjects import subject_of
from wijkpeil.loading.editing import Edit, apply_edits, record_cells
from wijkpeil.loading.fields import fields_of
from wijkpeil.model.ledger import Target
from wijkpeil.model.people import Actor, Role
from wijkpeil.model.programme import Programme
from wijkpeil.model.statement import TargetRevision, statement_fields
from wijkpeil.workflows.revised import earlier_statements

STATED = (*statement_fields(), "sentence")
"""Fields of a target that a decision changes."""
DECIDED = ("decided_on", "reason", "decision", "decided_by", "lines")
"""Fields of the decision itself."""


def target_revise(
    actor: Actor,
    programme: str,
    id: str,
    columns: Mapping[str, str],
    decision: Mapping[str, str],
    *,
    revision: int | None,
    key: str = "",
) -> Receipt:
    """Let a target state something else from the day of a decision on; what it stated until then is kept beside it.

    ``columns`` are the cells of the statement (and its sentence) that change, ``decision`` those of the decision:
    ``decided_on``, ``reason_nl``, ``reason_en``, ``decision``, ``decided_by`` and ``lines``. ``revision`` is the
    recorded one that the writer saw; None: whatever there is.

    Raises:
        NotAllowed: the actor may not.
        FaultsFound: with every fault of the statement and of the decision, such as that nothing changes.
        StaleRecord: the target has another revision by now.
        NotFound: there is no such programme or target.
    """
    with writing_as(actor) as actor:
        done = _done(actor, programme, id, "target_revise", key)
        if done is not None:
            return done
        held = current_programme(programme)
        role, target = _revisable(actor, held, id)
        edits = revision_edits(held, target, columns, decision)
        _refuse_stale(programme, edits[0], revision)
        records = _checked(actor, held, edits, _revision_faults(target, edits, columns, decision))
        by = By(actor=actor.id, role=role, why=decision.get(f"reason_{held.definitions.info.language}", ""))
        return _write(held, by, edits, records, "target_revise", key and sending_key(actor.id, key))


def revision_checked(
    actor: Actor, programme: str, id: str, columns: Mapping[str, str], decision: Mapping[str, str]
) -> tuple[Target, Target]:
    """Return a target as it stands and as a revision would make it; nothing is written.

    Raises:
        NotAllowed, FaultsFound, NotFound: as ``target_revise``.
    """
    held = current_programme(programme)
    _role, target = _revisable(actor, held, id)
    edits = revision_edits(held, target, columns, decision)
    return target, _checked(actor, held, edits, _revision_faults(target, edits, columns, decision))[0]


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
        return _write(held, by, edits, records, "target_correct", key and sending_key(actor.id, key))


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
    entry = key and JournalEntry.objects.filter(key=sending_key(actor.id, key)).first()
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


def _of_tomorrow(edit: Edit, day: str) -> list[Fault]:
    try:
        late = date.fromisoformat(day) > timezone.localdate()
    except ValueError:
        # That it is no day is told with the other faults of the row.
        return []
    if not late:
        return []
    message = say("The decision is of a day that has still to come.")
    remedy = say("Write the day on which it was taken, or wait for it.")
    place = f"{edit.register}/{edit.id}"
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


def _revisable(actor: Actor, held: Programme, id: str) -> tuple[Role, Target]:
    target = _target(held, id)
    return rights.require(actor, "target_revise", subject_of(held, "targets", target)), target


def _revision_faults(
    target: Target, edits: tuple[Edit, Edit], columns: Mapping[str, str], decision: Mapping[str, str]
) -> list[Fault]:
    return [
        *_strange(f"targets/{target.id}", columns, Target, STATED),
        *_strange(f"{edits[1].register}/{edits[1].id}", decision, TargetRevision, DECIDED),
        *_of_tomorrow(edits[1], decision.get("decided_on", "")),
        *_nothing_else(target, edits[0]),
        *_same_words(target, edits[0]),
    ]


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


def _write(held: Programme, by: By, edits: Sequence[Edit], records: Sequence[Any], action: str, key: str) -> Receipt:
    programme, changes = held.definitions.info.id, [Change(edit=edit) for edit in edits]
    rows = [current_row(programme, change) for change in changes]
    target = edits[0].id if edits[0].register == "targets" else records[0].of
    return write_changes(by, programme, changes, rows, records, action, key or None, f"targets/{target}")
