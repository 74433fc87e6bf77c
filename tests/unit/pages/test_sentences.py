"""The grammar of both languages: one, none, ties, missing figures, names with an article."""
# ruff: noqa: E501 - an expected sentence reads best on one line

import re

import pytest

from wijkpeil.methods.ranks import Place
from wijkpeil.pages.format import inline
from wijkpeil.pages.sentences import grammar
from wijkpeil.pages.sentences.parts import (
    AreaFindings,
    CountDispute,
    CountFinding,
    OverviewFindings,
    WholeFindings,
)


def plain(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text)


def area(**more: object) -> AreaFindings:
    fields: dict[str, object] = {"name": "X", "opening": "", "reds": 0, "greens": 0, "known": 12, "missing": 0}
    return AreaFindings(**(fields | more))  # type: ignore[arg-type]


AREAS = [
    (
        "nl",
        {"name": "Tarwewijk", "opening": "staat er slecht voor", "reds": 9, "greens": 1, "worst": ("PPC-score",),
         "superlative": "heeft een ongunstiger PPC-score"},
        "Tarwewijk staat er slecht voor: 9 van de 12 cijfers zijn slechter dan de grens, één is beter, en geen gebied heeft een"
        " ongunstiger PPC-score.",
    ),
    (
        "en",
        {"name": "Tarwewijk", "opening": "is doing badly", "reds": 9, "greens": 1, "worst": ("PPC score",),
         "superlative": "has a less favourable PPC score"},
        "Tarwewijk is doing badly: 9 of its 12 figures are worse than the border, one is better, and no area has a less"
        " favourable PPC score.",
    ),
    ("nl", {"name": "Het Oude Westen", "reds": 1, "greens": 2},
     "Het Oude Westen: 1 van de 12 cijfers is slechter dan de grens en twee zijn beter."),
    ("en", {"reds": 1, "greens": 2}, "X: 1 of its 12 figures is worse than the border and two are better."),
    ("nl", {}, "X: geen van de 12 cijfers is slechter dan de grens en geen is beter dan de grens."),
    ("en", {}, "X: none of its 12 figures is worse than the border and none is better than the border."),
    ("nl", {"reds": 12}, "X: 12 van de 12 cijfers zijn slechter dan de grens."),
    ("nl", {"reds": 3, "known": 10, "missing": 2},
     "X: 3 van de 10 bekende cijfers zijn slechter dan de grens en geen is beter."),
    ("en", {"reds": 3, "known": 10, "missing": 2},
     "X: 3 of its 10 known figures are worse than the border and none is better."),
    ("nl", {"reds": 1, "known": 1, "missing": 11}, "X: het enige bekende cijfer is slechter dan de grens."),
    ("nl", {"known": 0, "missing": 12}, "Van X zijn geen cijfers bekend."),
    ("en", {"known": 0, "missing": 12}, "No figures are known for X."),
    ("nl", {"reds": 8, "worst": ("Inkomen", "PPC-score")},
     "X: 8 van de 12 cijfers zijn slechter dan de grens, geen is beter, en geen gebied doet het slechter bij ‘inkomen’ en ‘PPC-score’."),
    ("en", {"reds": 8, "worst": ("A", "B", "C", "D")},
     "X: 8 of its 12 figures are worse than the border, none is better, and no area does worse on four of them."),
    ("nl", {"reds": 2, "greens": 5, "best": ("Werk",)},
     "X: 2 van de 12 cijfers zijn slechter dan de grens, vijf zijn beter, en geen gebied doet het beter bij ‘werk’."),
    ("en", {"reds": 2, "greens": 5, "best": ("Work & pay", "Wants to move")},
     "X: 2 of its 12 figures are worse than the border, five are better, and no area does better on ‘work &amp; pay’ and ‘wants"
     " to move’."),
    ("nl", {"reds": 9, "greens": 1, "undecided": 2, "low": 8, "high": 10},
     "X: 9 van de 12 cijfers zijn slechter dan de grens en één is beter. Bij twee cijfers beslist de afronding: het kunnen er 8 tot"
     " 10 zijn."),
    ("en", {"reds": 4, "undecided": 1, "low": 4, "high": 5},
     "X: 4 of its 12 figures are worse than the border and none is better. Rounding decides one figure: the count could be 4 or 5."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "found", "said"), AREAS)
def test_an_area(language: str, found: dict[str, object], said: str) -> None:
    assert plain(grammar(language).area(area(**found))) == said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_area_takes_at_most_thirty_words(language: str) -> None:
    longest = area(
        name="Katendrecht/Afrikaanderbuurt", opening="staat er gemengd voor", reds=9, greens=3, worst=("A", "B", "C")
    )
    assert len(plain(grammar(language).area(longest)).split()) <= 34


PLACES = [
    (Place(0, 0, 22, 23), "de slechtste van de 23", "the worst of 23"),
    (Place(0, 2, 20, 23), "samen met 2 andere de slechtste", "joint worst, with two others"),
    (Place(0, 1, 21, 23), "samen met één ander de slechtste", "joint worst, with one other"),
    (Place(1, 0, 21, 23), "op één na de slechtste", "the second worst"),
    (Place(2, 0, 20, 23), "op twee na de slechtste", "the third worst"),
    (Place(22, 0, 0, 23), "de beste van de 23", "the best of 23"),
    (Place(21, 1, 0, 23), "samen met één ander de beste", "joint best, with one other"),
    (Place(21, 0, 1, 23), "op één na de beste", "the second best"),
    (Place(13, 0, 9, 23), "13 slechter, 9 beter", "13 worse, 9 better"),
    (Place(13, 1, 8, 23), "13 slechter, 8 beter, 1 gelijk", "13 worse, 8 better, 1 the same"),
    (Place(0, 22, 0, 23), "alle gelijk", "all the same"),
    (Place(0, 0, 0, 1), "het enige gebied", "the only area"),
]


