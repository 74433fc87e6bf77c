"""What is done about signals: acknowledge, assign, close and reopen, each a revision of one record.

The record is an ordinary one of the register ``handlings``: rights, undo, history and export are those of any record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from wijkpeil.errors import NotFound, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.reading import may_read
from wijkpeil.ledger.services.recording import writing_as
from wijkpeil.ledger.services.records import Change, Receipt, journal_key, records_write
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.subjects import subject_of_cells
from wijkpeil.loading.editing import Edit, record_cells
from wijkpeil.model.people import Actor
from wijkpeil.model.programme import Programme
from wijkpeil.model.watch import Handling
from wijkpeil.workflows.signal import find_signals

REGISTER = "handlings"


def signal_acknowledge(
    actor: Actor,
    programme: str,
    area: str,
    indicator: str,
    *,
    note: str = "",
    revision: int | None = None,
    why: str = "",
    key: str = "",
) -> Receipt:
    """Say that the signals of a figure were seen; who keeps the record stays the same. Reopens what was closed.

    ``revision`` is the one that the writer saw, 0 where there was none; None: whatever there is.

    Raises:
        NotAllowed, FaultsFound, StaleRecord: as for ``record_revise``.
        NotFound: there is no signal there in the last release, and no record of one.
    """
    return _write(actor, programme, (area, indicator), {"state": "acknowledged", "note": note}, revision, why, key)


def signal_assign(
    actor: Actor,
    programme: str,
    area: str,
    indicator: str,
    *,
    partner: str,
    due: date | None = None,
    note: str = "",
    revision: int | None = None,
    why: str = "",
    key: str = "",
) -> Receipt:
    """Give the signals of a figure to a partner to look at, by a last day where there is one; it keeps the record.

    Raises:
        NotAllowed, FaultsFound, StaleRecord, NotFound: as for ``signal_acknowledge``.
    """
    cells = {"state": "assigned", "note": note, "owner": partner, "due": due.isoformat() if due else ""}
    return _write(actor, programme, (area, indicator), cells, revision, why, key)


def signal_close(
    actor: Actor,
    programme: str,
    area: str,
    indicator: str,
    *,
    reason: str,
    note: str = "",
    revision: int | None = None,
    why: str = "",
    key: str = "",
) -> Receipt:
    """Say that nothing more is to be done about the signals that there are, and why.

    Raises:
        NotAllowed, FaultsFound, StaleRecord, NotFound: as for ``signal_acknowledge``.
    """
    cells = {"state": "closed", "note": note, "reason": reason}
    return _write(actor, programme, (area, indicator), cells, revision, why, key)


def handling_of(held: Programme, area: str, indicator: str) -> Handling | None:
    """Return the record of what is done about the signals of a figure; None where nothing is yet."""
    found = (each for each in held.ledger.handlings if (each.area, each.indicator) == (area, indicator))
    return next(found, None)


def handling_id(area: str, indicator: str) -> str:
    """Return the id that a new record of a figure gets."""
    return f"{area}--{indicator}"


def _write(
    actor: Actor,
    programme: str,
    cell: tuple[str, str],
    given: Mapping[str, str],
    revision: int | None,
    why: str,
    key: str,
) -> Receipt:
    with writing_as(actor) as actor:
        held = current_programme(programme)
        before = handling_of(held, *cell)
        seen = before if before is not None and may_read(actor, programme, REGISTER, before) else None
        kept = record_cells(seen) if seen is not None else {"area": cell[0], "indicator": cell[1]}
        release = held.releases[-1].release.id if held.releases else ""
        cells = {**kept, "due": "", "reason": "", **given, "release": release}
        cells["decided_on"] = timezone.localdate().isoformat()
        if seen is None:
            # Rights come first: who may not write learns nothing of what is there.
            rights.require(actor, "record_add", subject_of_cells(held, REGISTER, cells))
            _require_signal(held, *cell)
        own = before.id if before is not None else handling_id(*cell)
        columns = {name: text for name, text in cells.items() if name != "id"}
        edit = Edit(register=REGISTER, id=own, columns=columns)
        change = Change(edit=edit, revision=revision, exists=seen is not None)
        action = "record_add" if seen is None or _added_by(actor, key) else "record_revise"
        return records_write(actor, programme, [change], action=action, why=why, key=key)


def _added_by(actor: Actor, key: str) -> bool:
    """Say whether this sending came in before, and added the record then."""
    found = JournalEntry.objects.filter(key=journal_key(actor, key), action="record_add") if key else None
    return found is not None and found.exists()


def _require_signal(held: Programme, area: str, indicator: str) -> None:
    found = find_signals(held).signals if held.releases else ()
    if not any((one.area, one.indicator) == (area, indicator) for one in found):
        raise NotFound(say("The last release has no signal of {indicator} in {area}.", indicator=indicator, area=area))
