"""The working of the recount: each record with its own value, and the relation that was tested."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from wijkpeil.model.programme import Programme
from wijkpeil.pages.format import number
from wijkpeil.workflows.formula_data import FormulaData

pytestmark = pytest.mark.django_db

PARTS = re.compile(r'<details class="parts".*?</details>', re.DOTALL)
ROW = re.compile(r'<th scope="row">(.*?)</th>(.*?)</tr>', re.DOTALL)


def rows(text: str) -> list[list[str]]:
    """The first table of parts as texts: name, numbers and outcome; the last row is what the step gives."""
    table = PARTS.search(text)
    assert table is not None
    return [[name, *re.findall(r"<td[^>]*>(.*?)</td>", cells)] for name, cells in ROW.findall(table[0])]


def page(site: Client, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize(("address", "language"), [("/narekening/n31/", "nl"), ("/en/recount/n31/", "en")])
def test_a_sum_shows_every_line_with_its_amount(
    site: Client, programme: Programme, address: str, language: str
) -> None:
    *lines, total = rows(page(site, address))
    own = [line for line in programme.ledger.budget_lines if line.budget == "extra-effort"]
    assert [line[1] for line in lines] == [number(line.amount, language) for line in own if line.amount is not None]
    digits = [Decimal(re.sub(r"\D", "", line[1])) for line in [*lines, total]]
    assert sum(digits[:-1]) == digits[-1] == 507179000


def test_a_count_of_matches_shows_the_recount_beside_the_printed(site: Client, programme: Programme) -> None:
    *areas, total = rows(page(site, "/en/recount/n02/"))
    printed = [str(one.printed) for one in programme.definitions.published_counts if one.count == "rotterdam"]
    assert len(areas) == len(printed) == 23
    assert sorted(area[2] for area in areas) == sorted(printed)
    counting = [area for area in areas if area[3].startswith("counts")]
    assert all((area[1] == area[2]) is (area in counting) for area in areas)
    assert str(len(counting)) == total[1] == "10"


def test_a_set_shows_every_area_with_its_value(site: Client, programme: Programme) -> None:
    data = FormulaData(programme)
    *areas, _ = rows(page(site, "/en/recount/n10/"))
    values = (data.value("vi2006", area) for area in data.rows)
    assert [area[1] for area in areas] == [number(value, "en") for value in values if value is not None]
    counted = [Decimal(area[1]) for area in areas if area[2].startswith("counts")]
    assert len(counted) == 13
    assert max(counted) < 6


def test_the_list_holds_the_same_tables(site: Client) -> None:
    article = re.search(r'<article class="claim" id="n31".*?</article>', page(site, "/narekening/"), re.DOTALL)
    assert article is not None
    assert rows(article[0]) == rows(page(site, "/narekening/n31/"))


@pytest.mark.parametrize(
    ("claim", "dutch", "english"),
    [
        ("n22", ("klopt bij minstens:", "≥ ", "3.500"), ("holds if at least:", "≥ ", "3,500")),
        ("n24", ("klopt bij hoogstens:", "≤ ", "45"), ("holds if at most:", "≤ ", "45")),
        ("n42", ("klopt bij ongeveer, op 1 na:", "≈ ", "25"), ("holds if about, within 1:", "≈ ", "25")),
        ("n49", ("klopt bij meer dan:", "> ", "7,1"), ("holds if more than:", "> ", "7.1")),
    ],
)
def test_the_relation_stands_between_the_two_numbers(
    site: Client, claim: str, dutch: tuple[str, str, str], english: tuple[str, str, str]
) -> None:
    addresses = {"/narekening/": dutch, f"/narekening/{claim}/": dutch, f"/en/recount/{claim}/": english}
    for address, (word, sign, number_) in addresses.items():
        text = page(site, address)
        assert f'<dt>{word}</dt><dd><span aria-hidden="true">{sign}</span>{number_}' in text


def test_equal_numbers_have_no_relation_to_say(site: Client) -> None:
    assert 'class="test"' not in page(site, "/narekening/n31/")
