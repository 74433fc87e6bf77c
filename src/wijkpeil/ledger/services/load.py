"""Bringing a programme folder into the workspace: definitions, figures and ledger, in one journalled step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wijkpeil.errors import Fault, FaultsFound, ReleaseExists, Said, say
from wijkpeil.figures.manifest import described
from wijkpeil.figures.store import FigureStore
from wijkpeil.ledger import rights
from wijkpeil.ledger.accounts import new_salt
from wijkpeil.ledger.journal import record_hash
from wijkpeil.ledger.layouts import layout
from wijkpeil.ledger.mapper import to_columns, to_record
from wijkpeil.ledger.models import REGISTERS, DefinitionSet, JournalEntry, ProgrammeRevision, ReleaseRevision
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.services.difference import Difference, Wanted, compare
from wijkpeil.ledger.services.load_rights import Pairs, refuse_changed, require_records
from wijkpeil.ledger.services.load_statements import changed_statements, unsaid
from wijkpeil.ledger.services.recording import By, Changes, journal_write, writing_as
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.workspace import ready_workspace
from wijkpeil.loading import definition_files, definitions_hash, read_programme
from wijkpeil.model.people import Actor
from wijkpeil.model.programme import Programme

ACTION = "programme_load"
Rows = Mapping[type[Revision], list[Any]]
"""The current rows of each table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What a load did."""

    programme: str
    """Id of the programme."""
    definitions: str
    """Hash of its definitions."""
    added: int = 0
    """Number of records that were not there."""
    changed: int = 0
    """Number of records that have a new revision."""
    removed: int = 0
    """Number of records that are no more."""
    releases: int = 0
    """Number of releases that were not there."""
    loaded: bool = True
    """False where the workspace held all of it already."""

    @property
    def said(self) -> Said:
        """What is said of it to a person."""
        if not self.loaded:
            return say(
                "The workspace holds {programme} exactly as the folder does; nothing was changed.",
                programme=self.programme,
            )
        return say(
            "Loaded {programme}: {added} records added, {changed} changed, {removed} removed; {releases}; "
            "definitions {hash}.",
            programme=self.programme,
            added=self.added,
            changed=self.changed,
            removed=self.removed,
            releases=say("1 new release") if self.releases == 1 else say("{count} new releases", count=self.releases),
            hash=self.definitions[:12],
        )

    def __str__(self) -> str:
        return self.said


def programme_load(folder: Path, actor: Actor, workspace: Path, *, why: str = "", correction: str = "") -> LoadResult:
    """Bring a programme folder into ``workspace``, whole or not at all. The same folder again changes nothing.

    ``correction`` is why targets state something else than the workspace holds without a revision that says so.

    Raises:
        NotAllowed: the actor may not load the folder, or neither load its records nor write each that changes.
        FaultsFound: the folder has faults, or changed while it was read, or changes what a target states without a
            revision that says so.
        LedgerChanged: the folder changes records, and the programme's ledger is not what the last load left; loading
            would lose those changes.
        ReleaseExists: a release in the folder is stored already with another content.
        UserError: the workspace is not up to date.
    """
    files, programme = definition_files(folder), read_programme(folder)
    if definitions_hash(files) != programme.definitions.hash:
        raise FaultsFound([_changed_while_read(folder)])
    store = FigureStore(ready_workspace(workspace).figures)
    with writing_as(actor) as actor:
        # Only the folder says which programme it is, and in which the right must be held.
        role = rights.require(actor, ACTION, rights.Subject(programme=programme.definitions.info.id))
        by = By(actor=actor.id, role=role, why=correction or why)
        return _load(files, programme, store, actor, by, None if correction else folder)


def _load(
    files: Mapping[str, bytes],
    programme: Programme,
    store: FigureStore,
    actor: Actor,
    by: By,
    folder: Path | None,
) -> LoadResult:
    """Load what was read from ``folder``; None: what targets state is corrected."""
    identity, definitions = programme.definitions.info.id, programme.definitions.hash
    last = _last_load(identity)
    before = last.after if last else None
    rows = _current(identity)
    differences = _differences(programme, identity, rows)
    changing = _changing(programme, differences)
    held = current_programme(identity) if last and changing else programme
    if changing:
        require_records(actor, held, changing)
        refuse_changed(actor, held, last)
        _refuse_unsaid(folder, held, programme)
    if not any(differences.values()):
        _store_figures(programme, store, entry=None)
        return LoadResult(programme=identity, definitions=definitions, loaded=False)
    _keep_definitions(definitions, files)
    salt = new_salt()
    entry = journal_write(
        by,
        programme=identity,
        action=ACTION,
        subject=identity,
        before=before and {name: before[name] for name in ("definitions", "releases")},
        after=_after(programme, differences, rows, salt) | _corrected(held, programme),
        changes=_changes(differences),
        salt=salt,
    )
    # Last: what is stored here stays where the transaction is rolled back, and is made room for by the next load.
    _store_figures(programme, store, entry)
    return _result(programme, differences)


def _changes(differences: Mapping[type[Revision], Difference]) -> Changes:
    changes = Changes()
    for model, difference in differences.items():
        changes.close(difference.closed)
        changes.open(model, difference.opened)
    return changes


def _refuse_unsaid(folder: Path | None, held: Programme, programme: Programme) -> None:
    faults = list(unsaid(folder, held, programme)) if folder else []
    if faults:
        raise FaultsFound(faults)


def _last_load(programme: str) -> JournalEntry | None:
    """Return the entry of the last load; None before the first."""
    return JournalEntry.objects.filter(programme=programme, action=ACTION).order_by("-sequence").first()


def _current(identity: str) -> Rows:
    models = (ProgrammeRevision, ReleaseRevision, *REGISTERS.values())
    return {model: list(model.objects.of(identity).current()) for model in models}


def _differences(programme: Programme, identity: str, rows: Rows) -> dict[type[Revision], Difference]:
    wanted: dict[type[Revision], list[Wanted]] = {
        ProgrammeRevision: [Wanted(identity, {"definitions_id": programme.definitions.hash})],
        ReleaseRevision: [
            Wanted(each.release.id, {"checksum": each.checksum, "described": described(each)})
            for each in programme.releases
        ],
    }
    for name, model in REGISTERS.items():
        wanted[model] = [_wanted(record) for record in getattr(programme.ledger, name)]
    return {model: compare(records, rows[model]) for model, records in wanted.items()}


def _changing(programme: Programme, differences: Mapping[type[Revision], Difference]) -> Pairs:
    """Return the records that a load changes, as they stand and as they are to be."""
    found: dict[tuple[str, str], tuple[Any, Any]] = {}
    for register, model in REGISTERS.items():
        difference = differences[model]
        before = {row.record_id: to_record(row.record_type, row) for row in difference.closed if row.record_type}
        after = {each.id: each for each in getattr(programme.ledger, register)}
        made = {own: after[own] for own, _place, _columns in difference.opened}
        found |= {(register, own): (before.get(own), made.get(own)) for own in dict.fromkeys((*before, *made))}
    return found


def _wanted(record: Any) -> Wanted:
    columns = to_columns(record)
    return Wanted(columns.pop("record_id"), columns)


def _left(model: type[Revision], difference: Difference, rows: list[Any], salt: str) -> dict[str, str]:
    """Return the salted digest of each record that the load leaves, by id."""
    closed = {row.record_id for row in difference.closed}
    kept = [row for row in rows if row.record_id not in closed]
    made = [model(record_id=own, **columns) for own, _place, columns in difference.opened]
    return {row.record_id: record_hash(row, layout(), salt) for row in (*kept, *made)}


def _after(
    programme: Programme, differences: Mapping[type[Revision], Difference], rows: Rows, salt: str
) -> dict[str, Any]:
    records = {name: _left(model, differences[model], rows[model], salt) for name, model in REGISTERS.items()}
    changes = {name: differences[model].told() for name, model in REGISTERS.items() if differences[model]}
    return {
        "definitions": programme.definitions.hash,
        "releases": {each.release.id: each.checksum for each in programme.releases},
        "records": {name: digests for name, digests in records.items() if digests},
        "changes": changes,
    }


def _corrected(held: Programme, programme: Programme) -> dict[str, Any]:
    """Tell the targets that state something else without a revision; nothing where there are none."""
    found = list(changed_statements(held, programme))
    return {"corrected": found} if found else {}


def _keep_definitions(hash_: str, files: Mapping[str, bytes]) -> None:
    if not DefinitionSet.objects.filter(hash=hash_).exists():
        DefinitionSet(hash=hash_, files={path: content.decode() for path, content in files.items()}).save()


def _store_figures(programme: Programme, store: FigureStore, entry: JournalEntry | None) -> None:
    held = set(ReleaseRevision.objects.exclude(opened_by=entry).values_list("record_id", flat=True))
    for released in programme.releases:
        try:
            store.write_release(released)
        except ReleaseExists:
            if released.release.id in held:
                raise
            # No programme ever held it: it is left of a load that was broken off.
            store.discard(released.release.id)
            store.write_release(released)


def _result(programme: Programme, differences: Mapping[type[Revision], Difference]) -> LoadResult:
    ledger = [differences[model] for model in REGISTERS.values()]
    return LoadResult(
        programme=programme.definitions.info.id,
        definitions=programme.definitions.hash,
        added=sum(len(each.added) for each in ledger),
        changed=sum(len(each.changed) + len(each.moved) for each in ledger),
        removed=sum(len(each.removed) for each in ledger),
        releases=len(differences[ReleaseRevision].added),
    )


def _changed_while_read(folder: Path) -> Fault:
    message = say("The definition files changed while they were read.")
    return Fault(file=str(folder), line=None, key="", message=message, remedy=say("Load the folder again."))
