"""A register as a spreadsheet: out, filled in elsewhere, and in again with every change shown first."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from wijkpeil.cli.options import FormatOption, Why, Workspace
from wijkpeil.cli.output import Format, messages
from wijkpeil.cli.record_output import show_changes, show_receipt
from wijkpeil.cli.records import Desk, DryRun, Programme, Register, changes, named
from wijkpeil.errors import Fault, FaultsFound, UserError, say

File = Annotated[Path, typer.Option("--file", help="CSV or XLSX file.", show_default=False)]
OutFile = Annotated[
    Path | None, typer.Option("--file", help="CSV or XLSX file to write; else standard output.", show_default=False)
]


def import_(
    register: Register,
    file: File,
    why: Why = "",
    dry_run: DryRun = False,
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Add and revise the records of a file, all or none; records that are not in it stay as they are."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.previewing import preview
    from wijkpeil.ledger.services import records_write

    name = named(register)
    rows, lines = _rows(desk, name, file)
    asked = changes(name, rows)
    try:
        if dry_run:
            show_changes(desk.write(preview, asked).changes, format)
        else:
            show_receipt(desk.write(records_write, asked, why=why), format)
    except FaultsFound as found:
        raise FaultsFound([_at(fault, str(file), lines) for fault in found.faults]) from found


def _at(fault: Fault, file: str, lines: Mapping[str, int]) -> Fault:
    """Say where in the file a fault is."""
    own = fault.file.partition("/")[2]
    return replace(fault, file=file, line=lines[own]) if own in lines else fault


def export(
    register: Register,
    file: OutFile = None,
    workspace: Workspace = None,
    programme: Programme = None,
) -> None:
    """Write the records that you may see as a file that ``record import`` takes back."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.reading import register_read
    from wijkpeil.loading.editing import record_cells, register_kind
    from wijkpeil.loading.fields import columns_of
    from wijkpeil.loading.sheets import csv_text

    name = named(register)
    found = register_read(desk.actor, desk.programme, name)
    rows = [list(columns_of(register_kind(name).record)), *(list(record_cells(one.record).values()) for one in found)]
    if file is None:
        sys.stdout.write(csv_text(rows).replace("\r\n", "\n"))
        return
    if file.exists():
        raise UserError(
            say("{file} is there already. Give a new file, so that nothing is overwritten.", file=str(file))
        )
    if file.suffix.lower() == ".xlsx":
        _workbook(file, name, rows)
    else:
        file.write_text(csv_text(rows), encoding="utf-8", newline="")
    messages.print(f"{len(found)} records written to {file}.", markup=False, soft_wrap=True)


def _workbook(file: Path, name: str, rows: list[list[str]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name[:31])
        # Everything as text: a spreadsheet would else turn ids into numbers and numbers into dates.
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
        sheet.freeze_panes(1, 1)


def _rows(desk: Desk, register: str, file: Path) -> tuple[list[tuple[str, dict[str, str] | None, int]], dict[str, int]]:
    """Return what a file asks for: of each row that changes something the id, the cells, and the revision that stands
    now; and the row's number by its id."""
    from wijkpeil.ledger.reading import register_read
    from wijkpeil.loading.editing import record_cells
    from wijkpeil.loading.sheets import read_sheet

    sheet = read_sheet(str(file), file.read_bytes(), register)
    _refuse_headers(sheet)
    standing = {one.record.id: one for one in register_read(desk.actor, desk.programme, register)}
    rows, lines = [], {}
    for line, cells in sheet.rows:
        given = dict(zip(sheet.header, cells, strict=False))
        own = given.get("id", "").strip()
        one = standing.get(own)
        # A column that the file leaves out stays as it is.
        kept = record_cells(one.record) if one else {}
        wanted = {**kept, **given}
        if wanted != kept:
            rows.append((own, wanted, one.revision if one else 0))
            lines[own] = line
    return rows, lines


def _refuse_headers(sheet: Any) -> None:
    faults = []
    if "id" not in sheet.header:
        faults.append(
            ("id", say("The file has no column id."), say("Export the register first, and fill in that file."))
        )
    for name in {each for each in sheet.header if sheet.header.count(each) > 1}:
        faults.append((name, say("Two columns are headed {name}.", name=name), say("Keep one of the two.")))
    if faults:
        raise FaultsFound(
            [Fault(file=sheet.file, line=1, key=key, message=message, remedy=remedy) for key, message, remedy in faults]
        )
