"""How long a session lasts: twelve hours from signing in, and less where nobody uses it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse

BEGAN, SEEN = "began", "seen"
STEP = 60
"""Seconds after which it is written anew that a session is in use."""


def sessions_end(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """End a session that lasted its time or was not used, before the request is answered."""

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = int(time.time())
            if over(request.session, now):
                logout(request)
            elif now - request.session.get(SEEN, 0) >= STEP:
                # Each save moves the moment at which the row goes; when the session is over hangs on this alone.
                request.session[SEEN] = now
                request.session.setdefault(BEGAN, now)
        return get_response(request)

    return answer


def over(session: Any, now: int) -> bool:
    """Say whether a session is over at a moment, in seconds since 1970."""
    idle = settings.IDLE_MINUTES * 60
    return now - session.get(BEGAN, now) >= _longest() or bool(idle and now - session.get(SEEN, now) >= idle)


def _longest() -> int:
    return int(settings.SESSION_COOKIE_AGE)


def _begin(request: HttpRequest, **_more: Any) -> None:
    if request is not None:
        request.session[BEGAN] = request.session[SEEN] = int(time.time())


def connect() -> None:
    """Note when each session began."""
    user_logged_in.connect(_begin, dispatch_uid="session-began")
