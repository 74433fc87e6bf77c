"""Who asks: the actor of a request, read when something first wants to know."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from wijkpeil.ledger.actors import actor_of
from wijkpeil.model.people import NOBODY, Actor


def actor_of_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request its ``actor``; a visitor without a session costs no query."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    return actor_of(user, settings.PROGRAMME) if user.is_authenticated else NOBODY
