"""Measures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.history import Records
from wijkpeil.pages.measures import measure_page, measures_page
from wijkpeil.pages.outputs import outputs_page
from wijkpeil.web.showing import show, show_record


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """List the measures by theme, narrowed by what the address says."""
    query = request.GET.dict()
    return show(request, "measures", "measures", lambda context, language: measures_page(context, language, query))


@require_safe
def measure(request: HttpRequest, id: str) -> HttpResponse:
    """Show one measure."""
    return show_record(
        request, "measure", "measures", id, _ids, measure_page, records=lambda _page: Records("measures", (id,))
    )


@require_safe
def outputs(request: HttpRequest) -> HttpResponse:
    """List what measures planned and delivered."""
    return show(request, "outputs", "measures", outputs_page)


def _ids(context: ViewContext) -> list[str]:
    return [one.id for one in context.programme.ledger.measures]
