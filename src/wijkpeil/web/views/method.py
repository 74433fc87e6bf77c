"""Method and data, indicators, and the statement on accessibility."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.accessibility import accessibility_page
from wijkpeil.pages.algorithms import algorithms_file
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.indicator import indicator_page
from wijkpeil.pages.method import method_page
from wijkpeil.web.showing import current_language, show, show_record
from wijkpeil.web.views.downloads import answer


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Show the definitions, the rules and the downloads."""
    return show(request, "method", "method", lambda context, language: method_page(context, language, settings.CONTACT))


@require_safe
def algorithms(request: HttpRequest, form: str) -> HttpResponse:
    """Give the rules as entries of an algorithm register."""
    return answer(request, lambda context: algorithms_file(context, current_language(), form, settings.CONTACT))


@require_safe
def indicator(request: HttpRequest, id: str) -> HttpResponse:
    """Show one indicator."""
    return show_record(request, "indicator", "method", id, _ids, indicator_page)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible this site is and what is known not to be."""
    return show(
        request,
        "accessibility",
        "accessibility",
        lambda context, language: accessibility_page(context, language, settings.CONTACT),
    )


def _ids(context: ViewContext) -> list[str]:
    return [one.id for one in context.programme.definitions.indicators]
