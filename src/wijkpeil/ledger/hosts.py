"""Which names and addresses mean this machine alone."""

from __future__ import annotations

import ipaddress


def is_loopback(name: str) -> bool:
    """Tell whether a host name or address means this machine and no other; brackets around it are left out."""
    bare = name.strip().removeprefix("[").removesuffix("]").lower()
    if bare == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False
