"""Numbers, money and dates as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.pages.format import count_word, day, millions, money, number, percent


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        ("1.4", None, "1,4", "1.4"),
        ("-0.44", None, "−0,44", "−0.44"),
        ("6.0", None, "6,0", "6.0"),
        ("507179000", None, "507.179.000", "507,179,000"),
        ("1234.5", 0, "1.235", "1,235"),
        ("-0.04", 1, "0,0", "0.0"),
        ("0", None, "0", "0"),
    ],
)
def test_numbers(value: str, decimals: int | None, dutch: str, english: str) -> None:
    assert number(Decimal(value), "nl", decimals) == dutch
    assert number(Decimal(value), "en", decimals) == english


@pytest.mark.parametrize(
    ("amount", "dutch", "english"),
    [
        ("32482000", "€\u00a032.482.000", "€32,482,000"),
        ("0.5", "€\u00a00,50", "€0.50"),
        ("-12", "€\u00a0−12", "−€12"),
        ("0", "€\u00a00", "€0"),
    ],
)
def test_money(amount: str, dutch: str, english: str) -> None:
    assert money(Decimal(amount), "nl") == dutch
    assert money(Decimal(amount), "en") == english


def test_the_rest() -> None:
    assert millions(Decimal(173843000), "nl") == "173,8"
    assert percent(Decimal("6.404"), "nl") == "6,4%"
    assert percent(Decimal("6.404"), "en") == "6.4%"
    assert day(date(2010, 12, 31), "nl") == "31\u00a0december 2010"
    assert day(date(2010, 12, 31), "en") == "31\u00a0December 2010"
    assert [count_word(count, "nl") for count in (0, 1, 10, 11)] == ["nul", "één", "tien", "11"]
    assert [count_word(count, "en") for count in (0, 1, 10, 11)] == ["zero", "one", "ten", "11"]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_a_written_number_reads_back(value: Decimal) -> None:
    for language, point, thousands in (("nl", ",", "."), ("en", ".", ",")):
        written = number(value, language).replace(thousands, "").replace(point, ".").replace("−", "-")
        assert Decimal(written) == value
