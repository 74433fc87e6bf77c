"""Each request gets an id, is counted, and is told in the log: which view, which status, how long; not who or what."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wijkpeil.web.logging import REQUESTS, current_request
from wijkpeil.web.metrics import count, count_kind

HEADER = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# Asked every few seconds, and of interest where they fail alone.
_QUIET = ("health-live", "health-ready", "metrics", "static")
_log = logging.getLogger(REQUESTS)


def observe(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request an id, which the answer carries as ``X-Request-ID``; count it and log it."""

    def answer(request: HttpRequest) -> HttpResponse:
        start, given = perf_counter(), request.headers.get(HEADER, "")
        number = given if _ID.fullmatch(given) else uuid4().hex
        token = current_request.set(number)
        try:
            response = get_response(request)
            seconds, view = perf_counter() - start, view_name(request)
            response.headers[HEADER] = number
            count(view, response.status_code, seconds)
            if view not in _QUIET:
                count_kind(kind_of(request), response.status_code)
            if view not in _QUIET or response.status_code >= 500:
                _tell(request, view, response.status_code, seconds)
            return response
        finally:
            current_request.reset(token)

    return answer


def view_name(request: HttpRequest) -> str:
    """Return the name of the view that a request came to; ``static`` for an asset, ``none`` where there is no view."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    if named := getattr(request, "answered_by", ""):
        return str(named)
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"


def kind_of(request: HttpRequest) -> str:
    """Return what kind of account asks, without looking it up: whether it works is told by the status."""
    if request.headers.get("Authorization"):
        return "token"
    return "person" if settings.SESSION_COOKIE_NAME in request.COOKIES else "visitor"


def _tell(request: HttpRequest, view: str, status: int, seconds: float) -> None:
    method = request.method if request.method in _METHODS else "other"
    told = {"view": view, "method": method, "status": status, "milliseconds": round(seconds * 1000, 1)}
    _log.info("%s %s", view, status, extra={"told": told})
