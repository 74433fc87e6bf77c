"""Keeping and erasing texts that must be removable for good."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.utils import timezone

from wijkpeil.errors import NotFound, say
from wijkpeil.ledger.layouts import layout
from wijkpeil.ledger.models import Erasable
from wijkpeil.ledger.services.recording import By, journal_write, writing
from wijkpeil.ledger.verifying import erasable_hash


def erasable_keep(by: By, programme: str, kind: str, content: Any, expires_on: date) -> str:
    """Keep a text until ``expires_on``; return the hash by which records and the journal name it."""
    with writing():
        row = Erasable(salt=secrets.token_hex(16), kind=kind, content=content, expires_on=expires_on)
        own = row.hash = erasable_hash(row, layout())
        row.save(force_insert=True)
        told = {"erasable": own, "kind": kind, "expires_on": expires_on.isoformat()}
        _journal(by, "erasable_keep", programme, own, None, told)
        return own


def erasable_erase(by: By, programme: str, own: str) -> None:
    """Remove a text for good.

    Raises:
        NotFound: there is no such text.
    """
    with writing():
        row = Erasable.objects.filter(hash=own).first()
        if row is None:
            raise NotFound(say("There is no such text; it may be erased already."))
        _journal(by, "erasable_erase", programme, own, {"erasable": own, "kind": row.kind}, None)
        row.delete()


def erasables_expire(by: By, programme: str = "", today: date | None = None) -> int:
    """Erase every text whose term is over; return how many there were."""
    over = Erasable.objects.filter(expires_on__lt=today or timezone.localdate()).values_list("hash", flat=True)
    for own in list(over):
        erasable_erase(by, programme, own)
    return len(over)


def _journal(by: By, action: str, programme: str, own: str, before: Any, after: Any) -> None:
    journal_write(by, programme=programme, action=action, subject=f"texts/{own[:12]}", before=before, after=after)
