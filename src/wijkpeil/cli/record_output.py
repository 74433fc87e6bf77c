"""How records, changes and receipts are written by the command line."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wijkpeil.cli import output
from wijkpeil.cli.output import Format, messages
from wijkpeil.loading.json_form import json_text

SHOWN = ("name", "owner", "visibility")
"""Fields that tell one record from another at sight."""


def show_revisions(
    register: str, found: Iterable[Any], format: Format, *, whole: bool = False, moments: bool = False
) -> None:
    """Write records: ``whole`` with every column, ``moments`` with when each revision held."""
    from wijkpeil.ledger.reading import revised_json
    from wijkpeil.loading.editing import record_cells

    each = list(found)
    if format is Format.json:
        sys.stdout.write(json_text([revised_json(register, one) for one in each]) + "\n")
    elif format is Format.csv:
        _csv([{"revision": str(one.revision), **record_cells(one.record)} for one in each])
    elif whole:
        _columns(each)
    else:
        _table(each, moments)


def show_changes(changes: Sequence[Mapping[str, Any]], format: Format) -> None:
    """Write what would change, or that nothing would."""
    if format is Format.json:
        sys.stdout.write(json_text(list(changes)) + "\n")
        return
    rows = [
        {"id": each["id"], "kind": each["kind"], "column": column, "was": was or "", "becomes": now or ""}
        for each in changes
        for column, (was, now) in each["columns"].items()
        if was or now
    ]
    if format is Format.csv:
        _csv(rows)
        return
    made = output.table(
        ("record", "left"), ("change", "left"), ("column", "left"), ("was", "left"), ("becomes", "left")
    )
    for row in rows:
        made.add_row(*row.values())
    if rows:
        output.show(made)
    messages.print(f"{len(changes)} record{'' if len(changes) == 1 else 's'} would change. Nothing was written.")


def show_receipt(done: Any, format: Format) -> None:
    """Write what a write did."""
    told = {"entry": done.entry, "added": done.added, "changed": done.changed, "removed": done.removed}
    if format is not Format.text:
        output.write([told], format)
        return
    if done.entry is None:
        messages.print("Nothing had to change.")
        return
    counts = ", ".join(f"{told[name]} {name}" for name in ("added", "changed", "removed") if told[name])
    messages.print(f"Entry {done.entry} of the journal: {counts}. Take it back with: wijkpeil undo {done.entry}")


def _table(found: Sequence[Any], moments: bool) -> None:
    heads = [("id", "left"), ("revision", "right"), *((name, "left") for name in SHOWN)]
    if moments:
        heads += [("from", "left"), ("to", "left"), ("entry", "right")]
    made = output.table(*heads)
    for one in found:
        cells = [one.record.id, str(one.revision), *(_said(getattr(one.record, name, None)) for name in SHOWN)]
        if moments:
            until = one.recorded_to.isoformat(timespec="seconds") if one.recorded_to else ""
            cells += [one.recorded_from.isoformat(timespec="seconds"), until, str(one.entry)]
        made.add_row(*cells)
    output.show(made)


def _columns(found: Sequence[Any]) -> None:
    from wijkpeil.loading.editing import record_cells

    for one in found:
        made = output.table(("column", "left"), ("text", "left"))
        for column, cell in {"revision": str(one.revision), **record_cells(one.record)}.items():
            made.add_row(column, cell)
        output.show(made)


def _said(value: Any) -> str:
    return "" if value is None else getattr(value, "nl", str(value))


def _csv(rows: Sequence[Mapping[str, str]]) -> None:
    if rows:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
