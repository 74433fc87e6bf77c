"""Issuing and revoking the keys by which programs act for an account."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from wijkpeil.errors import Fault, FaultsFound, NotFound, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.actors import PREFIX, secret_hash
from wijkpeil.ledger.mapper import to_columns, to_record
from wijkpeil.ledger.models import Token
from wijkpeil.ledger.order import GAP
from wijkpeil.ledger.services.recording import By, Changes, journal_write, writing_as
from wijkpeil.model import people
from wijkpeil.model.people import SCOPES, Actor, Scope

LONGEST = timedelta(days=366)
"""Longest time for which a token can be issued."""


def token_issue(actor: Actor, name: str, scopes: Sequence[Scope], expires_on: date) -> tuple[people.Token, str]:
    """Issue a token for the actor's own account; return it with its key, which is shown this once.

    Raises:
        NotAllowed: the actor is no person who is signed in.
        FaultsFound: name, scopes or last day is wrong.
    """
    with writing_as(actor) as actor:
        role = rights.require(actor, "token_issue", rights.Subject(account=actor.id))
        _check(name, scopes, expires_on)
        secret = secrets.token_urlsafe(32)
        token = people.Token(
            id=f"t-{secrets.token_hex(6)}",
            account=actor.id,
            name=name.strip(),
            scopes=tuple(scope for scope in SCOPES if scope in scopes),
            secret_hash=secret_hash(secret),
            expires_on=expires_on,
        )
        columns = {each: value for each, value in to_columns(token).items() if each != "record_id"}
        changes = Changes(opened={Token: [(token.id, GAP, columns)]})
        told = {"scopes": list(token.scopes), "expires_on": expires_on.isoformat()}
        _journal(By(actor=actor.id, role=role), "token_issue", token.id, None, told, changes)
        return token, f"{PREFIX}_{token.id}_{secret}"


def token_revoke(actor: Actor, token_id: str, *, why: str = "") -> None:
    """End a token: its key works no more.

    Raises:
        NotAllowed: it is another's, and the actor is no administrator.
        NotFound: there is no such token.
    """
    with writing_as(actor) as actor:
        row = Token.objects.current().filter(record_id=token_id).first()
        if row is None:
            raise NotFound(say("There is no token {id}.", id=token_id))
        role = rights.require(actor, "token_revoke", rights.Subject(account=row.account))
        by = By(actor=actor.id, role=role, why=why)
        _journal(by, "token_revoke", token_id, {"scopes": row.scopes}, None, Changes(closed=[row]))


def tokens_of(account: str) -> tuple[people.Token, ...]:
    """Return the tokens of an account that were not revoked."""
    rows = Token.objects.current().filter(account=account).order_by("opened_by")
    return tuple(to_record(people.Token, row) for row in rows)


def _check(name: str, scopes: Sequence[str], expires_on: date) -> None:
    faults = []
    if not name.strip():
        faults.append(_fault("name", say("The name is empty."), say("Write what the token is for.")))
    if not scopes or set(scopes) - set(SCOPES):
        faults.append(
            _fault(
                "scopes", say("A token needs scopes that exist."), say("Choose from: {known}.", known=", ".join(SCOPES))
            )
        )
    today = timezone.localdate()
    if not today < expires_on <= today + LONGEST:
        remedy = say("Choose a day until {last_day}.", last_day=today + LONGEST)
        faults.append(_fault("expires_on", say("A token works from tomorrow up to a year."), remedy))
    if faults:
        raise FaultsFound(faults)


def _fault(key: str, message: str, remedy: str) -> Fault:
    return Fault(file="tokens", line=None, key=key, message=message, remedy=remedy)


def _journal(by: By, action: str, token: str, before: object, after: object, changes: Changes) -> None:
    journal_write(
        by, programme="", action=action, subject=f"tokens/{token}", before=before, after=after, changes=changes
    )
