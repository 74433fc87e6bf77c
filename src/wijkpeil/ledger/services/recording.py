"""What every write goes through: the lock, the journal entry, and opening and closing revisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from wijkpeil.errors import SoftwareError
from wijkpeil.ledger.journal import GENESIS, entry_hash
from wijkpeil.ledger.models import JournalEntry, JournalLock
from wijkpeil.ledger.revisions import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who writes, in which role, and why."""

    actor: str
    role: str
    why: str = ""


@contextmanager
def writing() -> Iterator[None]:
    """Hold the one right to write, in a transaction: whatever is read inside stays true until it ends."""
    with transaction.atomic():
        JournalLock.objects.get_or_create(pk=1)
        JournalLock.objects.select_for_update().get(pk=1)
        yield


def journal_append(by: By, *, programme: str, action: str, subject: str, before: Any, after: Any) -> JournalEntry:
    """Add an entry to the end of the journal; its moment is later than that of every entry before it.

    Raises:
        SoftwareError: called outside ``writing``.
    """
    if not transaction.get_connection().in_atomic_block:
        raise SoftwareError("a journal entry is written in the transaction of what it tells of")
    last = JournalEntry.objects.order_by("-sequence").values("sequence", "hash", "recorded_at").first()
    fields = {
        "sequence": last["sequence"] + 1 if last else 1,
        "programme": programme,
        "actor": by.actor,
        "role": by.role,
        "action": action,
        "subject": subject,
        "before": before,
        "after": after,
        "why": by.why,
        "previous_hash": last["hash"] if last else GENESIS,
    }
    moment = _after(last["recorded_at"] if last else None)
    entry = JournalEntry(**fields, recorded_at=moment, hash=entry_hash(fields, moment))
    entry.save()
    return entry


def close(rows: Iterable[Revision], entry: JournalEntry) -> None:
    """End current revisions at the moment of ``entry``.

    Raises:
        SoftwareError: one of them was closed already.
    """
    for row in rows:
        # The plain manager: ending a revision is the one update there is.
        current = type(row)._base_manager.filter(pk=row.pk, recorded_to__isnull=True)
        if current.update(recorded_to=entry.recorded_at, closed_by=entry) != 1:
            raise SoftwareError(f"{row} was closed already")


def open_revisions(model: type[Revision], made: Iterable[tuple[str, int, dict[str, Any]]], entry: JournalEntry) -> None:
    """Record revisions at the moment of ``entry``; each is the record's id, its position and its own columns."""
    made = list(made)
    ids = [record_id for record_id, _, _ in made]
    known = (
        model.objects.of(entry.programme).filter(record_id__in=ids).values_list("record_id").annotate(Max("revision"))
    )
    last = dict(known)
    model.objects.bulk_create(
        model(
            **columns,
            programme=entry.programme,
            record_id=record_id,
            revision=last.get(record_id, 0) + 1,
            position=position,
            recorded_from=entry.recorded_at,
            opened_by=entry,
        )
        for record_id, position, columns in made
    )


def _after(moment: datetime | None) -> datetime:
    now = timezone.now()
    return now if moment is None else max(now, moment + timedelta(microseconds=1))
