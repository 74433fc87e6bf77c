"""Pages for what went wrong."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext

from wijkpeil.errors import NotAllowed, NotFound
from wijkpeil.pages.context import ViewContext, current_context


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, and offer the search."""
    from wijkpeil.web.showing import shell_of

    # An address that fits none has not told its language to the templates yet.
    with translation.override("en" if request.path_info.startswith("/en/") else "nl"):
        filled = {"shell": shell_of(request, _context(), ""), "address": request.path_info}
        return render(request, "pages/not_found.html", filled, status=404)


def not_allowed(request: HttpRequest, exception: NotAllowed) -> HttpResponse:
    """Say why something is not allowed, and what to do about it."""
    return render(request, "people/refused.html", {"why": gettext(exception.why)}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the site failed; without the database, which may be what failed."""
    from wijkpeil.web.showing import shell_of

    with translation.override("en" if request.path_info.startswith("/en/") else "nl"):
        return render(request, "pages/failed.html", {"shell": shell_of(request, None, "")}, status=500)


def _context() -> ViewContext | None:
    try:
        return current_context(settings.PROGRAMME)
    except NotFound:
        return None
