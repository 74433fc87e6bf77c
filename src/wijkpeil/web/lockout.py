"""Locking out after failures: an account from one network, longer each time, without telling whether it exists."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wijkpeil.ledger.accounts import Account
from wijkpeil.web.visitors import device, network

STEPS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 1440))
"""How long the first, second, … lock-out within ``MEMORY`` lasts."""
MEMORY = timedelta(days=2)


def who(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return under which name failures are counted: the account's id; a keyed hash where there is no such account."""
    given = credentials or {}
    named = given.get("email") or given.get("username") or request.POST.get("login") or _own_address(request)
    return account_name(str(named or ""))


def account_name(email: str) -> str:
    """Return the name under which failures for an address are counted."""
    email = email.strip().lower()
    found = Account.objects.filter(email=email).values_list("id", flat=True).first()
    return found or unknown_name(email)


def unknown_name(email: str) -> str:
    """Return the name for an address that has no account: a hash that only this site can make."""
    return "x-" + salted_hmac("wijkpeil.web.lockout", email, algorithm="sha256").hexdigest()[:24]


def _own_address(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return user.email if user is not None and user.is_authenticated else ""


def cool_off(request: HttpRequest | None = None) -> timedelta:
    """Return how long the present lock-out lasts: each within ``MEMORY`` lasts longer than the one before it."""
    if request is None:
        return STEPS[0]
    name = getattr(request, "axes_name", None) or who(request)
    return STEPS[min(max(_times(name, network(request)), 1), len(STEPS)) - 1]


def _times(name: str, address: str | None) -> int:
    since = timezone.now() - MEMORY
    failures = AccessFailureLog.objects.filter(username=name, ip_address=address, locked_out=True)
    return failures.filter(attempt_time__gte=since).count()


def locked(request: HttpRequest, _response: Any = None, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """Say when to try again; the same for an account that is there and one that is not."""
    until = locked_until(who(request, credentials), network(request)) or timezone.now() + cool_off(request)
    return render(request, "account/locked.html", {"until": until, "needs_day": _other_day(until)}, status=429)


def locked_until(name: str, address: str | None = None) -> datetime | None:
    """Return until when a name is locked out, from one network or from any; None where it is not."""
    attempts = AccessAttempt.objects.filter(username=name)
    attempts = attempts if address is None else attempts.filter(ip_address=address)
    ends = []
    for place in attempts.order_by().values_list("ip_address", flat=True).distinct():
        here = attempts.filter(ip_address=place)
        failures = here.aggregate(Sum("failures_since_start"))["failures_since_start__sum"] or 0
        last = here.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
        if failures >= settings.AXES_FAILURE_LIMIT and last is not None:
            ends.append(last + STEPS[min(max(_times(name, place), 1), len(STEPS)) - 1])
    return max((end for end in ends if end > timezone.now()), default=None)


def _other_day(until: datetime) -> bool:
    return timezone.localdate(until) != timezone.localdate()


def lift(account_id: str) -> int:
    """Forget the failures of an account, so that it can sign in at once; return how many records that were."""
    return AccessAttempt.objects.filter(username=account_id).delete()[0]


class Handler(AxesDatabaseHandler):
    """Axes on the database, keeping no address, no whole address of a network and no page."""

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **more: Any) -> None:
        """Count a failure."""
        if request is not None:
            request.axes_name = who(request, credentials)
            _coarsen(request)
        super().user_login_failed(sender, credentials, request, **more)

    def user_logged_in(self, sender: Any, request: Any, user: Account, **_more: Any) -> None:
        """Record that someone signed in, and forget the failures before it."""
        _coarsen(request)
        AccessLog.objects.create(
            username=user.pk,
            ip_address=request.axes_ip_address,
            user_agent=request.axes_user_agent,
            http_accept="",
            path_info="",
            attempt_time=request.axes_attempt_time,
        )
        AccessAttempt.objects.filter(username=user.pk, ip_address=request.axes_ip_address).delete()

    def user_logged_out(self, sender: Any, request: Any, user: Any, **_more: Any) -> None:
        """Record nothing: the end of a session is not kept."""


def _coarsen(request: Any) -> None:
    request.axes_user_agent = device(request.META.get("HTTP_USER_AGENT", ""))
    request.axes_path_info = request.axes_http_accept = ""


def leave_out_what_was_sent(instance: AccessAttempt, **_more: Any) -> None:
    """Keep nothing of what a failed attempt sent."""
    instance.get_data = instance.post_data = instance.http_accept = instance.path_info = ""
