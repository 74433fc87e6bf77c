"""Each one-time code works once for as long as it could; who sends it again is refused, and its holder is told.

The account library remembers a used code for half a minute; with its tolerance a code works for three times as long.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.base.internal.flows import check_rate_limit
from django.core.cache import cache

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.web import security
from wijkpeil.web.notices import tell
from wijkpeil.web.recovery import plain


class Once:
    """For forms that take a code: refuses one that was taken before."""

    user: Account
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """Return the code, which is right and was not used before.

        Raises:
            ValidationError: it is wrong or was used, or too many were wrong.
        """
        code = self.cleaned_data["code"]
        if cache.get(_name(self.user, code)):
            self._used_twice()
        found: str = super().clean_code()  # type: ignore[misc]
        if not cache.add(_name(self.user, code), "used", timeout=lifetime()):
            self._used_twice()
        return found

    def _used_twice(self) -> None:
        check_rate_limit(self.user)
        security.note(context.request, "code-used-twice", self.user.pk)
        tell("code_used_twice", self.user)
        raise get_adapter().validation_error("incorrect_code")


def lifetime() -> int:
    """Return for how many seconds a code could be right: its own half minute, and those that are tolerated around."""
    return int(app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1))


def _name(account: Account, code: str) -> str:
    named = f"{account.pk}:{plain(code)}".encode()
    return "wijkpeil.code:" + current_keys().macs("used-code", named)[0].hex()
