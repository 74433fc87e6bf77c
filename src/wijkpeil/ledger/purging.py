"""Removing what is past its term, whenever a timer asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services.accounts import account_erase
from wijkpeil.ledger.services.credentials import secrets_renew
from wijkpeil.ledger.services.drafts import personal_expire
from wijkpeil.ledger.services.erasables import erasables_expire
from wijkpeil.ledger.services.recording import By
from wijkpeil.ledger.services.security import security_expire
from wijkpeil.model.people import Actor

INVITATION = timedelta(days=28)


def purge(actor: Actor) -> dict[str, int]:
    """Remove what is past its term; return how many of each kind there were."""
    now = timezone.now()
    doing: Mapping[str, Callable[[], int]] = {
        "sessions": lambda: _sessions(now),
        "records of signing in": lambda: _sign_ins(now),
        "records of security": lambda: security_expire(now - settings.KEPT_SIGN_INS),
        "invitations": lambda: _invitations(actor, now),
        "drafts": lambda: personal_expire(now),
        "texts": lambda: erasables_expire(By(actor=actor.id, role="administrator", why="past its term")),
        "secrets under an older key": lambda: secrets_renew() if len(current_keys().names()) > 1 else 0,
        "counted attempts": lambda: _counted(now),
    }
    return {what: do() for what, do in doing.items()}


def _sessions(now: datetime) -> int:
    removed = Session.objects.filter(expire_date__lt=now).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return int(removed)


def _sign_ins(now: datetime) -> int:
    before = now - settings.KEPT_SIGN_INS
    return sum(
        int(model.objects.filter(attempt_time__lt=before).delete()[0])
        for model in (AccessLog, AccessFailureLog, AccessAttempt)
    )


def _invitations(actor: Actor, now: datetime) -> int:
    removed = 0
    for own in list(Account.objects.filter(state="invited").order_by("id").values_list("id", flat=True)):
        at = _invited_at(own)
        if at is not None and at < now - INVITATION:
            account_erase(actor, own, why="the invitation was not taken up")
            removed += 1
    return removed


def _invited_at(account_id: str) -> datetime | None:
    """Return when an account was last invited; None where the journal tells of no invitation."""
    told = JournalEntry.objects.filter(subject=f"accounts/{account_id}", action__startswith="account_invite")
    return told.order_by("-sequence").values_list("recorded_at", flat=True).first()


def _counted(now: datetime) -> int:
    """Remove from the cache in the database what is over: codes marked as used, attempts counted."""
    chosen = settings.CACHES["default"]
    if not chosen["BACKEND"].endswith("DatabaseCache"):
        return 0
    table, moment = connection.ops.quote_name(chosen["LOCATION"]), now.replace(microsecond=0)
    with connection.cursor() as cursor:
        over = [connection.ops.adapt_datetimefield_value(moment)]
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", over)
        return int(cursor.rowcount)
