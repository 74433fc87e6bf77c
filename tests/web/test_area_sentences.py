"""The sentence of every area of the Rotterdam programme, in both languages, against a count of the board itself."""
# ruff: noqa: E501 - an expected sentence reads best on one line

import html
import re

import pytest
from django.test import Client

from wijkpeil.model.programme import Programme
from wijkpeil.pages.format import inline
from wijkpeil.pages.sentences import grammar
from wijkpeil.pages.sentences.parts import AreaFindings

pytestmark = pytest.mark.django_db

SAMPLES = [
    ("nl", "/gebieden/3081/", "Tarwewijk staat er slecht voor: 9 van de 12 cijfers zijn slechter dan de grens, één is beter, en"),
    ("en", "/en/areas/3081/", "Tarwewijk is doing badly: 9 of its 12 figures are worse than the border, one is better, and"),
    ("nl", "/gebieden/3035/", "geen gebied doet het beter bij ‘fysieke overlast’ en ‘wil verhuizen’"),
    ("en", "/en/areas/3035/", "no area does better on ‘physical nuisance’ and ‘wants to move’"),
    ("nl", "/gebieden/kw-oud-zuid/", "Nergens zijn het er meer dan in Bloemhof: 11 van de 12."),
    ("en", "/en/areas/kw-oud-zuid/", "Nowhere are there more than in Bloemhof: 11 of 12."),
    ("nl", "/gebieden/rotterdam/", "163 van de 276 cijfers zijn slechter dan de grens. Nergens zijn het er meer dan in Bloemhof: 11 van de 12."),
    ("en", "/en/areas/rotterdam/", "163 of their 276 figures are worse than the border. Nowhere are there more than in Bloemhof: 11 of 12."),
]  # fmt: skip
BROKEN = (
    "de meeste in",
    "most of them in",
    "best area",
    "worst area",
    "beste gebied",
    "slechtste gebied",
    "Van Gebied",
)


def sentence(site: Client, address: str) -> str:
    found = re.search(r'<p class="say">(.*?)</p>', site.get(address).content.decode(), re.DOTALL)
    assert found, address
    return html.unescape(re.sub(r"<[^>]+>", "", found[1]))


@pytest.mark.parametrize(("language", "address", "said"), SAMPLES)
def test_what_is_said(site: Client, language: str, address: str, said: str) -> None:
    assert said in sentence(site, address), language


@pytest.mark.parametrize("start", ["/gebieden/", "/en/areas/"])
def test_every_area_group_and_level_has_a_sound_sentence(site: Client, programme: Programme, start: str) -> None:
    for area in programme.definitions.areas:
        said = sentence(site, f"{start}{area.id}/")
        assert re.fullmatch(r"[A-Z0-9].*\.", said), said
        assert not any(one in said for one in BROKEN), said
        assert not re.search(r"  | ,|\.\.", said), said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_indicator_fits_the_sentence(programme: Programme, language: str) -> None:
    start = {"nl": "geen gebied doet het {} bij ‘{}’.", "en": "no area does {} on ‘{}’."}[language]
    words = {"nl": ("slechter", "beter"), "en": ("worse", "better")}[language]
    assert len(programme.definitions.indicators) == 12
    for indicator in programme.definitions.indicators:
        name = indicator.short_name.in_(language)
        for field, word in zip(("worst", "best"), words, strict=True):
            found = AreaFindings(name="X", opening="", reds=1, greens=1, known=12, missing=0, **{field: (name,)})
            said = html.unescape(re.sub(r"<[^>]+>", "", grammar(language).area(found)))
            assert said.endswith(start.format(word, inline(name))), said
