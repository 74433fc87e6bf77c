"""Tables as they come: their encoding, the sign between cells, the sign before decimals, the marks for missing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path

from wijkpeil.errors import Fault, say
from wijkpeil.loading.decoding import decode
from wijkpeil.loading.nodes import has_errors
from wijkpeil.loading.scalars import NotThat, parse, shown
from wijkpeil.model.figures import FigureStatus

_DELIMITERS = (",", ";", "\t")
_SAMPLE = 50
_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")
_POINT = re.compile(r"[+-]?[0-9]*\.[0-9]+")
MISSING: dict[str, FigureStatus] = {
    "": "not-collected",
    ".": "not-collected",
    "-": "not-collected",
    "na": "not-collected",
    "n/a": "not-collected",
    "nan": "not-collected",
    "x": "suppressed",
}
"""Marks for a missing value, in small letters, each with the reason it is given for."""


@dataclass(frozen=True, slots=True)
class PlainRows:
    """The cells of a table, trimmed."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Each row with its line."""
    comma: bool
    """True where decimals are written with a comma."""

    def column(self, index: int) -> Iterator[tuple[int, str]]:
        """Yield the cells of a column, each with its line."""
        return ((line, cells[index]) for line, cells in self.rows)

    def number(self, text: str) -> Decimal:
        """Read a cell as a number, with the decimal sign of this table.

        Raises:
            NotThat: it is no number, or written with the other sign.
        """
        plain = text.replace("−", "-")
        if self.comma and _POINT.fullmatch(plain):
            remedy = say("Write all decimals with the same sign, and no sign between thousands.")
            raise NotThat(
                say("{text} has a point, and this table writes decimals with a comma.", text=shown(text)), remedy
            )
        try:
            value: Decimal = parse(Decimal, plain.replace(",", ".") if self.comma else plain)
        except NotThat:
            if not self.comma:
                raise
            remedy = say("Write digits, with a comma before decimals and no sign between thousands: -0,44.")
            raise NotThat(say("{text} is not a number.", text=shown(text)), remedy) from None
        return value

    def fault(self, line: int | None, key: str, message: str, remedy: str) -> Fault:
        """Return a fault about this table."""
        return Fault(file=self.file, line=line, key=key, message=message, remedy=remedy)


def is_missing(text: str) -> bool:
    """Say whether a cell is a mark for a missing value."""
    return text.lower() in MISSING


def read_cells(path: Path) -> tuple[PlainRows | None, list[Fault]]:
    """Read a table of unknown form; None where it cannot be read, with the faults."""
    file = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        message, remedy = (
            say("The file cannot be read: {reason}.", reason=error.strerror),
            say("Give the path of a CSV file."),
        )
        return None, [Fault(file=file, line=None, key="", message=message, remedy=remedy)]
    text, faults = decode(file, as_utf8(data))
    faults = [fault for fault in faults if fault.severity == "error"]
    if text is None:
        return None, faults
    rows, found = _split(file, text)
    faults += found
    if not rows or has_errors(faults):
        return None, faults
    header = rows[0][1]
    body = [(line, cells) for line, cells in rows[1:] if any(cells)]
    faults += _wrong_widths(file, header, body)
    whole = tuple((line, cells) for line, cells in body if len(cells) == len(header))
    return PlainRows(file, header, whole, _uses_comma(cell for _, cells in whole for cell in cells)), faults


def as_utf8(data: bytes) -> bytes:
    """Return the bytes as UTF-8: from UTF-16 by its mark, else from what spreadsheets on Windows write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").encode()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").encode()
    return data


def _split(file: str, text: str) -> tuple[list[tuple[int, tuple[str, ...]]], list[Fault]]:
    rows, last = [], 0
    reader = csv.reader(StringIO(text), delimiter=delimiter_of(text), strict=True)
    try:
        for cells in reader:
            if cells:
                rows.append((last + 1, tuple(cell.strip() for cell in cells)))
            last = reader.line_num
    except csv.Error as error:
        message, remedy = (
            say("The row that starts here cannot be read: {error}.", error=str(error)),
            say('Close each quoted cell with ".'),
        )
        return [], [Fault(file=file, line=last + 1, key="", message=message, remedy=remedy)]
    return rows, []


def delimiter_of(text: str) -> str:
    """Return the sign between the cells of a table: a comma, a semicolon or a tab."""
    return max(_DELIMITERS, key=lambda sign: _regularity(text, sign))


def _regularity(text: str, delimiter: str) -> tuple[float, int]:
    """Say how well a sign splits the first lines: the share as wide as the header, where that is wider than one."""
    lines = text.splitlines()[:_SAMPLE]
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells]
    except csv.Error:
        return 0.0, 0
    if not widths or widths[0] < 2:
        return 0.0, 0
    return widths.count(widths[0]) / len(widths), widths[0]


def _uses_comma(cells: Iterable[str]) -> bool:
    """Say whether more cells have a decimal comma than a decimal point."""
    commas = points = 0
    for cell in cells:
        commas += bool(_COMMA.fullmatch(cell.replace("−", "-")))
        points += bool(_POINT.fullmatch(cell.replace("−", "-")))
    return commas > points


def _wrong_widths(file: str, header: tuple[str, ...], body: list[tuple[int, tuple[str, ...]]]) -> Iterator[Fault]:
    for line, cells in body:
        if len(cells) != len(header):
            message = say("The row has {cells} cells, and the header {columns}.", cells=len(cells), columns=len(header))
            remedy = say("Give each column one cell; put a cell that holds the separating sign in quotes.")
            yield Fault(file=file, line=line, key="", message=message, remedy=remedy)
