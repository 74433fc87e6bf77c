"""How often: forms and pages of one person, counted by the minute over all processes. Visitors are not counted."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkpeil.web import counts, security

MINUTE = 60
SAFE = ("GET", "HEAD", "OPTIONS")


def at_a_human_pace(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Have someone who is signed in wait who sends more forms, or asks for more pages, than a person could."""

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            what, most = ("page", settings.PAGES) if request.method in SAFE else ("form", settings.FORMS)
            if most and count(f"{what}:{request.user.pk}", 1) > most:
                return _wait(request, what)
        return get_response(request)

    return answer


def _wait(request: HttpRequest, what: str) -> HttpResponse:
    security.note(request, "too-fast", str(request.user.pk), what)
    seconds = rest()
    response = render(request, "account/too_fast.html", {"seconds": seconds, "form": what == "form"}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def count(what: str, more: int) -> int:
    """Add ``more`` to how often something happened in this minute; return how often that is."""
    return counts.count(what, int(time.time()) // MINUTE, more)


def rest() -> int:
    """Return how many seconds are left of this minute."""
    return MINUTE - int(time.time()) % MINUTE
