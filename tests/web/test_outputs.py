"""What measures deliver on the pages: planned beside delivered, kept apart from what all hope for, and as files."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from people import account
from python_calamine import CalamineWorkbook

from as_signed_in import SignedIn
from wijkpeil.ledger import snapshot
from wijkpeil.ledger.services import record_revise
from wijkpeil.ledger.services.load import programme_load
from wijkpeil.loading import read_programme
from wijkpeil.loading.editing import record_cells
from wijkpeil.model.people import Actor, Grant, command_actor
from wijkpeil.model.programme import Programme
from wijkpeil.pages.context import view_context
from wijkpeil.pages.target import target_page
from wijkpeil.workflows.monitor import target_states

pytestmark = pytest.mark.django_db
CITY = "voorbeeldstad"
LANGUAGES = ("nl", "en")
APART = {"nl": "ze worden nooit opgeteld", "en": "they are never added up"}


@pytest.fixture(scope="module")
def workspace(
    django_db_setup: None, django_db_blocker: Any, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A workspace that holds the made-up city."""
    folder = tmp_path_factory.mktemp("workspace")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("WIJKPEIL_WORKSPACE", str(folder))
        snapshot.forget()
        programme_load(project / "programmes" / CITY, command_actor("tester"), folder)
        yield folder
        transaction.set_rollback(True)
    snapshot.forget()


