"""Pages for what went wrong."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from wijkpeil.errors import NotAllowed
from wijkpeil.ledger.keys.asked import KeysAway
from wijkpeil.model.base import Language
from wijkpeil.pages.work.faulting import refusal_words

RETRY_SECONDS = 30
"""After how long it is worth trying again, where the process of keys was away."""


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, and offer the search."""
    from wijkpeil.web.showing import context_if_any, shell_of

    # An address that fits none has not told its language to the templates yet.
    with translation.override(_language(request)):
        filled = {"shell": shell_of(request, context_if_any(request), ""), "address": request.path}
        return render(request, "pages/not_found.html", filled, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the site failed; without the database, which may be what failed."""
    from wijkpeil.web.showing import shell_of

    if isinstance(sys.exc_info()[1], KeysAway):
        return keys_away(request)
    with translation.override(_language(request)):
        filled = {"shell": shell_of(request, None, "", signed_in=False)}
        return render(request, "pages/failed.html", filled, status=500)


def keys_away(request: HttpRequest) -> HttpResponse:
    """Say that nobody can sign in or go on signed in for now, since what holds the keys does not answer."""
    from wijkpeil.web.showing import shell_of

    with translation.override(_language(request)):
        filled = {"shell": shell_of(request, None, "", signed_in=False)}
        response = render(request, "pages/keys_away.html", filled, status=503)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def not_allowed(request: HttpRequest, refused: NotAllowed) -> HttpResponse:
    """Say that something is not allowed, and why."""
    from wijkpeil.web.showing import context_if_any, shell_of

    language = _language(request)
    with translation.override(language):
        filled = {
            "shell": shell_of(request, context_if_any(request), ""),
            "why": refusal_words(refused, request.actor, language),  # type: ignore[attr-defined]
            "kept": getattr(request, "kept_draft", False),
        }
        response = render(request, "pages/not_allowed.html", filled, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response


def not_sent(request: HttpRequest, *, no_cookie: bool) -> HttpResponse:
    """Say that a form did not come in safely, and that what was typed is one step back."""
    from wijkpeil.web.showing import context_if_any, shell_of

    with translation.override(_language(request)):
        filled = {"shell": shell_of(request, context_if_any(request), ""), "no_cookie": no_cookie}
        return render(request, "pages/not_sent.html", filled, status=403)


def not_named(request: HttpRequest) -> HttpResponse:
    """Say that the workspace holds several programmes, of which none is named."""
    from wijkpeil.web.showing import show_empty

    with translation.override(_language(request)):
        return show_empty(request)


def _language(request: HttpRequest) -> Language:
    asked = getattr(request, "as_of", None)
    return asked.language if asked else "en" if request.path_info.startswith("/en/") else "nl"
