"""The rule of statuses on whatever can be promised: against its naive twin, and by what must always hold."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from naive_status import naive_status
from status_cases import Case
from wijkpeil.methods.path import Point
from wijkpeil.methods.status import Course, Figure, Standing, judge

FIRST = date(2006, 12, 31)
BETTER = ("moving-away", "off-track", "behind", "too-early", "not-measurable", "on-track", "achieved")
MIRROR = {"at-least": "at-most", "at-most": "at-least", "above": "below", "below": "above"}

numbers = st.fractions(min_value=-50, max_value=50, max_denominator=8)
days = st.integers(0, 2200).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def figure(draw: st.DrawFn, *, margins: bool = True) -> Figure:
    """A figure, now and then without a value, or with a margin."""
    on, value = draw(days), draw(numbers)
    kind = draw(st.sampled_from(["plain", "plain", "plain", "margin", "suppressed", "not-collected"]))
    if kind == "margin" and margins:
        half = draw(st.fractions(min_value=Fraction(1, 10), max_value=10, max_denominator=10))
        return Figure(on=on, value=value, lower=value - half, upper=value + half)
    if kind in ("suppressed", "not-collected"):
        return Figure(on=on, value=None, status=kind)  # type: ignore[arg-type]
    return Figure(on=on, value=value)


@st.composite
def course(draw: st.DrawFn, relations: tuple[str, ...] = ("at-least", "at-most", "above", "below")) -> Course:
    """A promise of any kind."""
    deadline = draw(st.none() | days)
    start = draw(st.none() | numbers)
    dated = draw(st.booleans())
    day = FIRST if dated or start is None else date.min
    shape = draw(st.sampled_from(["linear", "linear", "stepped", "own"])) if dated and deadline else "linear"
    steps = sorted(draw(st.sets(days, max_size=3))) if shape != "linear" else []
    return Course(
        relation=draw(st.sampled_from(relations)),  # type: ignore[arg-type]
        bound=draw(numbers),
        start=None if start is None else Figure(on=day, value=start),
        start_on=FIRST if dated else None,
        undated=start is not None and not dated,
        deadline=deadline,
        shape=shape,  # type: ignore[arg-type]
        milestones=tuple(Point(one, draw(numbers)) for one in steps if deadline is not None and FIRST < one < deadline),
        whole=draw(st.booleans()),
        tolerance=draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 2)])),
        each_year=draw(st.sampled_from([False, False, False, True])),
        breaks=tuple(sorted(draw(st.sampled_from([set(), set(), {draw(days)}, {draw(days), draw(days)}])))),
    )


def rising(figures: list[Figure]) -> tuple[Figure, ...]:
    """Figures by day, one a day."""
    return tuple({one.on: one for one in sorted(figures, key=lambda one: one.on)}.values())


many = st.lists(figure(), max_size=6).map(rising)
plain = st.lists(figure(margins=False), min_size=1, max_size=6).map(rising)


@given(made=course(), figures=many, as_of=days)
def test_the_second_implementation_agrees(made: Course, figures: tuple[Figure, ...], as_of: date) -> None:
    found = judge(made, figures, as_of)
    assert naive_status(Case("", {}, made, figures, as_of)) == (found.status, found.reason)


@given(made=course(("equals", "about")), figures=plain, as_of=days)
def test_it_agrees_on_promises_of_exactly_a_number(made: Course, figures: tuple[Figure, ...], as_of: date) -> None:
    found = judge(made, figures, as_of)
    assert naive_status(Case("", {}, made, figures, as_of)) == (found.status, found.reason)


@given(made=course(), figures=plain, as_of=days, more=st.fractions(min_value=0, max_value=20, max_denominator=8))
def test_a_better_figure_never_gives_a_worse_status(
    made: Course, figures: tuple[Figure, ...], as_of: date, more: Fraction
) -> None:
    before = judge(made, figures, as_of)
    assume(before.figure is not None and before.status in BETTER)
    assume(before.figure is not before.start)
    sign = 1 if made.relation in ("at-least", "above") else -1

    def better(one: Figure) -> Figure:
        return one if one is not before.figure or one.value is None else replace(one, value=one.value + sign * more)

    after = judge(made, tuple(better(one) for one in figures), as_of)
    assert BETTER.index(after.status) >= BETTER.index(before.status)


def moved(made: Course, figures: tuple[Figure, ...], move: Any, width: Fraction) -> tuple[Course, tuple[Figure, ...]]:
    """The same promise and figures on another scale; ``width`` is what a distance becomes."""

    def of(one: Figure) -> Figure:
        if one.value is None:
            return one
        ends = (None, None) if one.lower is None or one.upper is None else (move(one.lower), move(one.upper))
        lower, upper = ends if width > 0 else ends[::-1]
        return replace(one, value=move(one.value), lower=lower, upper=upper)

    changed = replace(
        made,
        bound=move(made.bound),
        start=None if made.start is None else of(made.start),
        milestones=tuple(Point(one.on, move(one.value)) for one in made.milestones),
        tolerance=made.tolerance * abs(width),
        whole=False,
    )
    return changed, tuple(of(one) for one in figures)


def same(one: Standing, other: Standing) -> bool:
    """Whether two standings say the same, up to the last digits of a chance."""
    chances = [each.probability for each in (one, other)]
    near = chances[0] == chances[1] or abs((chances[0] or 0) - (chances[1] or 0)) < 1e-9
    undecided = any(each is not None and min(abs(each - 0.8), abs(each - 0.2)) < 1e-9 for each in chances)
    return near and (undecided or (one.status, one.reason) == (other.status, other.reason)) and one.share == other.share


@given(
    made=course(),
    figures=many,
    as_of=days,
    factor=st.fractions(min_value=Fraction(1, 20), max_value=20, max_denominator=20),
    shift=numbers,
)
def test_neither_scale_nor_zero_matters(
    made: Course, figures: tuple[Figure, ...], as_of: date, factor: Fraction, shift: Fraction
) -> None:
    assume(not made.each_year)
    made = replace(made, whole=False)
    other, theirs = moved(made, figures, lambda value: value * factor + shift, factor)
    assert same(judge(made, figures, as_of), judge(other, theirs, as_of))


@given(made=course(), figures=many, as_of=days)
def test_falling_is_the_mirror_of_rising(made: Course, figures: tuple[Figure, ...], as_of: date) -> None:
    other, theirs = moved(made, figures, lambda value: -value, Fraction(-1))
    other = replace(other, relation=MIRROR[made.relation], whole=made.whole)  # type: ignore[arg-type]
    assert same(judge(made, figures, as_of), judge(other, theirs, as_of))


@given(
    start=numbers,
    way=numbers.filter(bool),
    elapsed=st.integers(1, 999),
    edge=st.sampled_from(
        [
            (Fraction(95, 100), "on-track", "behind"),
            (Fraction(60, 100), "behind", "off-track"),
            (Fraction(0), "off-track", "moving-away"),
        ]
    ),
    short=st.fractions(min_value=Fraction(1, 1000), max_value=Fraction(1, 100), max_denominator=1000),
)
def test_an_edge_belongs_to_the_better_side(
    start: Fraction, way: Fraction, elapsed: int, edge: tuple[Fraction, str, str], short: Fraction
) -> None:
    begin, day = date(2006, 1, 1), date(2006, 1, 1) + timedelta(days=elapsed)
    made = Course(
        relation="at-least" if way > 0 else "at-most",
        bound=start + way,
        start=Figure(on=begin, value=start),
        deadline=begin + timedelta(days=1000),
    )
    asked = way * Fraction(elapsed, 1000)

    def at(share: Fraction) -> str:
        return judge(made, (Figure(on=day, value=start + asked * share),), day).status

    assert (at(edge[0]), at(edge[0] - short)) == edge[1:]
