"""What every answer of the API carries, and a problem for what never reached it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from wijkpeil.web.api.counting import count_refusal, wait
from wijkpeil.web.api.problems import MEDIA, problem

ROOT = "/api/v1"
VERSION = "1.0.0"
JSON, NDJSON = "application/json", "application/x-ndjson"
_NAME = re.compile(r"[a-z.-]{1,40}")
Answer = Callable[[HttpRequest], HttpResponse]


def api_envelope(get_response: Answer) -> Answer:
    """Give answers of the API their version and form; leave every other address alone."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info != ROOT and not request.path_info.startswith(f"{ROOT}/"):
            return get_response(request)
        return _enveloped(get_response, request)

    return answer


def _enveloped(get_response: Answer, request: HttpRequest) -> HttpResponse:
    head = request.method == "HEAD"
    if head:
        request.method = "GET"
    seconds = wait(request)
    if seconds:
        response = problem(429, f"Wait {seconds} seconds.", {"Retry-After": str(seconds)})
    elif not _acceptable(request):
        response = problem(406, f"The answer is {_kind(request)}. Send that in Accept, or */*, or nothing.")
    else:
        with translation.override("en"):
            response = _as_problem(get_response(request))
        count_refusal(request, response.status_code)
    _headers(request, response)
    if head:
        request.method = "HEAD"
        response.headers.setdefault("Content-Length", str(len(getattr(response, "content", b""))))
        if not response.streaming:
            response.content = b""
    return response


def _kind(request: HttpRequest) -> str:
    return NDJSON if request.path_info == f"{ROOT}/journal/export" else JSON


def _acceptable(request: HttpRequest) -> bool:
    """Say whether whoever asks takes the kind of answer that the address gives."""
    return request.accepts(_kind(request)) or request.accepts(MEDIA)


def _as_problem(response: Any) -> Any:
    """Turn an error page of the site into a problem."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(MEDIA):
        return response
    allowed = {name: value for name, value in response.headers.items() if name == "Allow"}
    return problem(response.status_code, "", allowed)


def _headers(request: HttpRequest, response: HttpResponse) -> None:
    response.headers["API-Version"] = VERSION
    # A browser that is led here keeps the answer as a file, and shows nothing in the name of the site.
    name = "problem" if response.status_code >= 400 else request.path_info.rpartition("/")[2] or "api"
    safe = name.removesuffix(".json") if _NAME.fullmatch(name) else "api"
    response.headers.setdefault("Content-Disposition", f'attachment; filename="{safe}.json"')
    response.headers["Content-Language"] = "en"
    response.headers["Vary"] = "Authorization, Accept-Encoding"
    # Open data: any page may read what needs no token; one that needs a token is not sent by a browser on its own.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "API-Version, ETag, Link, Location, Retry-After"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.headers.get("Authorization"):
        response.headers["Cache-Control"] = "private, no-store"
