"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.overview import overview_page
from wijkpeil.web.showing import show


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Answer in one screen what the programme is about."""
    query = request.GET.dict()
    return show(request, "overview", "overview", lambda context, language: overview_page(context, language, query))
