"""The recount."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.claim_links import claim_anchor
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.recount import claim_page, recount_page
from wijkpeil.web.showing import show, show_record


@require_safe
def recount(request: HttpRequest) -> HttpResponse:
    """List the claims, narrowed by what the address says."""
    query = request.GET.dict()
    return show(request, "recount", "recount", lambda context, language: recount_page(context, language, query))


@require_safe
def claim(request: HttpRequest, id: str) -> HttpResponse:
    """Show one claim."""
    return show_record(request, "claim", "recount", id, _ids, claim_page)


def _ids(context: ViewContext) -> list[str]:
    return [claim_anchor(one.id) for one in context.programme.definitions.claims]
