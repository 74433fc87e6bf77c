"""The secret part of an invitation's link: signed, good for some days, and worthless once it was used."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.crypto import constant_time_compare

from wijkpeil.ledger.accounts import Account

DAYS = 14
"""Number of days for which an invitation can be taken up."""


class Invitations(PasswordResetTokenGenerator):
    """Tokens that hold while the account is as it was when invited."""

    key_salt = "wijkpeil.ledger.invitations"

    def _make_hash_value(self, user: Account, timestamp: int) -> str:  # type: ignore[override]
        return f"{user.pk}{user.state}{user.email}{user.salt}{timestamp}"

    def check_token(self, user: Account | None, token: str | None) -> bool:  # type: ignore[override]
        """Say whether the token is of this account and not too old."""
        if user is None or not token or "-" not in token:
            return False
        try:
            moment = int(token.split("-")[0], 36)
        except ValueError:
            return False
        mine = any(
            constant_time_compare(self._make_token_with_timestamp(user, moment, secret), token)
            for secret in [self.secret, *self.secret_fallbacks]
        )
        return mine and 0 <= self._num_seconds(self._now()) - moment <= DAYS * 86_400


invitations = Invitations()
