"""Keeping what concerns security, for a while: see ``wijkpeil.ledger.security``."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.forgetting import also_forget
from wijkpeil.ledger.security import SecurityEvent


def security_keep(account: str, event: str, *, about: str = "", network: str = "", device: str = "") -> None:
    """Keep that something happened; the caller names the account by its id, and gives no whole address."""
    SecurityEvent.objects.create(
        at=timezone.now(), account=account, event=event, about=about, network=network, device=device
    )


def security_kept(account: str, event: str, since: datetime, about: str | None = None) -> int:
    """Return how often something happened to an account since a moment."""
    found = SecurityEvent.objects.filter(account=account, event=event, at__gte=since)
    return found.count() if about is None else found.filter(about=about).count()


def security_last(account: str, event: str, since: datetime) -> datetime | None:
    """Return when something last happened to an account since a moment; None where it did not."""
    found = SecurityEvent.objects.filter(account=account, event=event, at__gte=since).order_by("-at")
    return found.values_list("at", flat=True).first()


def security_expire(before: datetime) -> int:
    """Remove what happened before a moment; return how many rows that were."""
    return int(SecurityEvent.objects.filter(at__lt=before).delete()[0])


@also_forget
def security_forget(account: Account) -> None:
    """Remove what is kept of an account that is erased: what it did, and that others looked at it."""
    SecurityEvent.objects.filter(account=account.id).delete()
    SecurityEvent.objects.filter(about=account.id).delete()
