"""Search as residents and researchers type, against a naive search by postcode."""

from dataclasses import replace
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from making import area, line, small_programme, target, text
from wijkpeil.model.base import Text
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.search import answer, search
from wijkpeil.workflows.search_entries import index_of
from wijkpeil.workflows.search_postcode import typed_postcode


def bilingual(nl: str, en: str) -> Text:
    return Text(nl=nl, en=en)


@pytest.fixture(scope="module")
def programme() -> Programme:
    made = small_programme(
        targets=(
            target("O2", short=bilingual("Geen probleemwijken meer", "No problem areas left"), sentence=text("x")),
            target("W1", short=bilingual("Woningen verbeterd", "Dwellings improved"), sentence=text("in 2010")),
        ),
        budget_lines=(line("b01", "5", name=text("Bloemhof")),),
    )
    extra = (
        area("3073", name=text("Bloemhof")),
        area("3075", name=text("Vreewijk"), printed_code="3073", note=text("printed as 3073")),
        area("3081", name=text("Tarwewijk")),
        area("3044", name=text("Zestienhoven Éénhuis"), note=text("lies next to Bloemhof " + "and further on " * 20)),
    )
    return replace(made, definitions=replace(made.definitions, areas=made.definitions.areas + extra))


def found(programme: Programme, query: str, language: str = "nl") -> list[tuple[str, str]]:
    return [(hit.kind, hit.id) for hit in search(programme, query, language)]


@pytest.mark.parametrize("query", ["3081", "3081 AB", "3081ab", "  3081Ab ", "3081  ab", "3081-AB", "3081 - ab"])
def test_a_postcode_as_a_resident_types_it(programme: Programme, query: str) -> None:
    assert found(programme, query) == [("area", "3081")]


def test_a_code_printed_twice_gives_both_areas_the_true_one_first(programme: Programme) -> None:
    assert found(programme, "3073") == [("area", "3073"), ("area", "3075")]
    assert found(programme, "3075 XX") == [("area", "3075")]


def test_a_year_is_no_postcode_of_ours_and_is_searched_as_a_word(programme: Programme) -> None:
    assert found(programme, "2010") == [("target", "W1")]


@pytest.mark.parametrize(
    "query",
    [
        "Dorpsweg 12, 3081 AB",
        "Dorpsweg 12 3081AB Rotterdam",
        "dorpsweg 12 3081 ab",
        "dorpsweg 12, 3081 ab rotterdam",
        "Dorpsweg 12, 3081-AB Rotterdam",
        "3081 AB Rotterdam",
        "Dorpsweg 3099 bis, 3081 AB",
        "Dorpsweg 3081",
    ],
)
def test_a_postcode_in_an_address(programme: Programme, query: str) -> None:
    found = answer(programme, query, "nl")
    assert ([hit.id for hit in found.hits], found.postcode) == (["3081"], "3081")


@pytest.mark.parametrize(
    ("query", "postcode"),
    [
        ("3099", "3099"),
        ("3099 ab", "3099"),
        ("Dorpsweg 12, 3099 AB", "3099"),
        ("qqqqqqq 3099", "3099"),
        ("2010", ""),
        ("2010 in", ""),
        ("tarwewijk", ""),
        ("13081 AB", ""),
        ("3081abc", ""),
    ],
)
def test_a_postcode_without_an_area_is_named(programme: Programme, query: str, postcode: str) -> None:
    assert answer(programme, query, "nl").postcode == postcode


@pytest.mark.parametrize(
    ("query", "lettered"),
    [("3025 in 2010", False), ("3025 IN, Rotterdam", True), ("in 3025", False), ("3025in 2010", True)],
)
def test_a_word_of_two_letters_is_no_part_of_a_postcode(query: str, lettered: bool) -> None:
    typed = typed_postcode(query)
    assert typed is not None
    assert (typed.code, typed.lettered, typed.whole) == ("3025", lettered, False)


def test_beginnings_of_words_in_either_language_whatever_case_and_accents(programme: Programme) -> None:
    assert found(programme, "bloem")[:2] == [("area", "3073"), ("budget-line", "b01")]
    assert found(programme, "EENHUIS zest") == [("area", "3044")]
    assert found(programme, "probleemw") == [("target", "O2")]
    assert found(programme, "dwell impro") == [("target", "W1")]
    assert found(programme, "dwell probleem") == []
    assert found(programme, "o2") == [("target", "O2")]


def test_a_word_in_the_title_comes_before_one_in_the_text(programme: Programme) -> None:
    assert found(programme, "bloemhof") == [("area", "3073"), ("budget-line", "b01"), ("area", "3044")]


def test_titles_and_snippets_are_in_the_language_asked_for_and_short(programme: Programme) -> None:
    assert [search(programme, "O2", language)[0].title for language in ("nl", "en")] == [
        "Geen probleemwijken meer",
        "No problem areas left",
    ]
    snippet = search(programme, "zestienhoven", "nl")[0].snippet
    assert len(snippet) <= 162
    assert snippet.endswith(" …")


@pytest.mark.parametrize("query", ["Tarwewijck", "tarvewijk", "Vreewijkk"])
def test_a_near_miss_is_found_and_said_to_be_near(programme: Programme, query: str) -> None:
    hits = search(programme, query, "nl")
    assert hits[0].id in ("3081", "3075")
    assert all(hit.near for hit in hits)


@pytest.mark.parametrize("query", ["", "  ", "!?", "qqqqqqq", "tarwewijk qqqqqqq"])
def test_nothing_is_found_for_nothing(programme: Programme, query: str) -> None:
    assert found(programme, query) == []


def test_no_more_than_asked_for(programme: Programme) -> None:
    assert len(search(programme, "bloemhof", "nl", limit=2)) == 2
    assert search(programme, "bloemhof", "nl", limit=0) == ()


def test_a_prepared_index_gives_the_same(programme: Programme) -> None:
    prepared = index_of(programme, "nl")
    assert search(programme, "bloemhof", "nl", prepared=prepared) == search(programme, "bloemhof", "nl")


CODES = st.sampled_from(["3011", "3073", "3075", "3081", "3044", "3099"])


@given(CODES, st.text(alphabet=ascii_letters, min_size=2, max_size=2) | st.just(""), st.sampled_from(["", " ", "  "]))
def test_a_postcode_agrees_with_the_naive_search(code: str, letters: str, gap: str) -> None:
    places = (area("3073"), area("3075", printed_code="3073"), area("3081"), area("3044"))
    made = small_programme()
    programme = replace(made, definitions=replace(made.definitions, areas=made.definitions.areas + places))
    naive = [
        one.id for one in programme.definitions.areas if one.id == code or one.code == code or one.printed_code == code
    ]
    hits = search(programme, f"{code}{gap}{letters}", "nl")
    assert [hit.id for hit in hits if hit.kind == "area"] == naive


@given(st.text(max_size=40))
def test_any_query_is_answered(query: str) -> None:
    for hit in search(small_programme(), query, "en", limit=5):
        assert hit.score > 0
        assert hit.title
