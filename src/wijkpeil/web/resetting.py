"""The secret part of the link by which a forgotten password is replaced."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.keys.signing import KeptTokens


class ResetTokens(KeptTokens):
    """Tokens that hold until the password, the address or the last sign-in is another, and for two hours at most."""

    def _make_hash_value(self, user: Account, timestamp: int) -> str:
        others = EmailAddress.objects.filter(user_id=user.pk).values_list("email", flat=True)
        return f"{super()._make_hash_value(user, timestamp)}{'|'.join(sorted({user.email, *others}))}"