def page(site: Client, language: str, name: str, *ids: str) -> str:
    with translation.override(language):
        answer = site.get(reverse(name, args=ids))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def cells(text: str) -> list[tuple[str, ...]]:
    """The rows of the tables of outputs: heading and numbers of each."""
    rows = re.findall(r"<tr[^>]*><th scope=\"row\">(.*?)</tr>", text, re.DOTALL)
    return [tuple(words(part).strip() for part in re.split(r"<td class=\"num\">", row)) for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_measure_shows_every_output_and_sums_that_are_right(
    site: Client, programme: Programme, language: str
) -> None:
    shown = page(site, language, "measure", "simulated-M1")
    own = [one for one in programme.ledger.outputs if one.measure == "simulated-M1"]
    assert [one.id for one in own if f'id="output-{one.id.lower()}"' not in shown] == []
    found = cells(shown)
    yearly = {row[0]: row[1:] for row in found if row[0] in {"2007", "2008", "2009", "2010"}}
    for year, numbers in yearly.items():
        wanted = [
            sum(int(getattr(one, name) or 0) for one in own if one.period == year) for name in ("planned", "delivered")
        ]
        assert [int(number) for number in numbers] == wanted
    assert len(yearly) == 4
    assert found[-1][1:] == ("500", "530")
    sums = [row[1:] for row in found if row[0] in ("tot nu toe", "so far")]
    assert [sum(int(row[place]) for row in sums) for place in (0, 1)] == [500, 530]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_reported_is_unknown_and_the_rest_a_lower_bound(site: Client, language: str) -> None:
    shown = words(page(site, language, "measure", "simulated-M6"))
    assert ("minstens 930" if language == "nl" else "at least 930") in shown
    assert shown.count("niet gemeld" if language == "nl" else "not reported") == 4
    never = words(page(site, language, "measure", "simulated-M8"))
    assert ("geleverd onbekend" if language == "nl" else "delivered unknown") in never


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_target_keeps_what_partners_answer_for_apart_from_what_all_hope_for(
    site: Client, programme: Programme, language: str
) -> None:
    statuses = {state.id: state.status for state in target_states(programme)}
    assert (statuses["simulated-T6"], statuses["simulated-T11"]) == ("moving-away", "on-track")
    away = words(page(site, language, "target", "simulated-T6"))
    near = words(page(site, language, "target", "simulated-T11"))
    for shown in (away, near):
        assert APART[language] in shown
    assert ("zoals gepland" if language == "nl" else "as planned") in away
    assert ("minder dan gepland" if language == "nl" else "less than planned") in near
    for one in programme.ledger.expectations:
        assert one.reasoning is not None
        assert one.reasoning.in_(language) in page(site, language, "target", one.target)
        assert one.reasoning.in_(language) in page(site, language, "measure", one.measure)
    for story in programme.ledger.stories:
        name, own = ("target", story.target) if story.target else ("measure", story.measure or "")
        shown = words(page(site, language, name, own))
        assert story.text.in_(language) in shown
        assert story.role.in_(language) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_target_that_outputs_measure_says_so(site: Client, language: str) -> None:
    said = "wat maatregelen melden" if language == "nl" else "what measures report"
    assert said in page(site, language, "target", "simulated-T1")
    assert said not in page(site, language, "target", "simulated-T6")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_partner_sees_what_is_behind_first(site: Client, language: str) -> None:
    shown = page(site, language, "partner", "simulated-p-schools")
    assert ("Niets daarvan loopt achter." if language == "nl" else "Nothing of it is behind.") in shown
    shown = page(site, language, "partner", "simulated-p-city")
    assert ("lopen er 3 achter" if language == "nl" else "3 are behind") in shown
    every = page(site, language, "outputs")
    states = re.findall(r'class="delivery-state ([a-z-]+)"', every)
    assert len(states) == 9
    behind = [one in ("less-than-planned", "not-reported") for one in states]
    assert behind == sorted(behind, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_measures_says_how_delivery_stands(site: Client, language: str) -> None:
    shown = words(page(site, language, "measures"))
    wanted = (
        "speelplekken: 9 van 12, minder dan gepland" if language == "nl" else "playgrounds: 9 of 12, less than planned"
    )
    assert wanted in shown


def test_outputs_as_files_hold_what_the_register_holds(site: Client, programme: Programme) -> None:
    rows = json.loads(site.get(reverse("data-outputs", args=("json",))).content)
    assert [row["id"] for row in rows] == [one.id for one in programme.ledger.outputs]
    wanted = [None if one.delivered is None else float(one.delivered) for one in programme.ledger.outputs]
    assert [row["delivered"] for row in rows] == wanted
    assert {row["status"] for row in rows if row["delivered"] is None} == {"unknown"}
    table = list(csv.DictReader(io.StringIO(site.get(reverse("data-outputs", args=("csv",))).content.decode())))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    assert {row["delivered"] for row, one in zip(table, rows, strict=True) if one["delivered"] is None} == {""}
    book = CalamineWorkbook.from_filelike(io.BytesIO(site.get(reverse("data-outputs", args=("xlsx",))).content))
    head, *body = book.get_sheet_by_name("outputs").to_python()
    assert [row[head.index("id")] for row in body] == [row["id"] for row in rows]
    assert site.get(reverse("data-outputs", args=("pdf",))).status_code == 404


def test_a_reporter_sees_which_reports_are_due_until_they_are_made(site: Client, programme: Programme) -> None:
    person = account("reporter", programme=CITY, partner="simulated-p-police")
    client = SignedIn(SERVER_NAME="localhost")
    client.force_login(person)
    shown = words(client.get("/werk/").content.decode())
    assert "4 meldingen zijn te doen" in shown
    assert "Wat Politie Voorbeeldstad moet melden" in shown
    late = next(one for one in programme.ledger.outputs if one.owner == "simulated-p-police" and one.delivered is None)
    grant = Grant(id="g", account=person.id, role="reporter", partner="simulated-p-police", programme=CITY)
    actor = Actor(id=person.id, kind="person", grants=(grant,))
    record_revise(actor, CITY, "outputs", late.id, {**record_cells(late), "delivered": "0"}, revision=1)
    assert "3 meldingen zijn te doen" in words(client.get("/werk/").content.decode())


def test_a_measure_of_the_whole_stands_once_with_a_part(project: Path) -> None:
    rotterdam = read_programme(project / "programmes" / "rotterdam-2007")
    for own, measures in (("L3", ["m13"]), ("L3b", ["m13"]), ("E1a", ["m29"])):
        ties = target_page(view_context(rotterdam), "en", own).delivery.ties
        assert [one.measure.id for one in ties] == measures
        assert [one.whole for one in ties] == [own == "E1a"]
        assert [one.reasoning for one in ties] == [""]


def test_the_links_of_the_source_are_all_there_with_their_lines(project: Path) -> None:
    ledger = read_programme(project / "programmes" / "rotterdam-2007").ledger
    assert (len(ledger.expectations), len({one.measure for one in ledger.expectations})) == (34, 21)
    lines = {one.id: one.lines for one in ledger.measures}
    assert [one.id for one in ledger.expectations if one.lines != lines[one.measure]] == []
    assert ledger.outputs == ledger.stories == ()


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("opgeknapte woningen", "/maatregelen/simulated-M1/#output-simulated-homes-01-2007"),
        ("simulated-homes-03-2007", "/maatregelen/simulated-M1/#output-simulated-homes-01-2007"),
        ("leerwerkplek telt mee", "/maatregelen/simulated-M2/#expectation-simulated-m2-t2"),
        ("simulated-M2-T2", "/maatregelen/simulated-M2/#expectation-simulated-m2-t2"),
        ("hulp bereikte vooral wie toch al bleef", "/doelen/simulated-T6/#story-simulated-s1"),
        ("directie onderwijs", "/doelen/simulated-T6/#story-simulated-s1"),
    ],
)
def test_outputs_expectations_and_stories_are_found_where_they_stand(site: Client, query: str, place: str) -> None:
    shown = unescape(site.get("/zoeken/", {"q": query}).content.decode())
    assert f'href="{place}"' in shown
    path, _, anchor = place.partition("#")
    assert f'id="{anchor}"' in site.get(path).content.decode()


