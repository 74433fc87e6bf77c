"""Rules beyond types: what must hold between fields, records and files."""

from __future__ import annotations

from wijkpeil.errors import Fault
from wijkpeil.loading.content import Content


def broken_rules(content: Content) -> list[Fault]:
    """Return every fault against a rule, in no particular order."""
    return []
