"""What the account library keeps of a person: codes and links are journalled, the rest is coarse and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.credentials import JOURNALLED, in_one_transaction
from wijkpeil.ledger.forgetting import also_forget
from wijkpeil.ledger.services.credentials import credentials_changed
from wijkpeil.web.lockout import leave_out_what_was_sent, unknown_name
from wijkpeil.web.sessions import SessionStore
from wijkpeil.web.visitors import SEPARATOR, device, network

PASSING = (AccessAttempt, AccessFailureLog, AccessLog, UserSession, EmailAddress, Session)
"""Tables about signing in that are no records: each row has a term, and the journal covers none."""


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
        credentials_changed(account, sender.__name__.lower())


def _coarse_session(instance: UserSession, **_more: Any) -> None:
    """Keep of a session the kind of browser and system in words, and no whole address."""
    request = context.request
    instance.ip = (network(request) if request else None) or "0.0.0.0"
    if SEPARATOR not in instance.user_agent:
        instance.user_agent = device(instance.user_agent)


@also_forget
def forget(account: Account) -> None:
    """Remove sessions, records of signing in and addresses of an account that is erased."""
    names = [account.id, unknown_name(account.email)]
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(username__in=names).delete()
    keys = list(UserSession.objects.filter(user_id=account.pk).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=[*keys, *_sessions_about(account)]).delete()
    for model in (UserSession, EmailAddress):
        model.objects.filter(user_id=account.pk).delete()


def _sessions_about(account: Account) -> Iterator[str]:
    """Yield the keys of sessions that name the account or its address, begun ones without a sign-in among them."""
    for session in Session.objects.iterator():
        told = str(SessionStore().decode(session.session_data))
        if account.id in told or account.email in told:
            yield session.session_key


def connect() -> None:
    """Listen to the tables of the account library."""
    for model in JOURNALLED:
        pre_save.connect(_before, sender=model, dispatch_uid=f"before-{model.__name__}")
        pre_delete.connect(_before, sender=model, dispatch_uid=f"before-delete-{model.__name__}")
        post_save.connect(_after, sender=model, dispatch_uid=f"after-{model.__name__}")
        post_delete.connect(_after, sender=model, dispatch_uid=f"after-delete-{model.__name__}")
    pre_save.connect(_coarse_session, sender=UserSession, dispatch_uid="coarse-session")
    pre_save.connect(leave_out_what_was_sent, sender=AccessAttempt, dispatch_uid="coarse-attempt")
