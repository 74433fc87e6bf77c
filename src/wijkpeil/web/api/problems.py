"""Errors as problem+json (RFC 9457): one form for everything that is not as asked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from wijkpeil.errors import (
    Fault,
    FaultsFound,
    LedgerChanged,
    NotAllowed,
    NotComputed,
    NotFound,
    StaleRecord,
    UserError,
    WrongUse,
)
from wijkpeil.ledger.keys.asked import KeysAway
from wijkpeil.loading.json_form import json_text
from wijkpeil.model.people import NOBODY
from wijkpeil.web import security

MEDIA = "application/problem+json"
KINDS: Mapping[int, tuple[str, str]] = {
    400: ("bad-request", "The request cannot be read"),
    401: ("no-token", "A token that works is needed"),
    403: ("not-allowed", "The token may not do this"),
    404: ("not-found", "There is no such thing"),
    405: ("method-not-allowed", "This address takes another method"),
    406: ("not-acceptable", "The answer is JSON, which you do not take"),
    409: ("conflict", "It is there already, was changed since, or cannot be computed"),
    412: ("stale-record", "The record was changed meanwhile"),
    413: ("too-large", "The request is too large"),
    415: ("unsupported-media-type", "What is sent must be JSON"),
    422: ("faults-found", "What was sent has faults"),
    428: ("revision-required", "Say which revision you saw"),
    429: ("too-many-requests", "Too many requests"),
    500: ("software-failure", "The software failed"),
    503: ("keys-away", "Signing and encrypting do not work for now"),
}
"""Last part of the type and the title of each kind of problem, by status."""
log = logging.getLogger("wijkpeil.api")


class Required(UserError):
    """A write that does not say which revision its writer saw."""


class Unknown(UserError):
    """A token that does not work."""


def problem(status: int, detail: str = "", headers: Mapping[str, str] | None = None, **more: Any) -> HttpResponse:
    """Answer with a problem; ``more`` are members of its own, such as ``faults``."""
    name, title = KINDS.get(status, ("problem", HTTPStatus(status).phrase))
    told = {"type": f"urn:wijkpeil:problem:{name}", "title": title, "status": status, "detail": detail or title, **more}
    answer = HttpResponse(json_text(told), status=status, content_type=MEDIA)
    for header, value in (headers or {}).items():
        answer.headers[header] = value
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="wijkpeil"'
    return answer


def fault_told(fault: Fault) -> dict[str, str]:
    """Return a fault as the API tells it."""
    return {"place": fault.file, "key": fault.key, "message": fault.message, "remedy": fault.remedy}


def answer_errors(api: NinjaAPI, current: Callable[[HttpRequest, StaleRecord], Any]) -> None:
    """Have ``api`` answer each kind of error with its problem; ``current`` gives the record as it stands now."""

    def stale(request: HttpRequest, error: StaleRecord) -> HttpResponse:
        status = 409 if error.expected is None else 412
        return problem(status, str(error), current=current(request, error))

    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        StaleRecord: stale,
        Exception: _failed,
        RequestDataTooBig: lambda _request, _error: problem(413, "Send less at a time."),
        UnreadablePostError: lambda _request, _error: problem(400, "The request broke off."),
        Http404: lambda _request, _error: problem(404),
        HttpError: _unread,
        ValidationError: lambda _request, error: problem(422, faults=[_misfit(each) for each in error.errors]),
        FaultsFound: lambda _request, error: problem(422, faults=[fault_told(each) for each in error.faults]),
        NotAllowed: _refused,
        NotFound: lambda _request, error: problem(404, str(error)),
        NotComputed: lambda _request, error: problem(409, str(error), faults=list(map(fault_told, error.faults))),
        LedgerChanged: lambda _request, error: problem(409, str(error)),
        Required: lambda _request, error: problem(428, str(error)),
        Unknown: lambda _request, error: problem(401, str(error)),
        KeysAway: lambda _request, _error: problem(503, "", {"Retry-After": "30"}),
        WrongUse: lambda _request, error: problem(400, str(error)),
        UserError: lambda _request, error: problem(409, str(error)),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _refused(request: Any, error: NotAllowed) -> HttpResponse:
    actor = getattr(request, "auth", NOBODY)
    security.note(request, "not-allowed", actor.id, error.action)
    nobody = actor.kind == "nobody"
    return problem(401 if nobody else 403, "Send a token: Authorization: Bearer wp_…" if nobody else error.why)


def _unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(getattr(request, "unread_status", error.status_code), getattr(request, "unread", str(error)))


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.exception("%s %s failed", request.method, request.path, exc_info=error)
    return problem(500, "This is a fault of the software. It was logged; report it to whoever runs this site.")


def _misfit(error: Mapping[str, Any]) -> dict[str, str]:
    place = [str(part) for part in error.get("loc", ())]
    key = ".".join(part for part in place[1:] if part != "body")
    return {
        "place": place[0] if place else "",
        "key": key,
        "message": f"{error['msg']}.",
        "remedy": "See the document of the API.",
    }
