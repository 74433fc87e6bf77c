"""What a write would change, told without writing it: the same service, undone before anybody sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from wijkpeil.ledger.mapper import to_record
from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.services.records import Change, Receipt, records_write
from wijkpeil.loading.editing import record_cells
from wijkpeil.model.base import record
from wijkpeil.model.people import Actor


@record
class Preview:
    """What a write would do."""

    receipt: Receipt
    """How many records it would add, change and remove; its entry is not kept."""
    changes: tuple[dict[str, Any], ...]
    """For each record that would change: ``register``, ``id``, ``kind`` (added, changed or removed) and ``columns``,
    of each column that changes what was there and what comes."""


def preview(actor: Actor, programme: str, changes: Sequence[Change], *, action: str = "records_import") -> Preview:
    """Say what a write would change.

    Raises:
        NotAllowed, FaultsFound, StaleRecord, NotFound: as the write itself.
    """
    with transaction.atomic():
        before = [_cells(programme, each) for each in changes]
        receipt = records_write(actor, programme, changes, action=action)
        after = [_cells(programme, each) for each in changes]
        transaction.set_rollback(True)
    told = [_told(each, was, now) for each, was, now in zip(changes, before, after, strict=True) if was != now]
    return Preview(receipt=receipt, changes=tuple(told))


def _cells(programme: str, change: Change) -> dict[str, str] | None:
    rows = (
        REGISTERS[change.edit.register].objects.of(programme).current() if change.edit.register in REGISTERS else None
    )
    row: Any = rows.filter(record_id=change.edit.id).first() if rows is not None else None
    return record_cells(to_record(row.record_type, row)) if row is not None else None


def _told(change: Change, was: dict[str, str] | None, now: dict[str, str] | None) -> dict[str, Any]:
    kind = "added" if was is None else "removed" if now is None else "changed"
    names = list(now or was or {})
    columns = {
        name: [(was or {}).get(name), (now or {}).get(name)]
        for name in names
        if (was or {}).get(name) != (now or {}).get(name)
    }
    return {"register": change.edit.register, "id": change.edit.id, "kind": kind, "columns": columns}
