"""Practices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.practices import practices_page
from wijkpeil.web.showing import show


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """List the practices."""
    return show(request, "practices", "practices", practices_page)
