"""Agreements, commitments and requests."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.agreements import agreements_page
from wijkpeil.web.showing import show


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Show what was agreed, promised and asked, narrowed by what the address says."""
    query = request.GET.dict()
    return show(
        request, "agreements", "agreements", lambda context, language: agreements_page(context, language, query)
    )
