"""What is kept of security for a while: refusals, codes used twice, and who looked at what is kept from others.

No record of the ledger and in no journal: each row ends by its term and with its account.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SecurityEvent(models.Model):
    """One thing that happened: whose account, what, when, and from how far it can be told where."""

    at = models.DateTimeField()
    """When."""
    account = models.TextField()
    """Pseudonymous id of the account; a keyed hash where an address has none."""
    event = models.TextField()
    """What happened, such as ``code-wrong``."""
    about = models.TextField(blank=True)
    """What it was about: the account or the part that was looked at, or why it was refused. No content."""
    network = models.TextField(blank=True)
    """Network address without its last part."""
    device = models.TextField(blank=True)
    """Browser and system in two words."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "event", "at"], name="ledger_security_account"),
            models.Index(fields=["at"], name="ledger_security_at"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.account}"
