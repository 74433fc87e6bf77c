"""The standing of the made-up city: what is behind, who is to move, and what changed between two loads of it."""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client
from python_calamine import CalamineWorkbook

from wijkpeil.ledger import snapshot
from wijkpeil.ledger.services import programme_load, record_revise
from wijkpeil.loading.editing import record_cells
from wijkpeil.model.people import Actor, Grant, command_actor
from wijkpeil.workflows.monitor import target_states

pytestmark = pytest.mark.django_db
OFFICE = Actor(id="p-1", kind="person", grants=(Grant(id="g", account="p-1", role="programme-manager"),))
FIRST, THEN = datetime(2026, 10, 1, 9, tzinfo=UTC), datetime(2026, 11, 10, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""A Monday."""


def write_history(folder: Path, work: Path, at: Any) -> None:
    """In October the figures up to 2009; in November those of 2010, a target revised, and a measure."""
    before = work / "voorbeeldstad"
    shutil.copytree(folder, before)
    for left in before.glob("figures/simulated-2010.*"):
        left.unlink()
    outputs = before / "ledger" / "outputs.csv"
    known = outputs.read_text(encoding="utf-8")
    earlier = [one for one in known.splitlines(True) if not re.search(r",2010(Q\d)?,", one)]
    outputs.write_text("".join(earlier), encoding="utf-8")
    at(FIRST)
    programme_load(before, command_actor("tester"), Path(snapshot.current_workspace().path))
    at(THEN)
    for new in folder.glob("figures/simulated-2010.*"):
        shutil.copy(new, before / "figures")
    outputs.write_text(known, encoding="utf-8")
    targets = before / "ledger" / "targets.csv"
    lines = targets.read_text(encoding="utf-8").splitlines()
    revised = [one.replace(",at-least,15,", ",at-least,12,") if "-T3," in one else one for one in lines]
    targets.write_text("\n".join(revised) + "\n", encoding="utf-8")
    measures = before / "ledger" / "measures.csv"
    head, first, *rest = measures.read_text(encoding="utf-8").splitlines()
    measures.write_text("\n".join((head, first, *rest, hidden_row(head))) + "\n", encoding="utf-8")
    expectations = before / "ledger" / "expectations.csv"
    head = expectations.read_text(encoding="utf-8").splitlines()[0]
    with expectations.open("a", encoding="utf-8") as file:
        file.write(hidden_tie(head) + "\n")
    place = Path(snapshot.current_workspace().path)
    programme_load(before, command_actor("tester"), place, correction="Verzonnen: een tikfout.")
    held = snapshot.current_programme().ledger.measures
    cells = record_cells(next(one for one in held if one.id == "simulated-M5"))
    record_revise(
        OFFICE, "voorbeeldstad", "measures", "simulated-M5", {**cells, "name_nl": "Tuinen"}, revision=None, why=""
    )


def hidden_row(head: str) -> str:
    """A measure that the police keeps for itself."""
    said = {
        "id": "simulated-hidden",
        "kind": "measure",
        "theme": "simulated-safety",
        "partners": "simulated-p-police",
        "owner": "simulated-p-police",
        "visibility": "own",
    }
    return ",".join(said.get(name, "Verborgen plan" if name[-3:] in ("_nl", "_en") else "") for name in head.split(","))


def hidden_tie(head: str) -> str:
    """What ties that measure to a target that no other measure is tied to; hidden as the measure is."""
    said = {
        "id": "simulated-hidden-T12",
        "measure": "simulated-hidden",
        "target": "simulated-T12",
        "owner": "simulated-p-police",
        "visibility": "own",
    }
    return ",".join(said.get(name, "") for name in head.split(","))


@pytest.fixture(scope="module")
def workspace(
    django_db_setup: None, django_db_blocker: Any, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A workspace with the made-up city, loaded twice; it is Monday 23 November 2026."""
    folder = tmp_path_factory.mktemp("workspace")
    held = [FIRST]
    with pytest.MonkeyPatch.context() as monkey, django_db_blocker.unblock(), transaction.atomic():
        monkey.setenv("WIJKPEIL_WORKSPACE", str(folder))
        snapshot.forget()
        with patch("django.utils.timezone.now", lambda: held[0]):
            work = tmp_path_factory.mktemp("folder")
            write_history(project / "programmes" / "voorbeeldstad", work, lambda moment: held.__setitem__(0, moment))
            held[0] = NOW
            yield folder
        transaction.set_rollback(True)
    snapshot.forget()


def text_of(site: Client, address: str) -> str:
    answer = site.get(address)
    assert answer.status_code == 200, address
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", "", answer.content.decode())))


def records(site: Client, address: str) -> list[dict[str, Any]]:
    answer = site.get(address)
    assert answer.status_code == 200, address
    found: list[dict[str, Any]] = json.loads(answer.content)
    return found


def test_the_page_says_first_what_is_behind(site: Client) -> None:
    text = text_of(site, "/stand/")
    states = target_states(snapshot.current_programme())
    behind = [one for one in states if one.status in ("behind", "off-track", "moving-away")]
    assert f"{len(behind)} van de 13 doelen lopen achter" in text
    assert "Van de 13 beloften zijn er 12 überhaupt te controleren" in text
    assert "targets are behind" in text_of(site, "/en/status/")


def test_the_worst_stand_first_each_with_how_far_how_sure_and_who(site: Client) -> None:
    page = site.get("/stand/").content.decode()
    order = re.findall(r'<tr id="simulated-t(\d+)">', page)
    statuses = {one.id: one.status for one in target_states(snapshot.current_programme())}
    found = [statuses[f"simulated-T{number}"] for number in order]
    ranks = ["moving-away", "off-track", "behind", "uncertain", "too-early", "on-track", "achieved"]
    assert found == sorted(found, key=ranks.index)
    assert len(found) + sum(one in ("withheld", "not-measured", "not-measurable") for one in statuses.values()) == 13
    text = text_of(site, "/stand/")
    chance = ("44 op 100", "ongeveer even waarschijnlijk als niet")
    for said in ("230 tekort", "43% van de weg tot nu", *chance, "naar 500; +330 per jaar"):
        assert said in text, said
    assert "Politie Voorbeeldstad, Bewonersraad Fantasia" in text


def test_what_changed_since_a_month_is_what_the_ledger_then_held(site: Client) -> None:
    found = records(site, "/data/changes.json")
    assert {one["since"] for one in found} == {"2026-10-23"}
    assert {one["compared"] for one in found} == {"ledger"}
    kinds = {(one["id"], one["kind"]) for one in found}
    assert ("simulated-M5", "changed") in kinds
    assert ("simulated-T3", "revised") in kinds
    assert next(one for one in found if one["kind"] == "revised")["fields"] == ["bound"]
    then = {one.id: one for one in target_states(snapshot.programme_as_of(FIRST))}
    now = {one.id: one for one in target_states(snapshot.current_programme())}
    assert {one["id"] for one in found if one["kind"] == "moved"} == {
        id for id in now if then[id].status != now[id].status
    }
    text = text_of(site, "/stand/")
    assert "Sinds 23 oktober 2026" in text
    assert "herzien: te halen getal 15 → 12" in text
    assert "Tuinen" in text


def test_a_measure_that_is_kept_from_a_visitor_moves_nothing_that_they_see(site: Client) -> None:
    whole = snapshot.current_programme().ledger.measures
    assert any(one.id == "simulated-hidden" for one in whole)
    for address in ("/stand/", "/themas/simulated-safety/", "/data/status.json", "/data/changes.json"):
        text = site.get(address).content.decode()
        assert "simulated-hidden" not in text, address
        assert "Verborgen" not in text, address
    told = next(one for one in records(site, "/data/status.json") if one["id"] == "simulated-T12")
    assert (told["measures"], told["partners"]) == ([], [])


def test_nothing_changed_is_said(site: Client) -> None:
    assert "Sinds 12 november 2026 veranderde er niets." in text_of(site, "/stand/?since=2026-11-12")
    assert records(site, "/data/changes.json?since=2026-11-12") == []


def test_of_a_day_before_the_first_load_the_figures_are_compared(site: Client) -> None:
    found = records(site, "/data/changes.json?since=2009-12-31")
    assert {one["compared"] for one in found} == {"figures"}
    assert {one["until"] for one in found} == {"2010-12-31"}
    assert {one["kind"] for one in found} <= {"moved", "figure", "corrected", "term"}
    assert ("simulated-T1", "term") in {(one["id"], one["kind"]) for one in found}
    text = text_of(site, "/stand/?since=2009-12-31")
    assert "De werkmap weet niets van 31 december 2009 zelf" in text


def test_figures_on_either_side_of_a_break_are_not_set_beside_each_other_as_if_they_compared(site: Client) -> None:
    found = records(site, "/data/changes.json?since=2008-12-31")
    figures = {one["id"]: one for one in found if one["kind"] == "figure"}
    assert {id for id, one in figures.items() if one["broken_on"]} == {"simulated-T13"}
    assert figures["simulated-T13"]["broken_on"] == "2009-01-01"
    assert all(one["broken_on"] is None for one in found if one["kind"] != "figure")
    before, now = (f"{figures['simulated-T13'][name]:.1f}" for name in ("actual_before", "actual"))
    english = text_of(site, "/en/status/?since=2008-12-31")
    said = f"was {before}, now {now} (2010): made otherwise from 1 January 2009 on, so the two do not compare"
    assert said in english
    assert f"{before} → {now}" not in english
    dutch = text_of(site, "/stand/?since=2008-12-31")
    assert "vanaf 1 januari 2009 anders gemaakt, dus niet met elkaar te vergelijken" in dutch
    later = records(site, "/data/changes.json?since=2009-12-31")
    assert {one["broken_on"] for one in later} == {None}


@pytest.mark.parametrize("day", ["gisteren", "2027-01-01", "0001-01-01"])
def test_a_day_that_cannot_be_compared_with_is_left_out_and_said(site: Client, day: str) -> None:
    assert f"“{day}” is geen dag vóór de dag die wordt getoond." in text_of(site, f"/stand/?since={day}")
    assert site.get(f"/data/status.json?since={day}").status_code == 400


def test_the_list_is_narrowed_by_theme_level_partner_and_status(site: Client) -> None:
    every = {one["id"]: one for one in records(site, "/data/status.json")}
    for name, value, fits in (
        ("theme", "simulated-safety", lambda one: one["theme"] == "simulated-safety"),
        ("level", "output", lambda one: one["level"] == "output"),
        ("partner", "simulated-p-city", lambda one: "simulated-p-city" in one["partners"]),
        ("status", "moving-away", lambda one: one["status"] == "moving-away"),
    ):
        found = {one["id"] for one in records(site, f"/data/status.json?{name}={value}")}
        assert found == {id for id, one in every.items() if fits(one)}
        assert found
        page = site.get(f"/stand/?{name}={value}").content.decode()
        assert f"status.csv?{name}={value}" in page.replace("data/", "") or f"status.csv?{name}={value}" in page
        shown = {one for one in every if f'/doelen/{one}/"' in page.split('class="sec changed"')[0]}
        assert shown == found


def test_a_long_standing_is_cut_into_pages_in_the_same_order(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    row = re.compile(r'<tr id="(simulated-t\d+)">')
    whole = row.findall(site.get("/stand/").content.decode())
    monkeypatch.setattr("wijkpeil.pages.standing.page.PAGE", 3)
    pages = [site.get(f"/stand/?page={number}").content.decode() for number in (1, 2, 3)]
    assert [one for page in pages for one in row.findall(page)] == whole
    assert [len(row.findall(page)) for page in pages] == [3, 3, len(whole) - 6]
    silent = {tuple(re.findall(r'<p class="silent">.*?</p>', page, re.DOTALL)) for page in pages}
    assert len(silent) == 1, "what no figure says anything of stands below each page"
    head = {page.split("</h1>")[0].split("<h1")[1] for page in pages}
    assert len(head) == 1, "the sentence is about all of them"
    chosen = site.get("/stand/?level=outcome").content.decode()
    assert 'href="?level=outcome&amp;page=2#list"' in chosen
    assert "status.csv?level=outcome" in site.get("/stand/?level=outcome&page=2").content.decode()


def test_the_files_say_the_same_in_three_forms(site: Client) -> None:
    told = records(site, "/data/status.json")
    rows = list(csv.DictReader(StringIO(site.get("/data/status.csv").content.decode())))
    assert [one["id"] for one in rows] == [one["id"] for one in told]
    assert [one["status"] for one in rows] == [one["status"] for one in told]
    assert {one["simulated"] for one in told} == {True}
    book = CalamineWorkbook.from_filelike(BytesIO(site.get("/data/status.xlsx").content))
    assert book.sheet_names == ["status", "changes"]
    head, *lines = book.get_sheet_by_name("status").to_python()
    assert [line[head.index("status")] for line in lines] == [one["status"] for one in told]
    assert site.get("/data/status.pdf").status_code == 404
    assert site.get("/data/changes.xlsx").status_code == 404


def test_a_page_as_it_stood_compares_with_a_month_before_it(site: Client) -> None:
    text = text_of(site, "/op/2026-11-11/stand/")
    assert "Sinds 11 oktober 2026" in text
    assert "Naar de cijfers tot en met 31 december 2009" in text_of(site, "/op/2026-10-20/stand/")


def test_a_theme_shows_its_targets_ambitions_measures_money(site: Client) -> None:
    text = text_of(site, "/themas/simulated-safety/")
    for said in ("2 van de 3 doelen lopen achter", "Lantaarns vernieuwen", "€ 5.100.000", "ver achter op schema"):
        assert said in text.replace("\xa0", " "), said
    assert "minstens 7,0" in text
    assert site.get("/themas/nowhere/").status_code == 404
    assert site.get("/themas/Simulated-Safety/").status_code == 301


def test_the_list_of_targets_shows_what_the_statement_says_and_narrows_by_status(site: Client) -> None:
    text = text_of(site, "/en/targets/")
    told = {one["id"]: one for one in records(site, "/en/data/targets.json")}
    assert all(one["sentence"] in text for one in told.values())
    assert told["simulated-T4"]["sentence"] != told["simulated-T4"]["wording"]
    narrowed = text_of(site, "/en/targets/?status=off-track")
    shown = {id for id, one in told.items() if one["sentence"] in narrowed}
    assert shown == {id for id, one in told.items() if one["status"] == "off-track"}
    assert site.get("/data/targets.xlsx").status_code == 200


def test_an_area_shows_its_own_standing_where_each_area_counts(site: Client) -> None:
    text = text_of(site, "/gebieden/simulated-01/")
    assert "Overal minder meldingen gaat de verkeerde kant op hier" in text
    assert "hier 13,7, gevraagd 10,2, 3,5 tekort" in text
    assert "Bedachtburg veiliger" in text
    outside = text_of(site, "/gebieden/simulated-17/")
    assert "Bedachtburg veiliger" not in outside.split("Maatregelen hier")[0]


def test_the_overview_leads_to_the_standing(site: Client) -> None:
    page = site.get("/").content.decode()
    assert "doelen lopen achter" in page
    assert page.count('href="/stand/"') >= 2


def test_the_api_tells_the_same(site: Client) -> None:
    answer = site.get("/api/v1/programmes/voorbeeldstad/target-states?pageSize=500")
    assert answer.status_code == 200
    told = json.loads(answer.content)
    assert (told["simulated"], told["rule"], told["as_of"], told["total"]) == (True, "2", "2010-12-31", 13)
    files = {one["id"]: one for one in records(site, "/en/data/targets.json")}
    for one in told["items"]:
        other = files[one["id"]]
        assert (one["status"], one["sentence"]["en"], one["reason"]["en"]) == (
            other["status"],
            other["sentence"],
            other["reason"],
        )
        for name in ("actual", "required", "gap", "share", "probability", "needed_per_year"):
            assert one[name] == pytest.approx(other[name]), name
        assert one["simulated"]
    address = "/api/v1/programmes/voorbeeldstad/target-states"
    earlier = json.loads(site.get(f"{address}?day=2009-12-31&theme=simulated-safety").content)
    assert {one["theme"] for one in earlier["items"]} == {"simulated-safety"}
    assert earlier["as_of"] == "2009-12-31"
    then = json.loads(site.get(f"{address}?asOf=2026-10-20T00:00:00Z").content)
    assert then["as_of"] == "2009-12-31"


def test_every_answer_and_file_carries_the_mark(site: Client) -> None:
    api = "/api/v1/programmes"
    for path in (f"{api}/voorbeeldstad", f"{api}/voorbeeldstad/registers/measures/records"):
        assert json.loads(site.get(path).content)["simulated"] is True
    listed = json.loads(site.get(f"{api}/voorbeeldstad/registers").content)
    assert {one["simulated"] for one in listed} == {True}
    for name in ("claims", "targets", "money"):
        found = records(site, f"/data/{name}.json")
        assert {one["simulated"] for one in found} <= {True}
    assert {one["simulated"] for one in records(site, "/data/board.json")} == {True}
