"""Writing what an account proves itself with beside its password: journalled by salted digest whenever it changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from wijkpeil.ledger import rights
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.credentials import ACTION, JOURNALLED, digest, held_by, last_told
from wijkpeil.ledger.forgetting import also_forget
from wijkpeil.ledger.services.recording import By, journal_write, writing, writing_as
from wijkpeil.ledger.services.sessions import session_revoke
from wijkpeil.ledger.telling import tell_holder
from wijkpeil.model.people import Actor

_by: ContextVar[By | None] = ContextVar("credentials_by", default=None)


@contextmanager
def _changed_by(by: By) -> Iterator[None]:
    """Have changes inside journalled as done by another than the holder of the account."""
    before = _by.set(by)
    try:
        yield
    finally:
        _by.reset(before)


def credentials_changed(account: Account, what: str) -> None:
    """Journal what an account now proves itself with; ``what`` says what happened."""
    with writing():
        before, now = last_told(account.id) or {}, digest(account.id, account.salt, held_by(account.id))
        if before != now:
            journal_write(
                _by.get() or By(actor=account.id, role="reader", why=what),
                programme="",
                action=ACTION,
                subject=f"credentials/{account.id}",
                before=before,
                after=now,
            )


def codes_remove(actor: Actor, account: Account, *, why: str = "") -> None:
    """Remove the one-time codes of someone who lost them, and end the sessions; the actor has made sure who asks.

    Raises:
        NotAllowed: the actor may not.
    """
    with writing_as(actor) as actor:
        role = rights.require(actor, "account_suspend", rights.Subject(account=account.id))
        with _changed_by(By(actor=actor.id, role=role, why=why)):
            Authenticator.objects.filter(user_id=account.id).delete()
            session_revoke(actor, account.id, why=why)
            tell_holder("codes_removed", account)


def credential_keep(row: Authenticator, *columns: str) -> None:
    """Keep a way to prove oneself that the library made or used, or the named columns of it alone."""
    row.save(update_fields=columns or None)


def secrets_renew() -> int:
    """Encrypt under the secret key of now what lies under one of before; return how many secrets those were."""
    renewed = 0
    for number in list(Authenticator.objects.filter(type="totp").order_by("pk").values_list("pk", flat=True)):
        with writing():
            row = Authenticator.objects.filter(pk=number).first()
            fresh = get_adapter().renewed(row.data["secret"]) if row else None
            if row is not None and fresh is not None:
                row.data["secret"] = fresh
                row.save()
                renewed += 1
    return renewed


def link_add(account: Account, link: SocialAccount) -> None:
    """Keep under which id the provider of single sign-on knows an account, from the first signing in there on."""
    with writing():
        link.user = account
        link.save()


@also_forget
def credentials_forget(account: Account) -> None:
    """Remove the codes and links of an account that is being erased."""
    with writing():
        for model in JOURNALLED:
            model.objects.filter(user_id=account.id).delete()
