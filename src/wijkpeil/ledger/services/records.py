"""Writing the records of the registers: add, revise, remove, restore, and many at once from a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from wijkpeil.errors import Fault, FaultsFound, NotAllowed, NotFound, StaleRecord, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.journal import as_json
from wijkpeil.ledger.mapper import to_columns, to_record
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.order import GAP
from wijkpeil.ledger.reading import may_read, shown_programme
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.services.recording import By, Changes, journal_write, writing_as
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.subjects import subject_of, subject_of_cells
from wijkpeil.loading.editing import Edit, apply_edits, record_cells, register_kind
from wijkpeil.model.base import record
from wijkpeil.model.people import Actor, Role
from wijkpeil.model.programme import Programme


@record
class Change:
    """A write that is asked for, with what the writer had before them."""

    edit: Edit
    revision: int | None = None
    """Revision that the writer saw; 0: there was no record; None: whatever there is."""
    exists: bool = False
    """True where the record must be there already."""


@record
class Receipt:
    """What a write did."""

    entry: int | None
    """Number of the journal entry; None where nothing had to change."""
    added: int = 0
    changed: int = 0
    removed: int = 0


def record_add(
    actor: Actor, programme: str, register: str, id: str, columns: Mapping[str, str], *, why: str = "", key: str = ""
) -> Receipt:
    """Add a record; ``columns`` are the cells of its CSV file.

    Raises:
        NotAllowed: the actor may not.
        FaultsFound: with every fault of the record.
        StaleRecord: there is a record with this id already.
        NotFound: there is no such programme or register.
    """
    change = Change(edit=Edit(register=register, id=id, columns=columns), revision=0)
    return records_write(actor, programme, [change], action="record_add", why=why, key=key)


def record_revise(
    actor: Actor,
    programme: str,
    register: str,
    id: str,
    columns: Mapping[str, str],
    *,
    revision: int | None,
    why: str = "",
    key: str = "",
) -> Receipt:
    """Give a record a new revision; ``revision`` is the one that the writer saw.

    Raises:
        NotAllowed, FaultsFound, NotFound: as for ``record_add``; NotFound also where there is no such record.
        StaleRecord: the record has another revision by now.
    """
    change = Change(edit=Edit(register=register, id=id, columns=columns), revision=revision, exists=True)
    return records_write(actor, programme, [change], action="record_revise", why=why, key=key)


def record_remove(
    actor: Actor, programme: str, register: str, id: str, *, revision: int | None, why: str = "", key: str = ""
) -> Receipt:
    """End a record; its history stays, and it can be restored.

    Raises:
        NotAllowed, StaleRecord, NotFound: as for ``record_revise``.
        FaultsFound: another record names it.
    """
    change = Change(edit=Edit(register=register, id=id, columns=None), revision=revision, exists=True)
    return records_write(actor, programme, [change], action="record_remove", why=why, key=key)


def record_restore(
    actor: Actor, programme: str, register: str, id: str, *, revision: int, why: str = "", key: str = ""
) -> Receipt:
    """Bring back what a record said in an earlier ``revision``, as a new revision.

    Raises:
        NotAllowed, FaultsFound, NotFound: as for ``record_revise``; FaultsFound also where what it names is no more.
    """
    row = _model(register).objects.of(programme).filter(record_id=id, revision=revision).first()
    earlier = to_record(row.record_type, row) if row is not None else None
    if earlier is None or not may_read(actor, programme, register, earlier):
        raise NotFound(say("{register}/{id} has no revision {revision}.", register=register, id=id, revision=revision))
    cells = record_cells(earlier)
    change = Change(edit=Edit(register=register, id=id, columns=cells))
    return records_write(actor, programme, [change], action="record_restore", why=why, key=key)


def records_write(
    actor: Actor,
    programme: str,
    changes: Sequence[Change],
    *,
    action: str = "records_import",
    why: str = "",
    key: str = "",
) -> Receipt:
    """Write any number of records, all or none, as one entry of the journal.

    ``key`` tells one sending from another: the same write sent again gives the receipt of the first.

    Raises:
        NotAllowed: the actor may not do one of them; nothing is written.
        FaultsFound: with every fault of every record.
        StaleRecord: one of the records has another revision than the writer saw.
        NotFound: there is no such programme, register or record.
    """
    with writing_as(actor) as actor:
        done = key and JournalEntry.objects.filter(key=sending_key(actor.id, key)).first()
        if done:
            return _repeated(done, programme, action, changes)
        held = current_programme(programme)
        _refuse_doubles(changes)
        rows = [current_row(programme, each) for each in changes]
        records = [_readable(actor, programme, each, row) for each, row in zip(changes, rows, strict=True)]
        for change, before in zip(changes, records, strict=True):
            _refuse_absent(change, before)
        edited = apply_edits(held, [each.edit for each in changes])
        # Rights come first: who may not write learns nothing of what is wrong with it.
        roles = [
            require_change(
                actor,
                held,
                each.edit,
                None if each.revision == 0 else before,
                after,
                restored=action == "record_restore",
            )
            for each, before, after in zip(changes, records, edited.records, strict=True)
        ]
        for change, row, before in zip(changes, rows, records, strict=True):
            _refuse_stale(change, row, before)
        if any(fault.severity == "error" for fault in edited.faults):
            raise FaultsFound(faults_told(actor, held, [each.edit for each in changes]))
        by = By(actor=actor.id, role=roles[0] if roles else "", why=why)
        return write_changes(
            by, programme, changes, rows, edited.records, action, sending_key(actor.id, key) if key else None
        )


def sending_key(account: str, key: str) -> str:
    """Return the key under which the journal keeps what an account sent."""
    return f"{account}:{key}"


def _refuse_doubles(changes: Sequence[Change]) -> None:
    named = Counter((each.edit.register, each.edit.id) for each in changes)
    double = [name for name, times in named.items() if times > 1]
    if double:
        message, remedy = say("This record is written more than once here."), say("Keep one of them.")
        raise FaultsFound(
            [Fault(file=f"{name}/{own}", line=None, key="id", message=message, remedy=remedy) for name, own in double]
        )


def _model(register: str) -> type[Revision]:
    register_kind(register)
    return REGISTERS[register]


def current_row(programme: str, change: Change) -> Revision | None:
    """Return the revision that stands of the record that a change is about."""
    register, own = change.edit.register, change.edit.id
    row: Revision | None = _model(register).objects.of(programme).current().filter(record_id=own).first()
    return row


def _readable(actor: Actor, programme: str, change: Change, row: Revision | None) -> Any:
    """Return a record as it stands; None where the actor may not see it, as if it were not there."""
    before: Any = to_record(row.record_type, row) if row is not None and row.record_type is not None else None
    return before if before is not None and may_read(actor, programme, change.edit.register, before) else None


def _refuse_absent(change: Change, before: Any) -> None:
    """Refuse to revise or remove what is not there, or no longer."""
    register, own, seen = change.edit.register, change.edit.id, change.revision
    if before is not None:
        return
    if seen:
        raise StaleRecord(register, own, seen, None)
    if change.exists or change.edit.columns is None:
        raise NotFound(say("There is no record {register}/{id}.", register=register, id=own))


def _refuse_stale(change: Change, row: Revision | None, before: Any) -> None:
    """Hold what the writer saw against the current revision."""
    register, own, seen = change.edit.register, change.edit.id, change.revision
    if row is not None and before is None:
        # All that may be said of a record that is kept from the writer.
        message, remedy = say("This id cannot be used."), say("Choose another.")
        raise FaultsFound([Fault(file=f"{register}/{own}", line=None, key="id", message=message, remedy=remedy)])
    now = row.revision if row is not None else None
    if seen is not None and (seen or None) != now:
        raise StaleRecord(register, own, seen or None, now)


def require_change(actor: Actor, held: Programme, edit: Edit, before: Any, after: Any, *, restored: bool) -> Role:
    """Require every right that a change needs, on the record as it was and as it is to be; return the role.

    Raises:
        NotAllowed: the actor lacks one of them; of what targets state everybody does, since that is revised.
    """
    try:
        return _required(actor, held, edit, before, after, restored=restored)
    except NotAllowed as refused:
        if edit.register in ("targets", "target_revisions") and actor.grants:
            raise NotAllowed(refused.action, REVISED) from refused
        raise


REVISED = say(
    "A target is never edited. Revise it with a decision (wijkpeil target revise), or correct a fault in typing with a "
    "reason (wijkpeil target correct)."
)


def _required(actor: Actor, held: Programme, edit: Edit, before: Any, after: Any, *, restored: bool) -> Role:
    subjects = [subject_of(held, edit.register, before)] if before is not None else []
    if edit.columns is not None:
        # One that has a fault is no record yet, and still says whose it is to be.
        made = after is not None
        wanted = subject_of(held, edit.register, after) if made else subject_of_cells(held, edit.register, edit.columns)
        subjects.append(wanted)
    action = "record_remove" if edit.columns is None else "record_add" if before is None else "record_revise"
    if restored:
        action = "record_restore"
    if len(subjects) == 2 and _sharing(subjects[0]) != _sharing(subjects[1]):
        for subject in subjects:
            rights.require(actor, "record_share", subject)
    nothing = rights.Subject(programme=held.definitions.info.id, register=edit.register)
    return [rights.require(actor, action, subject) for subject in subjects or [nothing]][-1]


def _sharing(subject: rights.Subject) -> tuple[Any, ...]:
    return subject.owner, subject.visibility, subject.visible_to


def faults_told(actor: Actor, held: Programme, edits: Sequence[Edit]) -> list[Fault]:
    """Return the faults of edits that have some, as they stand among the records that the actor may see.

    No message names, suggests or confirms a record that is kept from the actor; where such a record alone stands in the
    way, that is all that is said.
    """
    found = apply_edits(shown_programme(actor, held), edits).faults
    errors = [fault for fault in found if fault.severity == "error"]
    if errors:
        return errors
    place = edits[0]
    message = say("A record that you may not see stands in the way of this.")
    remedy = say("Ask the programme office, or whoever works with this record.")
    return [Fault(file=f"{place.register}/{place.id}", line=None, key="", message=message, remedy=remedy)]


def write_changes(
    by: By,
    programme: str,
    changes: Sequence[Change],
    rows: Sequence[Revision | None],
    records: Sequence[Any],
    action: str,
    key: str | None,
    subject: str = "",
) -> Receipt:
    """Write records that are free of faults, as one entry of the journal; nothing where nothing is different.

    ``subject`` is what the entry is about; empty: the record, where it is one, else the programme.
    """
    made, kinds = Changes(), Counter[str]()
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for change, row, each in zip(changes, rows, records, strict=True):
        columns = _columns(each)
        name = f"{change.edit.register}/{change.edit.id}"
        # As JSON: 6.0 and 6 are the same number, and not the same digits.
        if (columns and as_json(columns)) == (as_json(row.columns()) if row is not None else None):
            continue
        kinds["added" if row is None else "removed" if columns is None else "changed"] += 1
        if row is not None:
            made.close([row])
            before[name] = as_json(row.columns())
        if columns is not None:
            model = _model(change.edit.register)
            made.open(model, [(change.edit.id, _position(model, programme, row, made), columns)])
            after[name] = as_json(columns)
    if not kinds:
        return Receipt(entry=None)
    names = sorted({*before, *after})
    subject = subject or (names[0] if len(names) == 1 else programme)
    entry = journal_write(
        by, programme=programme, action=action, subject=subject, before=before, after=after, changes=made, key=key
    )
    return Receipt(entry=entry.sequence, **kinds)


def _columns(each: Any) -> dict[str, Any] | None:
    if each is None:
        return None
    return {name: value for name, value in to_columns(each).items() if name != "record_id"}


def _position(model: type[Revision], programme: str, row: Revision | None, made: Changes) -> int:
    if row is not None:
        return row.position
    last = model.objects.of(programme).current().order_by("-position").values_list("position", flat=True).first() or 0
    return max([last, *(place for _, place, _ in made.opened.get(model, []))]) + GAP


def _repeated(done: JournalEntry, programme: str, action: str, changes: Sequence[Change]) -> Receipt:
    """Return the receipt of a write that was sent before; another write under the same key is refused."""
    asked = {f"{each.edit.register}/{each.edit.id}" for each in changes}
    written = {*(done.before or {}), *(done.after or {})}
    # A form that is sent twice may propose another id the second time.
    same = written <= asked or action == "record_add"
    if (done.programme, done.action) != (programme, action) or not same:
        message = say("This key was used for another write.")
        remedy = say("Give each write a key of its own.")
        raise FaultsFound([Fault(file=action, line=None, key="key", message=message, remedy=remedy)])
    return receipt_of(done)


def receipt_of(entry: JournalEntry) -> Receipt:
    """Return what the write of an entry did."""
    before, after = entry.before or {}, entry.after or {}
    return Receipt(
        entry=entry.sequence,
        added=len(after.keys() - before.keys()),
        changed=len(after.keys() & before.keys()),
        removed=len(before.keys() - after.keys()),
    )
