"""What an address may say: one spelling for each record, choices that are none, and what search engines are asked."""

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

NOT_A_CHOICE = (
    ("/", "indicator", "Kleuren naar"),
    ("/en/", "indicator", "Colour by"),
    ("/bord/", "rule", "Een cijfer op de grens"),
    ("/en/board/", "sort", "Order"),
    ("/bord/", "group", "Groepen"),
    ("/en/board/", "within", "Within"),
    ("/bord/", "disputed", "alleen waar een telling afwijkt"),
    ("/en/areas/3081/", "compare", "Compare with"),
    ("/doelen/", "theme", "Thema"),
    ("/en/targets/", "sort", None),
    ("/maatregelen/", "kind", "Soort"),
    ("/en/measures/", "area", "Where"),
    ("/afspraken/", "theme", "Thema"),
    ("/narekening/", "verdict", "Oordeel"),
    ("/en/recount/", "sort", "Order"),
)


def said(site: Client, address: str) -> list[str]:
    """What a page says it left out."""
    text = unescape(site.get(address).content.decode())
    found = re.search(r'<div class="left-out" role="status">(.*?)</div>', text, re.DOTALL)
    return re.findall(r"<p>(.*?)</p>", found[1]) if found else []


@pytest.mark.parametrize(("address", "name", "label"), NOT_A_CHOICE)
def test_a_choice_that_is_none_is_left_out_and_said(site: Client, address: str, name: str, label: str | None) -> None:
    lines = said(site, f"{address}?{name}=zomaar")
    if label is None:
        assert lines == [], "this list has no order to choose, and a word it does not know is nobody's choice"
    else:
        dutch = f"“zomaar” is geen keuze bij “{label}”. Die keuze is weggelaten."
        english = f"“zomaar” is not one of the choices of “{label}”. It was left out."
        assert lines == [english if address.startswith("/en/") else dutch]


@pytest.mark.parametrize(
    "address",
    ["/?indicator=vi2006", "/bord/?rule=inclusive&sort=-vi2006&group=on&disputed=on", "/gebieden/3081/?compare=3072"],
)
def test_nothing_is_said_of_what_is_a_choice(site: Client, address: str) -> None:
    assert said(site, address) == []


def test_all_that_is_no_choice_is_said_at_once_and_cannot_break_the_page(site: Client) -> None:
    lines = said(site, "/bord/?rule=x&within=%00<b>&sort=" + "y" * 300)
    assert len(lines) == 3
    assert lines[-1].endswith("Die keuzes zijn weggelaten.")
    assert "“�<b>”" in lines[2]
    assert "y" * 60 + "…”" in lines[1]
    assert "<b>" not in site.get("/bord/?within=<b>zomaar").content.decode().split("left-out", 1)[1][:200]


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_file_is_not_given_for_a_choice_that_is_none(site: Client, form: str) -> None:
    response = site.get(f"/en/data/board.{form}?rule=loose&within=nowhere")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "“loose” is not one of the choices of “A figure on the border”.",
        "“nowhere” is not one of the choices of “Within”.",
    ]


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        ("/doelen/o2/", "/doelen/O2/"),
        ("/en/targets/e1/", "/en/targets/E1/"),
        ("/maatregelen/M12/", "/maatregelen/m12/"),
        ("/partners/State/", "/partners/state/"),
        ("/narekening/N03/", "/narekening/n03/"),
        ("/methode/VI2006/", "/methode/vi2006/"),
        ("/en/areas/KW-Oud-Zuid/?compare=3081", "/en/areas/kw-oud-zuid/?compare=3081"),
    ],
)
def test_a_record_has_one_address(site: Client, typed: str, own: str) -> None:
    response = site.get(typed)
    assert (response.status_code, response.headers["Location"]) == (301, own)
    assert site.get(own).status_code == 200


def test_search_engines_are_asked_to_leave_choices_alone(site: Client) -> None:
    response = site.get("/robots.txt")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.content.decode() == "User-agent: *\nDisallow: /*?\n"
