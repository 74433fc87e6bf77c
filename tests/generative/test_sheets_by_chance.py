"""Any records of any register go out as a spreadsheet and come in again with nothing changed."""

import io
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from record_strategies import records

from wijkpeil.ledger.importing import _reader
from wijkpeil.loading.csv_text import cells
from wijkpeil.loading.fields import columns_of
from wijkpeil.loading.sheets import csv_text, guarded, read_sheet, unguarded
from wijkpeil.pages.work.desk import record_type_of
from wijkpeil.pages.work.words import kept_registers


@given(st.text())
def test_a_guarded_cell_is_no_formula_and_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in ("=", "@", "\t", "\r")
    if guarded(text)[:1] in ("+", "-"):
        float(guarded(text).replace(",", "."))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("register", kept_registers())
@given(data=st.data())
def test_cells_come_back_as_they_went_out(register: str, form: str, data: st.DataObject) -> None:
    kept = record_type_of(register)
    made = data.draw(st.lists(records(kept, table=True), min_size=1, max_size=4))
    header = list(columns_of(kept))
    rows = [list(cells(kept, each)) for each in made]
    sheet = read_sheet("a", _written(form, [header, *rows]), register)
    assert list(sheet.header) == header
    back = [_padded(found, len(header)) for _, found in sheet.rows]
    fields = columns_of(kept)
    assert [[_reader(fields[name])(cell) for name, cell in zip(header, row, strict=True)] for row in back] == [
        [_reader(fields[name])(cell) for name, cell in zip(header, row, strict=True)] for row in rows
    ]


def _padded(row: Any, width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _written(form: str, rows: list[list[str]]) -> bytes:
    if form == "csv":
        return csv_text(rows).encode()
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                if cell:
                    sheet.write_string(down, across, cell)
    return written.getvalue()
