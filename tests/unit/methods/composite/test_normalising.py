"""Normalisations against the naive ones, by hand, and at the edges of their domains."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import naive_composite as naive
from wijkpeil.methods.composite import custom
from wijkpeil.methods.composite import normalising as by_line
from wijkpeil.methods.composite import normalising_by_order as by_order
from wijkpeil.methods.composite.vocabulary import NORMALISATIONS

NAN = float("nan")
FIGURES = st.integers(-50, 50).map(lambda x: x / 4)
COLUMNS = st.lists(st.one_of(FIGURES, st.none()), min_size=2, max_size=12)
DIRECTIONS = st.sampled_from([1, -1])
PAIRS = {
    "min-max": (by_line.min_max, naive.min_max),
    "z-score": (by_line.z_score, naive.z_score),
    "distance-to-maximum": (by_line.distance_to_maximum, naive.distance_to_maximum),
    "distance-to-target": (
        lambda column, direction: by_line.distance_to_target(column, direction=direction, target=direction * 99),
        lambda column, direction: naive.distance_to_target(column, direction, direction * 99),
    ),
    "percentile-rank": (by_order.percentile_rank, naive.percentile_rank),
    "rank": (by_order.rank, naive.rank),
    "exponential-rank": (by_order.exponential_rank, naive.exponential_rank),
    "normal-score": (by_order.normal_score, naive.normal_score),
    "quantile-band": (partial(by_order.quantile_band, count=4), partial(naive.quantile_band, count=4)),
}
custom.register("cubed", lambda column, direction: direction * column**3)
MADE = {
    **NORMALISATIONS,
    "distance-to-reference": partial(by_line.distance_to_reference, value=0.0),
    "distance-to-target": lambda column, direction: by_line.distance_to_target(
        column, direction=direction, target=direction * 99
    ),
    "fraction-of-maximum": lambda column, direction: by_line.fraction_of_maximum(
        np.asarray(column) + 60, direction=direction
    ),
    "goalposts": partial(by_line.goalposts, lower=-5, upper=5),
    "distance-to-mean": partial(by_line.distance_to_mean, reference=3.0),
    "flag": partial(by_order.flag, threshold=1.0),
    "custom": partial(custom.normalise_custom, function="cubed"),
}


def array(column: naive.Column) -> np.ndarray:
    return np.array([NAN if one is None else one for one in column], dtype=float)


@pytest.mark.parametrize("word", PAIRS)
@given(column=COLUMNS, direction=DIRECTIONS)
def test_a_naive_one_agrees(word: str, column: naive.Column, direction: int) -> None:
    assume(len(set(naive.known(column))) > 1)
    ours, theirs = PAIRS[word]
    found = ours(array(column), direction=direction)
    np.testing.assert_allclose(found, array(theirs(column, direction=direction)), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("word", sorted(NORMALISATIONS))
@given(column=COLUMNS, direction=DIRECTIONS, at=st.integers(0, 11), shift=st.randoms())
def test_order_holds_and_rows_do_not_matter(word, column, direction, at, shift) -> None:
    """Better figures never score lower, missing ones stay missing, and no row's place matters."""
    assume(len(set(naive.known(column))) > 1)
    if word == "distance-to-reference":
        worst, _ = naive.worst_and_best(column, direction)
        assume(direction * worst < 0)
    figures = array(column)
    scores = MADE[word](figures, direction=direction)
    assert (np.isnan(scores) == np.isnan(figures)).all()
    order = np.argsort(direction * figures)
    assert (np.diff(scores[order][: len(naive.known(column))]) >= 0).all()
    shuffled = list(range(len(column)))
    shift.shuffle(shuffled)
    assert np.array_equal(
        MADE[word](figures[shuffled], direction=direction), scores[shuffled], equal_nan=True
    ) or word in ("z-score", "above-or-below-mean", "difference-from-mean")
    np.testing.assert_allclose(MADE[word](figures[shuffled], direction=direction), scores[shuffled], atol=1e-9)


SCALE_FREE = [
    "min-max",
    "z-score",
    "distance-to-maximum",
    "percentile-rank",
    "rank",
    "borda",
    "exponential-rank",
    "normal-score",
]


@pytest.mark.parametrize("word", [*SCALE_FREE, "quantile-band"])
@given(column=COLUMNS, direction=DIRECTIONS, unit=st.integers(1, 9), zero=st.integers(-9, 9))
def test_the_unit_does_not_matter(word, column, direction, unit, zero) -> None:
    assume(len(set(naive.known(column))) > 1)
    figures, method = array(column), NORMALISATIONS[word]
    np.testing.assert_allclose(
        method(figures * unit + zero, direction=direction), method(figures, direction=direction), atol=1e-9
    )


