"""The tables of the ledger: every noun a table of revisions, the definitions they refer to, and the journal."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar, get_args, get_type_hints

from django.db import models
from django.db.models import Q

from wijkpeil.ledger.accounts import Account as Account
from wijkpeil.ledger.append_only import AppendOnly
from wijkpeil.ledger.columns import keeps
from wijkpeil.ledger.personal import Draft as Draft
from wijkpeil.ledger.personal import Upload as Upload
from wijkpeil.ledger.personal import Visit as Visit
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.security import SecurityEvent as SecurityEvent
from wijkpeil.model import delivery, money, people, places, practices, statement, watch
from wijkpeil.model import ledger as nouns
from wijkpeil.model.programme import Ledger


class JournalEntry(AppendOnly):
    """One change of anything in the workspace: who, what, from what to what, and why."""

    sequence = models.BigIntegerField(primary_key=True)
    """Number of the entry, from 1, without gaps."""
    recorded_at = models.DateTimeField(unique=True)
    """When; later than every entry before it."""
    programme = models.TextField()
    """Id of the programme."""
    actor = models.TextField()
    """Pseudonymous id of who did it."""
    role = models.TextField()
    """The role in which it was done."""
    action = models.TextField()
    """The service that did it, such as programme_load."""
    subject = models.TextField()
    """What it was done to."""
    before = models.JSONField(null=True)
    """What was there; empty where nothing was."""
    after = models.JSONField(null=True)
    """What came; empty where it was removed."""
    why = models.TextField(blank=True)
    """The reason given."""
    rows = models.TextField()
    """SHA-256 of every row that it opened or closed."""
    key = models.TextField(null=True, unique=True)
    """What the form or the caller gave, so that the same write sent twice is written once."""
    layout = models.PositiveIntegerField()
    """Number of the layout of the tables under which it was written, which says what its digests cover."""
    salt = models.TextField()
    """What keeps its hashes from being held against guesses by who may not see all that it says."""
    previous_hash = models.TextField()
    """Hash of the entry before it."""
    hash = models.TextField(unique=True)
    """SHA-256 of all of the above."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(sequence__gte=1), name="ledger_journalentry_from_one")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["programme", "-sequence"], name="ledger_journal_programme"),
            models.Index(fields=["actor", "-sequence"], name="ledger_journal_actor"),
            models.Index(fields=["action", "-sequence"], name="ledger_journal_action"),
            models.Index(fields=["subject", "-sequence"], name="ledger_journal_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.action} {self.subject}"


class Erasable(models.Model):
    """A text that must be removable for good: residents' words, contact details. The journal names its hash alone."""

    hash = models.TextField(primary_key=True)
    """Salted SHA-256, hexadecimal, of the content."""
    salt = models.TextField()
    """The salt."""
    kind = models.TextField()
    """What it is, such as ``contact``."""
    content = models.JSONField()
    """The content."""
    expires_on = models.DateField()
    """Last day on which it is kept."""

    def __str__(self) -> str:
        return self.hash


class JournalLock(models.Model):
    """One row that whoever writes takes hold of first, so that the chain grows one entry at a time."""


class DefinitionSet(AppendOnly):
    """The definition files of a programme, as they were loaded, kept under their hash."""

    hash = models.TextField(primary_key=True)
    """SHA-256 of the files, as the definitions name it."""
    files = models.JSONField()
    """Text of each file, by its path in the programme folder."""

    def __str__(self) -> str:
        return self.hash


class ProgrammeRevision(Revision):
    """Which definitions a programme goes by."""

    definitions = models.ForeignKey(DefinitionSet, models.PROTECT, related_name="+")
    """The definitions."""


class ReleaseRevision(Revision):
    """A release of figures that belongs to a programme; the figures themselves are in the store."""

    checksum = models.TextField()
    """SHA-256 of the observations in canonical order."""
    described = models.TextField(default="")
    """SHA-256 of the description that came with them."""


@keeps(nouns.Pillar)
class Pillar(Revision):
    """Revisions of pillars."""


@keeps(nouns.Theme)
class Theme(Revision):
    """Revisions of themes."""


@keeps(nouns.Partner)
class Partner(Revision):
    """Revisions of partners."""


@keeps(nouns.Target)
class Target(Revision):
    """Revisions of targets."""


@keeps(nouns.Ambition)
class Ambition(Revision):
    """Revisions of ambitions."""


@keeps(statement.StatedReading)
class StatedReading(Revision):
    """Revisions of other readings of targets and ambitions."""


@keeps(statement.TargetRevision)
class TargetRevision(Revision):
    """Revisions of the records of what targets stated until a decision."""


@keeps(nouns.Measure)
class Measure(Revision):
    """Revisions of measures."""


@keeps(delivery.Output)
class Output(Revision):
    """Revisions of outputs."""


@keeps(delivery.Expectation)
class Expectation(Revision):
    """Revisions of what measures are expected to move."""


@keeps(delivery.Story)
class Story(Revision):
    """Revisions of the stories behind targets and measures."""


@keeps(nouns.Agreement)
class Agreement(Revision):
    """Revisions of agreements."""


@keeps(nouns.Commitment)
class Commitment(Revision):
    """Revisions of commitments."""


@keeps(nouns.Request)
class Request(Revision):
    """Revisions of requests."""


@keeps(money.Budget)
class Budget(Revision):
    """Revisions of budgets."""


@keeps(money.BudgetLine)
class BudgetLine(Revision):
    """Revisions of budget lines."""


@keeps(money.FundingStatement)
class FundingStatement(Revision):
    """Revisions of statements on who pays."""


@keeps(money.RunningProgramme)
class RunningProgramme(Revision):
    """Revisions of running programmes."""


@keeps(practices.Practice)
class Practice(Revision):
    """Revisions of practices."""


@keeps(practices.Adoption)
class Adoption(Revision):
    """Revisions of adoptions of a practice elsewhere."""


@keeps(places.Facility)
class Facility(Revision):
    """Revisions of facilities."""


@keeps(places.Zone)
class Zone(Revision):
    """Revisions of zones."""


@keeps(places.Hotspot)
class Hotspot(Revision):
    """Revisions of hotspots."""


@keeps(places.AreaPlan)
class AreaPlan(Revision):
    """Revisions of area plans."""


@keeps(places.Capacity)
class Capacity(Revision):
    """Revisions of capacity."""


@keeps(nouns.Instrument)
class Instrument(Revision):
    """Revisions of instruments."""


@keeps(watch.Handling)
class Handling(Revision):
    """Revisions of what is done about signals."""


@keeps(people.Grant)
class Grant(Revision):
    """Revisions of grants; those of no programme hold for the workspace."""


@keeps(people.Token)
class Token(Revision):
    """Revisions of tokens."""


def _registers() -> dict[str, type[Revision]]:
    hints: dict[str, Any] = get_type_hints(Ledger)
    kept = {model.record_type: model for model in Revision.__subclasses__() if model.record_type is not None}
    return {field.name: kept[get_args(hints[field.name])[0]] for field in fields(Ledger)}


REGISTERS = _registers()
"""The model that keeps each register, by the attribute of ``wijkpeil.model.programme.Ledger``."""
