"""Pages for what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from wijkpeil.errors import NotAllowed, NotFound
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.faults import fault_words


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, and offer the search."""
    from wijkpeil.web.showing import shell_of

    # An address that fits none has not told its language to the templates yet.
    with translation.override(_language(request)):
        filled = {"shell": shell_of(request, _context(request), ""), "address": request.path}
        return render(request, "pages/not_found.html", filled, status=404)


def not_allowed(request: HttpRequest, refusal: NotAllowed) -> HttpResponse:
    """Say why this is not for whoever asks, and what to do about it."""
    with translation.override(_language(request)):
        filled = {"why": fault_words(refusal.why, "en" if _language(request) == "en" else "nl")}
        response = render(request, "people/refused.html", filled, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the site failed; without the database, which may be what failed."""
    from wijkpeil.web.showing import shell_of

    with translation.override(_language(request)):
        return render(request, "pages/failed.html", {"shell": shell_of(request, None, "")}, status=500)


def _language(request: HttpRequest) -> str:
    asked = getattr(request, "as_of", None)
    return asked.language if asked else "en" if request.path_info.startswith("/en/") else "nl"


def _context(request: HttpRequest) -> ViewContext | None:
    from wijkpeil.web.showing import context_of

    try:
        return context_of(request)
    except NotFound:
        return None
