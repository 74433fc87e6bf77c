"""Passwords hashed with Argon2id over a secret that no database and no back-up holds (a pepper).

Stored as ``peppered$NAME$argon2$…``: NAME tells under which key, without telling anything of the key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, BasePasswordHasher, mask_hash

PURPOSE = b"wijkpeil.web.pepper"
_argon2 = Argon2PasswordHasher()


def peppers() -> dict[str, bytes]:
    """Return the peppers by name, that of the present secret key first."""
    made = [
        hmac.digest(key.encode(), PURPOSE, "sha256") for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
    return {hashlib.sha256(pepper).hexdigest()[:8]: pepper for pepper in made}


class Peppered(BasePasswordHasher):
    """Django's Argon2id over the keyed hash of the password."""

    algorithm = "peppered"

    def encode(self, password: str, salt: str) -> str:
        """Return what is stored."""
        name, pepper = next(iter(peppers().items()))
        return f"{self.algorithm}${name}${_argon2.encode(mixed(password, pepper), salt)}"

    def decode(self, encoded: str) -> dict[str, Any]:
        """Return the parts of what is stored; ``pepper`` is the name of the key."""
        _algorithm, name, inner = encoded.split("$", 2)
        return {**_argon2.decode(inner), "algorithm": self.algorithm, "pepper": name}

    def verify(self, password: str, encoded: str) -> bool:
        """Say whether this is the password; never where its key is gone."""
        _algorithm, name, inner = encoded.split("$", 2)
        # A key that is gone takes as long as a wrong password.
        pepper = peppers().get(name, b"")
        return bool(_argon2.verify(mixed(password, pepper), inner)) and bool(pepper)

    def must_update(self, encoded: str) -> bool:
        """Say whether it is stored under a key of before, or with less work than now."""
        _algorithm, name, inner = encoded.split("$", 2)
        return name != next(iter(peppers())) or bool(_argon2.must_update(inner))

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: Argon2 takes its time by memory and rounds."""

    def safe_summary(self, encoded: str) -> dict[str, Any]:
        """Return what can be shown of it."""
        told = self.decode(encoded)
        return {"algorithm": self.algorithm, "variety": told["variety"], "hash": mask_hash(told["hash"])}


def mixed(password: str, pepper: bytes) -> str:
    """Return the keyed hash of a password, whole whatever its length."""
    return base64.b64encode(hmac.digest(pepper, password.encode(), "sha256")).decode()
