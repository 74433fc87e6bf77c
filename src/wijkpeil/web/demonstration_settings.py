"""Whether the demonstration's switcher may be there at all: decided at start, refused where others reach the site."""

from __future__ import annotations

import os
from collections.abc import Iterable

from wijkpeil.errors import WrongUse
from wijkpeil.ledger.hosts import is_loopback

VARIABLE, BIND = "WIJKPEIL_DEMO", "WIJKPEIL_DEMO_ADDRESS"


def demonstration(allowed_hosts: Iterable[str], secure: bool) -> bool:
    """Return whether this is a demonstration, in which anyone at the machine switches between made-up people.

    Raises:
        WrongUse: it is asked for where the site can be reached from elsewhere.
    """
    if os.environ.get(VARIABLE, "").lower() not in ("1", "true", "yes", "on"):
        return False
    bound = os.environ.get(BIND, "")
    if secure or not is_loopback(bound) or not all(is_loopback(host) for host in allowed_hosts):
        raise WrongUse(
            f"{VARIABLE} is refused: whoever reaches this site could act as anyone. It is for `wijkpeil demo` alone, "
            "on an address of this machine, with WIJKPEIL_ALLOWED_HOSTS of this machine and without WIJKPEIL_SECURE."
        )
    return True
