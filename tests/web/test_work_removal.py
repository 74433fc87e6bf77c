"""The page before a record is removed lists every record that names it, and no other; what is hidden is not told of."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.test import Client
from people import ROOT
from working import PROGRAMME, form_of, signed_in, text_of

from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import programme_dump, record_add
from wijkpeil.model.people import Actor, Grant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
# Columns and keys of the files in which a record of each register is named; written down from docs/files.md.
NAMED_IN = {
    "themes": {"theme"},
    "partners": set(
        "owner visible_to partners from_partners to_partners from_partner to_partner supplier funder".split()
    ),
    "practices": {"practice"},
}
ADDRESSES = {"themes": "themas", "partners": "partners", "practices": "pareltjes"}


@pytest.fixture
def folder(workspace: Path, tmp_path: Path) -> Path:
    """The programme as files, as they stand."""
    programme_dump(tmp_path / "dumped", ROOT, programme=PROGRAMME)
    return tmp_path / "dumped"


def naming(folder: Path, register: str, own: str) -> Iterator[str]:
    """The ids of the records that name a record, by a plain reading of the files."""
    for path in sorted(folder.rglob("*.csv")):
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))):
            cells = [row[name] or "" for name in NAMED_IN[register] & row.keys()]
            if any(own in [part.strip() for part in cell.split(";")] for cell in cells):
                yield row.get("id", "")
    for path in sorted(folder.rglob("*.yaml")):
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        for each in read if isinstance(read, list) else [read]:
            if any(each.get(name) == own or own in (each.get(name) or ()) for name in NAMED_IN[register]):
                yield each.get("id", path.stem)


def ids(folder: Path, register: str) -> list[str]:
    with (folder / "ledger" / f"{register}.csv").open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("register", NAMED_IN)
def test_it_lists_every_record_that_names_it_and_no_other(folder: Path, register: str) -> None:
    client, _ = signed_in()
    told = 0
    for own in ids(folder, register)[:8]:
        address = f"/werk/{ADDRESSES[register]}/records/{own}/verwijderen/"
        answer = client.get(address)
        page, expected = answer.context["page"], sorted(naming(folder, register, own))
        assert (sorted(each.id for each in page.named_by), page.hidden) == (expected, False), own
        shown = text_of(answer)
        told += len(expected)
        assert ("Deze records noemen het" in shown) == bool(expected)
        assert ("Geen ander record noemt het." in shown) == (not expected)
        assert ('<form class="form"' in answer.content.decode()) == (not expected)
    assert told > 0


def test_what_nothing_names_is_removed_and_what_something_names_is_not(folder: Path) -> None:
    client, _ = signed_in()
    named = next(own for own in ids(folder, "themes") if list(naming(folder, "themes", own)))
    before = JournalEntry.objects.count()
    refused = client.post(f"/werk/themas/records/{named}/verwijderen/", {"revision": "1"})
    assert (refused.status_code, JournalEntry.objects.count()) == (422, before)
    assert "Het is niet verwijderd" in text_of(refused)
    cells = {"name_nl": "Los", "name_en": "Loose", "main": "true", "lines": "1"}
    record_add(office(), PROGRAMME, "themes", "loose", cells)
    address = "/werk/themas/records/loose/verwijderen/"
    assert client.post(address, form_of(client.get(address).content.decode())).status_code == 302
    assert JournalEntry.objects.latest("sequence").action == "record_remove"


def office(partner: str | None = None) -> Actor:
    grant = Grant(id="g", account="p-k", role="programme-manager", partner=partner)
    return Actor(id="p-k", kind="person", grants=(grant,))


def test_a_hidden_record_that_names_it_is_counted_by_nobody_and_stands_in_the_way(site: Client) -> None:
    record_add(
        office(), PROGRAMME, "themes", "loose", {"name_nl": "Los", "name_en": "Loose", "main": "true", "lines": "1"}
    )
    hidden = {"kind": "other", "theme": "loose", "areas": "3081", "name_nl": "Schuilkelder", "name_en": "Shelter"}
    record_add(office("police"), PROGRAMME, "facilities", "secret", {**hidden, "owner": "police", "visibility": "own"})
    client, _ = signed_in()
    answer = client.get("/werk/themas/records/loose/verwijderen/")
    page, shown = answer.context["page"], text_of(answer)
    assert (page.named_by, page.hidden) == ((), True)
    assert "wat u niet mag zien" in shown
    assert not any(word in shown for word in ("Schuilkelder", "secret"))
    mine, _ = signed_in(partner="police")
    assert mine.get("/werk/themas/records/loose/verwijderen/").status_code == 403
