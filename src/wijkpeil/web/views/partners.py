"""Partners."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.history import Records
from wijkpeil.pages.partners import partner_page, partners_page
from wijkpeil.web.showing import show, show_record


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """List the partners."""
    return show(request, "partners", "partners", partners_page)


@require_safe
def partner(request: HttpRequest, id: str) -> HttpResponse:
    """Show one partner."""
    return show_record(
        request, "partner", "partners", id, _ids, partner_page, records=lambda _page: Records("partners", (id,))
    )


def _ids(context: ViewContext) -> list[str]:
    return [one.id for one in context.programme.ledger.partners]
