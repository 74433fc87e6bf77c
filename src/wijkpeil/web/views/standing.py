"""The standing of the programme, with its files."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijkpeil.pages.standing.files import changes_file, status_file
from wijkpeil.pages.standing.page import standing_page
from wijkpeil.web.showing import current_language, show
from wijkpeil.web.views.downloads import answer


@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """Show what is behind, by how much, how sure, who is to move, and what changed."""
    query, day = request.GET.dict(), shown_day(request)
    return show(request, "standing", "status", lambda context, language: standing_page(context, language, query, day))


@require_safe
def status(request: HttpRequest, form: str) -> HttpResponse:
    """Give the standing as a file."""
    query, day = request.GET.dict(), shown_day(request)
    return answer(request, lambda context: status_file(context, current_language(), form, query, day))


@require_safe
def changes(request: HttpRequest, form: str) -> HttpResponse:
    """Give what changed as a file."""
    query, day = request.GET.dict(), shown_day(request)
    return answer(request, lambda context: changes_file(context, current_language(), form, query, day))


def shown_day(request: HttpRequest) -> date:
    """Return the day of the city's calendar that a request shows."""
    past = getattr(request, "past", None)
    return timezone.localdate(past.moment) if past else timezone.localdate()
