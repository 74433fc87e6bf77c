"""Revisions: a record's history as rows, each true from one moment to another; the only history there is."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from wijkpeil.ledger.append_only import AppendOnly, AppendOnlyQuerySet
from wijkpeil.ledger.layouts import later

SHARED = frozenset(
    "pk programme record_id revision position recorded_from recorded_to opened_by_id closed_by_id".split()
)
"""The columns of every revision that are proved in a way of their own: by its name, its place and its entries' moments.
Whatever else a table has is covered by the digest of the row."""


class RevisionQuerySet(AppendOnlyQuerySet):
    """Revisions to read."""

    def of(self, programme: str) -> Self:
        """Keep those of one programme."""
        return self.filter(programme=programme)

    def current(self) -> Self:
        """Keep those that are true now."""
        return self.filter(recorded_to__isnull=True)

    def as_of(self, moment: datetime | F) -> Self:
        """Keep those that the ledger held as true at ``moment``."""
        return self.filter(Q(recorded_to__isnull=True) | Q(recorded_to__gt=moment), recorded_from__lte=moment)

    def in_order(self) -> Self:
        """Put the records in their order."""
        return self.order_by("position", "record_id")


class Revision(AppendOnly):
    """One revision of one record. The columns of the record itself come with each model."""

    record_type: ClassVar[type[Any] | None] = None
    retired: ClassVar[frozenset[str]] = frozenset()
    """Columns that the record has no more: kept for what was written in them, and empty from then on."""

    pk = models.CompositePrimaryKey("programme", "record_id", "revision")
    programme = models.TextField()
    """Id of the programme; empty for what belongs to the workspace as a whole."""
    record_id = models.TextField()
    """Id of the record."""
    revision = models.PositiveIntegerField()
    """Number of the revision, from 1."""
    position = models.BigIntegerField()
    """Place of the record in its register; gaps leave room."""
    recorded_from = models.DateTimeField()
    """When it was recorded."""
    recorded_to = models.DateTimeField(null=True)
    """When it was replaced or removed; empty: current."""
    opened_by = models.ForeignKey("ledger.JournalEntry", models.PROTECT, related_name="+")
    """Journal entry that recorded it."""
    closed_by = models.ForeignKey("ledger.JournalEntry", models.PROTECT, null=True, related_name="+")
    """Journal entry that closed it."""

    objects = RevisionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["programme", "record_id"],
                condition=Q(recorded_to__isnull=True),
                name="%(app_label)s_%(class)s_one_current",
            ),
            models.CheckConstraint(
                condition=Q(recorded_to__isnull=True) | Q(recorded_to__gt=F("recorded_from")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(recorded_to__isnull=True, closed_by__isnull=True)
                | Q(recorded_to__isnull=False, closed_by__isnull=False),
                name="%(app_label)s_%(class)s_closed_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} ({self.revision})"

    @classmethod
    def own_columns(cls) -> tuple[str, ...]:
        """Return the columns of the record itself, as against those that every revision has."""
        return tuple(field.attname for field in cls._meta.local_fields if field.attname not in SHARED)

    def columns(self) -> dict[str, Any]:
        """Return the values of the record's own columns, as they stand in the row; of retired ones nothing is said."""
        return {name: getattr(self, name) for name in self.own_columns() if name not in self.retired}

    def proved(self, layout: int) -> dict[str, Any]:
        """Return the values of the columns that the entry covers which opened the row under ``layout``."""
        came_later = later(type(self).__name__, layout)
        return {name: getattr(self, name) for name in self.own_columns() if name not in came_later}
