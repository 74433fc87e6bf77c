"""Whether the site is alive and ready: asked by the machine that runs it, about nothing but itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from wijkpeil.ledger.health import conditions
from wijkpeil.web.metrics import metrics

Answer = Callable[[HttpRequest], HttpResponse]


def live(_request: HttpRequest) -> HttpResponse:
    """Answer that this process answers."""
    return JsonResponse({"status": "ok"})


def ready(_request: HttpRequest) -> HttpResponse:
    """Answer whether pages can be shown: 200, or 503 with what is in the way."""
    found = conditions()
    fine = not any(found.values())
    told = {name: fault or "ok" for name, fault in found.items()}
    return JsonResponse({"status": "ok" if fine else "failing", "checks": told}, status=200 if fine else 503)


PROBES: dict[str, tuple[str, Answer]] = {
    "/health/live": ("health-live", live),
    "/health/ready": ("health-ready", ready),
    "/metrics": ("metrics", metrics),
}
"""What is answered at each address, with its name."""


def probes(get_response: Answer) -> Answer:
    """Answer probes before anything else: they come from within, by whatever host name and without HTTPS."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info not in PROBES:
            return get_response(request)
        request.answered_by, view = PROBES[request.path_info]  # type: ignore[attr-defined]
        response = view(request) if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(["GET", "HEAD"])
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return answer
