"""A register as a spreadsheet to fill in: the columns of its file, lists to choose from, and what each column asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter.worksheet import Worksheet

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.seeing import SHARING
from wijkpeil.loading.csv_text import cells
from wijkpeil.loading.fields import Field, columns_of
from wijkpeil.loading.sheets import csv_text
from wijkpeil.pages.open_data import CSV, XLSX, DataFile
from wijkpeil.pages.work.desk import Desk, record_type_of
from wijkpeil.pages.work.form import Option, options_of
from wijkpeil.pages.work.reading import shape_of
from wijkpeil.pages.work.words import field_words, register_words

FORMS = ("xlsx", "csv")
_LONGEST = 32_767
"""Signs that a cell of a workbook holds."""
_ROOM = 2_000
"""Rows below the last in which a choice is still offered."""
_WIDTH = {"id": 18, "lines": 12}


def export_file(desk: Desk, register: str, form: str) -> DataFile:
    """Give the records of a register that the person sees, as a workbook or as CSV.

    Raises:
        FaultsFound: a text is longer than a cell of a workbook can be.
    """
    kept = record_type_of(register)
    revisions = dict(REGISTERS[register].objects.of(desk.id).current().values_list("record_id", "revision"))
    records = desk.records(register)
    rows = [[*cells(kept, each), str(revisions.get(each.id, ""))] for each in records]
    header = [*columns_of(kept), f"revision@{_head(desk)}"]
    if form == "csv":
        content = b"\xef\xbb\xbf" + csv_text([header, *rows]).encode()
        return DataFile(name=f"{register}.csv", media=CSV, content=content)
    _short_enough(register, header, rows)
    with override(desk.language):
        return DataFile(name=f"{register}.xlsx", media=XLSX, content=_workbook(desk, register, header, rows))


def _head(desk: Desk) -> int:
    last = JournalEntry.objects.filter(programme=desk.id).order_by("-sequence").values_list("sequence", flat=True)
    return last.first() or 0


def _short_enough(register: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    long = [
        Fault(
            file=f"{register}.xlsx",
            line=None,
            key=column,
            message=say("The text of {column} of {id} is too long for a cell.", column=column, id=row[0]),
            remedy=say("Export the register as CSV."),
        )
        for row in rows
        for column, cell in zip(header, row, strict=True)
        if len(cell) > _LONGEST
    ]
    if long:
        raise FaultsFound(long)


def _workbook(desk: Desk, register: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    written = BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, safe) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(register)
        _rows(sheet, [header], bold, 0)
        _rows(sheet, rows, text, 1)
        for at, column in enumerate(header):
            sheet.set_column(at, at, _WIDTH.get(column, 28 if column.endswith(("_nl", "_en")) else 20), text)
        sheet.set_column(len(header) - 1, len(header) - 1, 10, text, {"hidden": True})
        sheet.freeze_panes(1, 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + _ROOM}"})
        fields = columns_of(record_type_of(register))
        lists = {column: _options(desk, register, field) for column, field in fields.items()}
        _explain(book.add_worksheet(_("explanation")[:31]), desk, register, fields, lists, bold, wrapped)
        _offer(book.add_worksheet("lists"), sheet, header, lists, len(rows), bold)
    return written.getvalue()


def _rows(sheet: Worksheet, rows: Iterable[Sequence[str]], style: Any, first: int) -> None:
    for down, row in enumerate(rows, start=first):
        for across, cell in enumerate(row):
            if cell:
                sheet.write_string(down, across, cell, style)


def _options(desk: Desk, register: str, field: Field) -> tuple[Option, ...]:
    """Return what can be chosen for a column; nothing where it is free, or holds a list."""
    return tuple(each for each in options_of(desk, register, field) if each.value)


def _explain(
    sheet: Worksheet,
    desk: Desk,
    register: str,
    fields: dict[str, Field],
    lists: dict[str, tuple[Option, ...]],
    bold: Any,
    wrapped: Any,
) -> None:
    words = register_words(register, desk.language)
    intro = (
        words.many,
        _("Change rows, or add rows at the end, and send the file in. Nothing changes before you confirm."),
        _("Leave the id of a row as it is: it tells which record the row is. The hidden column tells from when it is."),
    )
    for down, line in enumerate(intro):
        sheet.write_string(down, 0, line, bold if not down else None)
    _rows(sheet, [[_("Column"), _("What it is"), _("What to fill in"), _("How")]], bold, len(intro) + 1)
    rows = [
        [column, _label(register, column, field, desk.language), field_words(register, field.name, desk.language).hint,
         _notation(register, field, lists[column])]
        for column, field in fields.items()
    ]  # fmt: skip
    _rows(sheet, rows, wrapped, len(intro) + 2)
    for at, width in enumerate((18, 24, 60, 60)):
        sheet.set_column(at, at, width)


def _label(register: str, column: str, field: Field, language: str) -> str:
    label = field_words(register, field.name, language).label
    if not field.kind.is_text:
        return label
    return f"{label} ({_('Dutch') if column.endswith('_nl') else _('English')})"


def _notation(register: str, field: Field, options: Sequence[Option]) -> str:
    shape = shape_of(record_type_of(register), field)
    if shape in ("choice", "yesno"):
        return "; ".join(f"{each.value} = {each.label}" for each in options)
    if shape == "one":
        return _("An id from the sheet “lists”.")
    if shape == "many":
        return _("Ids from the sheet “lists”, with semicolons between them.")
    if shape == "list":
        return _("Any number, with semicolons between them.")
    if shape == "day":
        return _("Year, month and day, such as 2008-12-31; 31-12-2008 will do.")
    if shape == "number":
        return _("Digits, with a point or a comma before decimals, and no sign between thousands.")
    return _("Text.") if not field.required else _("Text; never empty.")


def _offer(
    lists: Worksheet,
    sheet: Worksheet,
    header: Sequence[str],
    options: dict[str, tuple[Option, ...]],
    rows: int,
    bold: Any,
) -> None:
    """Write what can be chosen, and offer it in the cells where one is chosen."""
    across = 0
    for column, found in options.items():
        if not found:
            continue
        lists.write_string(0, across, column, bold)
        for down, each in enumerate(found, start=1):
            lists.write_string(down, across, each.value)
            lists.write_string(down, across + 1, f"{each.label} {each.detail}".strip())
        lists.set_column(across + 1, across + 1, 32)
        if column not in _LISTED and header.index(column) >= 0:
            at, letter = header.index(column), xlsxwriter.utility.xl_col_to_name(across)
            source = f"=lists!${letter}$2:${letter}${len(found) + 1}"
            sheet.data_validation(1, at, rows + _ROOM, at, {"validate": "list", "source": source})
        across += 3


_LISTED = frozenset({"areas", "partners", SHARING[2]})
"""Columns that hold several ids, so that a list of one choice would be in the way."""
