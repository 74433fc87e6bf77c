"""Money."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from wijkpeil.pages.money import money_page
from wijkpeil.web.showing import show


def money(request: HttpRequest) -> HttpResponse:
    """Show all money."""
    return show(request, "money", "money", money_page)
