"""Django's signatures and tokens, made by whoever holds the keys in place of the ``SECRET_KEY`` of this process.

What they look like is Django's, to the letter.
"""

from __future__ import annotations

import base64
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.utils.crypto import constant_time_compare
from django.utils.http import base36_to_int, int_to_base36

from wijkpeil.ledger.keys.current import current_keys

NO_KEY = "the keys are held elsewhere"


class _ByKeys(Signer):
    purpose: str

    def signature(self, value: str | bytes, key: Any = None) -> str:  # noqa: ARG002
        return self._signatures(value)[0]

    def unsign(self, signed_value: str) -> str:
        value, sep, signature = signed_value.rpartition(self.sep)
        if not sep or not any(constant_time_compare(signature, each) for each in self._signatures(value)):
            raise BadSignature("the signature does not match")
        return value

    def _signatures(self, value: str | bytes) -> list[str]:
        data = value.encode() if isinstance(value, str) else value
        made = current_keys().macs(self.purpose, data)
        return [base64.urlsafe_b64encode(each).strip(b"=").decode() for each in made]


class DatedSigner(TimestampSigner, _ByKeys):
    """Signs with the moment, for one purpose of ``wijkpeil.ledger.keys.held.SIGNED``."""

    def __init__(self, purpose: str) -> None:
        super().__init__(key=NO_KEY, fallback_keys=[])
        self.purpose = purpose


class KeptTokens(PasswordResetTokenGenerator):
    """Tokens that hold while what they are made of is as it was, and for some seconds."""

    purpose = "password-reset"

    def lasts(self) -> int:
        """Return for how many seconds a token holds."""
        return int(settings.PASSWORD_RESET_TIMEOUT)

    def make_token(self, user: Any) -> str:
        """Return a token for an account."""
        return self._tokens(user, self._num_seconds(self._now()))[0]

    def check_token(self, user: Any, token: str | None) -> bool:
        """Say whether the token is of this account as it is, and not too old."""
        if not user or not token:
            return False
        try:
            moment = base36_to_int(token.partition("-")[0])
        except ValueError:
            return False
        mine = any(constant_time_compare(each, token) for each in self._tokens(user, moment))
        return mine and 0 <= self._num_seconds(self._now()) - moment <= self.lasts()

    def _tokens(self, user: Any, moment: int) -> list[str]:
        made = current_keys().macs(self.purpose, self._make_hash_value(user, moment).encode())
        return [f"{int_to_base36(moment)}-{each.hex()[::2]}" for each in made]
