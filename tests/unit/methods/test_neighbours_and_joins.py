"""Neighbours by an open circle, and joins of marked areas, against brute force."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.methods.join_count import join_count, local_joins
from wijkpeil.methods.neighbours import gabriel_neighbours
from wijkpeil.methods.projection import projection_of

SPOTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=14)
SQUARE = np.array(
    [(at, at + step) for at in range(16) for step in (1, 4) if at + step < 16 and (step == 4 or at % 4 < 3)]
)
"""The joins of four rows of four, rook's moves: 24."""


def naive_neighbours(points: dict[str, tuple[float, float]]) -> dict[str, set[str]]:
    flat = projection_of(points.values())
    place = {name: flat.metres(*spot) for name, spot in points.items()}

    def square(one: tuple[float, float], two: tuple[float, float]) -> float:
        return (one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2

    found: dict[str, set[str]] = {name: set() for name in points}
    for one, two in itertools.combinations(points, 2):
        whole = square(place[one], place[two])
        others = (place[third] for third in points if third not in (one, two))
        # A third point lies inside the circle where it sees the two ends at more than a right angle.
        if all(square(place[one], third) + square(place[two], third) >= whole * (1 - 1e-8) for third in others):
            found[one].add(two)
            found[two].add(one)
    return found


@given(SPOTS)
def test_neighbours_are_those_of_the_open_circle(spots: list[tuple[int, int]]) -> None:
    points = {f"a{at}": (51.9 + 0.01 * x, 4.4 + 0.016 * y) for at, (x, y) in enumerate(dict.fromkeys(spots))}
    found = gabriel_neighbours(points)
    assert {name: set(near) for name, near in found.items()} == (naive_neighbours(points) if points else {})


def test_areas_that_share_a_point_are_neighbours() -> None:
    points = {"a": (52.0, 4.0), "b": (52.0, 4.0), "c": (52.1, 4.0), "d": (52.2, 4.3)}
    found = gabriel_neighbours(points)
    assert "b" in found["a"]
    assert "a" in found["b"]
    assert gabriel_neighbours({}) == {}
    assert gabriel_neighbours({"a": (52.0, 4.0)}) == {"a": ()}


def test_joins_are_those_of_the_documented_lattice() -> None:
    """The example in the documentation of the Python package esda: the lower half of a lattice of four by four."""
    marked = [False] * 8 + [True] * 8
    found = join_count(SQUARE, marked)
    assert (found.joins, found.both) == (24, 10)
    # Cliff and Ord (1981), non-free sampling: joins x 8/16 x 7/15.
    assert found.expected == pytest.approx(24 * 8 * 7 / (16 * 15))
    assert found.p < 0.02
    assert join_count(SQUARE, marked) == found, "the same seed deals the same"
    assert join_count(SQUARE, marked, seed=1).p != 1


def test_the_p_value_of_a_map_is_that_of_all_dealings() -> None:
    pairs = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]
    marked = [True, True, True, False, False, False]
    dealt = list(itertools.combinations(range(6), 3))
    exact = sum(sum(a in one and b in one for a, b in pairs) >= 2 for one in dealt) / len(dealt)
    found = join_count(pairs, marked, runs=20_000)
    assert abs(found.p - exact) < 3.3 * (exact * (1 - exact) / 20_000) ** 0.5


@given(st.data(), st.integers(2, 7))
def test_local_joins_are_those_of_all_dealings(data: st.DataObject, number: int) -> None:
    every = list(itertools.combinations(range(number), 2))
    pairs = data.draw(st.lists(st.sampled_from(every), unique=True))
    marked = data.draw(st.lists(st.booleans(), min_size=number, max_size=number))
    found = local_joins(pairs, marked)
    for area in range(number):
        near = {a + b - area for a, b in pairs if area in (a, b)}
        assert found.neighbours[area] == len(near)
        assert found.alike[area] == sum(marked[one] for one in near)
        if not marked[area] or not near:
            assert np.isnan(found.p[area])
            continue
        others = [one for one in range(number) if one != area]
        dealt = list(itertools.combinations(others, sum(marked) - 1))
        as_many = sum(len(near & set(one)) >= found.alike[area] for one in dealt)
        assert found.p[area] == pytest.approx(as_many / len(dealt))


def test_maps_without_joins_or_marks_say_nothing() -> None:
    assert join_count([], [True, False]).p == 1
    assert join_count(SQUARE, [False] * 16).p == 1
    assert join_count([], []).expected == 0
    assert np.isnan(local_joins([], [True, True]).p).all()
