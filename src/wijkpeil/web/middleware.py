"""What every answer carries, and errors that a reader can act on."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wijkpeil.errors import NotAllowed, NotFound
from wijkpeil.web.views.errors import not_found, refused

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


class ReadableErrors:
    """Turn what a presenter did not find into a page that says so."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a record that is not there with 404, what is not allowed with 403; leave the rest to Django."""
        if isinstance(exception, NotAllowed):
            return refused(request, exception)
        return not_found(request, exception) if isinstance(exception, NotFound) else None


readable_errors = ReadableErrors
