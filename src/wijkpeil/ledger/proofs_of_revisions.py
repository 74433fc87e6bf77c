"""The rows of every table of revisions, held against the entries that opened and closed them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wijkpeil.ledger.journal import told_closed, told_opened
from wijkpeil.ledger.layouts import layout
from wijkpeil.ledger.proofs import Finding, Rows, Told, meddling, unreadable
from wijkpeil.ledger.revisions import Revision


def revision_findings(model: type[Revision], rows: Rows, told: Told) -> Iterator[Finding]:
    """Hold the moments of each row against its entries, and note for each entry which rows it wrote."""
    table = model.__name__
    for place, row in rows:
        if row is None:
            yield unreadable(table, place)
            continue
        name = f"{table} {row.programme}/{row.record_id} revision {row.revision}"
        opener = told.wrote.get(row.opened_by_id)
        if opener is None or (row.closed_by_id or row.opened_by_id) not in told.wrote:
            yield Finding(where=name, message="No entry of the journal wrote it.")
        since = opener.layout if opener else layout()
        yield from meddling(name, row, since)
        try:
            told.opened(row.opened_by_id, told_opened(row, since))
            if row.closed_by_id is not None:
                told.closed(row.closed_by_id, told_closed(row))
        except (TypeError, ValueError):
            yield unreadable(table, place)
            continue
        yield from _moments(name, row, told)


def _moments(name: str, row: Any, told: Told) -> Iterator[Finding]:
    opener, closer = told.wrote.get(row.opened_by_id), told.wrote.get(row.closed_by_id)
    if opener and (opener.recorded_at != row.recorded_from or opener.programme != row.programme):
        yield Finding(where=name, message="It does not begin when the entry that opened it was written.")
    if row.recorded_to != (closer.recorded_at if closer else None):
        yield Finding(where=name, message="It does not end when the entry that closed it was written.")
