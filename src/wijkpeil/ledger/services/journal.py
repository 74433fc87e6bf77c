"""Reading, exporting and verifying the journal: nothing is written, and rights are asked as for every write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from wijkpeil.ledger import rights
from wijkpeil.ledger.journal import HASHED, covered
from wijkpeil.ledger.journal_files import entry_line, heading
from wijkpeil.ledger.journal_query import JournalQuery, entries
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.verifying import Verification, Watch, head, verify
from wijkpeil.model.people import Actor

CHUNK = 500


def journal_read(actor: Actor, query: JournalQuery | None = None) -> QuerySet[Any]:
    """Return the entries that meet a query, the last first.

    Raises:
        NotAllowed: the actor may not.
    """
    rights.require(actor, "journal_read")
    return entries(query or JournalQuery())


def journal_head(actor: Actor) -> tuple[int, str, str]:
    """Return number, hash and moment of the last entry.

    Raises:
        NotAllowed: the actor may not.
    """
    rights.require(actor, "journal_read")
    return head()


def journal_export(actor: Actor) -> Iterator[str]:
    """Return the lines of the whole journal, as ``wijkpeil.ledger.journal_files`` describes them.

    Raises:
        NotAllowed: the actor may not.
    """
    rights.require(actor, "journal_export")
    return _lines()


def _lines() -> Iterator[str]:
    yield heading()
    done = 0
    # Chunk by chunk by number, so that no reading stays open while a slow reader takes its time.
    while chunk := list(JournalEntry.objects.filter(sequence__gt=done).order_by("sequence")[:CHUNK]):
        for entry in chunk:
            fields = {name: getattr(entry, name) for name in HASHED}
            yield entry_line(entry.hash, covered(fields, entry.recorded_at))
        done = chunk[-1].sequence


def journal_verify(actor: Actor, head: str = "", at: int | None = None, watch: Watch | None = None) -> Verification:
    """Hold the journal and all that it covers against each other, as ``wijkpeil.ledger.verifying.verify`` does.

    Raises:
        NotAllowed: the actor may not.
    """
    rights.require(actor, "journal_verify")
    return verify(head, at, watch)
