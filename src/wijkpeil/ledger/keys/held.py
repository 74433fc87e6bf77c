"""Keys in hand: the only module that computes with one. Imports no Django.

What comes out is what Django and earlier versions of the site made of the same key, so that a site can go over from one
holder to the other, and back, and everything stored and sent out before holds.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping, Sequence
from typing import Protocol

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from wijkpeil.errors import SoftwareError, UserError, WrongUse, say

SHORTEST, SIGNS = 50, 5
"""The least length of a key, and of different signs in it."""
SIGNED: Mapping[str, bytes] = {
    "session": b"django.contrib.sessions.SessionStoresigner",
    "session-of-account": b"django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash",
    "password-reset": b"django.contrib.auth.tokens.PasswordResetTokenGenerator",
    "invitation": b"wijkpeil.ledger.invitations",
    "form": b"wijkpeil.formsigner",
    "unknown-address": b"wijkpeil.web.lockout",
    "used-code": b"wijkpeil.web.once",
    "count": b"wijkpeil.web.counts",
}
"""What is signed, each with the salt that makes its key another than that of all others."""
SEALED: Mapping[str, bytes] = {
    "codes": b"wijkpeil.web.adapters:codes:",
    "shown-once": b"wijkpeil.web.recovery:shown-once:",
}
"""What is stored encrypted, each with its salt."""
UNSEALED = frozenset({"shown-once"})
"""What of it is decrypted for who asks; the secrets of one-time codes are used where the keys are, and never leave."""
CODE_SECONDS, CODE_TOLERANCE, CODE_DIGITS = 30, 1, 6
"""How long a one-time code is shown, how many before and after it are right as well, and its length."""
PEPPER = b"wijkpeil.web.pepper"


class NotSealed(UserError):
    """What should have been encrypted under a key of this site was not."""

    def __init__(self) -> None:
        super().__init__(say("This was not encrypted under a key of this site, or was changed since."))


class Keys(Protocol):
    """What can be asked of whoever holds the keys; none of it gives one away.

    ``purpose`` is a name of ``SIGNED`` for signatures, and of ``SEALED`` for what is encrypted; for another name each
    raises ``SoftwareError``.
    """

    def macs(self, purpose: str, data: bytes) -> tuple[bytes, ...]:
        """Return the HMAC-SHA-256 of ``data`` (32 bytes) under each key, that of now first."""

    def peppered(self, password: bytes) -> tuple[tuple[str, bytes], ...]:
        """Return the keyed hash of a password (32 bytes) under each key, with its name, that of now first."""

    def seal(self, purpose: str, data: bytes) -> bytes:
        """Return ``data`` encrypted under the key of now, as a Fernet token."""

    def unseal(self, purpose: str, sealed: bytes) -> bytes:
        """Return what was encrypted for a purpose of ``UNSEALED``; raise ``NotSealed`` where no key fits."""

    def code_right(self, sealed: bytes, code: bytes) -> bool:
        """Say whether ``code`` (digits) is one that an app shows now by the encrypted secret (RFC 6238, SHA-1).

        Raises ``NotSealed`` where no key fits, or what was encrypted is no such secret.
        """

    def sealed_anew(self, purpose: str, sealed: bytes) -> bytes:
        """Return what lies under a key of before encrypted under that of now; what lies under that of now as it is.

        Raises ``NotSealed`` where no key fits.
        """

    def names(self) -> tuple[str, ...]:
        """Return the names of the keys, by which stored passwords tell under which they lie; that of now first."""


class Held:
    """The keys in this process, that of now first."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = tuple(key.encode() for key in keys)

    def __repr__(self) -> str:
        return "<Held>"

    def macs(self, purpose: str, data: bytes) -> tuple[bytes, ...]:
        """Return what Django's ``salted_hmac`` gives."""
        salt = _salt(SIGNED, purpose)
        return tuple(hmac.digest(hashlib.sha256(salt + key).digest(), data, "sha256") for key in self._keys)

    def peppered(self, password: bytes) -> tuple[tuple[str, bytes], ...]:
        """Return the keyed hashes."""
        return tuple((_name(pepper), hmac.digest(pepper, password, "sha256")) for pepper in self._peppers())

    def seal(self, purpose: str, data: bytes) -> bytes:
        """Return a Fernet token."""
        return self._ciphers(purpose)[0].encrypt(data)

    def unseal(self, purpose: str, sealed: bytes) -> bytes:
        """Return what a Fernet token holds."""
        if purpose not in UNSEALED:
            raise SoftwareError(f"nothing is decrypted for {purpose!r}")
        return self._opened(purpose, sealed)

    def code_right(self, sealed: bytes, code: bytes) -> bool:
        """Compare with each code that could be shown now, whichever it is."""
        try:
            secret = base64.b32decode(self._opened("codes", sealed), casefold=True)
        except ValueError:
            raise NotSealed from None
        step = int(time.time()) // CODE_SECONDS
        near = range(max(step - CODE_TOLERANCE, 0), step + CODE_TOLERANCE + 1)
        right = [hmac.compare_digest(_shown(secret, each), code) for each in near]
        return any(right)

    def sealed_anew(self, purpose: str, sealed: bytes) -> bytes:
        """Return a Fernet token under the key of now, with the moment of the first one."""
        ciphers = self._ciphers(purpose)
        try:
            ciphers[0].decrypt(sealed)
        except InvalidToken:
            try:
                return MultiFernet(ciphers).rotate(sealed)
            except InvalidToken:
                raise NotSealed from None
        return sealed

    def names(self) -> tuple[str, ...]:
        """Return digests of the peppers, which tell nothing of the keys."""
        return tuple(_name(pepper) for pepper in self._peppers())

    def _peppers(self) -> list[bytes]:
        return [hmac.digest(key, PEPPER, "sha256") for key in self._keys]

    def _opened(self, purpose: str, sealed: bytes) -> bytes:
        try:
            return MultiFernet(self._ciphers(purpose)).decrypt(sealed)
        except InvalidToken:
            raise NotSealed from None

    def _ciphers(self, purpose: str) -> list[Fernet]:
        salt = _salt(SEALED, purpose)
        made = [hashlib.sha256(salt + key).digest() for key in self._keys]
        return [Fernet(base64.urlsafe_b64encode(each)) for each in made]


def _shown(secret: bytes, step: int) -> bytes:
    """Return the code of one step: the dynamic truncation of RFC 4226, section 5.3."""
    made = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    at = made[-1] & 0x0F
    number = int.from_bytes(made[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**CODE_DIGITS).zfill(CODE_DIGITS).encode()


def _name(pepper: bytes) -> str:
    return hashlib.sha256(pepper).hexdigest()[:8]


def weakness(key: str) -> str:
    """Return what makes a key easy to guess, in a sentence; empty where nothing does."""
    if len(key) >= SHORTEST and len(set(key)) >= SIGNS:
        return ""
    return f"The secret key can be guessed: it is shorter than {SHORTEST} signs, or repeats a few of them."


def strong(keys: Sequence[str]) -> Held:
    """Return the keys in hand, where all of them are fit for it.

    Raises:
        WrongUse: one can be guessed.
    """
    faults = {weakness(key) for key in keys} - {""}
    if faults:
        raise WrongUse(" ".join(faults))
    return Held(keys)


def _salt(known: Mapping[str, bytes], purpose: str) -> bytes:
    if purpose not in known:
        raise SoftwareError(f"no key is used for {purpose!r}")
    return known[purpose]
