"""No spreadsheet works out what stands in a download, and what is no formula stays as it is."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

from python_calamine import CalamineWorkbook

from wijkpeil.pages.open_data import spreadsheet, table_csv

FORMULA = '=HYPERLINK("http://example.org","more")'
RECORDS = [
    {"a": FORMULA, "b": {"c": "@sum", "d": "+1+1"}, "n": Decimal("-2.5"), "t": "-3", "day": date(2026, 1, 2), "e": None}
]


def test_a_text_that_begins_as_a_formula_goes_out_as_text() -> None:
    rows = list(csv.DictReader(StringIO(table_csv(RECORDS).decode())))

    assert rows == [
        {"a": f"'{FORMULA}", "b.c": "'@sum", "b.d": "'+1+1", "n": "-2.5", "t": "-3", "day": "2026-01-02", "e": ""}
    ]


def test_a_workbook_holds_it_as_a_text() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(spreadsheet({"data": RECORDS})))

    assert FORMULA in book.get_sheet_by_index(0).to_python()[1]
