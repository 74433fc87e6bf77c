"""How often: writes of one token or address, and refusals of one address, counted by the minute in each process."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from wijkpeil.ledger.journal import content_hash
from wijkpeil.web.api.keys import bearer

MINUTE = 60
SAFE = ("GET", "HEAD", "OPTIONS")
REFUSED = (401, 403, 429)


def wait(request: HttpRequest) -> int:
    """Count a request; return the number of seconds to wait before the next, 0 where it may go on."""
    if _count(f"refused:{address(request)}", 0) >= _limit(settings.API_FAILURES):
        return _rest()
    if request.method in SAFE:
        return 0
    return _rest() if _count(f"write:{_writer(request)}", 1) > _limit(settings.API_WRITES) else 0


def count_refusal(request: HttpRequest, status: int) -> None:
    """Count a refusal against its address, so that keys cannot be tried out."""
    if status in REFUSED:
        _count(f"refused:{address(request)}", 1)


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


def _count(what: str, more: int) -> int:
    # By its hash: a cache holds no key and no address, and takes no spaces.
    name = f"api:{content_hash(what)}:{int(time.time()) // MINUTE}"
    caches["counts"].add(name, 0, timeout=2 * MINUTE)
    try:
        return int(caches["counts"].incr(name, more))
    except ValueError:
        return more


def _rest() -> int:
    return MINUTE - int(time.time()) % MINUTE
