"""Who an account or a token is, with the grants that hold now."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from django.utils import timezone

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.mapper import to_record
from wijkpeil.ledger.models import Grant, Token
from wijkpeil.model import people
from wijkpeil.model.people import NOBODY, Actor

PREFIX = "wp"
"""What every key starts with, so that one that leaked is recognised."""


def grants_of(account: str, programme: str | None = None) -> tuple[people.Grant, ...]:
    """Return the grants of an account that hold now; those of one programme and of the workspace, or all."""
    rows = Grant.objects.current().filter(account=account)
    if programme is not None:
        rows = rows.filter(programme__in=["", programme])
    return tuple(to_record(people.Grant, row) for row in rows.order_by("programme", "position"))


def actor_of(account: Account, programme: str | None = None) -> Actor:
    """Return the actor that an account is; nobody where it may not sign in."""
    if not account.is_active:
        return NOBODY
    return Actor(id=account.id, kind="person", grants=grants_of(account.id, programme), stored=True)


def actor_of_key(key: str, programme: str | None = None) -> Actor:
    """Return the actor for whom a token's key works; nobody where it does not, or no longer."""
    prefix, _, rest = key.partition("_")
    own, _, secret = rest.partition("_")
    row = Token.objects.current().filter(record_id=own).first() if prefix == PREFIX and secret else None
    if row is None or not hmac.compare_digest(row.secret_hash, secret_hash(secret)):
        return NOBODY
    return _actor_of_token(row, programme)


def standing(actor: Actor) -> Actor:
    """Return an actor with the grants that hold now; nobody where its account or token ended since it was read.

    Who was read before a write waited for its turn may have lost a role meanwhile.
    """
    if not actor.stored:
        return actor
    if actor.kind == "token":
        row = Token.objects.current().filter(record_id=actor.token).first()
        return _actor_of_token(row, None) if row is not None else NOBODY
    account = Account.objects.filter(id=actor.id).first()
    return actor_of(account) if account is not None else NOBODY


def _actor_of_token(row: Any, programme: str | None) -> Actor:
    account = Account.objects.filter(id=row.account).first()
    if account is None or not account.is_active or row.expires_on < timezone.localdate():
        return NOBODY
    token, grants = to_record(people.Token, row), grants_of(account.id, programme)
    return Actor(id=account.id, kind="token", grants=grants, scopes=token.scopes, token=token.id, stored=True)


def secret_hash(secret: str) -> str:
    """Return the SHA-256, hexadecimal, of a token's secret; it is random and long, so that no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
