"""Digits, domain and bands."""

from decimal import Decimal

import pytest

from wijkpeil.methods.bands import band_of, maybe_in, surely_in
from wijkpeil.methods.colour import colour_of, digits_after_point, half_last_digit, possible_colours
from wijkpeil.methods.counts import count_reds
from wijkpeil.model.base import Text
from wijkpeil.model.indicators import Band

D = Decimal


@pytest.mark.parametrize(("value", "digits", "half"), [("6.0", 1, "0.05"), ("21", 0, "0.5"), ("-0.44", 2, "0.005")])
def test_digits_are_those_printed(value: str, digits: int, half: str) -> None:
    assert digits_after_point(D(value)) == digits
    assert half_last_digit(D(value)) == D(half)


def test_bounds_that_cross_are_refused() -> None:
    with pytest.raises(ValueError, match="is better than"):
        colour_of(D(1), "high-is-better", D(3), D(2), "strict")
    with pytest.raises(ValueError, match="is better than"):
        possible_colours(None, "low-is-better", D(2), D(3))


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_a_value_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        colour_of(D(value), "high-is-better", D(1), D(2), "strict")


def test_a_factor_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="factor"):
        count_reds([], 0)


def bands() -> tuple[Band, ...]:
    name = Text(nl="x", en="x")
    return (
        Band(id="low", name=name, upper=D("5.0")),
        Band(id="middle", name=name, lower=D("5.0"), upper=D("7.1"), upper_included=True),
        Band(id="high", name=name, lower=D("7.1"), lower_included=False),
    )


@pytest.mark.parametrize(
    ("value", "band"), [("-3", "low"), ("4.9", "low"), ("5.0", "middle"), ("7.1", "middle"), ("7.2", "high")]
)
def test_an_edge_belongs_to_the_band_that_includes_it(value: str, band: str) -> None:
    found = band_of(D(value), bands())
    assert found is not None
    assert found.id == band


def test_no_band_without_value_or_outside_all() -> None:
    assert band_of(None, bands()) is None
    assert band_of(D("7.05"), bands()[:1]) is None


def test_rounding_leaves_a_band_open_at_its_edge_only() -> None:
    low, middle, _ = bands()
    assert surely_in(low, D("4.9"))
    assert not surely_in(low, D("5.0"))
    assert maybe_in(low, D("5.0"))
    assert maybe_in(middle, D("5.0"))
    assert not maybe_in(middle, D("4.9"))
