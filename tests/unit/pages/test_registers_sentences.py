"""The sentences that open the register pages, in both languages: none, one, several."""

from typing import Any

import pytest
from django.utils.html import strip_tags
from django.utils.translation import override

from wijkpeil.pages.agreements import agreements_sentence
from wijkpeil.pages.measures import measures_sentence
from wijkpeil.pages.money import BudgetView, money_sentence
from wijkpeil.pages.recount import recount_sentence
from wijkpeil.pages.searching import search_sentence
from wijkpeil.pages.targets import measured_sentence, targets_sentence


def said(language: str, make: Any, *args: Any, **more: Any) -> str:
    with override(language):
        return strip_tags(make(*args, **more))


@pytest.mark.parametrize(
    ("language", "total", "checkable", "expected"),
    [
        ("nl", 42, 31, "Van de 42 doelen en delen noemen er 31 een getal én een termijn."),
        ("nl", 42, 1, "Van de 42 doelen en delen noemt er 1 een getal én een termijn."),
        ("en", 42, 31, "Of the 42 targets and parts, 31 name a number and a term."),
        ("en", 42, 1, "Of the 42 targets and parts, 1 names a number and a term."),
        ("en", 42, 0, "Of the 42 targets and parts, 0 name a number and a term."),
    ],
)
def test_targets(language: str, total: int, checkable: int, expected: str) -> None:
    assert said(language, targets_sentence, total, checkable) == expected


@pytest.mark.parametrize(
    ("language", "measured", "expected"),
    [
        ("nl", 0, "Bij geen ervan staat er een cijfer in het document."),
        ("nl", 1, "Bij 1 ervan staat er een cijfer in het document waaraan het te meten is."),
        ("nl", 6, "Bij 6 ervan staat er een cijfer in het document waaraan ze te meten zijn."),
        ("en", 0, "For none of them does the document hold a figure."),
        ("en", 1, "For 1 of them the document holds a figure to measure it by."),
    ],
)
def test_measured(language: str, measured: int, expected: str) -> None:
    assert said(language, measured_sentence, measured) == expected


@pytest.mark.parametrize(
    ("language", "counted", "expected"),
    [
        (
            "nl",
            {"reproduces": 28, "reproduces-under-another-reading": 6, "contradicts": 9, "cannot-be-checked": 12},
            "Van de 55 beweringen die zijn nagerekend, kloppen er 28. "
            "Nog eens 6 kloppen alleen bij een andere lezing, en 9 kloppen niet.",
        ),
        (
            "nl",
            {"reproduces": 1, "reproduces-under-another-reading": 1, "contradicts": 1},
            "Van de 3 beweringen die zijn nagerekend, klopt er 1. "
            "Nog eens 1 klopt alleen bij een andere lezing, en 1 klopt niet.",
        ),
        (
            "en",
            {"reproduces": 1, "reproduces-under-another-reading": 1, "contradicts": 1},
            "Of the 3 claims that were recounted, 1 holds. "
            "Another 1 holds only under another reading, and 1 does not hold.",
        ),
        (
            "en",
            {},
            "Of the 0 claims that were recounted, 0 hold. "
            "Another 0 hold only under another reading, and 0 do not hold.",
        ),
    ],
)
def test_recount(language: str, counted: dict[Any, int], expected: str) -> None:
    assert said(language, recount_sentence, counted) == expected


@pytest.mark.parametrize(
    ("language", "numbers", "expected"),
    [
        (
            "nl",
            (1, 43, 43),
            "Tegenover 1 toezegging staan 43 verzoeken aan anderen. Van geen ervan is het antwoord bekend.",
        ),
        (
            "nl",
            (22, 43, 2),
            "Tegenover 22 toezeggingen staan 43 verzoeken aan anderen. Van 2 ervan is het antwoord niet bekend.",
        ),
        ("en", (22, 43, 0), "Against 22 commitments stand 43 requests to others. All of them were answered."),
        (
            "en",
            (22, 43, 1),
            "Against 22 commitments stand 43 requests to others. Of 1 of them the answer is not known.",
        ),
    ],
)
def test_agreements(language: str, numbers: tuple[int, int, int], expected: str) -> None:
    assert said(language, agreements_sentence, *numbers) == expected


def test_measures() -> None:
    assert said("nl", measures_sentence, 63, 1).endswith("is er 1 aan een doel verbonden.")
    assert said("en", measures_sentence, 63, 21).endswith("21 are tied to a target.")


def budget(**more: Any) -> BudgetView:
    fields: dict[str, Any] = {
        "id": "b",
        "name": "b",
        "period": "",
        "headings": (),
        "count": 28,
        "printed": "€ 2",
        "recounted": "€ 1",
        "difference": "",
        "agrees": False,
        "unknown": 0,
        "lines": "1",
        "total_lines": "1",
        "note": "",
    }
    return BudgetView(**(fields | more))


@pytest.mark.parametrize(
    ("language", "more", "funded", "expected"),
    [
        (
            "nl",
            {"agrees": True},
            0,
            "28 regels tellen op tot € 1, precies het gedrukte totaal. Bij geen enkele staat wie betaalt.",
        ),
        ("nl", {}, 1, "28 regels tellen op tot € 1, en het gedrukte totaal is € 2. Bij 1 ervan staat wie betaalt."),
        ("en", {"unknown": 3}, 2, "The known lines of 28 add up to € 1; 3 have no amount. 2 of them say who pays."),
    ],
)
def test_money(language: str, more: dict[str, Any], funded: int, expected: str) -> None:
    assert said(language, money_sentence, budget(**more), funded=funded) == expected


@pytest.mark.parametrize(
    ("query", "found", "near", "areas", "expected"),
    [
        ("", 0, False, 0, "Zoek een postcode, een gebied, een doel, een maatregel of iets anders."),
        ("x", 0, False, 0, "Er is niets gevonden voor x."),
        ("3073", 4, False, 2, "Postcode 3073 staat voor 2 gebieden. Welk gebied bedoelt u?"),
        ("zuit", 2, True, 0, "Nergens staat zuit, maar dit lijkt erop."),
        ("zuid", 1, False, 0, "1 resultaat voor zuid."),
    ],
)
def test_search(query: str, found: int, near: bool, areas: int, expected: str) -> None:
    assert said("nl", search_sentence, query, found, near=near, areas=areas) == expected


def test_what_a_reader_typed_is_escaped() -> None:
    with override("nl"):
        assert "<i>" not in search_sentence("<i>", 0, near=False, areas=0)
