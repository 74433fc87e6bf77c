"""What the workplace keeps for one person: drafts, uploads under preview, and when they last looked.

Mutable, in no journal, read by its owner alone, gone with the account.
"""

from __future__ import annotations

import secrets

from django.db import models


def new_key() -> str:
    """Return a key that nobody guesses."""
    return secrets.token_hex(8)


class Personal(models.Model):
    """A row that belongs to one account."""

    id = models.TextField(primary_key=True, default=new_key)
    """Key, as it stands in an address."""
    account = models.ForeignKey("ledger.Account", models.CASCADE, related_name="+")
    """Whose it is."""
    programme = models.TextField()
    """Id of the programme."""
    register = models.TextField()
    """The register."""
    saved_at = models.DateTimeField()
    """When it was last kept."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.id


class Draft(Personal):
    """A record that a person was filling in and has not sent."""

    record_id = models.TextField(blank=True)
    """Id of the record that is revised; empty for a new one."""
    columns = models.JSONField()
    """Text of each column, as it was typed."""
    revision = models.PositiveIntegerField(null=True)
    """Revision that it was made from; empty for a new record."""
    why = models.TextField(blank=True)
    """The reason, as it was typed."""


class Upload(Personal):
    """A spreadsheet that a person sent in, while they look at what it would change."""

    name = models.TextField()
    """Name of the file."""
    header = models.JSONField()
    """Its columns."""
    rows = models.JSONField()
    """Its rows: the row of the sheet, and the cells."""
    base = models.BigIntegerField(null=True)
    """Journal entry up to which the sheet was exported; empty where it does not say."""


class Visit(models.Model):
    """When a person last looked at their work."""

    account = models.OneToOneField("ledger.Account", models.CASCADE, primary_key=True, related_name="+")
    """Who."""
    seen_at = models.DateTimeField()
    """When."""

    def __str__(self) -> str:
        return str(self.account_id)
