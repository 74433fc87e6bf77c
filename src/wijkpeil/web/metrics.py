"""Counts and times of requests for Prometheus, by view and status: never by address, path or person."""

from __future__ import annotations

import hmac
import os
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from wijkpeil import __version__

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Variable of the metrics library: the folder through which the processes of one server add up their counts."""
# Between them lie the time that a page may take by the project's own measure (80 ms) and what a reader notices.
BUCKETS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24)
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP", "HTTP_VIA")
REFUSED = (401, 403, 406, 415, 429)

_registry = CollectorRegistry()
_seconds = Histogram(
    "wijkpeil_request_seconds",
    "Seconds that requests took, by view and status.",
    ["view", "status"],
    registry=_registry,
    buckets=BUCKETS,
)
_version = Gauge(
    "wijkpeil_version", "Version of the software, as a label.", ["version"], registry=_registry, multiprocess_mode="max"
)
_by = Counter("wijkpeil_requests", "Requests, by what kind of account asked.", ["kind", "refused"], registry=_registry)
_security = Counter("wijkpeil_security", "What concerns security, by what happened.", ["event"], registry=_registry)
_version.labels(__version__).set(1)


def count(view: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    _seconds.labels(view, str(status)).observe(seconds)


def count_kind(kind: str, status: int) -> None:
    """Count a request by the kind of account that asked: ``visitor``, ``person`` or ``token``."""
    _by.labels(kind, "yes" if status in REFUSED else "no").inc()


def count_security(event: str) -> None:
    """Count something that concerns security."""
    _security.labels(event).inc()


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with the metrics in Prometheus' text format."""
    if not may_read(request):
        text = "Metrics are for this machine itself, or for who sends the token of WIJKPEIL_METRICS_TOKEN.\n"
        return HttpResponse(text, status=401, content_type="text/plain", headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(_exposition(), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """Tell whether a request has the token, or comes from this machine itself and not through a web server on it."""
    token, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    return not any(name in request.META for name in FORWARDED) and _loopback(request.META.get("REMOTE_ADDR", ""))


def _loopback(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_loopback


def _exposition() -> bytes:
    registry = _registry
    if SHARED in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return bytes(generate_latest(registry))
