"""Who acts, and by which right: accounts by their pseudonymous id, the grants they hold, and what is kept from whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal, get_args

from wijkpeil.model.base import record

Role = Literal["reader", "reporter", "decision-maker", "programme-manager", "researcher", "administrator", "auditor"]
ROLES: tuple[Role, ...] = get_args(Role)
Scope = Literal["read", "write", "journal", "accounts", "programme"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
ActorKind = Literal["person", "token", "command", "nobody"]


@record
class Grant:
    """A role given to an account, for a partner and an area."""

    id: str
    """Id."""
    account: str
    """Pseudonymous id of the account."""
    role: Role
    """The role."""
    partner: str | None = None
    """Id of the partner for which it is held; empty: the programme office."""
    area: str | None = None
    """Id of the area or group within which it is held; empty: everywhere."""
    programme: str = ""
    """Id of the programme in which it is held; empty: the workspace as a whole."""


@record
class Token:
    """A key by which a program acts for an account, within the scopes it was given."""

    id: str
    """Id, which is also the part of the key that is not secret."""
    account: str
    """Pseudonymous id of the account."""
    name: str
    """What it is for."""
    scopes: tuple[Scope, ...]
    """What it may be used for, of what its account may do."""
    secret_hash: str
    """SHA-256, hexadecimal, of the secret part."""
    expires_on: date
    """Last day on which it works."""


@record
class Actor:
    """Whoever asks or does something, with all that decides whether they may."""

    id: str
    """Pseudonymous id; empty for a visitor."""
    kind: ActorKind
    """A person signed in, a token, a command on the machine itself, or a visitor."""
    grants: tuple[Grant, ...] = ()
    """The grants that hold now."""
    scopes: tuple[Scope, ...] = SCOPES
    """Scopes to which a token is limited; all of them for others."""
    token: str = ""
    """Id of the token, for a token."""
    stored: bool = False
    """True where the workspace holds its account, so that a write can look once more whether its grants still hold."""

    def within(self, programme: str) -> Actor:
        """Return the actor with the grants alone that count in a programme: its own, and those of the workspace."""
        return replace(self, grants=tuple(grant for grant in self.grants if grant.programme in ("", programme)))

    @property
    def partners(self) -> frozenset[str | None]:
        """The partners for which the actor acts; None among them is the programme office."""
        return frozenset(grant.partner for grant in self.grants)


NOBODY = Actor(id="", kind="nobody", scopes=("read",))
"""A visitor who is not signed in."""


def command_actor(user: str) -> Actor:
    """Return the actor that a command on the machine itself is: whoever holds the workspace administers it, and can
    read all of it."""
    own = f"command:{user}" if user else "command"
    grants = (Grant(id="", account=own, role="administrator"), Grant(id="", account=own, role="auditor"))
    return Actor(id=own, kind="command", grants=grants)
