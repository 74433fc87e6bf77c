"""Formulas, intervals and verdicts against naive second implementations, over generated input."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from making import small_programme
from wijkpeil.methods.intervals import Interval, as_printed, exactly, least, most
from wijkpeil.methods.verdict import could_stand, stands, verdict_of
from wijkpeil.model.claims import ReadingResult
from wijkpeil.model.formula import FormulaError, parse
from wijkpeil.workflows.evaluate import evaluate

numbers = st.decimals(min_value=-50, max_value=50, places=2)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, value, high = sorted([draw(numbers), draw(numbers), draw(numbers)])
    return Interval(value, low, high)


def inside(interval: Interval, share: int) -> Decimal:
    """The number that lies ``share`` eighths up the interval."""
    return interval.low + (interval.high - interval.low) * share / 8


eighths = st.integers(0, 8)
operations = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "min": lambda a, b: least(a, b) if isinstance(a, Interval) else min(a, b),
    "max": lambda a, b: most(a, b) if isinstance(a, Interval) else max(a, b),
}


@given(intervals(), intervals(), eighths, eighths, st.sampled_from(sorted(operations)))
def test_a_result_holds_every_number_that_its_operands_can_give(
    one: Interval, two: Interval, a: int, b: int, name: str
) -> None:
    operate = operations[name]
    found = operate(one, two)
    assert found.low <= found.value <= found.high
    assert found.value == operate(one.value, two.value)
    assert found.low <= operate(inside(one, a), inside(two, b)) <= found.high


@given(intervals(), intervals(), eighths, eighths)
def test_a_quotient_holds_every_number_that_its_operands_can_give(one: Interval, two: Interval, a: int, b: int) -> None:
    if two.low <= 0 <= two.high:
        with pytest.raises(ZeroDivisionError):
            one / two
        return
    found = one / two
    exact = Fraction(inside(one, a)) / Fraction(inside(two, b))
    slack = Fraction(1, 10**40)
    assert Fraction(found.low) - slack <= exact <= Fraction(found.high) + slack


@given(intervals(), st.integers(0, 5), eighths)
def test_a_power_holds_every_number_that_its_base_can_give(base: Interval, power: int, share: int) -> None:
    found = base ** exactly(power)
    assert found.low <= inside(base, share) ** power if power else found.low == 1
    assert found.high >= inside(base, share) ** power if power else found.high == 1


@given(intervals(), st.integers(-2, 2))
def test_rounding_and_size_keep_the_order(one: Interval, digits: int) -> None:
    rounded = one.rounded(digits)
    assert rounded.low <= rounded.value <= rounded.high
    assert abs(rounded.value - one.value) <= Decimal(5).scaleb(-digits - 1)
    size = abs(one)
    assert 0 <= size.low <= size.value <= size.high


@given(numbers)
def test_a_printed_number_is_in_the_middle_of_its_range(value: Decimal) -> None:
    printed = as_printed(value)
    assert printed.high - value == value - printed.low == Decimal("0.005")


plain = st.integers(0, 40).map(str) | st.decimals(min_value=0, max_value=9, places=1).map(str)
trees = st.recursive(
    plain,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(
            lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
        )
        | inner.map(lambda part: f"-{part}")
    ),
    max_leaves=8,
)
EMPTY = small_programme()


@given(trees)
def test_arithmetic_agrees_with_fractions(text: str) -> None:
    found = evaluate(text, EMPTY)
    exact = "".join(f"Fraction('{word}')" if word[0].isdigit() else word for word in _words(text))
    try:
        wanted = eval(exact, {"Fraction": Fraction})
    except ZeroDivisionError:
        assert found.value is None
        return
    # A divisor that is zero but for the last of fifty digits is unknown here and a number there.
    assume(found.value is not None or abs(wanted) < 10**30)
    assert found.value is not None
    assert found.low == found.value == found.high
    assert abs(Fraction(found.value) - wanted) <= abs(wanted) / 10**40


def _words(text: str) -> list[str]:
    for sign in "()+-*/":
        text = text.replace(sign, f" {sign} ")
    return text.split()


@given(st.text(max_size=60) | st.text(alphabet='countred("()+-*&|,=.0 1', max_size=60))
def test_any_text_is_read_or_refused_with_a_column(text: str) -> None:
    error = refusal(text)
    assert error is None or (1 <= error.column <= len(text) + 2 and error.message)


def refusal(text: str) -> FormulaError | None:
    try:
        parse(text)
    except FormulaError as error:
        return error
    return None


states = st.tuples(st.booleans(), st.booleans(), st.booleans())


@given(st.lists(states, min_size=1, max_size=4))
def test_a_verdict_agrees_with_the_naive_one(readings: list[tuple[bool, bool, bool]]) -> None:
    results = [
        ReadingResult(
            reading=str(place),
            recomputed=None if unknown else Decimal(1),
            low=None,
            high=None,
            holds=holds and not unknown,
            could_hold=(holds or could) and not unknown,
        )
        for place, (holds, could, unknown) in enumerate(readings)
    ]
    # Naive: give every reading its line of the rule, and take the least line, then the first reading on it.
    lines = []
    for place, one in enumerate(results):
        if one.holds:
            lines.append((1 if place == 0 else 2, place))
        elif one.could_hold:
            lines.append((3 if place == 0 else 4, place))
    lines.append((5 if results[0].recomputed is None else 6, 0))
    line, place = min(lines)
    verdict, reading = verdict_of(results)
    assert reading.reading == str(place)
    assert (
        verdict
        == [
            "reproduces",
            "reproduces-under-another-reading",
            "undecidable-by-rounding",
            "reproduces-under-another-reading",
            "cannot-be-checked",
            "contradicts",
        ][line - 1]
    )


@given(intervals(), numbers, st.sampled_from(["equals", "at-least", "at-most", "below", "above", "about"]), eighths)
def test_what_some_number_in_the_range_does_the_range_could_do(
    one: Interval, printed: Decimal, relation: str, share: int
) -> None:
    margin = Decimal(3) if relation == "about" else None
    if stands(relation, inside(one, share), printed, margin):  # type: ignore[arg-type]
        assert could_stand(relation, one.low, one.high, printed, margin)  # type: ignore[arg-type]
    if could_stand(relation, one.value, one.value, printed, margin):  # type: ignore[arg-type]
        assert stands(relation, one.value, printed, margin)  # type: ignore[arg-type]
