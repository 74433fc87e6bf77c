"""Downloads: the records behind the pages as files."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.pages import open_data
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.open_data import DataFile
from wijkpeil.web.showing import context_of, current_language


@require_safe
def figures(request: HttpRequest, release: str) -> HttpResponse:
    """Give a release."""
    return answer(request, lambda context: open_data.figures_file(context, release))


@require_safe
def register(request: HttpRequest, register: str) -> HttpResponse:
    """Give a register."""
    return answer(request, lambda context: open_data.register_file(context, register))


@require_safe
def claims(request: HttpRequest, form: str) -> HttpResponse:
    """Give the claims with their verdicts."""
    return answer(request, lambda context: open_data.claims_file(context, current_language(), form))


@require_safe
def targets(request: HttpRequest, form: str) -> HttpResponse:
    """Give the targets with their state."""
    return answer(request, lambda context: open_data.targets_file(context, current_language(), form))


@require_safe
def outputs(request: HttpRequest, form: str) -> HttpResponse:
    """Give what measures planned and delivered."""
    return answer(request, lambda context: open_data.outputs_file(context, current_language(), form))


@require_safe
def target(request: HttpRequest, id: str, form: str) -> HttpResponse:
    """Give the course of one target with its state."""
    return answer(request, lambda context: open_data.target_file(context, current_language(), id, form))


@require_safe
def money(request: HttpRequest, form: str) -> HttpResponse:
    """Give the budgets with their totals."""
    return answer(request, lambda context: open_data.money_file(context, current_language(), form))


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """Give the whole programme folder."""
    return answer(request, open_data.programme_file)


@require_safe
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """Give a JSON Schema."""
    return answer(request, lambda _context: open_data.schema_file(name))


def answer(request: HttpRequest, make: Callable[[ViewContext], DataFile]) -> HttpResponse:
    """Answer with a file to download."""
    file = make(context_of(request))
    response = HttpResponse(file.content, content_type=file.media)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    # Open data: any page may read it.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
