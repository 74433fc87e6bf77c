"""What an area page says about money: a total per budget, shared lines apart, districts by name."""

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def section(site: Client, address: str) -> str:
    text = unescape(site.get(address).content.decode()).replace("\xa0", " ")
    start = text.index('aria-labelledby="h-money"')
    return text[start : text.index("</section>", start)]


def headlines(text: str) -> list[str]:
    return re.findall(r'class="big">([^<]*)<', text)


@pytest.mark.parametrize(
    ("area", "totals", "shares"),
    [
        ("rotterdam", ["€ 507.179.000", "€ 73.500.000"], ["100", "100"]),
        ("pact-gebied", ["€ 250.444.000", "€ 73.500.000"], ["49,4", "100"]),
        ("dg-charlois", ["€ 113.294.000"], ["22,3"]),
        ("dg-feijenoord", ["€ 173.753.000"], ["34,3"]),
        ("pl-katendrecht", ["€ 3.830.000"], ["0,8"]),
        ("pl-afrikaanderwijk", ["€ 4.300.000"], ["0,8"]),
        ("3025", [], []),
    ],
)
def test_each_budget_has_its_own_total(site: Client, area: str, totals: list[str], shares: list[str]) -> None:
    text = section(site, f"/gebieden/{area}/")
    assert headlines(text) == totals
    assert re.findall(r"([\d,]+)% van het budget", text.replace(" %", "%").replace(",0%", "%")) == shares


def test_shared_lines_stand_apart(site: Client) -> None:
    assert "40,345,000" in section(site, "/en/areas/3025/").split("Shared with other areas", 1)[1]


def test_the_money_of_the_pact_stands_with_what_is_for_a_larger_whole(site: Client) -> None:
    own, wider = section(site, "/en/areas/3081/").split("lines for a wider area", 1)
    assert "32,482,000" in own
    assert "79,505,000" not in own
    assert "Pact area: €79,505,000" in wider
    assert "together with 8 other areas" in wider


def test_a_district_is_named_and_a_line_number_given_once(site: Client) -> None:
    text = section(site, "/gebieden/dg-feijenoord/")
    assert "Hele deelgemeente (Feijenoord)" in text
    charlois = section(site, "/en/areas/3081/")
    assert "Whole district (Charlois)" in charlois
    assert not re.search(r"lines? (\d+) and \1\b", charlois)
    money = unescape(site.get("/geld/").content.decode())
    assert "Hele deelgemeente (Charlois)" in money
    assert not re.search(r"Hele deelgemeente(?! \()", money)
