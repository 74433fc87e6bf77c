"""What no source prints is marked wherever it shows: the areas of a Krachtwijk, and a postcode printed wrong."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from wijkpeil.model.programme import Programme

pytestmark = pytest.mark.django_db

WORDS = {"nl": "afgeleid", "en": "inferred"}
HERE = {"nl": "dat dit hier geldt is afgeleid", "en": "that it holds here is inferred"}


def page(site: Client, language: str, name: str, *args: str, query: str = "") -> str:
    """The text of a page."""
    with translation.override(language):
        address = reverse(name, args=args)
    return unescape(site.get(address + query).content.decode())


def krachtwijk_of(programme: Programme) -> dict[str, str]:
    """The Krachtwijk that each area of the board is put under."""
    found = {one.child: one for one in programme.definitions.memberships if one.parent.startswith("kw-")}
    assert len(found) == 23
    assert all(one.inferred for one in found.values())
    return {child: one.parent for child, one in found.items()}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_area_says_it_in_its_path_its_facts_and_its_agreements(
    site: Client, programme: Programme, language: str
) -> None:
    for area, whole in krachtwijk_of(programme).items():
        text = page(site, language, "area", area)
        with translation.override(language):
            links = re.findall(rf'<a href="{reverse("area", args=[whole])}">[^<]*</a>(?: \((\w+)\))?', text)
        assert links[:2] == [WORDS[language]] * 2, area
        agreement = next(one for one in programme.ledger.agreements if one.areas == (whole,))
        item = re.search(rf"<li>(?:(?!</li>).)*{re.escape(agreement.name.in_(language))}.*?</li>", text, re.DOTALL)
        assert item
        assert HERE[language] in item[0]


def test_a_measure_that_a_source_places_is_not_called_inferred(site: Client, programme: Programme) -> None:
    measure = next(one for one in programme.ledger.measures if one.areas == ("dg-feijenoord",))
    item = re.search(
        rf"<li>(?:(?!</li>).)*{re.escape(measure.name.nl)}.*?</li>", page(site, "nl", "area", "3073"), re.DOTALL
    )
    assert item
    assert HERE["nl"] not in item[0]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_board_says_it_in_its_head_at_each_group_and_at_the_filter(site: Client, language: str) -> None:
    text, word = page(site, language, "board"), WORDS[language]
    groups = re.findall(r'<th class="kw".*?</th>', text, re.DOTALL)
    assert len(groups) == 7
    assert all(f"<small>({word})</small>" in one for one in groups)
    assert f"<small>{word}</small>" in re.search(r'<th class="kwh".*?</th>', text, re.DOTALL)[0]  # type: ignore[index]
    assert re.search(rf'for="f-within">[^<]*\({word}\)</label>', text)


@pytest.mark.parametrize(("language", "printed"), [("nl", "3075 (gedrukt: 3073)"), ("en", "3075 (printed: 3073)")])
def test_the_postcode_that_was_printed_twice_stands_beside_the_true_one(
    site: Client, language: str, printed: str
) -> None:
    assert f"<small>{printed}</small>" in page(site, language, "board")
    assert printed in page(site, language, "area", "3075")


def test_a_disputed_count_leads_to_all_that_was_recounted_of_its_column(site: Client, programme: Programme) -> None:
    about = [one.id.lower() for one in programme.definitions.claims if "rotterdam" in one.concerns]
    assert {"n02", "n03", "n04", "n06"} <= set(about)
    text = page(site, "nl", "area", "3081")
    section = text.split("Over deze kolom", 1)[1].split("</ul>", 1)[0]
    assert re.findall(r'href="/narekening/(n\d+)/"', section) == about
