"""The words, numbers and small pictures of the standing."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from making import small_programme, target, text
from wijkpeil.methods.path import Point
from wijkpeil.methods.status import Figure
from wijkpeil.model.status import TargetState, TargetStatus
from wijkpeil.pages.chance_words import chance_number, chance_word
from wijkpeil.pages.standing.comparing import month_before
from wijkpeil.pages.standing.sentences import second_sentence, standing_sentence
from wijkpeil.pages.standing.sparks import HEIGHT, WIDTH, spark_of
from wijkpeil.pages.status_marks import status_mark
from wijkpeil.pages.target_units import unit_of
from wijkpeil.workflows.monitor import target_states
from wijkpeil.workflows.traces import Trace

IPCC = [
    (0.995, "virtually certain"),
    (0.99, "very likely"),
    (0.9, "very likely"),
    (0.89, "likely"),
    (0.66, "likely"),
    (0.5, "about as likely as not"),
    (0.33, "about as likely as not"),
    (0.32, "unlikely"),
    (0.1, "unlikely"),
    (0.09, "very unlikely"),
    (0.01, "very unlikely"),
    (0.009, "exceptionally unlikely"),
    (0.0, "exceptionally unlikely"),
]
"""Fourth Assessment Report, Working Group II, description of likelihood."""


@pytest.mark.parametrize(("chance", "word"), IPCC)
def test_a_chance_is_said_by_the_scale_of_the_ipcc(chance: float, word: str) -> None:
    with override("en"):
        assert chance_word(chance) == word


@given(chance=st.floats(0, 1))
def test_a_chance_is_never_none_and_never_all(chance: float) -> None:
    with override("en"):
        said = chance_number(chance)
    assert said not in ("0 in 100", "100 in 100")
    if said[0].isdigit():
        assert abs(int(said.split()[0]) / 100 - chance) <= 0.005000001


def states(*statuses: TargetStatus, checkable: int = 99) -> list[TargetState]:
    (made,) = target_states(small_programme(targets=(target("T"),)))
    return [replace(made, id=str(n), status=one, checkable=n < checkable) for n, one in enumerate(statuses)]


SENTENCES = [
    (
        ("moving-away", "behind", "behind", "uncertain", "achieved"),
        "3 van de 5 doelen lopen achter: 1 gaat de verkeerde kant op, 2 liggen iets achter. Van 1 beslissen de cijfers"
        " het niet.",
        "3 of the 5 targets are behind: 1 moves away, 2 are somewhat behind. Of 1 the figures do not decide it.",
    ),
    (
        ("off-track", "on-track", "on-track"),
        "1 van de 3 doelen loopt achter: 1 ligt ver achter.",
        "1 of the 3 targets is behind: 1 is far behind.",
    ),
    (("on-track", "achieved"), "Geen doel dat is gemeten, loopt achter.", "No target that is measured is behind."),
    (
        ("too-early", "not-measurable", "not-measured"),
        "Van de 3 beloften zijn er 3 überhaupt te controleren, en is er 1 gemeten. Er is alleen een cijfer van het"
        " begin, zodat er nog niets achterloopt.",
        "Of the 3 promises 3 can be checked at all, and 1 is measured. There is a figure of the start only, so that"
        " nothing is behind yet.",
    ),
    (
        ("not-measurable", "withheld"),
        "Van de 2 beloften zijn er 2 überhaupt te controleren, en zijn er 0 gemeten.",
        "Of the 2 promises 2 can be checked at all, and 0 are measured.",
    ),
    (
        ("too-early",),
        "Er is alleen een cijfer van het begin, zodat er nog niets achterloopt.",
        "There is a figure of the start only, so that nothing is behind yet.",
    ),
    ((), "Er is geen doel gesteld.", "No target is stated."),
]


@pytest.mark.parametrize(("statuses", "dutch", "english"), SENTENCES)
def test_the_sentence_says_what_is_behind(statuses: tuple[TargetStatus, ...], dutch: str, english: str) -> None:
    for language, expected in (("nl", dutch), ("en", english)):
        with override(language):
            said = re.sub("<[^>]+>", "", standing_sentence(states(*statuses))).strip()
        assert said == expected


def test_how_many_can_be_checked_is_said_once() -> None:
    with override("en"):
        most, few = states("behind", "on-track", checkable=1), states("not-measured", "not-measured", "behind")
        assert "1 can be checked" in second_sentence(most)
        assert "can be checked" in standing_sentence(few)
        assert second_sentence(few) == ""


def test_every_status_has_a_sign_of_its_own() -> None:
    with override("en"):
        marks = [status_mark(one) for one in get_args(TargetStatus)]
    assert len({(one.pattern, one.lines, one.bar) for one in marks}) == len(marks)
    assert len({one.word for one in marks}) == len(marks)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 25), date(2026, 10, 25)),
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2024, 3, 31), date(2024, 2, 29)),
        (date(2026, 1, 1), date(2025, 12, 1)),
    ],
)
def test_a_month_before(day: date, before: date) -> None:
    assert month_before(day) == before


@given(
    values=st.lists(st.integers(-100, 100), min_size=1, max_size=8),
    line=st.lists(st.integers(-100, 100), max_size=4),
    half=st.integers(0, 20),
)
def test_a_small_picture_stays_in_its_frame_and_keeps_the_order(values: list[int], line: list[int], half: int) -> None:
    first = date(2007, 12, 31)
    figures = [Figure(on=first + timedelta(days=90 * n), value=Fraction(one)) for n, one in enumerate(values)]
    if half:
        figures[-1] = replace(figures[-1], lower=Fraction(values[-1] - half), upper=Fraction(values[-1] + half))
    corners = tuple(Point(first + timedelta(days=400 * n), Fraction(one)) for n, one in enumerate(line))
    spark = spark_of(Trace(area=None, figures=tuple(figures), required=corners))
    numbers = [
        (float(x), float(y))
        for path in (spark.required, spark.measured, spark.margin)
        for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)
    ]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in numbers)
    drawn = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", spark.measured)]
    if len(values) > 1:
        assert len(drawn) == len(values)
        for (one, low), (other, high) in zip(
            zip(values, drawn, strict=True), zip(values[1:], drawn[1:], strict=True), strict=False
        ):
            assert low[0] <= high[0]
            assert (one <= other) == (low[1] >= high[1]) or abs(low[1] - high[1]) < 0.11
    assert bool(spark.margin) == bool(half)
    assert (spark.end is None) == (not line)


UNITS = [
    ({"quantifier": "number-of-areas", "indicator": "safety_index"}, Decimal("3"), "3"),
    ({"quantifier": "share-of-areas", "indicator": "safety_index"}, Decimal("33.333"), "33%"),
    ({"transformation": "relative-change", "indicator": "safety_index"}, Decimal("-12.3"), "−12%"),
    ({"indicator": "safety_index"}, Decimal("5.25"), "5.3"),
    ({"indicator": "safety_index", "bound": Decimal("6.05")}, Decimal("5.25"), "5.25"),
    ({"quantity": "money"}, Decimal("507179000.00"), "€507,179,000"),
    ({"unit": text("% of pupils"), "indicator": "safety_index"}, Decimal("9.4"), "9.4%"),
    ({}, Decimal("1.234"), "1.23"),
]


@pytest.mark.parametrize(("fields", "value", "said"), UNITS)
def test_numbers_are_said_in_the_unit_of_their_target(fields: dict[str, object], value: Decimal, said: str) -> None:
    stated = target("T", **({"quantifier": "total"} | fields))
    with override("en"):
        unit = unit_of(small_programme(targets=(stated,)), stated, "en")
        assert unit.number(value) == said
        assert unit.number(None) == ""


def test_a_small_distance_is_never_written_as_none() -> None:
    stated = target("T", indicator="safety_index", quantifier="total")
    with override("en"):
        unit = unit_of(small_programme(targets=(stated,)), stated, "en")
    assert unit.number(Decimal("0.04"), least=True) == "0.04"
    assert unit.number(Decimal(0), least=True) == "0.0"
