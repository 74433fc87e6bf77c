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

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.ledger.services.security import security_kept, security_last
from wijkpeil.web import security
from wijkpeil.web.notices import tell
from wijkpeil.web.visitors import device, network

STEPS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 1440))
"""How long the first, second, … lock-out within ``MEMORY`` lasts."""
MEMORY = timedelta(days=2)
HOUR = timedelta(hours=1)
UNSEEN_FAILURES, FAILURES = 20, 40
"""How many failures of one account within an hour, over all networks, have those not seen before wait; and then all.

With at most 60 wrong one-time codes an hour (five in five minutes), no account can be tried 100 times in an hour."""


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
    return "x-" + current_keys().macs("unknown-address", email.encode())[0].hex()[:24]


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
    name = who(request, credentials)
    ends = [end for end in (locked_until(name, network(request)), slowed_until(name, network(request))) if end]
    until = max(ends, default=timezone.now() + cool_off(request))
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


def slowed_until(name: str, place: str | None) -> datetime | None:
    """Return until when a name has to wait for having failed too often over all networks together; None where not.

    Networks from which it signed in before wait later than others, so that nobody is kept out by strangers.
    """
    since = max(timezone.now() - HOUR, lifted_at(name) or timezone.now() - HOUR)
    failed = AccessFailureLog.objects.filter(username=name, attempt_time__gt=since).order_by("-attempt_time")
    allowed = FAILURES if seen_before(name, place) else UNSEEN_FAILURES
    moments = list(failed.values_list("attempt_time", flat=True)[:allowed])
    return moments[-1] + HOUR if len(moments) == allowed else None


def seen_before(name: str, place: str | None) -> bool:
    """Say whether an account signed in from a network within the time for which that is kept."""
    return AccessLog.objects.filter(username=name, ip_address=place).exists()


def lifted_at(name: str) -> datetime | None:
    """Return when an administrator last lifted a lock-out within the hour; None where none did."""
    return security_last(name, "lock-out-lifted", timezone.now() - HOUR)


def _other_day(until: datetime) -> bool:
    return timezone.localdate(until) != timezone.localdate()


def lift(account_id: str) -> int:
    """Forget the failures of an account, so that it can sign in at once; return how many records that were."""
    security.note(None, "lock-out-lifted", account_id)
    return AccessAttempt.objects.filter(username=account_id).delete()[0]


class Handler(AxesDatabaseHandler):
    """Axes on the database, keeping no address, no whole address of a network and no page."""

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        """Say whether a sign-in is refused: from this network, or since the account failed too often over all."""
        if super().is_locked(request, credentials):
            return True
        return (
            slowed_until(getattr(request, "axes_name", None) or who(request, credentials), network(request)) is not None
        )

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **more: Any) -> None:
        """Count a failure."""
        if request is not None:
            request.axes_name = who(request, credentials)
            _coarsen(request)
        refused = request is not None and getattr(request, "axes_locked_out", False)
        super().user_login_failed(sender, credentials, request, **more)
        if request is not None:
            _note_failure(request, refused=refused)

    def user_logged_in(self, sender: Any, request: Any, user: Account, **_more: Any) -> None:
        """Record that someone signed in, and forget the failures before it; tell of a network not seen before."""
        _coarsen(request)
        security.note(request, "signed-in", user.pk)
        before = AccessLog.objects.filter(username=user.pk)
        if before.exists() and not seen_before(user.pk, request.axes_ip_address):
            security.note(request, "network-unseen", user.pk)
            tell("network_unseen", user)
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


def _note_failure(request: Any, *, refused: bool) -> None:
    """Note a failure, and tell the holder, once a day, where there are too many over all networks together."""
    name = request.axes_name
    security.note(request, "locked-out" if refused or request.axes_locked_out else "password-wrong", name)
    failures = AccessFailureLog.objects.filter(username=name, attempt_time__gt=timezone.now() - HOUR)
    if refused or failures.count() < UNSEEN_FAILURES:
        return
    if not security_kept(name, "many-failures", timezone.now() - timedelta(days=1)):
        security.note(request, "many-failures", name)
        account = Account.objects.filter(pk=name, state="active").first()
        if account is not None:
            tell("many_failures", account)


def _coarsen(request: Any) -> None:
    request.axes_user_agent = device(request.META.get("HTTP_USER_AGENT", ""))
    request.axes_path_info = request.axes_http_accept = ""


def leave_out_what_was_sent(instance: AccessAttempt, **_more: Any) -> None:
    """Keep nothing of what a failed attempt sent."""
    instance.get_data = instance.post_data = instance.http_accept = instance.path_info = ""
