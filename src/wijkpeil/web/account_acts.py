"""What an administrator does to an account with one button, each by its service; each returns what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from wijkpeil.ledger import rights
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.services import (
    account_invite_again,
    account_resume,
    account_suspend,
    codes_remove,
    grant_withdraw,
    session_revoke,
)
from wijkpeil.web.lockout import lift

Act = Callable[[HttpRequest, Account, str], str]


def _suspend(request: HttpRequest, account: Account, why: str) -> str:
    account_suspend(request.actor, account.id, why=why)
    return _("The account is suspended, its sessions have ended and its tokens do not work.")


def _resume(request: HttpRequest, account: Account, why: str) -> str:
    account_resume(request.actor, account.id, why=why)
    return _("The account can sign in again.")


def _end_sessions(request: HttpRequest, account: Account, why: str) -> str:
    session_revoke(request.actor, account.id, why=why)
    return _("All its sessions have ended.")


def _withdraw(request: HttpRequest, _account: Account, why: str) -> str:
    grant_withdraw(request.actor, request.POST.get("grant", ""), why=why)
    return _("The role was withdrawn.")


def _unlock(request: HttpRequest, account: Account, _why: str) -> str:
    rights.require(request.actor, "account_suspend", rights.Subject(account=account.id))
    lift(account.id)
    return _("The account is no longer locked out.")


def _remove_codes(request: HttpRequest, account: Account, why: str) -> str:
    """Let someone who lost the phone set up codes anew; whoever asks has made sure who is asking."""
    codes_remove(request.actor, account, why=why)
    return _("Its one-time codes were removed and its sessions have ended.")


def _invite_again(request: HttpRequest, account: Account, _why: str) -> str:
    account_invite_again(request.actor, account.id)
    return ""


ACTS: Mapping[str, Act] = {
    "suspend": _suspend,
    "resume": _resume,
    "end_sessions": _end_sessions,
    "withdraw": _withdraw,
    "unlock": _unlock,
    "remove_codes": _remove_codes,
    "invite_again": _invite_again,
}
