"""Money."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.money import money_page
from wijkpeil.web.showing import show


@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """Show all money."""
    return show(request, "money", "money", money_page)
