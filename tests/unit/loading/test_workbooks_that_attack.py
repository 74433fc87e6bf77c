"""Workbooks made to do harm: one that unpacks without end, and one whose XML asks for a file of the machine."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from wijkpeil.errors import FaultsFound
from wijkpeil.loading import sheets

TEXTS = "xl/sharedStrings.xml"


def workbook(cell: str, declared: str = "", more: bytes = b"") -> bytes:
    """A workbook whose one cell holds ``cell`` as XML; ``declared`` stands before it; ``more`` is packed too."""
    plain, written = BytesIO(), BytesIO()
    with xlsxwriter.Workbook(plain, {"in_memory": True}) as book:
        book.add_worksheet("a").write_string(0, 0, "CELL")
    with ZipFile(plain) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == TEXTS:
                content = content.replace(b"CELL", cell.encode()).replace(b"<sst", declared.encode() + b"<sst", 1)
            target.writestr(name, content)
        target.writestr("xl/more", more)
    return written.getvalue()


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 1_000_000)
    assert sheets.read_sheet("a.xlsx", workbook("id")).header == ("id",)
    large = workbook("id", more=bytes(1_000_001))
    assert len(large) < 20_000
    with pytest.raises(FaultsFound, match="unpacks to more"):
        sheets.read_sheet("a.xlsx", large)


def test_an_entity_in_a_workbook_reads_no_file_and_unfolds_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret", encoding="utf-8")
    plain = workbook("id", "<!DOCTYPE sst>")
    assert sheets.read_sheet("a.xlsx", plain).header == ("id",), "the declaration by itself is read"
    for entity in (f'SYSTEM "{secret.as_uri()}"', '"s3cret"'):
        data = workbook("id&each;", f"<!DOCTYPE sst [<!ENTITY each {entity}>]>")
        with pytest.raises(FaultsFound, match="no workbook that can be read") as refused:
            sheets.read_sheet("a.xlsx", data)
        assert "s3cret" not in str(refused.value)
