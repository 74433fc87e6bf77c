"""The round trip of a register by spreadsheet: out, changed, shown, confirmed, undone."""

import csv
import io
import re
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook
from working import PROGRAMME, form_of, signed_in, text_of

from wijkpeil.ledger.models import JournalEntry, Theme, Upload
from wijkpeil.ledger.services import record_add, record_revise
from wijkpeil.ledger.services.accounts import actor_by_id
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.loading import sheets
from wijkpeil.pages.work.words import kept_registers, register_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
Rows = list[list[str]]


def exported(client: Client, slug: str = "themas") -> Rows:
    """The rows of a register as its workbook holds them."""
    answer = client.get(f"/werk/{slug}/export.xlsx")
    return [
        [str(cell) for cell in row]
        for row in CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    ]


def as_workbook(rows: list[list[Any]]) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("themes")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return written.getvalue()


def as_csv(rows: Rows, delimiter: str = ",") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode()


def sent(client: Client, data: bytes, slug: str = "themas", name: str = "a.xlsx") -> Any:
    """The page that a file leads to."""
    return client.post(f"/werk/{slug}/inlezen/", {"file": SimpleUploadedFile(name, data)}, follow=True)


def confirm(client: Client, page: Any, **more: Any) -> Any:
    """The page that confirming leads to."""
    address = page.redirect_chain[-1][0] if page.redirect_chain else page.request["PATH_INFO"]
    return client.post(address, form_of(page.content.decode()) | {"act": "confirm", **more}, follow=True)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("register", kept_registers())
def test_what_goes_out_and_comes_in_changes_nothing(register: str, form: str) -> None:
    client, _ = signed_in()
    slug = register_words(register, "nl").slug
    data = client.get(f"/werk/{slug}/export.{form}").content
    page = sent(client, data, slug, f"{register}.{form}")
    assert "Het bestand wijzigt niets." in text_of(page)
    assert "Sla deze wijzigingen op" not in text_of(page)


