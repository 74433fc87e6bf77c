"""One-time codes and links as the account library keeps them: journalled, verified, and forgotten with the account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from wijkpeil.errors import WijkpeilError
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.services.accounts import also_forget
from wijkpeil.ledger.services.credentials import credentials_changed, credentials_findings, in_one_transaction
from wijkpeil.ledger.verifying import Finding, also_verify
from wijkpeil.web.lockout import leave_out_what_was_sent, unknown_name
from wijkpeil.web.visitors import SEPARATOR, device, network

IN_PASSING = {"viewed_at"}
"""Parts of an authenticator that say when it was looked at, and change nothing."""


def held_by(account_id: str) -> dict[str, Any]:
    """Return the credentials of one account, by kind."""
    return _held(
        Authenticator.objects.filter(user_id=account_id), SocialAccount.objects.filter(user_id=account_id)
    ).get(account_id, {})


def _held(codes: Any, links: Any) -> dict[str, dict[str, Any]]:
    held: dict[str, dict[str, Any]] = defaultdict(lambda: {"codes": [], "links": []})
    for row in codes.order_by("type", "pk"):
        data = {name: value for name, value in row.data.items() if name not in IN_PASSING}
        held[row.user_id]["codes"].append([row.type, data])
    for row in links.order_by("provider", "uid"):
        held[row.user_id]["links"].append([row.provider, row.uid])
    return held


def _before(sender: type, instance: Any, **_more: Any) -> None:
    in_one_transaction()
    if sender is SocialAccount:
        # What the provider tells beside its id of the person is not kept.
        instance.extra_data = {}


def _after(sender: type, instance: Any, **more: Any) -> None:
    if set(more.get("update_fields") or ()) == {"last_used_at"}:
        return
    account = Account.objects.filter(pk=instance.user_id).first()
    if account is not None:
        credentials_changed(account, held_by(account.id), sender.__name__.lower())


def _coarse_session(instance: UserSession, **_more: Any) -> None:
    """Keep of a session the kind of browser and system in words, and no whole address."""
    request = context.request
    instance.ip = (network(request) if request else None) or "0.0.0.0"
    if SEPARATOR not in instance.user_agent:
        instance.user_agent = device(instance.user_agent)


@also_verify
def findings() -> Iterator[Finding]:
    """Hold codes, links and addresses against the journal and the accounts."""
    yield from credentials_findings(_held(Authenticator.objects.all(), SocialAccount.objects.all()))
    for row in EmailAddress.objects.select_related("user").order_by("pk"):
        if row.email.lower() != row.user.email:
            yield Finding(where=f"account {row.user_id}", message="Another address than its own was added to it.")


@also_forget
def forget(account: Account) -> None:
    """Remove sessions, records of signing in, codes, links and addresses of an account that is erased."""
    names = [account.id, unknown_name(account.email)]
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(username__in=names).delete()
    keys = list(UserSession.objects.filter(user_id=account.pk).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=[*keys, *_sessions_about(account)]).delete()
    for model in (UserSession, EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user_id=account.pk).delete()


def _sessions_about(account: Account) -> Iterator[str]:
    """Yield the keys of sessions that name the account or its address, begun ones without a sign-in among them."""
    for session in Session.objects.iterator():
        try:
            told = str(session.get_decoded())
        except (ValueError, WijkpeilError):
            continue
        if account.id in told or account.email in told:
            yield session.session_key


def connect() -> None:
    """Listen to the tables of the account library."""
    for model in (Authenticator, SocialAccount):
        pre_save.connect(_before, sender=model, dispatch_uid=f"before-{model.__name__}")
        pre_delete.connect(_before, sender=model, dispatch_uid=f"before-delete-{model.__name__}")
        post_save.connect(_after, sender=model, dispatch_uid=f"after-{model.__name__}")
        post_delete.connect(_after, sender=model, dispatch_uid=f"after-delete-{model.__name__}")
    pre_save.connect(_coarse_session, sender=UserSession, dispatch_uid="coarse-session")
    pre_save.connect(leave_out_what_was_sent, sender=AccessAttempt, dispatch_uid="coarse-attempt")
