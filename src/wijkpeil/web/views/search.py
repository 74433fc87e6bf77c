"""Search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from wijkpeil.errors import NO_PROGRAMME
from wijkpeil.pages.searching import search_page
from wijkpeil.web.showing import context_of, current_language, show, show_empty


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found; a postcode that stands for one area goes straight to its page."""
    try:
        context = context_of(request)
    except NO_PROGRAMME:
        return show_empty(request)
    page = search_page(context, current_language(), request.GET.get("q", ""))
    if page.straight_to:
        return HttpResponseRedirect(reverse("area", args=(page.straight_to,)))
    return show(request, "search", "search", lambda _context, _language: page)
