"""The recount."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.recount import claim_page, recount_page
from wijkpeil.web.showing import show


@require_safe
def recount(request: HttpRequest) -> HttpResponse:
    """List the claims, narrowed by what the address says."""
    query = request.GET.dict()
    return show(request, "recount", "recount", lambda context, language: recount_page(context, language, query))


@require_safe
def claim(request: HttpRequest, id: str) -> HttpResponse:
    """Show one claim."""
    return show(request, "claim", "recount", lambda context, language: claim_page(context, language, id))
