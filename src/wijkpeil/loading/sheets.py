"""Spreadsheets of a register: what was filled in, cell by cell as text. Formulas are never worked out.

A cell that a spreadsheet would take for a formula is written to CSV with an apostrophe before it, and read without.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.loading.decoding import decode
from wijkpeil.loading.nodes import has_errors
from wijkpeil.loading.plain_cells import as_utf8, delimiter_of
from wijkpeil.model.base import record

MOST_BYTES = 5_000_000
"""Bytes of a file that is taken in."""
MOST_UNPACKED = 100_000_000
"""Bytes that a workbook may unpack to."""
MOST_ROWS = 20_000
"""Rows that are taken in."""
MOST_COLUMNS = 200
"""Columns that are taken in."""
_RISKY = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


@record
class Sheet:
    """The filled part of a sheet, as text."""

    file: str
    """Name of the file."""
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Each row that is not empty, with its number in the sheet."""


def read_sheet(file: str, data: bytes, sheet: str = "") -> Sheet:
    """Read a CSV or XLSX file; of a workbook the ``sheet`` of that name, or else the first.

    Raises:
        FaultsFound: it is too large, or no table can be read from it.
    """
    if len(data) > MOST_BYTES:
        message = say("The file is larger than {limit} MB.", limit=MOST_BYTES // 1_000_000)
        raise _refused(file, message, say("Split it, and send the parts one after the other."))
    table = _workbook(file, data, sheet) if data.startswith(b"PK") else _csv(file, data)
    filled = [(line, cells) for line, cells in table if any(cell.strip() for cell in cells)]
    if not filled:
        raise _refused(file, say("The file holds no row."), say("Export the register first, and fill in that file."))
    if len(filled) > MOST_ROWS + 1 or max(len(cells) for _, cells in filled) > MOST_COLUMNS:
        message = say(
            "The file holds more than {rows} rows or {columns} columns.", rows=MOST_ROWS, columns=MOST_COLUMNS
        )
        raise _refused(file, message, say("Split it, and send the parts one after the other."))
    header = tuple(cell.strip() for cell in filled[0][1])
    while header and not header[-1]:
        header = header[:-1]
    return Sheet(file=file, header=header, rows=tuple((line, cells) for line, cells in filled[1:]))


def guarded(cell: str) -> str:
    """Return a cell so that no spreadsheet takes it for a formula; a number stays as it is."""
    return f"'{cell}" if _RISKY.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """Return what :func:`guarded` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV that a spreadsheet opens without working anything out."""
    written = StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows([[guarded(cell) for cell in row] for row in rows])
    return written.getvalue()


def _csv(file: str, data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    text, faults = decode(file, as_utf8(data))
    if text is None or has_errors(faults):
        raise FaultsFound([fault for fault in faults if fault.severity == "error"])
    reader, last = csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True), 0
    try:
        for cells in reader:
            yield last + 1, tuple(unguarded(cell) for cell in cells)
            last = reader.line_num
    except csv.Error as error:
        message = say("The row that starts at line {line} cannot be read: {error}.", line=last + 1, error=str(error))
        raise _refused(file, message, say('Close each quoted cell with ".')) from None


def _workbook(file: str, data: bytes, sheet: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with ZipFile(BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise _refused(file, say("The workbook unpacks to more than is taken in."), say("Send it alone."))
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        named = sheet if sheet in book.sheet_names else book.sheet_names[0]
        rows = book.get_sheet_by_name(named).to_python(skip_empty_area=False)
    except (BadZipFile, CalamineError, IndexError):
        raise _refused(
            file, say("The file is no workbook that can be read."), say("Save it as .xlsx or as .csv.")
        ) from None
    return ((number, tuple(_text(value) for value in row)) for number, row in enumerate(rows, start=1))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _refused(file: str, message: str, remedy: str) -> FaultsFound:
    return FaultsFound([Fault(file=file, line=None, key="", message=message, remedy=remedy)])
