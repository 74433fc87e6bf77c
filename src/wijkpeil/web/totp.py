"""One-time codes, held against their secret by whoever holds the keys: once set up, the site sees it no more.

The account library would decrypt it to compute the codes itself, and offers no hook for another way.
"""

from __future__ import annotations

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.totp.internal import auth, flows

from wijkpeil.ledger.keys.current import current_keys


class Totp(auth.TOTP):  # type: ignore[misc]
    """The app of one account that shows codes."""

    def validate_code(self, code: str) -> bool:
        """Say whether this is a code that the app shows now, and mark it as used."""
        sealed = str(self.instance.data["secret"]).encode()
        right = current_keys().code_right(sealed, normalize_user_code(code).encode())
        return right and bool(self._mark_code_used(code))


def connect() -> None:
    """Have the account library ask whether codes are right."""
    auth.TOTP = flows.TOTP = Totp
