"""The secret part of an invitation's link: signed, good for some days, and worthless once it was used."""

from __future__ import annotations

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.keys.signing import KeptTokens

DAYS = 14
"""Number of days for which an invitation can be taken up."""


class Invitations(KeptTokens):
    """Tokens that hold while the account is as it was when invited."""

    purpose = "invitation"

    def lasts(self) -> int:
        """Return for how many seconds an invitation holds."""
        return DAYS * 86_400

    def _make_hash_value(self, user: Account, timestamp: int) -> str:  # type: ignore[override]
        return f"{user.pk}{user.state}{user.email}{user.salt}{timestamp}"


invitations = Invitations()
