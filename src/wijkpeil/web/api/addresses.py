"""The addresses of the API; none ends in a slash, and what is none of them is a problem."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wijkpeil.loading.json_form import json_text
from wijkpeil.web.api.document import document
from wijkpeil.web.api.problems import problem
from wijkpeil.web.api.root import api


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document."""
    return HttpResponse(json_text(document(api)), content_type="application/json")


@csrf_exempt
def missing(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing here."""
    where = "No address of the API ends in a slash. " if request.path.endswith("/") else ""
    return problem(404, f"{where}See /api/v1/openapi.json, or /api/ to read.")


patterns: list[URLPattern | URLResolver] = [
    path("api/v1/openapi.json", openapi, name="api-document"),
    path("api/v1/", api.urls),
    re_path(r"^api/v1(?:/.*)?$", missing),
]