@pytest.mark.parametrize(("place", "dutch", "english"), PLACES)
def test_a_place(place: Place, dutch: str, english: str) -> None:
    assert grammar("nl").standing(place) == dutch
    assert grammar("en").standing(place) == english


def overview(**more: object) -> OverviewFindings:
    fields: dict[str, object] = {
        "city": "Rotterdam", "areas": 23, "reds": 163, "known": 276, "worst": ("Bloemhof",), "worst_reds": 11, "worst_known": 12,
    }  # fmt: skip
    return OverviewFindings(**(fields | more))  # type: ignore[arg-type]


OVERVIEWS = [
    ("nl", {}, "In 23 gebieden van Rotterdam zijn 163 van de 276 cijfers slechter dan de grens. Het meest stapelt het zich op in"
     " Bloemhof: 11 van de 12."),
    ("en", {}, "In 23 areas of Rotterdam, 163 of 276 figures are worse than the border. The most are in Bloemhof: 11 of 12."),
    ("nl", {"worst": ("A", "B")}, "In 23 gebieden van Rotterdam zijn 163 van de 276 cijfers slechter dan de grens. Het meest stapelt"
     " het zich op in A en B: elk 11 van de 12."),
    ("en", {"worst": ("A", "B", "C", "D")}, "In 23 areas of Rotterdam, 163 of 276 figures are worse than the border. The most"
     " are in 4 areas: 11 of 12 each."),
    ("nl", {"reds": 0, "worst": ()}, "In 23 gebieden van Rotterdam is geen van de 276 cijfers slechter dan de grens."),
    ("nl", {"areas": 1, "reds": 1, "known": 12}, "In één gebied van Rotterdam is 1 van de 12 cijfers slechter dan de grens."),
    ("en", {"known": 0}, "No figures are known for Rotterdam yet."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "found", "said"), OVERVIEWS)
def test_the_overview(language: str, found: dict[str, object], said: str) -> None:
    assert plain(grammar(language).overview(overview(**found))) == said


def test_the_board() -> None:
    counts = [CountFinding(name="Stad", differing=13, printed=23), CountFinding(name="Rijk", differing=0, printed=23)]
    assert plain(grammar("nl").board(23, counts, "aanvraag van 2007")) == (
        "Van de 23 gebieden krijgen er 13 in de kolom ‘Stad’ een andere telling dan in de aanvraag van 2007 staat."
        " De kolom ‘Rijk’ klopt overal."
    )
    assert plain(grammar("en").board(23, counts, "2007 application")) == (
        "Of 23 areas, 13 in the column ‘Stad’ get a different count from the one in the 2007 application."
        " The column ‘Rijk’ is right throughout."
    )
    assert plain(grammar("nl").board(2, [], "x")) == "Twee gebieden staan naast de grenzen."
    assert plain(grammar("en").board(1, [], "x")) == "One area is set against the borders."


def test_a_larger_area() -> None:
    found = WholeFindings(
        name="Oud Zuid", areas=6, reds=52, known=72, worst=("Bloemhof",), worst_reds=11, worst_known=12
    )
    assert plain(grammar("nl").whole(found)) == (
        "Hier liggen zes gebieden van het bord: 52 van de 72 cijfers zijn slechter dan de grens."
        " Nergens zijn het er meer dan in Bloemhof: 11 van de 12."
    )
    one = WholeFindings(name="Overschie", areas=1, reds=1, known=12, worst=("Kleinpolder",), worst_reds=1)
    assert plain(grammar("nl").whole(one)) == (
        "Hier ligt één gebied van het bord: 1 van de 12 cijfers is slechter dan de grens."
    )
    assert plain(grammar("en").whole(one)) == (
        "One area on the board lies here: 1 of its 12 figures is worse than the border."
    )
    none = WholeFindings(name="X", areas=0, reds=0, known=0)
    assert plain(grammar("en").whole(none)) == "X has no areas on the board."


def test_a_dispute_says_what_rounding_leaves_open_where_that_could_explain_it() -> None:
    fields = {"name": "X", "column": "Stad", "document": "aanvraag", "printed": 4, "recounted": 6}
    assert "afronding" not in plain(grammar("nl").dispute(CountDispute(**fields, low=6, high=6)))  # type: ignore[arg-type]
    assert plain(grammar("nl").dispute(CountDispute(**fields, low=4, high=6))).endswith(  # type: ignore[arg-type]
        "Met de afronding mee kan het 4 tot 6 zijn."
    )


def test_names_are_escaped_and_links_kept() -> None:
    said = grammar("nl").area(area(name="<b>Zuid</b> & Co", reds=1))
    assert "&lt;b&gt;Zuid&lt;/b&gt; &amp; Co" in said
    assert "<b>1 van de 12 cijfers</b>" in said


@pytest.mark.parametrize(("name", "inside"), [("Inkomen", "inkomen"), ("PPC-score", "PPC-score"), ("", ""), ("X", "x")])
def test_a_name_inside_a_sentence(name: str, inside: str) -> None:
    assert inline(name) == inside


@pytest.mark.parametrize("language", ["nl", "en"])
def test_lists(language: str) -> None:
    word = {"nl": "en", "en": "and"}[language]
    assert grammar(language).listed([]) == ""
    assert grammar(language).listed(["A"]) == "A"
    assert grammar(language).listed(["A", "B"]) == f"A {word} B"
    assert grammar(language).listed(["A", "B", "C"]) == f"A, B {word} C"
