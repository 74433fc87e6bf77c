"""Who asks: the account behind the token that a request carries, and nobody without one. Cookies count for nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security.http import HttpAuthBase

from wijkpeil.ledger.actors import actor_of_key
from wijkpeil.model.people import NOBODY, Actor
from wijkpeil.web.api.problems import Unknown

LONGEST = 200
"""Longest key that is looked at."""


class Key(HttpAuthBase):
    """``Authorization: Bearer wp_…``; what is public needs none."""

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Actor:
        """Return the actor of the request, with the grants that hold in the programme of its address.

        Raises:
            Unknown: a key was sent that does not work, or no longer.
        """
        sent = request.headers.get("Authorization")
        if sent is None:
            return NOBODY
        actor = actor_of_key(bearer(sent), programme_named(request))
        if actor.kind == "nobody":
            raise Unknown(
                "The token does not work, or no longer: it was revoked, has expired, or its account is closed."
            )
        return actor


def bearer(header: str) -> str:
    """Return the key in a header; empty where it holds none."""
    scheme, _, key = header.partition(" ")
    return key.strip() if scheme.lower() == "bearer" and len(key) <= LONGEST and key.isascii() else ""


def programme_named(request: Any) -> str | None:
    """Return the programme whose grants count here; empty for what belongs to the workspace as a whole."""
    return str(request.resolver_match.kwargs.get("programme", ""))
