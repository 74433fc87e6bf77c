"""Which entries of the journal are asked for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from wijkpeil.ledger.models import REGISTERS, Grant, JournalEntry, Token
from wijkpeil.model.base import record

TABLES = {**REGISTERS, "grants": Grant, "tokens": Token}


@record
class JournalQuery:
    """What an entry must meet; what is left empty is not asked."""

    words: str = ""
    """Words that must all stand in its action, its subject or its reason."""
    actor: str = ""
    """Pseudonymous id of who did it."""
    action: str = ""
    """What was done, such as ``record_add``."""
    subject: str = ""
    """A register, or ``REGISTER/ID``: also entries that wrote it together with others."""
    since: date | None = None
    """First day, in the time zone of the site."""
    until: date | None = None
    """Last day."""
    programme: str | None = None
    """Id of the programme; empty for what belongs to the workspace as a whole; None: any."""


def entries(query: JournalQuery) -> QuerySet[Any]:
    """Return the entries that meet a query, the last first."""
    found = JournalEntry.objects.order_by("-sequence")
    for word in query.words.split():
        found = found.filter(Q(subject__icontains=word) | Q(why__icontains=word) | Q(action__icontains=word))
    for name in ("actor", "action"):
        if given := getattr(query, name):
            found = found.filter(**{name: given})
    if query.programme is not None:
        found = found.filter(programme=query.programme)
    if query.since is not None:
        found = found.filter(recorded_at__gte=_midnight(query.since))
    if query.until is not None:
        found = found.filter(recorded_at__lt=_midnight(query.until + timedelta(days=1)))
    return found.filter(_about(query.subject)) if query.subject else found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _about(subject: str) -> Q:
    """Find what was written of a record or a register, alone or together with others."""
    register, _, own = subject.partition("/")
    named = Q(subject=subject) if own else Q(subject__startswith=f"{register}/")
    if register not in TABLES:
        return named | Q(subject=subject)
    rows = TABLES[register]._base_manager.all()
    if own:
        rows = rows.filter(record_id=own)
    closed = rows.filter(closed_by__isnull=False).values("closed_by_id")
    return named | Q(sequence__in=rows.values("opened_by_id")) | Q(sequence__in=closed)