def test_the_workbook_has_the_columns_of_the_file_and_explains_and_offers_choices() -> None:
    client, _ = signed_in()
    answer = client.get("/werk/maatregelen/export.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    header = book.get_sheet_by_index(0).to_python()[0]
    file = client.get("/data/registers/measures.csv").content.decode().splitlines()[0].split(",")
    assert header[:-1] == file
    assert re.fullmatch(r"revision@\d+", str(header[-1]))
    assert book.sheet_names == ["measures", "uitleg", "lists"]
    explained = {row[0] for row in book.get_sheet_by_index(1).to_python()}
    assert set(file) <= explained
    offered = [cell for row in book.get_sheet_by_index(2).to_python() for cell in row]
    assert {"kind", "principle", "theme"} <= set(map(str, offered))
    assert (
        "explanation"
        in CalamineWorkbook.from_filelike(io.BytesIO(client.get("/en/work/measures/export.xlsx").content)).sheet_names
    )


def test_every_change_is_shown_then_written_as_one_entry_and_undone() -> None:
    client, _ = signed_in()
    rows = exported(client)
    head = rows[0]
    rows[1][head.index("name_nl")] = "Nieuwe naam"
    rows.append(["erbij", "Erbij", "Added", "ja", "", ""])
    gone = rows.pop(2)
    themes = current_programme(PROGRAMME).ledger.themes
    page = sent(client, as_workbook(rows))
    said = text_of(page)
    assert f"Het bestand voegt 1 toe en wijzigt er 1; {len(themes) - 2} blijven zoals ze zijn." in said
    assert f"{themes[0].name.nl} → Nieuwe naam" in said
    assert "Niet in het bestand 1" in said
    assert current_programme(PROGRAMME).ledger.themes == themes
    entries = JournalEntry.objects.count()
    answer = confirm(client, page, why="Opgeschoond")
    assert "Het bestand is verwerkt: 1 toegevoegd, 1 gewijzigd, 0 verwijderd." in text_of(answer)
    assert JournalEntry.objects.count() == entries + 1
    assert gone[0] in {each.id for each in current_programme(PROGRAMME).ledger.themes}
    assert JournalEntry.objects.latest("sequence").why == "Opgeschoond"
    assert not Upload.objects.exists()
    undo = re.search(r'action="(/werk/ongedaan/\d+/)"', answer.content.decode())
    assert undo is not None
    client.post(undo[1])
    assert current_programme(PROGRAMME).ledger.themes == themes


def test_missing_rows_remove_only_when_that_is_ticked_and_no_other_record_names_them() -> None:
    client, person = signed_in()
    record_add(actor_by_id(person.id), PROGRAMME, "themes", "los", {"name_nl": "x", "name_en": "x"})
    rows = [row for row in exported(client) if row[0] != "los"]
    page = sent(client, as_workbook(rows))
    assert "Verwijder dit record dat niet in het bestand staat" in text_of(page)
    answer = confirm(client, page, removing="on")
    assert "1 verwijderd" in text_of(answer)
    named = [row for row in exported(client) if row[0] in ("id", "general")]
    page = sent(client, as_workbook(named))
    answer = confirm(client, page, removing="on")
    assert answer.status_code == 422
    assert "Er is niets opgeslagen" in text_of(answer)


def test_all_faults_are_told_at_once_with_row_and_column() -> None:
    client, _ = signed_in()
    rows = exported(client)
    head = rows[0]
    rows[1][head.index("name_nl")] = ""
    rows[2][head.index("main")] = "misschien"
    rows += [["", "Zonder", "Without", "true", "", ""], [rows[1][0], "Dubbel", "Double", "true", "", ""]]
    rows[0] = [*head[:-1], "colour"]
    entries = JournalEntry.objects.count()
    page = sent(client, as_workbook(rows))
    said = text_of(page)
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[len(head) - 1]
    for place in (f"Rij 1 {last} colour", "Rij 2 B name_nl", "Rij 3 D main", "A id"):
        assert place in said, place
    assert "kan nog niets worden opgeslagen" in said
    assert "Sla deze wijzigingen op" not in said
    address = page.redirect_chain[-1][0]
    assert client.post(address, {"act": "confirm", "digest": ""}).status_code == 200
    assert JournalEntry.objects.count() == entries


def test_rows_that_others_changed_since_the_export_are_merged_or_named() -> None:
    client, person = signed_in()
    actor = actor_by_id(person.id)
    for own in ("een", "twee", "drie"):
        record_add(actor, PROGRAMME, "themes", own, {"name_nl": own, "name_en": own})
    rows = exported(client)
    for own in ("een", "twee", "drie"):
        record_revise(actor, PROGRAMME, "themes", own, {"name_nl": f"{own}!", "name_en": own}, revision=1)
    record_add(actor, PROGRAMME, "themes", "later", {"name_nl": "later", "name_en": "later"})
    at = rows[0].index
    for row in rows:
        if row[0] == "twee":
            row[at("name_en")] = "two"
        if row[0] == "drie":
            row[at("name_nl")] = "drie?"
    page = sent(client, as_workbook(rows))
    said = text_of(page)
    assert "wijzigt er 1" in said
    assert "andere kolommen gewijzigd; die blijven" in said
    assert "Sinds de export door iemand anders gewijzigd 1" in said
    assert "later" not in said
    confirm(client, page)
    themes = {each.id: each.name for each in current_programme(PROGRAMME).ledger.themes}
    assert (themes["een"].nl, themes["twee"].nl, themes["twee"].en, themes["drie"].nl) == (
        "een!",
        "twee!",
        "two",
        "drie!",
    )
    page = sent(client, as_workbook(rows))
    confirm(client, page, overwrite=["drie"])
    assert Theme.objects.current().get(record_id="drie").name_nl == "drie?"


def test_what_is_confirmed_is_what_was_shown() -> None:
    client, person = signed_in()
    rows = exported(client)
    rows[1][1] = "Anders"
    page = sent(client, as_workbook(rows))
    address = page.redirect_chain[-1][0]
    form = form_of(page.content.decode())
    record_add(actor_by_id(person.id), PROGRAMME, "themes", "extra", {"name_nl": "x", "name_en": "x"})
    record_revise(actor_by_id(person.id), PROGRAMME, "themes", rows[1][0], {"name_nl": "y", "name_en": "y"}, revision=1)
    answer = client.post(address, form | {"act": "confirm"})
    assert answer.status_code == 409
    assert "intussen gewijzigd" in text_of(answer)
    assert "Anders" in text_of(answer)
    other, _ = signed_in(name="Ander")
    assert other.get(address).status_code == 302
    client.post(address, {"act": "drop"})
    assert not Upload.objects.exists()


def test_cells_are_taken_as_spreadsheets_make_them() -> None:
    client, _ = signed_in()
    rows: list[list[Any]] = [["id", "name_nl", "name_en", "main", "lines"], ["cijfer", "Naam", "Name", True, 12]]
    page = sent(client, as_workbook(rows))
    confirm(client, page)
    row = Theme.objects.current().get(record_id="cijfer")
    assert (row.main, row.lines) == (True, "12")
    semicolons = as_csv([["id", "name_nl"], ["cijfer", "Één;twee"]], ";").decode().encode("cp1252")
    confirm(client, sent(client, semicolons, name="a.csv"))
    row = Theme.objects.current().get(record_id="cijfer")
    assert (row.name_nl, row.name_en, row.lines) == ("Één;twee", "Name", "12")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "leeg.csv"),
        (b"PK\x03\x04geen werkmap", "kapot.xlsx"),
        (b'id,name_nl\n"open', "open.csv"),
        (b"x" * (sheets.MOST_BYTES + 1), "groot.csv"),
        (b"\x00\x01\x02", "bytes.csv"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(data: bytes, name: str) -> None:
    client, _ = signed_in()
    answer = sent(client, data, name=name)
    assert answer.status_code == 422
    assert "Het bestand is niet ingelezen" in text_of(answer) or "Kies eerst een bestand" in text_of(answer)
    assert not Upload.objects.exists()


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    client, _ = signed_in()
    assert sent(client, as_csv([["id"], *[[str(each)] for each in range(4)]]), name="a.csv").status_code == 422
    assert client.post("/werk/themas/inlezen/").status_code == 422


def test_a_formula_goes_out_as_text_and_is_never_worked_out() -> None:
    client, person = signed_in()
    record_add(
        actor_by_id(person.id), PROGRAMME, "themes", "boos", {"name_nl": "=HYPERLINK(1)", "name_en": "'+1", "lines": ""}
    )
    text = client.get("/werk/themas/export.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1),''+1" in text
    assert "wijzigt niets" in text_of(sent(client, text.encode(), name="a.csv"))
    rows = exported(client)
    assert ["boos", "=HYPERLINK(1)", "'+1"] in [row[:3] for row in rows]


def test_a_partner_imports_its_own_records_and_no_other() -> None:
    client, _ = signed_in("reporter", partner="police")
    rows = exported(client, "maatregelen")
    rows[1][rows[0].index("name_nl")] = "Gekaapt"
    said = text_of(sent(client, as_workbook(rows), "maatregelen"))
    assert "U mag dit record niet wijzigen." in said


def test_the_form_to_send_a_file_in_says_what_it_takes() -> None:
    client, _ = signed_in()
    assert "hoogstens 5 MB en 20.000 rijen" in text_of(client.get("/werk/themas/inlezen/"))
