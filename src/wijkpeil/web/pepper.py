"""Passwords hashed with Argon2id over a secret that no database and no back-up holds (a pepper).

Stored as ``peppered$NAME$argon2$…``: NAME tells under which key, without telling anything of the key.
"""

from __future__ import annotations

import base64
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher, BasePasswordHasher, mask_hash

from wijkpeil.ledger.keys.current import current_keys

LONGEST = 4096
"""Signs of what can be a password at all; forms take far fewer."""
_argon2 = Argon2PasswordHasher()


def peppered(password: str) -> dict[str, str]:
    """Return the keyed hash of a password, whole whatever its length, by the name of the key; that of now first."""
    found = current_keys().peppered(password.encode())
    return {name: base64.b64encode(mixed).decode() for name, mixed in found}


class Peppered(BasePasswordHasher):
    """Django's Argon2id over the keyed hash of the password."""

    algorithm = "peppered"

    def encode(self, password: str, salt: str) -> str:
        """Return what is stored."""
        name, mixed = next(iter(peppered(password).items()))
        return f"{self.algorithm}${name}${_argon2.encode(mixed, salt)}"

    def decode(self, encoded: str) -> dict[str, Any]:
        """Return the parts of what is stored; ``pepper`` is the name of the key."""
        _algorithm, name, inner = encoded.split("$", 2)
        return {**_argon2.decode(inner), "algorithm": self.algorithm, "pepper": name}

    def verify(self, password: str, encoded: str) -> bool:
        """Say whether this is the password; never where its key is gone."""
        _algorithm, name, inner = encoded.split("$", 2)
        # A key that is gone takes as long as a wrong password, and so does what is too long to be one.
        mixed = peppered(password).get(name, "") if len(password) <= LONGEST else ""
        return bool(_argon2.verify(mixed, inner)) and bool(mixed)

    def must_update(self, encoded: str) -> bool:
        """Say whether it is stored under a key of before, or with less work than now."""
        _algorithm, name, inner = encoded.split("$", 2)
        return name != current_keys().names()[0] or bool(_argon2.must_update(inner))

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: Argon2 takes its time by memory and rounds."""

    def safe_summary(self, encoded: str) -> dict[str, Any]:
        """Return what can be shown of it."""
        told = self.decode(encoded)
        return {"algorithm": self.algorithm, "variety": told["variety"], "hash": mask_hash(told["hash"])}
