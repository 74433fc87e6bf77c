"""What is done with a right password at signing in: stored by the rules of now, and replaced where they refuse it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.services.accounts import account_set_password

MARK = "unfit-password"
BEFORE = frozenset({"account_change_password", "account_logout", "account_reauthenticate", "demo-switch"})
"""Pages that can be reached before another password was chosen."""


def renew(account: Account, password: str) -> None:
    """Store a password anew where it lies under a key of before, or was hashed with less work than now."""
    stored = str(account.password)
    present = get_hasher("default")
    if not stored.startswith(f"{present.algorithm}$") or present.must_update(stored):
        account_set_password(account, password)


def notice_unfit(request: HttpRequest, account: Account, password: str) -> None:
    """Remember that a password is refused by the rules of now: it was found among the common ones since."""
    request.session.pop(MARK, None)
    try:
        validate_password(password, account)
    except ValidationError:
        request.session[MARK] = account.pk


def another_password_first(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Lead whoever signed in with a password that is refused now to choose another before anything else."""

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and _must(request):
            return HttpResponseRedirect(reverse("account_change_password"))
        return get_response(request)

    return answer


def _must(request: HttpRequest) -> bool:
    marked = request.session.get(MARK)
    return bool(marked and request.user.is_authenticated and marked == request.user.pk and _name(request) not in BEFORE)


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""


def _chosen(request: HttpRequest, **_more: Any) -> None:
    request.session.pop(MARK, None)


def connect() -> None:
    """Forget the mark when another password was chosen."""
    for signal in (password_changed, password_reset, password_set):
        signal.connect(_chosen, dispatch_uid="unfit-password")
