"""The watch list of the made-up city: what the page shows, in both languages, and what it gives as data."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.model.signals import Signal
from wijkpeil.workflows.signal import find_signals

pytestmark = pytest.mark.django_db
AREA, INDICATOR = "simulated-17", "simulated-reports"
"""A figure that stands out in four ways."""


@pytest.fixture(scope="module")
def rotterdam(project: Path) -> Path:
    """The made-up city in the place of Rotterdam: it has four releases and every kind of signal but charts."""
    return project / "programmes" / "voorbeeldstad"


def text(site: Client, address: str, status: int = 200) -> str:
    answer = site.get(address)
    assert answer.status_code == status, address
    return unescape(str(answer.content.decode()))


def shown(page: str) -> set[tuple[str, str]]:
    """The figures that a page lists, by their links."""
    return {(area, one) for area, one in re.findall(r'href="/signalen/([\w-]+)/([\w-]+)/"', page)}


def signals() -> tuple[Signal, ...]:
    return find_signals(current_programme()).signals


def all_pages(site: Client, query: str = "") -> str:
    pages = [text(site, f"/signalen/?{query}&page={number}") for number in (1, 2, 3)]
    return "".join(pages)


def test_every_figure_that_stands_out_is_a_line(site: Client) -> None:
    assert shown(all_pages(site)) == {(one.area, one.indicator) for one in signals()}


@pytest.mark.parametrize("group", ["area", "indicator", "kind"])
def test_however_lines_are_put_together_none_is_lost(site: Client, group: str) -> None:
    assert shown(all_pages(site, f"group={group}")) == {(one.area, one.indicator) for one in signals()}


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("kind=spread", lambda one: one.kind == "spread"),
        ("way=better", lambda one: one.direction == "better"),
        (f"area={AREA}", lambda one: one.area == AREA),
        ("state=closed", lambda _one: False),
    ],
)
def test_a_choice_keeps_what_fits_it(site: Client, query: str, kept: object) -> None:
    expected = {(one.area, one.indicator) for one in signals() if kept(one)}  # type: ignore[operator]
    assert shown(all_pages(site, query)) == expected


def test_the_order_is_that_which_was_chosen(site: Client) -> None:
    worst, best = (text(site, f"/signalen/?sort={order}") for order in ("urgent", "better"))
    assert worst.index("slechter") < worst.index("▲ beter")
    assert "▼ slechter" not in best[: best.index("▲ beter")].partition('class="watch"')[2]


def test_chance_is_accounted_for_in_plain_words(site: Client) -> None:
    page = text(site, "/signalen/")
    assert "als er niets aan de hand was, gaf het toeval er ongeveer 0,4" in page
    assert "hoogstens 5% loos alarm" in page
    assert "117 reeks te kort" in page
    assert "Gevoelig en daarom buiten beschouwing: Gezond." in page
    assert "simulated-health" not in page


@pytest.mark.parametrize("address", ["/signalen/", "/en/signals/"])
def test_strengths_stand_beside_what_is_worse(site: Client, address: str) -> None:
    page = text(site, address)
    assert ("Better than the border here:" if address.startswith("/en") else "Beter dan de grens is hier:") in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"/signalen/{AREA}/{INDICATOR}/", ("Het eigen verloop", "Tussen alle gebieden, naar grootte", "De buren")),
        (f"/en/signals/{AREA}/{INDICATOR}/", ("Its own course", "Among all areas, by size", "The neighbours")),
    ],
)
def test_a_figure_has_its_pictures_with_tables_and_evidence(site: Client, address: str, said: tuple[str, ...]) -> None:
    page = text(site, address)
    assert [one for one in said if one not in page] == []
    assert page.count("<caption") >= 3
    for kind in ("border", "level", "change", "gap"):
        assert f'id="h-e-{kind}"' in page
        assert f"#signal-{kind}" in page


def test_a_figure_that_does_not_stand_out_has_no_page(site: Client) -> None:
    text(site, "/signalen/simulated-17/simulated-safe/", 404)
    text(site, "/signalen/nowhere/simulated-safe/", 404)


def test_the_page_of_an_area_has_its_signals(site: Client) -> None:
    page = text(site, "/gebieden/simulated-07/")
    expected = {(one.area, one.indicator) for one in signals() if one.area == "simulated-07"}
    assert {one for one in shown(page) if one[0] == "simulated-07"} == expected
    assert "/signalen/?area=simulated-07" in page


def test_a_visitor_is_offered_no_decision(site: Client) -> None:
    assert "/werk/signalen/" not in text(site, f"/signalen/{AREA}/{INDICATOR}/")
    answer = site.get(f"/werk/signalen/{AREA}/{INDICATOR}/")
    assert answer.status_code == 302
    assert "inloggen" in answer.headers["Location"]


def test_the_list_is_there_as_data(site: Client) -> None:
    cells = {(one.area, one.indicator) for one in signals()}
    records = json.loads(site.get("/data/signals.json").content)
    assert {(one["area"], one["indicator"]) for one in records} == cells
    assert {one["state"] for one in records} == {"open"}
    rows = list(csv.DictReader(io.StringIO(site.get("/data/signals.csv").content.decode())))
    assert {(one["area"], one["indicator"]) for one in rows} == cells
    assert "signals" not in rows[0]
    book = CalamineWorkbook.from_filelike(io.BytesIO(site.get("/data/signals.xlsx").content))
    assert book.sheet_names == ["watch list", "signals", "chance"]
    assert len(book.get_sheet_by_name("signals").to_python()) == len(signals()) + 1
    assert site.get("/data/signals.txt").status_code == 404


def test_what_cannot_be_chosen_is_said(site: Client) -> None:
    page = text(site, "/signalen/?group=colour&kind=colour")
    assert page.count("colour") >= 2
    assert "left-out" in page


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (
            "simulated-17",
            "Het verliet wat zijn verleden toelaat, naar boven, en dat is slechter. Het overtreedt regel 1: het "
            "laatste cijfer ligt verder dan drie standaardafwijkingen weg.",
        ),
        ("simulated-09", "Het voortschrijdend gemiddelde ging over de grens in 2009Q3, naar boven, en dat is slechter"),
        ("simulated-09", "De cumulatieve som ging over de grens in 2009Q4, naar boven, en dat is slechter, en staat"),
        ("simulated-17", "naar boven, en dat is slechter; uit één periode valt niet te zeggen of het blijft."),
        ("simulated-02", "het overtreedt geen van de vier regels"),
        ("simulated-02", "De cumulatieve som blijft binnen de grenzen."),
    ],
)
def test_a_figure_with_a_long_series_has_its_control_charts(site: Client, area: str, said: str) -> None:
    page = text(site, f"/signalen/{area}/simulated-reports/")
    assert said in page
    assert page.count('class="series control"') == 3
    assert f'href="/data/signals/{area}/simulated-reports.csv"' in page


def test_a_figure_with_a_short_series_has_none(site: Client) -> None:
    short = next(one for one in signals() if one.indicator == "simulated-work")
    address = f"/signalen/{short.area}/simulated-work/"
    assert 'class="series control"' not in text(site, address)
    text(site, f"/data/signals/{short.area}/simulated-work.csv", 404)


def test_the_charts_are_given_as_data(site: Client) -> None:
    address = "/data/signals/simulated-09/simulated-reports"
    rows = list(csv.DictReader(io.StringIO(text(site, f"{address}.csv"))))
    assert [row["period"] for row in rows][::15] == ["2007Q1", "2010Q4"]
    assert {row["simulated"] for row in rows} == {"True"}
    assert [(row["period"], row["passed"]) for row in rows if row["passed"]] == [
        ("2009Q3", "average"),
        ("2009Q4", "sum"),
    ]
    held = json.loads(text(site, f"{address}.json"))
    assert (held[-1]["rules"], held[0]["average"]) == ([4], None)
    assert site.get(f"{address}.xlsx").status_code == 200
    for wrong in ("simulated-09/nothing.csv", "nowhere/simulated-reports.csv", "simulated-09/simulated-reports.pdf"):
        text(site, f"/data/signals/{wrong}", 404)
