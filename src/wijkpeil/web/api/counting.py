"""How often, over all processes: what a token or address reads and writes in a minute, and how often it is refused."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from wijkpeil.web import security
from wijkpeil.web.api.keys import bearer
from wijkpeil.web.pace import SAFE, count, rest

REFUSED = (401, 403, 429)


def wait(request: HttpRequest) -> int:
    """Count a request; return the number of seconds to wait before the next, 0 where it may go on."""
    if count(f"api-refused:{address(request)}", 0) >= _limit(settings.API_FAILURES):
        return rest()
    what, most = ("read", settings.API_READS) if request.method in SAFE else ("write", settings.API_WRITES)
    return rest() if count(f"api-{what}:{_writer(request)}", 1) > _limit(most) else 0


def count_refusal(request: HttpRequest, status: int) -> None:
    """Count a refusal against its address, so that keys cannot be tried out."""
    if status in REFUSED:
        if status == 401 and request.headers.get("Authorization"):
            security.note(request, "token-refused")
        count(f"api-refused:{address(request)}", 1)


def address(request: HttpRequest) -> str:
    """Return where a request comes from: as the proxy before the site says, where there is one that is believed."""
    if settings.SECURE:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def _writer(request: HttpRequest) -> str:
    return bearer(request.headers.get("Authorization", "")) or address(request)


def _limit(number: int) -> float:
    return number or float("inf")
