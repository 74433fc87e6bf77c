"""Sessions in the database, signed by whoever holds the keys; as Django's own are, to the letter."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.core.signing import BadSignature

from wijkpeil.ledger.keys.signing import DatedSigner

PURPOSE = "session"


class SessionStore(InDatabase):
    """One session."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return a session as it is stored."""
        return DatedSigner(PURPOSE).sign_object(session_dict, serializer=self.serializer, compress=True)

    def decode(self, session_data: str) -> dict[str, Any]:
        """Return a session as it was; an empty one where what is stored is not what the site wrote."""
        try:
            found: dict[str, Any] = DatedSigner(PURPOSE).unsign_object(session_data, serializer=self.serializer)
        except (BadSignature, ValueError):
            return {}
        return found