@pytest.mark.parametrize("word", sorted(NORMALISATIONS))
@pytest.mark.parametrize("bad", [[NAN, NAN], [1.0, np.inf], []])
def test_nothing_known_or_something_infinite_is_refused(word: str, bad: list[float]) -> None:
    with pytest.raises(ValueError, match=r"No figure is known|infinite"):
        MADE[word](np.array(bad), direction=1)


@pytest.mark.parametrize("word", sorted(NORMALISATIONS))
def test_a_direction_is_1_or_minus_1(word: str) -> None:
    with pytest.raises(ValueError, match="direction is 0"):
        MADE[word](np.array([-8.0, 2.0, 3.0]), direction=0)


@pytest.mark.parametrize("method", [by_line.min_max, by_line.z_score, by_line.distance_to_maximum])
def test_a_constant_column_is_refused(method: Callable) -> None:
    with pytest.raises(ValueError, match=r"All known figures are 3\.0"):
        method([3, NAN, 3], direction=1)


FROZEN = ["min-max", "z-score", "distance-to-maximum", "percentile-rank", "quantile-band"]


@pytest.mark.parametrize("word", FROZEN)
@given(column=COLUMNS, direction=DIRECTIONS, more=st.lists(FIGURES, min_size=1, max_size=5))
def test_a_frozen_scale_is_that_of_the_figures_it_is_frozen_to(word, column, direction, more) -> None:
    """New figures change no old score, and equal ones get the old one."""
    assume(len(set(naive.known(column))) > 1)
    figures, method = array(column), NORMALISATIONS[word]
    alone = method(figures, direction=direction)
    np.testing.assert_allclose(method(figures, direction=direction, reference=figures), alone, atol=1e-9)
    later = method([*figures, *more], direction=direction, reference=figures)
    np.testing.assert_allclose(later[: len(figures)], alone, atol=1e-9)


def test_a_declared_score_for_a_constant_column() -> None:
    scores = by_line.min_max([3, NAN, 3], direction=1, constant=50)
    assert scores.tolist()[::2] == [50, 50]
    assert np.isnan(scores[1])
    assert by_line.min_max([3, 4], direction=1, constant=50).tolist() == [0, 100]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (by_line.min_max([1, 2, 5], direction=-1), [100, 75, 0]),
        (by_line.min_max([1, 2, 5], direction=1, reference=[0, 4]), [25, 50, 125]),
        (by_line.z_score([1, 2, 3], direction=-1, mean=100, sd=15), [115, 100, 85]),
        (by_line.scaled([1, 2], direction=-1, lower=0, upper=10), [-10, -20]),
        (by_line.distance_to_target([0, 5, 12], direction=1, target=10), [0, 0.5, 1]),
        (by_line.distance_to_target([0, 5, 12], direction=-1, target=2, cap_max=False), [1.2, 0.7, 0]),
        (by_line.distance_to_reference([0, 5, 10], direction=1, unit=1), [0, 1, 2]),
        (by_line.fraction_of_maximum([2, -1, 4], direction=1), [0.5, -0.25, 1]),
        (by_line.fraction_of_maximum([2, 1, 4], direction=-1), [0.5, 1, 0.25]),
        (by_line.distance_to_mean([80, 120], direction=-1, reference=100), [120, 80]),
        (by_line.distance_to_mean([-80, -120], direction=1, reference=-100), [120, 80]),
        (by_line.difference_from_mean([1, 2, 6], direction=-1), [2, 1, -3]),
        (by_order.above_or_below_mean([7, 8, 12, 13], direction=1), [-1, 0, 0, 1]),
        (by_order.rank([5, 7, 7, 9], direction=1, ties="max"), [1, 3, 3, 4]),
        (by_order.rank([5, 7, 7, 9], direction=-1, ties="average"), [4, 2.5, 2.5, 1]),
        (by_order.rank([5, 7, 7, 9], direction=1, ties="dense"), [1, 2, 2, 3]),
        (by_order.percentile_rank([5, 7, 7, 9, 9], direction=-1), [1, 0.5, 0.5, 0, 0]),
        (by_order.percentile_rank([5, 7, 7, 9, 9], direction=-1, reversing="ranks"), [1, 0.75, 0.75, 0.25, 0.25]),
        (by_order.percentile_rank([0, 3, 9], direction=1, reference=[1, 2, 3, 4]), [0, 2 / 3, 1]),
        (by_order.quantile_band(list(range(10)), direction=1, count=5), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
        (by_order.quantile_band([0, 3, 9], direction=1, count=2, reference=[1, 2, 3, 4]), [1, 2, 2]),
        (by_order.flag([1, 2, 3], direction=1, threshold=2), [0, 1, 1]),
        (by_order.flag([1, 2, 3], direction=-1, threshold=2, strict=True), [1, 0, 0]),
        (by_order.exponential_rank([4, 8], direction=1)[1:], [100]),
    ],
)
def test_by_hand(made: np.ndarray, expected: list[float]) -> None:
    np.testing.assert_allclose(made, expected, atol=1e-12)


