"""Recovery codes, of which a salted hash alone is kept once they were shown.

The account library would keep a seed from which all of them can be made again, and offers no hook for another way.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from django.db import transaction

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.credentials import UNSEEN
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.ledger.keys.held import NotSealed
from wijkpeil.ledger.services.credentials import credential_keep

PURPOSE = "shown-once"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 signs that are not taken for each other."""
SIGNS = 16
"""Signs in a code: 80 bits."""
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})


class Recovery(auth.RecoveryCodes):  # type: ignore[misc]
    """The recovery codes of one account."""

    def __init__(self, instance: Authenticator) -> None:
        super().__init__(instance)
        # Read before the mark that they were shown takes them away.
        self._unseen = _unsealed(instance.data[UNSEEN]) if UNSEEN in instance.data else None

    @classmethod
    def activate(cls, user: Account) -> Recovery:
        """Make codes for an account that has none."""
        found = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
        if found is None:
            codes, salt = [new_code() for _ in range(app_settings.RECOVERY_CODE_COUNT)], secrets.token_hex(16)
            data = {
                "salt": salt,
                "hashes": [hashed(salt, code) for code in codes],
                "used_mask": 0,
                UNSEEN: current_keys().seal(PURPOSE, json.dumps(codes).encode()).decode(),
            }
            found = Authenticator(user=user, type=Authenticator.Type.RECOVERY_CODES, data=data)
            credential_keep(found)
        return cls(found)

    def get_unused_codes(self) -> list[str]:
        """Return the codes that were not used yet; each empty once they were shown."""
        codes = self._unseen or [""] * len(self.instance.data["hashes"])
        return [code for number, code in enumerate(codes) if not self._is_code_used(number)]

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        """Say whether this is a code that was not used yet, and mark it as used."""
        self.instance = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        data: dict[str, Any] = self.instance.data
        sent = hashed(data["salt"], plain(code))
        for number, kept in enumerate(data["hashes"]):
            if secrets.compare_digest(kept, sent) and not self._is_code_used(number):
                self._mark_code_used(number)
                return True
        return False

    def mark_as_viewed(self) -> None:
        """Remember that they were shown, and keep nothing from which they can be shown again."""
        if not self.did_view:
            self.instance.data.pop(UNSEEN, None)
            self.instance.data["viewed_at"] = time.time()
            credential_keep(self.instance, "data")


def _unsealed(sealed: str) -> list[str] | None:
    """Return the codes that were not shown yet; None where the key that they lay under is gone."""
    try:
        found: list[str] = json.loads(current_keys().unseal(PURPOSE, sealed.encode()))
    except NotSealed:
        return None
    return found


def new_code() -> str:
    """Return a code that nobody guesses."""
    return "".join(secrets.choice(LETTERS) for _ in range(SIGNS))


def plain(code: str) -> str:
    """Return a code as it was made, however it was typed."""
    return code.upper().translate(_ALIKE)


def hashed(salt: str, code: str) -> str:
    """Return what is kept of a code: its salted SHA-256, hexadecimal."""
    return hashlib.sha256(f"{salt}:{code}".encode()).hexdigest()


def connect() -> None:
    """Have the account library make and read recovery codes this way."""
    auth.RecoveryCodes = flows.RecoveryCodes = Recovery
