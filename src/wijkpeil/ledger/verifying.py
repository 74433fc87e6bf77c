"""Proof that nothing was changed behind the application: the journal's chain, and every row held against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from wijkpeil.ledger.journal import GENESIS
from wijkpeil.ledger.models import Account, DefinitionSet, Erasable, JournalEntry
from wijkpeil.ledger.proofs import (
    Finding,
    Told,
    account_findings,
    chain_findings,
    definition_findings,
    erasable_findings,
    erasable_hash,
    figure_findings,
    head_findings,
)
from wijkpeil.ledger.proofs_of_revisions import revision_findings
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.whole_rows import each_row, steady
from wijkpeil.model.base import record

__all__ = ["Finding", "Verification", "also_verify", "erasable_hash", "head", "verify"]


@record
class Verification:
    """What holding everything against the journal came to."""

    entries: int
    """Number of journal entries."""
    rows: int
    """Number of rows of all other tables held against them."""
    head: str
    """Hash of the last entry."""
    findings: tuple[Finding, ...]
    """What is not as it was written; empty where all is."""


Check = Callable[[], Iterator[Finding]]
Watch = Callable[[int, int], None]
"""Told, from time to time, how many rows were read of how many."""
_more: list[Check] = []
REPORTED = 500
"""Rows between two reports to whoever watches."""


def also_verify(check: Check) -> Check:
    """Have ``check`` run too: for tables that another application keeps and the journal covers."""
    if check not in _more:
        _more.append(check)
    return check


def verify(head: str = "", at: int | None = None, watch: Watch | None = None) -> Verification:
    """Hold the journal against itself, and every row that it covers against the journal.

    ``head`` is a hash that was kept elsewhere, of entry number ``at``, or of any entry where that is not given: it must
    still be in the chain. Without one, the last entries could have been cut off unseen. All is read as it stood at one
    moment; others can write meanwhile.
    """
    with steady():
        reading = _Reading(watch)
        told = Told()
        findings = [*chain_findings(reading.rows(JournalEntry), told)]
        findings += head_findings(told, head, at)
        for model in Revision.__subclasses__():
            findings += revision_findings(model, reading.rows(model), told)
        findings += told.unmet()
        findings += definition_findings(reading.rows(DefinitionSet), told)
        findings += figure_findings()
        findings += account_findings(reading.rows(Account), told)
        findings += erasable_findings(reading.rows(Erasable), told)
        findings += [finding for check in _more for finding in check()]
    return Verification(
        entries=told.entries, rows=reading.done - told.entries, head=told.head, findings=tuple(findings)
    )


class _Reading:
    def __init__(self, watch: Watch | None) -> None:
        self.watch = watch
        self.done = self.total = 0
        if watch is not None:
            models = (JournalEntry, DefinitionSet, Account, Erasable, *Revision.__subclasses__())
            self.total = sum(model._base_manager.count() for model in models)

    def rows(self, model: type[Any]) -> Iterator[tuple[int, Any]]:
        for each in each_row(model):
            self.done += 1
            if self.watch is not None and self.done % REPORTED == 0:
                self.watch(self.done, self.total)
            yield each
        if self.watch is not None:
            self.watch(self.done, self.total)


def head() -> tuple[int, str, str]:
    """Return number, hash and moment (ISO 8601) of the last entry: what an outsider keeps, to prove later that nothing
    before it was rewritten."""
    last = JournalEntry.objects.order_by("-sequence").first()
    if last is None:
        return 0, GENESIS, ""
    return last.sequence, last.hash, last.recorded_at.isoformat()
