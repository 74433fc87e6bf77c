"""What is timed on a journal of 50,000 entries as a whole: its verification, and its export with a check of that."""

from __future__ import annotations

from collections.abc import Callable

from cases import Case
from large_cases import large_workspace


def verification() -> Callable[[], object]:
    """Hold every entry and every row against each other."""
    large_workspace()
    from wijkpeil.ledger.verifying import verify

    def hold() -> object:
        found = verify()
        assert found.findings == (), found.findings[:3]
        return found

    return hold


def export() -> Callable[[], object]:
    """Write the whole journal as a file, and check it."""
    large_workspace()
    from wijkpeil.ledger.journal_files import check_lines
    from wijkpeil.ledger.services.journal import journal_export
    from wijkpeil.model.people import command_actor

    def both() -> object:
        found = check_lines(line.encode() for line in journal_export(command_actor("benchmark")))
        assert found.faults == ()
        return found

    return both


JOURNAL_CASES = (
    Case("large journal, verification", verification),
    Case("large journal, export and check", export),
)
