"""Colours and counts against naive second implementations, over generated values."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.methods.colour import colour_of, half_last_digit, possible_colours, undecidable
from wijkpeil.methods.counts import Redness, count_reds

numbers = st.decimals(min_value=-20, max_value=20, places=1) | st.integers(-20, 20).map(Decimal)
polarities = st.sampled_from(["high-is-better", "low-is-better"])
comparisons = st.sampled_from(["strict", "inclusive"])


@st.composite
def borders(draw: st.DrawFn) -> tuple[str, Decimal, Decimal]:
    low, high = sorted([draw(numbers), draw(numbers)])
    polarity = draw(polarities)
    return (polarity, low, high) if polarity == "high-is-better" else (polarity, high, low)


def naive_colour(
    value: Decimal | Fraction, polarity: str, negative: Decimal, positive: Decimal, comparison: str
) -> str:
    """Turn the scale so that high is better, and compare fractions."""
    sign = 1 if polarity == "high-is-better" else -1
    v, n, p = (sign * Fraction(one) for one in (value, negative, positive))
    red = v <= n if comparison == "inclusive" else v < n
    green = v >= p if comparison == "inclusive" else v > p
    return "red" if red else "green" if green else "neutral"


@given(numbers, borders(), comparisons)
def test_a_colour_agrees_with_the_naive_one(value: Decimal, border: tuple[str, Decimal, Decimal], rule: str) -> None:
    assert colour_of(value, *border, rule) == naive_colour(value, *border, rule)  # type: ignore[arg-type]


@given(numbers, borders())
def test_mirrored_values_have_mirrored_colours(value: Decimal, border: tuple[str, Decimal, Decimal]) -> None:
    polarity, negative, positive = border
    other = "low-is-better" if polarity == "high-is-better" else "high-is-better"
    for rule in ("strict", "inclusive"):
        assert colour_of(value, polarity, negative, positive, rule) == colour_of(  # type: ignore[arg-type]
            -value,
            other,
            -negative,
            -positive,
            rule,  # type: ignore[arg-type]
        )


@given(numbers, borders())
def test_possible_colours_are_those_that_a_fine_search_finds(
    value: Decimal, border: tuple[str, Decimal, Decimal]
) -> None:
    half = Fraction(half_last_digit(value))
    middle = Fraction(value)
    tried = {middle + half * Fraction(step, 40) for step in range(-40, 41)}
    tried |= {Fraction(bound) for bound in border[1:] if abs(Fraction(bound) - middle) <= half}
    # A bound pair closer together than the search steps is met on its own points and just beside them.
    found = {naive_colour(true, *border, rule) for true in tried for rule in ("strict", "inclusive")}
    possible = possible_colours(value, *border)  # type: ignore[arg-type]
    assert found == possible
    assert (len(possible) > 1) == (undecidable(value, border[1]) or undecidable(value, border[2]))


cells = st.lists(
    st.sampled_from(
        [
            Redness("red", frozenset({"red"})),
            Redness("red", frozenset({"red", "neutral"})),
            Redness("neutral", frozenset({"red", "neutral"})),
            Redness("neutral", frozenset({"neutral"})),
            Redness("green", frozenset({"green"})),
            Redness("none", frozenset()),
        ]
    ),
    max_size=12,
)


@given(cells, st.integers(1, 4))
def test_a_count_agrees_with_the_naive_one(row: list[Redness], factor: int) -> None:
    found = count_reds(row, factor)
    coloured = [cell for cell in row if cell.colour != "none"]
    assert found.missing == len(row) - len(coloured)
    if not coloured:
        assert found[:3] == (None, None, None)
        assert not list(found.attainable(factor))
        return
    assert found.reds == factor * [cell.colour for cell in row].count("red")
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.reds <= found.high
    open_cells = sum({"red"} < cell.possible for cell in coloured)
    assert len(found.attainable(factor)) == open_cells + 1
    assert found.reds in found.attainable(factor)
