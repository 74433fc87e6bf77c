"""The board, and its downloads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages.board import board_page
from wijkpeil.pages.board_files import board_file as make_file
from wijkpeil.web.showing import current_language, show
from wijkpeil.web.views.downloads import answer


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the board."""
    query = request.GET.dict()
    return show(request, "board", "board", lambda context, language: board_page(context, language, query))


@require_safe
def board_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the board as a file, as it was chosen."""
    query = request.GET.dict()
    return answer(request, lambda context: make_file(context, current_language(), form, query))
