"""Whom this process asks: the process of keys where the settings name its socket, else the keys of its own settings."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from wijkpeil.ledger.keys.asked import Asked
from wijkpeil.ledger.keys.held import Held, Keys


def current_keys() -> Keys:
    """Return whoever holds the keys."""
    if settings.KEYS_SOCKET:
        return _asked(settings.KEYS_SOCKET)
    return Held((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _asked(path: str) -> Asked:
    return Asked(path)
