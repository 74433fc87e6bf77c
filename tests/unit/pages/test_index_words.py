"""Words of indices: shares as one says them, what an order depends on, places as a resident counts, and causes."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from indices_by_hand import certain, index_of, leaves, places_of

from wijkpeil.errors import say
from wijkpeil.pages.indices.area_words import place_words, sure_words, why_words
from wijkpeil.pages.indices.effects import listed, points
from wijkpeil.pages.indices.sensitivity import dependence_section
from wijkpeil.pages.indices.share_words import share_words
from wijkpeil.workflows.index_certainty import Unsure
from wijkpeil.workflows.index_sensitivity import Dependence

SAID = {
    "about nine tenths": Fraction(9, 10),
    "about four fifths": Fraction(4, 5),
    "about three quarters": Fraction(3, 4),
    "about two thirds": Fraction(2, 3),
    "about half": Fraction(1, 2),
    "about two fifths": Fraction(2, 5),
    "about a third": Fraction(1, 3),
    "about a quarter": Fraction(1, 4),
    "about a fifth": Fraction(1, 5),
    "about a tenth": Fraction(1, 10),
}


@pytest.fixture(autouse=True)
def english() -> None:
    translation.activate("en")


@given(st.floats(0.07, 0.949))
def test_a_share_is_said_by_a_fraction_that_is_near(share: float) -> None:
    with translation.override("en"):
        said = SAID[share_words(share)]
    nearest = min(abs(share - one) for one in SAID.values())
    assert abs(share - said) <= nearest + 0.015, "no other fraction is clearly nearer"


@pytest.mark.parametrize(
    ("share", "said"),
    [(-0.1, "hardly anything"), (0.0199, "hardly anything"), (0.03, "a little"), (0.97, "nearly all")],
)
def test_the_ends_have_words_of_their_own(share: float, said: str) -> None:
    assert share_words(share) == said


def shares(choice: str, first: float, total: float, reach: float = 0.05) -> dict[str, Any]:
    ends = {
        f"{name}{end}": value + sign * reach
        for name, value in (("first", first), ("total", total))
        for end, sign in (("", 0), ("_low", -1), ("_high", 1))
    }
    return {"choice": choice, "drawn": say("Each figure lies somewhere in its own margin, by a normal law."), **ends}


def said_of(*found: dict[str, Any], runs: int = 640, variance: float = 1.0) -> tuple[str, ...]:
    depends = Dependence(shares=found, variance=variance, runs=runs, seed=1, declared=True)
    section = dependence_section(depends, "en")
    assert section is not None
    return section.sentences


def test_the_choice_that_counts_most_is_said_first() -> None:
    (said,) = said_of(shares("weights", 0.3, 0.32), shares("normalisations", 0.68, 0.7))
    assert said == (
        "Of all that is uncertain about the order, about two thirds comes from the way in which figures are brought to"
        " one scale and about a third comes from the weights."
    )


def test_what_choices_do_together_is_said() -> None:
    said = said_of(shares("weights", 0.5, 0.95), shares("aggregations", 0.0, 0.45), shares("intervals", 0.0, 0.01))
    assert said[1] == ("What is left, about half, comes from choices together: what one does depends on the other.")
    assert said[2].endswith("together with other choices it does: the way in which parts are put together.")
    assert said[3] == "For the order it hardly matters: the margins of the figures."


def test_a_share_that_may_be_nothing_is_not_told_as_something() -> None:
    said = said_of(shares("weights", 0.04, 0.5, 0.1), shares("left_out", 0.5, 0.9, 0.1))
    assert said[0] == "Of all that is uncertain about the order, about half comes from which indicators take part."
    assert said[-1] == "By itself this does hardly anything, and together with other choices it does: the weights."


def test_intervals_that_overlap_leave_the_order_open() -> None:
    said = said_of(shares("weights", 0.45, 0.5, 0.1), shares("intervals", 0.55, 0.6, 0.1))
    assert said[-1] == "Which of the first two counts for more is not certain after so few computations."


def test_one_choice_alone_no_movement_and_no_computation_are_said() -> None:
    assert "one thing alone varies: the weights" in said_of(shares("weights", 1, 1), runs=0)[0]
    assert said_of(shares("weights", 0, 0), shares("intervals", 0, 0), variance=0.0) == (
        "Whatever is chosen otherwise, places shift just as far.",
    )
    section = dependence_section(Unsure(say("Nothing varies: the index declares no alternatives.")), "en")
    assert section is not None
    assert section.sentences[0].endswith("Nothing varies: the index declares no alternatives.")
    assert dependence_section(None, "en") is None


@given(st.floats(-0.3, 1.3), st.floats(0, 0.3))
def test_bars_stay_in_the_picture(first: float, reach: float) -> None:
    section = dependence_section(
        Dependence(
            shares=(shares("weights", first, first, reach), shares("intervals", 0.1, 0.2)),
            variance=1.0,
            runs=640,
            seed=1,
            declared=True,
        ),
        "en",
    )
    assert section is not None
    for row in section.rows:
        for bar in (row.alone, row.total):
            assert 0 <= bar.width <= 100
            assert 0 <= bar.low_x <= bar.low_x + bar.reach <= 100.01


@pytest.mark.parametrize(
    ("figures", "area", "said"),
    [
        ([1, 2, 3, 4], "area0", "number 4 of 4, counted from the best: 3 areas do better and 0 do worse."),
        (
            [1, 2, 2, 4],
            "area1",
            "number 2 of 4, counted from the best: 1 area does better, 1 does worse and 1 does as well.",
        ),
    ],
)
def test_how_many_do_better_is_counted(figures: list[float], area: str, said: str) -> None:
    assert said in place_words(places_of(index_of(*leaves("a")), figures), area, "en")


def test_counting_begins_where_number_one_is() -> None:
    places = places_of(index_of(*leaves("a"), polarity="low-is-better"), [1, 2, 3])
    assert "number 1 of 3, counted from the worst: 2 areas do better and 0 do worse." in place_words(
        places, "area2", "en"
    )


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (5, 5, "comes out at number 5 in 9 of 10. As far as these go, its place is sure."),
        (4, 6, "number 4 to 6 in 9 of 10. As far as these go, its place is fairly sure."),
        (3, 8, "As far as these go, its place is roughly known."),
        (1, 9, "Its place is uncertain."),
        (6, 8, "puts it in a better place than nearly all of these do."),
        (1, 3, "puts it in a worse place than nearly all of these do."),
    ],
)
def test_how_sure_a_place_is_has_a_plain_word(low: int, high: int, said: str) -> None:
    places = places_of(index_of(*leaves("a")), list(range(21, 0, -1)))
    found = certain([low] * 21, [high] * 21)
    text = sure_words(found, places, "area4", "en")
    assert said in text
    assert "Computed 10 times with other weights and figures elsewhere within their margins," in text
    assert ("nearly all" in text) == (not low <= 5 <= high)


def test_a_place_that_was_not_drawn_says_why() -> None:
    places = places_of(index_of(*leaves("a")), [1, 2, 3])
    reason = Unsure(say("Nothing varies: the index declares no alternatives."))
    assert sure_words(reason, places, "area0", "en").endswith("Nothing varies: the index declares no alternatives.")
    assert sure_words(None, places, "area0", "en") == ""


def test_what_counts_for_and_against_is_said() -> None:
    pulls = [("rent", "worse", "−3.0"), ("noise", "worse", "−1.0"), ("work", "better", "+2.0")]
    assert why_words(pulls) == (
        "Set beside the average area, rent counts most against it (−3.0 points) and work most in its favour (+2.0)."
    )
    assert why_words(pulls[:1]).endswith("rent counts most against it (−3.0 points).")
    assert why_words(pulls[2:]).endswith("work counts most in its favour (+2.0 points).")
    assert why_words([]) == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0.0"), (0.04, "0.0"), (-0.04, "0.0"), (10.0, "+10.0"), (2.25, "+2.3"), (-2.25, "−2.3"), (np.nan, "–")],
)
def test_points_have_their_sign(value: float, said: str) -> None:
    assert points(value, "en", 1) == said


def test_parts_of_a_sentence_are_put_after_each_other() -> None:
    assert [listed(said) for said in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a and b", "a, b and c"]
