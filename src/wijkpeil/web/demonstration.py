"""The demonstration's switcher: one click to act as another made-up person, from this machine alone."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.demonstration import ADDRESS, MARK
from wijkpeil.ledger.hosts import is_loopback
from wijkpeil.model.base import record
from wijkpeil.web.accounts_list import roles_of_all
from wijkpeil.web.showing import current_language, programmes

PASSED_ON = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP")


@record
class Choice:
    """One of the people to switch to."""

    id: str
    """Id of the account; empty for a visitor."""
    name: str
    """Name, without the mark that it is made up: the bar says so."""
    current: bool


def here(request: HttpRequest) -> bool:
    """Say whether a request came from this machine itself, straight to this site."""
    passed_on = any(name in request.META for name in PASSED_ON) or any(
        name.startswith("HTTP_X_FORWARDED") for name in request.META
    )
    host = request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return not passed_on and is_loopback(request.META.get("REMOTE_ADDR", "")) and is_loopback(name)


def choices(request: HttpRequest) -> tuple[Choice, ...]:
    """Return the made-up people of the demonstration; none where this is no demonstration, or asked from elsewhere."""
    if not settings.DEMO or not here(request):
        return ()
    own = request.user.pk if request.user.is_authenticated else ""
    people = Account.objects.filter(email__endswith=ADDRESS, state="active").order_by("email")
    names = names_of(people)
    return (
        Choice(id="", name="", current=not own),
        *(Choice(id=each, name=name, current=each == own) for each, name in names.items()),
    )


def names_of(people: Iterable[Account]) -> dict[str, str]:
    """Return the names of made-up people by id, in the reader's language: the role, and the partner it is held for.

    Whoever has none keeps the name as it is stored.
    """
    names = {each.id: each.name.removesuffix(MARK) for each in people}
    found = roles_of_all(list(names), programmes(), current_language())
    told = {own: lines[0] for own, lines in found.items() if lines}
    return names | {own: f"{line.role} {line.partner}" if line.own else line.role for own, line in told.items()}


def shown_name(account: Account) -> str:
    """Return the name of an account: of a made-up one in the reader's language."""
    made_up = settings.DEMO and account.email.endswith(ADDRESS)
    return names_of([account])[account.id] if made_up else account.get_full_name()


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act as another of the made-up people, or as a visitor."""
    if not settings.DEMO:
        raise Http404("this is no demonstration")
    if not here(request):
        return HttpResponseForbidden(
            "The demonstration is switched from the machine itself.", content_type="text/plain"
        )
    chosen = request.POST.get("account", "")
    if chosen:
        account = get_object_or_404(Account, id=chosen, email__endswith=ADDRESS, state="active")
        login(request, account, backend="wijkpeil.web.adapters.Passwords")
        UserSession.objects.create_from_request(request)
    else:
        logout(request)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else reverse("overview"))