def test_every_place_that_search_leads_to_is_there(site: Client) -> None:
    for query in ("gesimuleerd", "woningen", "uren", "2009", "simulated"):
        shown = unescape(site.get("/zoeken/", {"q": query}).content.decode())
        for path, anchor in set(re.findall(r'href="(/[^"#]*)#([^"]+)"', shown[shown.index("<main") :])):
            assert f'id="{anchor}"' in site.get(path).content.decode(), (query, path, anchor)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_lists_what_was_delivered_there(site: Client, programme: Programme, language: str) -> None:
    shown = words(page(site, language, "area", "simulated-01"))
    start, end = (
        ("Wat hier is geleverd", "Maatregelen hier") if language == "nl" else ("What was delivered", "Measures here")
    )
    told = shown[shown.index(start) : shown.index(end)]
    assert ("nooit opgeteld" if language == "nl" else "never added up") in told
    series = {(one.measure, one.noun, one.area) for one in programme.ledger.outputs}
    # Its own, and those of the group that it lies in; nothing of other neighbourhoods.
    near = [one for one in series if one[2] in ("simulated-01", "simulated-focus")]
    assert told.count("geleverd " if language == "nl" else "delivered ") - told.count(start) == len(near)
    own = [one for one in programme.ledger.outputs if (one.measure, one.area) == ("simulated-M1", "simulated-01")]
    delivered, planned = (sum(int(getattr(one, name) or 0) for one in own) for name in ("delivered", "planned"))
    said = ("geleverd {} , gepland {}" if language == "nl" else "delivered {} , planned {}").format(delivered, planned)
    assert said in told


@pytest.mark.parametrize("area", ["simulated-24", "simulated-city"])
def test_where_nothing_was_delivered_in_particular_nothing_is_listed(site: Client, area: str) -> None:
    shown = page(site, "nl", "area", area)
    listed = 'class="delivery-state' in shown
    # What was delivered in parts of the city was delivered in the city.
    assert listed == (area == "simulated-city")