def test_a_tenth_of_the_areas_gets_half_of_the_exponential_scores() -> None:
    """What the technical report of the English indices says of its constant 23."""
    scores = by_order.exponential_rank(np.arange(1000.0), direction=1)
    assert round(scores[899]) == 50
    assert scores.min() > 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: by_line.min_max([1, 2], direction=1, lower=5, upper=5), "lower end 5"),
        (lambda: by_line.scaled([1, 2], direction=1, lower=5, upper=5), "lower end 5"),
        (lambda: by_line.goalposts([1, 2], direction=1, lower=5, upper=4), "lower end 5"),
        (lambda: by_line.z_score([1, 2], direction=1, sd=0), "deviation of 0"),
        (lambda: by_line.distance_to_target([1, 2], direction=1, target=1), "nothing is left to go"),
        (lambda: by_line.distance_to_target([1, 2], direction=-1, target=2), "nothing is left to go"),
        (lambda: by_line.distance_to_reference([1, 2], direction=1), "not both"),
        (lambda: by_line.distance_to_reference([1, NAN], direction=1, unit=1), "is missing"),
        (lambda: by_line.fraction_of_maximum([-1, 0], direction=1), "greatest figure"),
        (lambda: by_line.fraction_of_maximum([1, 0], direction=-1), "least figure"),
        (lambda: by_line.fraction_of_maximum([1, 0], direction=-1, reference=[1]), "least figure"),
        (lambda: by_line.distance_to_mean([-1, 1], direction=1), "mean is 0"),
        (lambda: by_order.percentile_rank([1, NAN], direction=1), "One known figure"),
        (lambda: by_order.exponential_rank([1, 2], direction=1, scale=0), "scale of 0"),
        (lambda: by_order.quantile_band([1, 2], direction=1, count=1), "1 bands"),
        (lambda: by_order.above_or_below_mean([1, 2], direction=1, margin=-1), "margin of -1"),
        (lambda: by_order.rank([1, 2], direction=1, ties="first"), "no rule for ties"),
        (lambda: by_line.min_max([[1, 2]], direction=1), "not a table"),
    ],
)
def test_outside_the_domain(call: Callable, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_a_deviation_of_all_there_is_and_one_of_the_residents() -> None:
    figures, sizes = np.array([2.0, 4.0, 4.0, NAN, 10.0]), np.array([1.0, 3.0, 0.0, 9.0, 2.0])
    whole = by_line.z_score(figures, direction=1, whole=True)
    np.testing.assert_allclose(whole, (figures - 5) / np.nanstd(figures))
    residents = np.repeat(figures, sizes.astype(int))
    residents = residents[~np.isnan(residents)]
    found = by_line.z_score(figures, direction=-1, sizes=sizes)
    np.testing.assert_allclose(found, -(figures - residents.mean()) / residents.std())


@given(rows=st.lists(st.tuples(FIGURES, st.integers(0, 5)), min_size=2, max_size=10), count=st.integers(2, 6))
def test_bands_by_residents_are_those_of_the_residents_one_by_one(rows, count: int) -> None:
    figures, sizes = np.array([one for one, _ in rows]), np.array([float(size) for _, size in rows])
    assume(sizes.any())
    people = np.repeat(figures, sizes.astype(int))
    found = by_order.quantile_band(figures, direction=1, count=count, sizes=sizes)
    wanted = [1 + min(int((people < one).sum()) * count // people.size, count - 1) for one in figures]
    np.testing.assert_array_equal(found, wanted)
    even = by_order.quantile_band(figures, direction=-1, count=count, sizes=np.full(figures.size, 7))
    np.testing.assert_array_equal(even, by_order.quantile_band(figures, direction=-1, count=count))


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([1, 2], "2 sizes"),
        ([1, NAN, 1], "missing"),
        ([1, -1, 1], "below 0"),
        ([0, 0, 0], "All sizes"),
        ([0, 1, 0], "4"),
    ],
)
def test_sizes_that_mean_nothing_are_refused(sizes: list[float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        by_line.z_score([1.0, 4.0, 6.0], direction=1, sizes=sizes)
