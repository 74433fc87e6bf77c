"""Accounts: the one place where a person is known, kept apart from everything else and erased by removing the row."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from wijkpeil.ledger.journal import content_hash
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.ledger.layouts import later

STATES = ("invited", "active", "suspended")


def new_id() -> str:
    """Return a pseudonymous id that tells nothing of whose it is."""
    return f"p-{secrets.token_hex(6)}"


def new_salt() -> str:
    """Return a salt: without it, a hash of a name cannot be tried out on names."""
    return secrets.token_hex(16)


class AccountManager(BaseUserManager["Account"]):
    """Accounts, found by their e-mail address."""

    def get_by_natural_key(self, email: str | None) -> Account:
        """Return the account with this address, whatever its capitals."""
        return self.get(email=(email or "").lower())


class Account(AbstractBaseUser):
    """A person who can sign in. Written by ``wijkpeil.ledger.services.accounts`` alone."""

    id = models.TextField(primary_key=True, default=new_id)
    """Pseudonymous id: what the journal names."""
    name = models.TextField()
    """Name, as colleagues know it."""
    email = models.EmailField(max_length=254, unique=True)
    """Work e-mail address in small letters, by which the person signs in."""
    password = models.CharField(max_length=255)
    """What is kept of the password; longer than in Django, since it names the key it lies under."""
    language = models.TextField(default="nl")
    """Language of mail and of the pages after signing in."""
    state = models.TextField(default="invited")
    """Invited, active or suspended."""
    salt = models.TextField(default=new_salt)
    """What the hashes of this row in the journal are salted with."""

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="ledger_account_known_state"),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """True where the person may sign in."""
        return self.state == "active"

    def get_full_name(self) -> str:
        """Return the name."""
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Say whether this is the password; a hash is never renewed in passing, since each change is journalled."""
        from django.contrib.auth.hashers import check_password

        return check_password(raw_password, self.password)

    def get_session_auth_hash(self) -> str:
        """Return what a session keeps of the password: it ends with it."""
        return self._session_hashes()[0]

    def get_session_auth_fallback_hash(self) -> Iterator[str]:  # type: ignore[override]
        """Yield the same under each key of before."""
        yield from self._session_hashes()[1:]

    def _session_hashes(self) -> list[str]:
        return [each.hex() for each in current_keys().macs("session-of-account", self.password.encode())]

    def identity_hash(self) -> str:
        """Return the salted SHA-256, hexadecimal, of who this is."""
        return content_hash({"salt": self.salt, "id": self.id, "name": self.name, "email": self.email})

    def credentials_hash(self) -> str:
        """Return the salted SHA-256, hexadecimal, of the stored password hash."""
        return content_hash({"salt": self.salt, "id": self.id, "password": self.password})

    def told(self, since: int | None = None) -> dict[str, Any]:
        """Return what the journal keeps of the row: nothing that names the person.

        A column that comes later is told under its own name; ``since`` leaves out what came after that layout.
        """
        told = {
            "identity": self.identity_hash(),
            "credentials": self.credentials_hash(),
            "language": self.language,
            "state": self.state,
        }
        came_later = {} if since is None else later("Account", since)
        return {name: value for name, value in told.items() if name not in came_later}
