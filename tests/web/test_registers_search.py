"""Search over all records, as a resident types."""

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def found(site: Client, query: str, language: str = "") -> str:
    address = "/en/search/" if language == "en" else "/zoeken/"
    response = site.get(address, {"q": query})
    assert response.status_code == 200
    return unescape(response.content.decode())


def links(text: str) -> list[str]:
    main = text[text.index("<main") : text.index("</main>")]
    return re.findall(r'href="(/[^"]*)"', main)


@pytest.mark.parametrize("query", ["3081 AB", "3081ab", " 3081 ", "3075"])
def test_a_postcode_goes_straight_to_its_area(site: Client, query: str) -> None:
    response = site.get("/zoeken/", {"q": query})
    assert response.status_code == 302
    assert response["Location"] == f"/gebieden/{query.strip()[:4]}/"
    assert site.get(response["Location"]).status_code == 200


def test_a_postcode_printed_twice_gives_a_choice(site: Client) -> None:
    text = found(site, "3073")
    assert "staat voor 2 gebieden" in text
    assert links(text)[1:3] == ["/gebieden/3073/", "/gebieden/3075/"] or links(text)[:2] == [
        "/gebieden/3073/",
        "/gebieden/3075/",
    ]


@pytest.mark.parametrize("query", ["Dorpsweg 12, 3082 AB", "dorpsweg 12 3082ab Rotterdam", "3082-AB"])
def test_an_address_goes_straight_to_its_area(site: Client, query: str) -> None:
    response = site.get("/zoeken/", {"q": query})
    assert (response.status_code, response["Location"]) == (302, "/gebieden/3082/")


@pytest.mark.parametrize("query", ["3099", "3099 AB", "Dorpsweg 12, 3099 AB"])
def test_a_postcode_elsewhere_is_said_to_be_so(site: Client, query: str) -> None:
    assert "Postcode <b>3099</b> hoort niet bij de gebieden" in found(site, query)
    text = found(site, query, "en")
    assert "Postcode <b>3099</b> is not among the areas" in text
    assert "between 3011 and 3089" in text


def test_an_address_with_a_code_printed_twice_gives_a_choice(site: Client) -> None:
    text = found(site, "Bloemhofplein 1, 3073 AB")
    assert "Postcode <b>3073</b> staat voor 2 gebieden" in text


@pytest.mark.parametrize(
    ("query", "link"),
    [
        ("Tarwewijk", "/gebieden/3081/"),
        ("O2", "/doelen/O2/"),
        ("N31", "/narekening/n31/"),
        ("R19", "/afspraken/#r19"),
        ("kansenzone", "/geld/#kansenzone"),
    ],
)
def test_any_record_is_found(site: Client, query: str, link: str) -> None:
    assert link in links(found(site, query))


def test_a_typing_error_still_finds(site: Client) -> None:
    text = found(site, "tarwewjik", "en")
    assert "comes close" in text
    assert "/en/areas/3081/" in links(text)


@pytest.mark.parametrize("query", ["", "qqqqxxxx", "<script>alert(1)</script>", "1" * 500])
def test_nothing_found_offers_help_and_all_areas(site: Client, query: str) -> None:
    text = found(site, query)
    assert "<script>alert" not in site.get("/zoeken/", {"q": query}).content.decode()
    assert len([one for one in links(text) if one.startswith("/gebieden/")]) == 23


def test_every_result_leads_somewhere(site: Client) -> None:
    for query in ("school", "zuid", "veilig", "geld"):
        for link in set(links(found(site, query))):
            path, _, anchor = link.partition("#")
            response = site.get(path)
            assert response.status_code == 200, link
            if anchor:
                assert f'id="{anchor}"' in response.content.decode(), link
