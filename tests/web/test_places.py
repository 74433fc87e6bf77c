"""Facilities, zones and hotspots, area plans and capacity: on their pages, on those of areas, in search, as files."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from small_programmes import both

from wijkpeil.loading import read_programme
from wijkpeil.model.places import AreaPlan, Capacity, Facility, Hotspot, Zone
from wijkpeil.model.practices import Adoption
from wijkpeil.model.programme import Programme
from wijkpeil.pages import places
from wijkpeil.pages.context import ViewContext, view_context
from wijkpeil.pages.place_words import period
from wijkpeil.pages.practices import practices_page
from wijkpeil.pages.registers import registers_page

pytestmark = pytest.mark.django_db

LANGUAGES = ("nl", "en")
PAGES = {
    "facilities": ("facilities",),
    "zones": ("zones", "hotspots"),
    "area-plans": ("area_plans",),
    "capacity": ("capacities",),
}


def get(site: Client, language: str, name: str, *args: str, **query: str) -> str:
    with translation.override(language):
        address = reverse(name, args=args)
    response = site.get(address, query)
    assert response.status_code == 200, address
    return unescape(str(response.content.decode()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "registers"), PAGES.items())
def test_every_record_of_the_document_stands_on_its_page(
    site: Client, programme: Programme, language: str, name: str, registers: tuple[str, ...]
) -> None:
    text = get(site, language, name)
    records = [one for register in registers for one in getattr(programme.ledger, register)]
    assert records
    assert [one.id for one in records if one.name.in_(language) not in text] == []
    assert len(re.findall(r'<tr id="', text)) == len(records)
    for register in registers:
        assert f"/data/registers/{register}.csv" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_registers_counts_and_leads_to_each(site: Client, programme: Programme, language: str) -> None:
    text = get(site, language, "registers")
    for name, registers in {**PAGES, "practices": ("practices", "adoptions"), "partners": ("partners",)}.items():
        with translation.override(language):
            start = text.index(f'<a href="{reverse(name)}">', text.index("<table"))
        count = sum(len(getattr(programme.ledger, register)) for register in registers)
        assert re.search(r'<td class="num"[^>]*>(\d+)<', text[start:])[1] == str(count)


def test_a_register_narrows_by_kind_theme_place_state_and_words(site: Client, programme: Programme) -> None:
    def shown(name: str, **query: str) -> set[str]:
        return set(re.findall(r'<tr id="[a-z]+(?:-plan)?-([^"]+)"', get(site, "en", name, **query)))

    facilities, work = programme.ledger.facilities, programme.ledger.capacities
    assert shown("facilities", kind="youth-centre") == {one.id for one in facilities if one.kind == "youth-centre"}
    assert shown("facilities", state="planned") == {one.id for one in facilities if one.status == "planned"}
    assert shown("facilities", theme="learning") == {one.id for one in facilities if one.theme == "learning"}
    assert shown("facilities", area="-") == {one.id for one in facilities if not one.areas}
    assert shown("facilities", q="GRAANSILO") == {"creative-factory"}
    assert shown("capacity", area="dg-charlois") == {one.id for one in work if "dg-charlois" in one.areas}
    assert shown("zones", noun="zone") == set()
    assert shown("zones", kind="hotspot-drugs") == {one.id for one in programme.ledger.hotspots if one.kind == "drugs"}
    assert shown("area-plans", kind="nonsense") == {one.id for one in programme.ledger.area_plans}
    assert "Nothing fits this choice" in get(site, "en", "capacity", q="zzzz")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_in_an_area_stands_on_its_page(site: Client, programme: Programme, language: str) -> None:
    text = get(site, language, "area", "3081")
    here = text[text.index('id="h-here"') :]
    wanted = [one for one in programme.ledger.area_plans if "3081" in one.areas]
    wanted += [one for one in programme.ledger.capacities if {"dg-charlois", "3081"} & set(one.areas)]
    wanted += [one for one in programme.ledger.facilities if "dg-charlois" in one.areas]
    assert len(wanted) >= 4
    assert [one.id for one in wanted if one.name.in_(language) not in here] == []
    elsewhere = [one for one in programme.ledger.facilities if not {"dg-charlois", "3081"} & set(one.areas)]
    assert [one.id for one in elsewhere if one.name.in_(language) in here] == []


def test_an_area_without_anything_has_no_heading_for_it(site: Client) -> None:
    assert 'id="h-here-facilities"' not in get(site, "nl", "area", "3042")
    assert 'id="h-here-capacity"' in get(site, "nl", "area", "3042")


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_each_and_leads_to_its_line(site: Client, programme: Programme, language: str) -> None:
    found = {"Graansilo": "facility-creative-factory", "Gravendijkwal": "hotspot-s-gravendijkwal"}
    found |= {"cultuurscouts" if language == "nl" else "scouts": "capacity-culture-scouts"}
    found |= {"Carnisse": "area-plan-child-friendly-carnisse", "Pendrecht": "adoption-pact-university"}
    for words, anchor in found.items():
        address = re.search(rf'href="([^"#]+)#{anchor}"', get(site, language, "search", q=words))
        assert address, words
        assert f'id="{anchor}"' in site.get(address[1]).content.decode()


def test_a_practice_shows_where_it_was_adopted(site: Client, programme: Programme) -> None:
    text = get(site, "en", "practices")
    assert [one.id for one in programme.ledger.adoptions if one.place.en not in text] == []
    own = text[text.index('<li id="p2"') : text.index('<li id="p3"')]
    assert 'id="adoption-pact-university"' in own
    assert "result not known" in own


def rotterdam_with(rotterdam: Path, **registers: tuple[Any, ...]) -> ViewContext:
    made = read_programme(rotterdam)
    return view_context(replace(made, ledger=replace(made.ledger, **registers)))


EMPTY = {"facilities": (), "zones": (), "hotspots": (), "area_plans": (), "capacities": ()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_register_says_so(rotterdam: Path, language: str) -> None:
    context = rotterdam_with(rotterdam, **EMPTY)
    for make in (places.facilities_page, places.zones_page, places.area_plans_page, places.capacity_page):
        page = make(context, language, {})
        assert page.sections == ()
        assert page.form.total == 0
        assert strip_tags(page.sentence).startswith("Er staat nog geen" if language == "nl" else "No ")
    assert next(one for one in registers_page(context, language).lines if one.files == ("facilities",)).count == 0


def facility(**given: Any) -> Facility:
    return Facility(**{"id": "f", "kind": "library", "name": both("F"), "theme": "general", **given})


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["open"], "The register holds 1 facility."),
        (["planned"], "The register holds 1 facility."),
        (["open", "planned"], "The register holds 2 facilities. 1 of them is not there yet."),
        (["planned", "planned", "closed"], "The register holds 3 facilities. 2 of them are not there yet."),
    ],
)
def test_the_sentence_counts_what_is_planned(states: list[Any], expected: str) -> None:
    with translation.override("en"):
        assert strip_tags(places.facilities_sentence([facility(status=state) for state in states])) == expected


@pytest.mark.parametrize(
    ("language", "hotspots", "zones", "expected"),
    [
        ("nl", 1, 0, "In het register staan 1 hotspot en geen zone, per straat en nooit per adres."),
        ("en", 0, 2, "The register holds no hotspot and 2 zones, by street and never by address."),
        ("en", 9, 1, "The register holds 9 hotspots and 1 zone, by street and never by address."),
    ],
)
def test_the_sentence_counts_zones_and_hotspots(language: str, hotspots: int, zones: int, expected: str) -> None:
    with translation.override(language):
        assert strip_tags(places.zones_sentence(hotspots, zones)) == expected


@pytest.mark.parametrize(
    ("total", "made", "expected"),
    [
        (1, 0, "The register holds 1 area plan."),
        (5, 5, "The register holds 5 area plans."),
        (5, 4, "The register holds 5 area plans. 1 of them is still to be made."),
    ],
)
def test_the_sentence_counts_plans(total: int, made: int, expected: str) -> None:
    with translation.override("en"):
        assert strip_tags(places.area_plans_sentence(total, made)) == expected


@pytest.mark.parametrize(
    ("first", "last", "label", "nl", "en"),
    [
        (None, None, None, "", ""),
        (date(2007, 9, 1), None, None, "sinds 1\u00a0september 2007", "since 1\u00a0September 2007"),
        (None, date(2010, 12, 31), None, "tot en met 31\u00a0december 2010", "through 31\u00a0December 2010"),
        (
            date(2007, 9, 1),
            date(2010, 12, 31),
            None,
            "1\u00a0september 2007 tot en met 31\u00a0december 2010",
            "1\u00a0September 2007 to 31\u00a0December 2010",
        ),
        (date(2007, 9, 30), None, "in 2007", "in 2007 (nl)", "in 2007"),
    ],
)
def test_a_period_is_said_in_words(first: Any, last: Any, label: Any, nl: str, en: str) -> None:
    lasting = SimpleNamespace(valid_from=first, valid_to=last, period_label=both(label) if label else None)
    for language, expected in (("nl", nl), ("en", en)):
        with translation.override(language):
            assert period(lasting, language) == expected


def test_what_the_office_enters_is_shown_whole(rotterdam: Path) -> None:
    closing = {"areas": ("3081",), "theme": "safety", "valid_from": date(2024, 1, 1)}
    zone = Zone(id="Z1", kind="supervision", name=both("Z"), streets=("1e Kade",), criteria=both("much"), **closing)
    hotspot = Hotspot(id="Z1", kind="youth", name=both("H"), streets=("Plein 1953",), criteria=both("more"), **closing)
    plan = AreaPlan(
        id="P",
        kind="health",
        name=both("P"),
        description=both("p"),
        status="adopted",
        document=both("Council, 3"),
        **closing,
    )
    work = Capacity(
        id="C", kind="wardens", name=both("C"), number=Decimal("12.5"), unit=both("posts"), supplier="police", **closing
    )
    context = rotterdam_with(rotterdam, zones=(zone,), hotspots=(hotspot,), area_plans=(plan,), capacities=(work,))
    both_kinds = [row for section in places.zones_page(context, "en", {}).sections for row in section.rows]
    assert [(row.anchor, row.where, row.more[0][1]) for row in both_kinds] == [
        ("hotspot-z1", "Plein 1953", "more"),
        ("zone-z1", "1e Kade", "much"),
    ]
    (made,) = places.area_plans_page(context, "en", {}).sections[0].rows
    assert (made.state, made.more, made.lines) == ("adopted", (("Document", "Council, 3"),), "")
    (row,) = places.capacity_page(context, "nl", {}).sections[0].rows
    assert (row.amount, row.partners[0].id, row.where) == ("12,5 posts (nl)", "police", "")


def test_an_adoption_says_since_when_and_with_what_result(rotterdam: Path) -> None:
    adopted = Adoption(id="A", practice="p1", place=both("Utrecht"), since=date(2009, 5, 1), result=both("Ten more"))
    page = practices_page(rotterdam_with(rotterdam, adoptions=(adopted,)), "en")
    (row,) = page.rows[0].adoptions
    assert (row.since, row.result, row.place) == ("since 1\u00a0May 2009", "Ten more", "Utrecht")
    assert [one.adoptions for one in page.rows[1:]] == [()] * (len(page.rows) - 1)
