"""What the programme office keeps: facilities, zones and hotspots, area plans, capacity, and the page of registers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.narrowing import Query
from wijkpeil.pages.places import PlacesPage, area_plans_page, capacity_page, facilities_page, zones_page
from wijkpeil.pages.registers import registers_page
from wijkpeil.web.showing import show


@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """List the registers."""
    return show(request, "registers", "registers", registers_page)


@require_safe
def facilities(request: HttpRequest) -> HttpResponse:
    """List the facilities, narrowed by what the address says."""
    return _list(request, facilities_page)


@require_safe
def zones(request: HttpRequest) -> HttpResponse:
    """List the zones and hotspots, narrowed by what the address says."""
    return _list(request, zones_page)


@require_safe
def area_plans(request: HttpRequest) -> HttpResponse:
    """List the area plans, narrowed by what the address says."""
    return _list(request, area_plans_page)


@require_safe
def capacity(request: HttpRequest) -> HttpResponse:
    """List the capacity, narrowed by what the address says."""
    return _list(request, capacity_page)


def _list(request: HttpRequest, make: Callable[[ViewContext, str, Query], PlacesPage]) -> HttpResponse:
    query = request.GET.dict()
    return show(request, "places", "registers", lambda context, language: make(context, language, query))
