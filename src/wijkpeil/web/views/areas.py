"""Areas: the list, and one area."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.model.base import Language
from wijkpeil.pages.area import AreaPage, area_page
from wijkpeil.pages.areas import areas_page
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.history import Records
from wijkpeil.web.showing import show, show_record


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """List all areas, by level."""
    return show(request, "areas", "areas", areas_page)


@require_safe
def area(request: HttpRequest, id: str) -> HttpResponse:
    """Show one area."""
    query = request.GET.dict()

    def make(context: ViewContext, language: Language, id: str) -> AreaPage:
        return area_page(context, language, id, query)

    return show_record(
        request,
        "area",
        "areas",
        id,
        lambda context: context.lookup.areas,
        make,
        records=lambda page: Records("budget_lines", page.money.line_ids),
    )
