"""What every write goes through: the lock, the journal entry, and the rows that it opens and closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from wijkpeil.errors import SoftwareError
from wijkpeil.ledger.accounts import new_salt
from wijkpeil.ledger.actors import standing
from wijkpeil.ledger.journal import GENESIS, entry_hash, holds_fraction, rows_hash
from wijkpeil.ledger.layouts import layout
from wijkpeil.ledger.models import JournalEntry, JournalLock
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.turns import turn
from wijkpeil.model.people import Actor

Opened = tuple[str, int, dict[str, Any]]
"""A revision to open: the record's id, its position and its own columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who writes, in which role, and why."""

    actor: str
    role: str
    why: str = ""


@dataclass(slots=True)
class Changes:
    """The revisions that one entry opens and closes."""

    opened: dict[type[Revision], list[Opened]] = field(default_factory=dict)
    closed: list[Revision] = field(default_factory=list)

    def open(self, model: type[Revision], made: Iterable[Opened]) -> None:
        """Add revisions to open."""
        self.opened.setdefault(model, []).extend(made)

    def close(self, rows: Iterable[Revision]) -> None:
        """Add revisions to close."""
        self.closed.extend(rows)


@contextmanager
def writing() -> Iterator[None]:
    """Hold the one right to write, in a transaction: whatever is read inside stays true until it ends."""
    with turn(), transaction.atomic():
        while JournalLock.objects.select_for_update().filter(pk=1).first() is None:
            # Whoever comes first makes it; whoever makes it at the same time waits here, and takes hold of it then.
            JournalLock.objects.bulk_create([JournalLock(pk=1)], ignore_conflicts=True)
        yield


@contextmanager
def writing_as(actor: Actor) -> Iterator[Actor]:
    """Hold the right to write, and give the actor as it stands by now: what it lost while it waited counts no more."""
    with writing():
        yield standing(actor)


def journal_write(
    by: By,
    *,
    programme: str,
    action: str,
    subject: str,
    before: Any,
    after: Any,
    changes: Changes | None = None,
    key: str | None = None,
    salt: str = "",
) -> JournalEntry:
    """Add an entry to the end of the journal, later than every other, with the rows that it opens and closes.

    Raises:
        SoftwareError: called outside ``writing``, a row to close was closed already, or a number has a fraction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise SoftwareError("a journal entry is written in the transaction of what it tells of")
    if holds_fraction([before, after]):
        raise SoftwareError("a fraction is written in the journal as text: no two tools write a number alike")
    changes = changes or Changes()
    made = [row for model, opened in changes.opened.items() for row in _rows(model, programme, opened)]
    last, salt = _last(), salt or new_salt()
    fields: Mapping[str, Any] = {
        "sequence": last["sequence"] + 1 if last else 1,
        "programme": programme,
        "actor": by.actor,
        "role": by.role,
        "action": action,
        "subject": subject,
        "before": before,
        "after": after,
        "why": by.why,
        "rows": rows_hash(made, changes.closed, layout(), salt),
        "key": key,
        "layout": layout(),
        "salt": salt,
        "previous_hash": last["hash"] if last else GENESIS,
    }
    moment = _after(last["recorded_at"] if last else None)
    entry: JournalEntry = JournalEntry.objects.create(**fields, recorded_at=moment, hash=entry_hash(fields, moment))
    _close(changes.closed, entry)
    _open(made, entry)
    return entry


def _last() -> Mapping[str, Any] | None:
    return JournalEntry.objects.order_by("-sequence").values("sequence", "hash", "recorded_at").first()


def _rows(model: type[Revision], programme: str, opened: Sequence[Opened]) -> list[Revision]:
    ids = [record_id for record_id, _, _ in opened]
    known = model.objects.of(programme).filter(record_id__in=ids).values_list("record_id").annotate(Max("revision"))
    last = dict(known)
    return [
        model(
            **columns,
            programme=programme,
            record_id=record_id,
            revision=last.get(record_id, 0) + 1,
            position=position,
        )
        for record_id, position, columns in opened
    ]


def _close(rows: Iterable[Revision], entry: JournalEntry) -> None:
    for row in rows:
        # The plain manager: ending a revision is the one update there is.
        current = type(row)._base_manager.filter(pk=row.pk, recorded_to__isnull=True)
        if current.update(recorded_to=entry.recorded_at, closed_by=entry) != 1:
            raise SoftwareError(f"{row} was closed already")


def _open(rows: Iterable[Revision], entry: JournalEntry) -> None:
    by_model: dict[type[Revision], list[Revision]] = {}
    for row in rows:
        row.recorded_from, row.opened_by = entry.recorded_at, entry
        by_model.setdefault(type(row), []).append(row)
    for model, made in by_model.items():
        model.objects.bulk_create(made)


def _after(moment: datetime | None) -> datetime:
    now = timezone.now()
    return now if moment is None else max(now, moment + timedelta(microseconds=1))
