"""What every answer of the API carries, and a problem for what never reached it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from wijkpeil.web.api.counting import count_refusal, wait
from wijkpeil.web.api.problems import MEDIA, problem

ROOT = "/api/v1"
VERSION = "1.0.0"
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


def _as_problem(response: Any) -> Any:
    """Turn an error page of the site into a problem."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(MEDIA):
        return response
    allowed = {name: value for name, value in response.headers.items() if name == "Allow"}
    return problem(response.status_code, "", allowed)


def _headers(request: HttpRequest, response: HttpResponse) -> None:
    response.headers["API-Version"] = VERSION
    response.headers["Content-Language"] = "en"
    response.headers["Vary"] = "Authorization, Accept-Encoding"
    # Open data: any page may read what needs no token; one that needs a token is not sent by a browser on its own.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "API-Version, ETag, Link, Location, Retry-After"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.headers.get("Authorization"):
        response.headers["Cache-Control"] = "private, no-store"
