"""A programme as it stands, or stood at a moment: made once for each state of the ledger, and kept in the process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from wijkpeil.errors import Damaged, NotFound, SeveralProgrammes, say
from wijkpeil.figures.store import FigureStore
from wijkpeil.ledger.changes import RELEASES, touched
from wijkpeil.ledger.mapper import columns_of_row, read_values
from wijkpeil.ledger.memory import Memory
from wijkpeil.ledger.models import REGISTERS, DefinitionSet, JournalEntry, ProgrammeRevision, ReleaseRevision
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.workspace import current_workspace
from wijkpeil.loading import read_definitions
from wijkpeil.model.programme import Definitions, Ledger, Programme, ReleasedFigures

KEPT = 8
"""Number of states that a process keeps."""
FAR = 2_000
"""Number of journal entries beyond which a state is read whole instead of made from another."""


class StateKey(NamedTuple):
    """What tells one state of a programme from every other."""

    programme: str
    """Id of the programme."""
    definitions: str
    """Hash of its definitions."""
    head: str
    """Hash of the last journal entry about it."""
    moment: datetime
    """When that entry was recorded."""
    sequence: int
    """Number of that entry."""


@dataclass(frozen=True, slots=True)
class _Register:
    """The records of a register, with the place of each."""

    places: tuple[tuple[int, str], ...] = ()
    """Position and id of each record, rising."""
    records: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """A state with what another is made from."""

    programme: Programme
    registers: Mapping[str, _Register]


_states: Memory[StateKey, _State] = Memory(KEPT)
_definitions: Memory[str, Definitions] = Memory(KEPT)
_figures: Memory[tuple[str, str, str], ReleasedFigures] = Memory(2 * KEPT)


def state_keys(moment: datetime | None = None) -> tuple[StateKey, ...]:
    """Return the state of each programme, by id, now or at ``moment``; one query.

    Raises:
        NotFound: no programme was loaded.
    """
    found = _state_keys(moment)
    if not found:
        raise NotFound(say("The workspace holds no programme. Load one with: wijkpeil load FOLDER"))
    return found


def state_key(programme: str | None = None, moment: datetime | None = None) -> StateKey:
    """Return the state of a programme, now or at ``moment``; one query.

    ``programme`` may be left out where the workspace holds one alone.

    Raises:
        NotFound: the workspace holds, or then held, no such programme.
        SeveralProgrammes: no programme is named and there are several.
    """
    found = state_keys(moment)
    if programme is None and len(found) > 1:
        raise SeveralProgrammes([each.programme for each in found])
    for key in found:
        if programme in (None, key.programme):
            return key
    raise NotFound(say("The workspace holds no programme {programme}.", programme=programme))


def current_programme(programme: str | None = None) -> Programme:
    """Return a programme as it stands; one query where this process has read that state before.

    Raises:
        NotFound: the workspace holds no such programme.
        SeveralProgrammes: no programme is named and there are several.
        Damaged: what is stored was changed outside the software.
    """
    return programme_of(state_key(programme))


def programme_as_of(moment: datetime, programme: str | None = None) -> Programme:
    """Return a programme as the workspace held it at ``moment``, which carries its time zone.

    Raises:
        NotFound: nothing was loaded then.
        SeveralProgrammes: no programme is named and there were several.
        Damaged: what is stored was changed outside the software.
    """
    return programme_of(state_key(programme, moment))


def programme_of(key: StateKey) -> Programme:
    """Return a programme in a state.

    What did not change between this state and another that the process keeps is the very same object in both: every
    register, the definitions and the figures, and the whole programme where nothing changed.

    Raises:
        Damaged: what is stored was changed outside the software.
    """
    return _states.get(key, lambda: _make(key)).programme


def forget() -> None:
    """Forget every state that this process has read."""
    _states.clear()
    _definitions.clear()
    _figures.clear()


def _state_keys(moment: datetime | None) -> tuple[StateKey, ...]:
    entries: QuerySet[Any] = JournalEntry.objects.filter(programme=OuterRef("programme")).order_by("-sequence")
    if moment is None:
        programmes = ProgrammeRevision.objects.current()
    else:
        programmes = ProgrammeRevision.objects.as_of(moment)
        # Later entries have later moments: from this moment back, the first one about the programme is the last.
        entries = entries.filter(recorded_at__lte=moment).order_by("-recorded_at")
    rows = programmes.annotate(
        head=Subquery(entries.values("hash")[:1]),
        moment=Subquery(entries.values("recorded_at")[:1]),
        sequence=Subquery(entries.values("sequence")[:1]),
    )
    found = rows.order_by("programme").values_list("programme", "definitions_id", "head", "moment", "sequence")
    return tuple(StateKey(*row) for row in found)


def _make(key: StateKey) -> _State:
    """Make a state from the nearest one that is kept, or read it whole.

    Either way it is what stood at its moment: what is written meanwhile, by whomever, is not in it.
    """
    near = _nearest(key)
    return _read_whole(key) if near is None else _follow(*near, key)


def _nearest(key: StateKey) -> tuple[StateKey, _State] | None:
    kept = [(each, state) for each, state in _states.filled() if each.programme == key.programme]
    kept = [one for one in kept if abs(one[0].sequence - key.sequence) <= FAR]
    if not kept:
        return None
    near = min(kept, key=lambda one: abs(one[0].sequence - key.sequence))
    # Another workspace, or a back-up that was put back, may have the same programme with another history.
    same = JournalEntry.objects.filter(sequence=near[0].sequence, hash=near[0].head)
    return near if same.exists() else None


def _read_whole(key: StateKey) -> _State:
    registers = {name: _register(model, key, ()) for name, model in REGISTERS.items()}
    return _state(key, registers, _releases(key))


def _follow(near: StateKey, held: _State, key: StateKey) -> _State:
    """Make a state from an earlier or a later one by the revisions that begin or end between the two."""
    first, last = sorted((near.sequence, key.sequence))
    names = touched(key.programme, first, last)
    if not names and near.definitions == key.definitions:
        return held
    changed = (Q(opened_by__gt=first, opened_by__lte=last) | Q(closed_by__gt=first, closed_by__lte=last),)
    registers = dict(held.registers)
    for name in names & REGISTERS.keys():
        registers[name] = _changed(registers[name], REGISTERS[name], key, changed)
    releases = _releases(key) if RELEASES in names else held.programme.releases
    return _state(key, registers, releases)


def _state(key: StateKey, registers: Mapping[str, _Register], releases: tuple[ReleasedFigures, ...]) -> _State:
    definitions = _definitions.get(key.definitions, lambda: _read_definitions(key.definitions))
    ledger = Ledger(**{name: register.records for name, register in registers.items()})
    return _State(Programme(definitions=definitions, ledger=ledger, releases=releases), registers)


def _changed(held: _Register, model: type[Revision], key: StateKey, changed: Iterable[Q]) -> _Register:
    """Replace the records of which a revision began or ended; the others stay the objects that they are."""
    ids = set(model.objects.of(key.programme).filter(*changed).values_list("record_id", flat=True))
    made = _register(model, key, changed)
    kept = [pair for pair in zip(held.places, held.records, strict=True) if pair[0][1] not in ids]
    return _in_order([*kept, *zip(made.places, made.records, strict=True)])


def _register(model: type[Revision], key: StateKey, conditions: Iterable[Q]) -> _Register:
    record = model.record_type
    assert record is not None
    rows = model.objects.of(key.programme).as_of(key.moment).filter(*conditions)
    found = ((row[0], read_values(record, row[1:])) for row in rows.values_list("position", *columns_of_row(record)))
    return _in_order([((position, one.id), one) for position, one in found])


def _in_order(found: list[tuple[tuple[int, str], Any]]) -> _Register:
    # Here and not in the database, each of which orders ids in its own way.
    found.sort(key=lambda pair: pair[0])
    return _Register(tuple(place for place, _ in found), tuple(record for _, record in found))


def _releases(key: StateKey) -> tuple[ReleasedFigures, ...]:
    store = FigureStore(current_workspace().figures)
    rows = ReleaseRevision.objects.of(key.programme).as_of(key.moment).in_order()
    return tuple(_released(store, row.record_id, row.checksum) for row in rows)


def _released(store: FigureStore, release: str, checksum: str) -> ReleasedFigures:
    return _figures.get((str(store.folder), release, checksum), lambda: _read_figures(store, release, checksum))


def _read_figures(store: FigureStore, release: str, checksum: str) -> ReleasedFigures:
    figures = store.read(release)
    if figures.checksum != checksum:
        raise Damaged(f"Release {release} in {store.folder} is not the one that was loaded. Restore it from a back-up.")
    return figures


def _read_definitions(hash_: str) -> Definitions:
    kept = DefinitionSet.objects.get(hash=hash_)
    definitions = read_definitions({path: text.encode() for path, text in kept.files.items()})
    if definitions.hash != hash_:
        raise Damaged(f"The definitions {hash_[:12]} in the database were changed. Restore it from a back-up.")
    return definitions
