"""What every answer carries, and errors that a reader can act on."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import cc_delim_re, patch_vary_headers

from wijkpeil.errors import NoSuchChoice, NotAllowed, NotFound, SeveralProgrammes
from wijkpeil.ledger.keys.asked import KeysAway
from wijkpeil.web import security
from wijkpeil.web.views.errors import keys_away, not_allowed, not_found, not_named

Answer = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
)


def policy_headers(get_response: Answer) -> Answer:
    """Say what a browser may not do on our behalf, and that a page may be kept but must be asked about again."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return answer


def private_pages(get_response: Answer) -> Answer:
    """Keep out of every cache what was made for one person, or holds the secret of a form."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "text/html" in response.headers.get("Content-Type", ""):
            # Whether there is a session decides what a page shows, also where there is none.
            patch_vary_headers(response, ["Cookie"])
        if _is_private(request):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer


def _is_private(request: HttpRequest) -> bool:
    # A cookie is enough: whether its session still holds would cost a query, and a database that may be what failed.
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session or bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False))


class CompressPublicPages(GZipMiddleware):
    """Compress what anybody may read, and nothing that holds a secret: its length would give that away (BREACH)."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        """Leave a page that no cache may keep as it is."""
        if "no-store" in cc_delim_re.split(response.headers.get("Cache-Control", "")):
            return response
        compressed: HttpResponse = super().process_response(request, response)
        return compressed


class ReadableErrors:
    """Turn what a presenter did not find or cannot give into an answer that says so."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what is not there with 404, what is not allowed with 403, a choice that is not there with 400, and
        what needs keys that are away with 503."""
        if isinstance(exception, NoSuchChoice):
            return HttpResponse(f"{exception}\n", content_type="text/plain; charset=utf-8", status=400)
        if isinstance(exception, NotAllowed):
            security.note(request, "not-allowed", request.actor.id, exception.action)  # type: ignore[attr-defined]
            return not_allowed(request, exception)
        if isinstance(exception, KeysAway):
            return keys_away(request)
        if isinstance(exception, SeveralProgrammes):
            return not_named(request)
        return not_found(request, exception) if isinstance(exception, NotFound) else None


readable_errors = ReadableErrors
