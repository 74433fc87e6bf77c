"""A programme as it stands, or stood at a moment: read once for each state of the ledger, and kept in the process."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from wijkpeil.errors import Damaged, NotFound, WrongUse, say
from wijkpeil.figures.store import FigureStore
from wijkpeil.ledger.mapper import to_record
from wijkpeil.ledger.models import REGISTERS, DefinitionSet, JournalEntry, ProgrammeRevision, ReleaseRevision
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.workspace import current_workspace
from wijkpeil.loading import read_definitions
from wijkpeil.model.programme import Definitions, Ledger, Programme, ReleasedFigures

KEPT = 8
"""Number of states that a process keeps."""


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


_kept: OrderedDict[StateKey, Programme] = OrderedDict()
_lock = Lock()


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
        WrongUse: no programme is named and there are several.
    """
    found = state_keys(moment)
    if programme is None and len(found) > 1:
        raise WrongUse(
            f"The workspace holds several programmes: {', '.join(each.programme for each in found)}. Name one."
        )
    for key in found:
        if programme in (None, key.programme):
            return key
    raise NotFound(say("The workspace holds no programme {programme}.", programme=programme))


def current_programme(programme: str | None = None) -> Programme:
    """Return a programme as it stands; one query where this process has read that state before.

    Raises:
        NotFound: the workspace holds no such programme.
        WrongUse: no programme is named and there are several.
        Damaged: what is stored was changed outside the software.
    """
    return _programme(state_key(programme))


def programme_as_of(moment: datetime, programme: str | None = None) -> Programme:
    """Return a programme as the workspace held it at ``moment``, which carries its time zone.

    Raises:
        NotFound: nothing was loaded then.
        WrongUse: no programme is named and there were several.
        Damaged: what is stored was changed outside the software.
    """
    return _programme(state_key(programme, moment))


def forget() -> None:
    """Forget every state that this process has read."""
    with _lock:
        _kept.clear()
        _definitions.cache_clear()


def _state_keys(moment: datetime | None) -> tuple[StateKey, ...]:
    entries: QuerySet[Any] = JournalEntry.objects.filter(programme=OuterRef("programme")).order_by("-sequence")
    if moment is None:
        programmes = ProgrammeRevision.objects.current()
    else:
        programmes = ProgrammeRevision.objects.as_of(moment)
        entries = entries.filter(recorded_at__lte=moment)
    rows = programmes.annotate(
        head=Subquery(entries.values("hash")[:1]), moment=Subquery(entries.values("recorded_at")[:1])
    )
    found = rows.order_by("programme").values_list("programme", "definitions_id", "head", "moment")
    return tuple(StateKey(*row) for row in found)


def _programme(key: StateKey) -> Programme:
    with _lock:
        if key not in _kept:
            _kept[key] = _read(key)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]


def _read(key: StateKey) -> Programme:
    """Read a state as of its moment: what is written meanwhile, by whomever, is not in it."""
    registers = {name: _records(model, key) for name, model in REGISTERS.items()}
    return Programme(definitions=_definitions(key.definitions), ledger=Ledger(**registers), releases=_releases(key))


def _rows(model: type[Revision], key: StateKey) -> Any:
    return model.objects.of(key.programme).as_of(key.moment).in_order()


def _records(model: type[Revision], key: StateKey) -> tuple[Any, ...]:
    assert model.record_type is not None
    return tuple(to_record(model.record_type, row) for row in _rows(model, key))


def _releases(key: StateKey) -> tuple[ReleasedFigures, ...]:
    store = FigureStore(current_workspace().figures)
    return tuple(_released(store, row.record_id, row.checksum) for row in _rows(ReleaseRevision, key))


def _released(store: FigureStore, release: str, checksum: str) -> ReleasedFigures:
    figures = store.read(release)
    if figures.checksum != checksum:
        raise Damaged(f"Release {release} in {store.folder} is not the one that was loaded. Restore it from a back-up.")
    return figures


@lru_cache(maxsize=KEPT)
def _definitions(hash_: str) -> Definitions:
    kept = DefinitionSet.objects.get(hash=hash_)
    definitions = read_definitions({path: text.encode() for path, text in kept.files.items()})
    if definitions.hash != hash_:
        raise Damaged(f"The definitions {hash_[:12]} in the database were changed. Restore it from a back-up.")
    return definitions
