"""Who a command is: the account behind the token in ``WIJKPEIL_TOKEN``, else whoever holds the machine."""

from __future__ import annotations

import getpass

from wijkpeil.errors import NotAllowed, UserError, say
from wijkpeil.ledger.secret import given
from wijkpeil.model.people import Actor, command_actor

TOKEN = "WIJKPEIL_TOKEN"
HOW = say(
    "A command without a token is the administrator of this machine, who keeps no registers. Make a token on the page "
    "of your account, and give it in the environment: WIJKPEIL_TOKEN=wp_…"
)


def acting(programme: str | None = None) -> Actor:
    """Return who runs the command, with the grants that hold in ``programme``; call it after Django was started.

    Raises:
        UserError: the token does not work.
    """
    key = given(TOKEN)
    if not key:
        return command_actor(_user())
    from wijkpeil.ledger.actors import actor_of_key

    actor = actor_of_key(key, programme)
    if actor.kind == "nobody":
        raise UserError(
            say("The token in WIJKPEIL_TOKEN does not work, or no longer. Make another on the page of your account.")
        )
    return actor


def explained(refusal: NotAllowed, actor: Actor) -> NotAllowed:
    """Return a refusal that says how to get a token, where the command acted without one."""
    return NotAllowed(refusal.action, HOW) if actor.kind == "command" else refusal


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
