"""CSV text to nodes: a row becomes a mapping of fields, two columns become a text, a cell with ``;`` a list."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from wijkpeil.errors import Fault, say
from wijkpeil.loading.fields import Field, columns_of, fields_of
from wijkpeil.loading.nodes import Node, Raw
from wijkpeil.loading.suggest import did_you_mean

Row = tuple[int, list[str]]


def read_rows(file: str, text: str) -> tuple[list[Row], list[Fault]]:
    """Return the rows that are not blank, each with the line it starts on, and a fault where the quoting breaks."""
    rows: list[Row] = []
    last = 0
    reader = csv.reader(StringIO(text), strict=True)
    try:
        for cells in reader:
            if cells:
                rows.append((last + 1, cells))
            last = reader.line_num
    except csv.Error as error:
        message = say("The row that starts here cannot be read: {error}.", error=str(error))
        remedy = say('Close each quoted cell with ", and write "" for a quote inside one.')
        return rows, [Fault(file=file, line=last + 1, key="", message=message, remedy=remedy)]
    return rows, []


def read_table(file: str, text: str, record: type) -> tuple[list[Raw], list[Fault], bool]:
    """Return each row as a mapping of the record's fields, the faults, and whether every row's id could be read."""
    rows, faults = read_rows(file, text)
    complete = not faults
    if not rows:
        return [], faults, complete
    line, header = rows[0]
    faults += header_faults(file, line, header, record)
    absent = frozenset(field.name for column, field in columns_of(record).items() if _is_missing(column, field, header))
    found = []
    for line, cells in rows[1:]:
        node = row_node(line, dict(zip(header, cells, strict=False)), record)
        broken = len(cells) != len(header)
        if broken:
            faults.append(_wrong_width(file, line, len(cells), len(header)))
        found.append(Raw(file, record, node, table=True, absent=absent, broken=broken))
    return found, faults, complete and "id" not in absent


def _is_missing(column: str, field: Field, header: list[str]) -> bool:
    return column not in header and (field.required or bool(set(field.columns) & set(header)))


def header_faults(file: str, line: int, header: list[str], record: type) -> list[Fault]:
    """Return the faults of a header: unknown, double and missing columns."""
    known = columns_of(record)
    found = []
    for column in dict.fromkeys(header):
        if column not in known:
            message = say("There is no column {column} in this file.", column=repr(column))
            remedy = did_you_mean(
                column, known, say("Remove it, or rename it to one of: {known}.", known=", ".join(known))
            )
            found.append(Fault(file=file, line=line, key=column, message=message, remedy=remedy))
        if header.count(column) > 1:
            message, remedy = (
                say("The column {column} stands in the header twice.", column=column),
                say("Keep one of the two."),
            )
            found.append(Fault(file=file, line=line, key=column, message=message, remedy=remedy))
    for column, field in known.items():
        if _is_missing(column, field, header):
            message = say("The column {column} is missing, and every row needs it.", column=column)
            remedy = say("Add {column} to the header and a cell to each row.", column=column)
            found.append(Fault(file=file, line=line, key=column, message=message, remedy=remedy))
    return found


def _wrong_width(file: str, line: int, cells: int, columns: int) -> Fault:
    message = say("The row has {cells} cells, and the header {columns}.", cells=cells, columns=columns)
    remedy = say('Give each column one cell; put a cell that holds a comma in quotes ("a, b").')
    return Fault(file=file, line=line, key="", message=message, remedy=remedy)


def row_node(line: int, cells: dict[str, str], record: type) -> Node:
    """Fold the cells of one row into a mapping of fields."""
    return Node(line, dict(_values(line, cells, record)))


def _values(line: int, cells: dict[str, str], record: type) -> Iterator[tuple[str, Node]]:
    for field in fields_of(record).values():
        given = [cells.get(column, "") for column in field.columns]
        if field.kind.is_text:
            if any(given):
                yield field.name, Node(line, dict(zip(("nl", "en"), (Node(line, cell) for cell in given), strict=True)))
        elif given[0] or _empty_is_a_value(field):
            yield field.name, _cell(line, given[0], field)


def _empty_is_a_value(field: Field) -> bool:
    """An empty cell is an empty text or list where the field must be there; elsewhere the field is absent."""
    return field.required and (field.kind.shape == "list" or (field.kind.shape == "scalar" and field.kind.type is str))


def _cell(line: int, cell: str, field: Field) -> Node:
    if field.kind.shape != "list":
        return Node(line, cell)
    parts = (part.strip() for part in cell.split(";"))
    return Node(line, [Node(line, part) for part in parts if part])
