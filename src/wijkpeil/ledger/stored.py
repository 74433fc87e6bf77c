"""Everything that is stored of a person, gathered for a page and an export; no secret is among it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessFailureLog, AccessLog
from django.apps import apps
from django.utils import timezone

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.models import Grant, JournalEntry, SecurityEvent, Token


def stored_of(account: Account) -> dict[str, Any]:
    """Return all that is stored of a person, by the keys of ``wijkpeil.pages.stored``; no secret is among it."""
    return {
        "id": account.id,
        "name": account.name,
        "email": account.email,
        "language": account.language,
        "state": account.state,
        "password": [{"kind": "argon2"}] if account.has_usable_password() else [],
        "codes": [_code(each) for each in Authenticator.objects.filter(user=account).order_by("type")],
        "single_sign_on": [
            {"provider": each.provider, "subject": each.uid, "since": _moment(each.date_joined)}
            for each in SocialAccount.objects.filter(user=account).order_by("pk")
        ],
        "roles": [_grant(each) for each in Grant.objects.filter(account=account.id).order_by("recorded_from")],
        "sessions": [
            {"since": _moment(each.created_at), "device": each.user_agent, "network": each.ip}
            for each in UserSession.objects.filter(user=account).order_by("created_at")
        ],
        "sign_ins": _sign_ins(account),
        "security": [
            {"at": _moment(each.at), "event": each.event, "about": each.about}
            | {"device": each.device, "network": each.network}
            for each in SecurityEvent.objects.filter(account=account.id).order_by("at", "pk")
        ],
        "tokens": [_token(each) for each in Token.objects.filter(account=account.id).order_by("recorded_from")],
        "drafts": _drafts(account),
        "journal": [
            {"entry": each.sequence, "at": _moment(each.recorded_at), "action": each.action, "subject": each.subject}
            for each in JournalEntry.objects.filter(actor=account.id).order_by("sequence").iterator()
        ],
    }


def _code(row: Authenticator) -> dict[str, Any]:
    left = len(row.wrap().get_unused_codes()) if row.type == "recovery_codes" else None
    return {"kind": row.type, "since": _moment(row.created_at), "last_used": _moment(row.last_used_at), "left": left}


def _grant(row: Grant) -> dict[str, Any]:
    told = {"role": row.role, "partner": row.partner, "area": row.area, "programme": row.programme}
    return {**told, "from": _moment(row.recorded_from), "until": _moment(row.recorded_to)}


def _token(row: Token) -> dict[str, Any]:
    told = {"id": row.record_id, "name": row.name, "scopes": list(row.scopes), "last_day": str(row.expires_on)}
    return {**told, "from": _moment(row.recorded_from), "until": _moment(row.recorded_to)}


def _sign_ins(account: Account) -> list[dict[str, Any]]:
    kept = [
        (each.attempt_time, {"device": each.user_agent, "network": each.ip_address, "outcome": outcome})
        for model, outcome in ((AccessLog, "signed in"), (AccessFailureLog, "refused"))
        for each in model.objects.filter(username=account.id)
    ]
    return [{"at": _moment(at), **told} for at, told in sorted(kept, key=lambda each: each[0])]


WORKPLACE = ("draft", "upload", "visit")
"""Tables in which the workplace keeps what is one person's own, by the names of their models."""


def _drafts(account: Account) -> list[dict[str, Any]]:
    """Return what the workplace keeps for a person: the kind, and every column but whose it is."""
    kept = []
    for name in WORKPLACE:
        model = apps.all_models["ledger"].get(name)
        if model is not None:
            columns = [each.attname for each in model._meta.concrete_fields if each.attname != "account_id"]
            for row in model.objects.filter(account=account.pk).values(*columns):
                kept.append({"kind": name, "content": {each: _plain(value) for each, value in row.items()}})
    return kept


def _plain(value: Any) -> Any:
    return _moment(value) if isinstance(value, datetime) else value


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="minutes") if at else None
