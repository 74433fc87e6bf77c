"""The pictures of the register pages as numbers: marks within the frame, bars true to their amounts."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.model.claims import Relation
from wijkpeil.pages.money import bar
from wijkpeil.pages.quantities import quantity
from wijkpeil.pages.target_words import bound_words
from wijkpeil.pages.working import open_range

amounts = st.decimals(min_value=0, max_value=10**9, places=2)


@given(amounts, amounts)
def test_bars_are_in_proportion(one: Decimal, other: Decimal) -> None:
    most = max(one, other)
    assert 0 <= bar(one, most) <= 100
    assert (bar(one, most) <= bar(other, most)) or one >= other


def test_an_unknown_amount_has_no_bar() -> None:
    assert bar(None, Decimal(5)) == 0
    assert bar(Decimal(5), Decimal(0)) == 0


@pytest.mark.parametrize(
    ("relation", "bound", "language", "expected"),
    [
        ("at-least", "6.0", "nl", "minstens 6,0"),
        ("at-most", "7", "en", "at most 7"),
        ("at-most", "0", "nl", "0"),
        ("equals", "10000", "nl", "10.000"),
        (None, "5", "en", "5"),
    ],
)
def test_bounds_in_words(relation: Relation | None, bound: str, language: str, expected: str) -> None:
    with override(language):
        assert bound_words(relation, Decimal(bound), language) == expected


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "language", "expected"),
    [
        (Decimal("507179000"), "EUR", 0, "nl", "€\u00a0507.179.000"),
        (Decimal("56.6"), "%", 1, "nl", "56,6%"),
        (Decimal(23), "rows", 0, "nl", "23 rijen"),
        (Decimal(23), "rows", 0, "en", "23 rows"),
        (None, "rows", 0, "nl", "onbekend"),
        (Decimal(3), "", 0, "en", "3"),
    ],
)
def test_quantities(value: Decimal | None, unit: str, decimals: int, language: str, expected: str) -> None:
    with override(language):
        assert quantity(value, unit, decimals, language) == expected


def test_no_range_is_said_where_rounding_leaves_one_number() -> None:
    with override("nl"):
        assert open_range(Decimal(20), Decimal(23), "nl") == "20 tot 23"
        assert open_range(Decimal(5), Decimal(5), "nl") == ""
        assert open_range(None, Decimal(5), "nl") == ""
