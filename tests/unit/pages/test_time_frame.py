"""The frame of a picture over time: all within it, round lines, labels that do not touch."""

from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.pages.time_frame import BOTTOM, LEFT, NEAR_X, NEAR_Y, RIGHT, TOP, YEARS, Mark, apart, frame_of

DAYS = st.lists(st.dates(date(1990, 1, 1), date(2050, 12, 31)), min_size=1, max_size=8)
VALUES = st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=8)


@given(DAYS, VALUES)
def test_every_day_and_value_is_within_the_frame(days: list[date], values: list[Decimal]) -> None:
    frame = frame_of(days, values)
    assert all(LEFT <= frame.x(day) <= RIGHT for day in days)
    assert all(TOP <= frame.y(value) <= BOTTOM for value in values)
    grid = frame.grid("en")
    assert 2 <= len(grid) <= 9
    assert all(TOP <= line.y <= BOTTOM for line in grid)
    assert (grid[0].y, grid[-1].y) == (BOTTOM, TOP)
    assert len({line.label for line in grid}) == len(grid)


@given(DAYS, VALUES)
def test_later_is_right_and_more_is_up(days: list[date], values: list[Decimal]) -> None:
    frame = frame_of(days, values)
    assert all(frame.x(one) <= frame.x(other) for one, other in pairwise(sorted(days)))
    assert all(frame.y(one) >= frame.y(other) for one, other in pairwise(sorted(values)))
    years = frame.years()
    assert 1 <= len(years) <= YEARS
    assert [one.x for one in years] == sorted(one.x for one in years)


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        (("5.5", "6.3"), "5.4", "6.4"),
        (("7", "9.4"), "7", "9.5"),
        (("0", "500"), "0", "500"),
        (("3", "8"), "0", "8"),
        (("-8", "-3"), "-8", "0"),
        (("-2", "7.3"), "-2", "8"),
        (("4", "4"), "3", "5"),
        (("0", "0"), "0", "1"),
    ],
)
def test_a_frame_runs_from_and_to_round_numbers(values: tuple[str, ...], low: str, high: str) -> None:
    frame = frame_of([date(2006, 12, 31), date(2010, 12, 31)], [Decimal(one) for one in values])
    assert (frame.low, frame.high) == (Decimal(low), Decimal(high))


def test_one_day_still_has_two_years_around_it() -> None:
    frame = frame_of([date(2007, 6, 30)], [Decimal(1)])
    assert [one.label for one in frame.years()] == ["2006", "2007", "2008"]


def test_long_labels_stand_above_their_line() -> None:
    days = [date(2006, 12, 31), date(2010, 12, 31)]
    assert all(one.inside for one in frame_of(days, [Decimal(507000000), Decimal(507179000)]).grid("nl"))
    assert not any(one.inside for one in frame_of(days, [Decimal(0), Decimal(1000)]).grid("nl"))


PLACES = st.lists(st.tuples(st.floats(0, 100), st.integers(TOP, BOTTOM)), max_size=8)


@given(PLACES)
def test_labels_do_not_touch(places: list[tuple[float, int]]) -> None:
    marks = [Mark(x=x, y=y, value=str(number)) for number, (x, y) in enumerate(places)]
    moved = apart(marks)
    assert sorted(one.value for one in moved) == sorted(one.value for one in marks)
    near = [(a, b) for a, b in combinations(moved, 2) if abs(a.x - b.x) < NEAR_X]
    assert all(abs(one.y - other.y) >= NEAR_Y for one, other in near)
    alone = [one for one in marks if not any(o is not one and abs(o.x - one.x) < NEAR_X for o in marks)]
    assert set(alone) <= set(moved)
