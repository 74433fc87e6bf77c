"""What loading a folder asks for where it changes records: the right to load those, or to write each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from wijkpeil.errors import LedgerChanged, NotAllowed, say
from wijkpeil.ledger.journal import record_hash
from wijkpeil.ledger.layouts import meddled
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.reading import may_read, shown_programme
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.rights import Subject, may
from wijkpeil.ledger.services.records import require_change
from wijkpeil.loading.editing import Edit, record_cells
from wijkpeil.model.people import Actor
from wijkpeil.model.programme import Programme

ACTION = "ledger_load"
NAMED = 20
"""Records that a refusal names; of more it says how many."""
Pairs = Mapping[tuple[str, str], tuple[Any, Any]]
"""Of each record that changes, by register and id: as it stands, and as it is to be; None where there is none."""


def require_records(actor: Actor, held: Programme, changing: Pairs) -> None:
    """Require the right to load records, or to write each of those that change; all that are refused are told at once.

    Raises:
        NotAllowed: the actor may do neither.
    """
    if may(actor, ACTION, _subject(held)):
        return
    refused = [(name, pair) for name, pair in changing.items() if not _may_write(actor, held, name, pair)]
    if not refused:
        return
    own = held.definitions.info.id
    told = [
        f"{register}/{record_id}"
        for (register, record_id), (before, _after) in refused
        if before is None or may_read(actor, own, register, before)
    ]
    more = len(refused) - len(told[:NAMED])
    named = (*told[:NAMED], *((say("{count} more", count=more),) if more else ()))
    raise NotAllowed(
        ACTION,
        say(
            "None of the account's roles allows these changes of records that the folder holds: {records}. Leave the "
            "files under ledger/ as the workspace has them, or ask an administrator to load the folder.",
            records=named,
        ),
    )


def refuse_changed(actor: Actor, held: Programme, last: JournalEntry | None) -> None:
    """Refuse to load over records that are not what the entry of the ``last`` load left; None: there was no load.

    Raises:
        LedgerChanged: naming them, as far as the actor may know of them.
    """
    changed = list(_changed(held.definitions.info.id, last)) if last else []
    if not changed:
        return
    if not may(actor, ACTION, _subject(held)):
        shown = shown_programme(actor, held).ledger
        known = {(register, each.id) for register in REGISTERS for each in getattr(shown, register)}
        changed = [(name, said if name in known else _unseen(name)) for name, said in changed]
    raise LedgerChanged(list(dict.fromkeys(said for _name, said in changed)))


def _subject(held: Programme) -> Subject:
    return Subject(programme=held.definitions.info.id)


def _may_write(actor: Actor, held: Programme, name: tuple[str, str], pair: tuple[Any, Any]) -> bool:
    (register, own), (before, after) = name, pair
    try:
        edit = Edit(register=register, id=own, columns=record_cells(after) if after is not None else None)
        require_change(actor, held, edit, before, after, restored=False)
    except NotAllowed:
        return False
    return True


def _unseen(name: tuple[str, str]) -> str:
    return say("{register}: a record that you may not see", register=name[0])


def _changed(programme: str, last: JournalEntry) -> Iterator[tuple[tuple[str, str], str]]:
    for register, model in REGISTERS.items():
        was, rows = last.after["records"].get(register, {}), model.objects.of(programme).current()
        now = {row.record_id: _hash(row, last) for row in rows}
        for own in _in_order(now, was):
            if own not in was:
                yield (register, own), say("{register} {id} (added)", register=register, id=own)
            elif own not in now:
                yield (register, own), say("{register} {id} (removed)", register=register, id=own)
            elif was[own] != now[own]:
                yield (register, own), say("{register} {id} (changed)", register=register, id=own)


def _hash(row: Revision, last: JournalEntry) -> str:
    """Return the digest of a record as the last load would have left it; none where a later column says something."""
    return "" if meddled(row, last.layout) else record_hash(row, last.layout, last.salt)


def _in_order(*ids: Collection[str]) -> Iterator[str]:
    yield from dict.fromkeys(own for some in ids for own in some)
