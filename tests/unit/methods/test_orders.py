"""Places, rank correlations and similarity, against other ways of computing them."""

from decimal import Decimal
from itertools import combinations
from math import sqrt
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.methods.ranks import Agreement, Place, place_of, rank_agreement
from wijkpeil.methods.similarity import most_similar, standardise

D = Decimal


def test_a_place_counts_worse_tied_and_better_by_polarity() -> None:
    others = [D("4.5"), D("6.0"), D("6"), D("7.3"), None]
    assert place_of(D("6.0"), others, "high-is-better") == Place(worse=1, tied=2, better=1, known=5)
    assert place_of(D("4.0"), others, "low-is-better") == Place(worse=4, tied=0, better=0, known=5)
    assert place_of(None, others, "low-is-better") is None


values = st.lists(st.integers(0, 6), min_size=3, max_size=12)


@given(values, st.randoms(use_true_random=False))
def test_kendall_agrees_with_counting_pairs(one: list[int], random: object) -> None:
    two = [random.randint(0, 6) for _ in one]  # type: ignore[attr-defined]
    found = rank_agreement([D(a) for a in one], two)
    if len(set(one)) == 1 or len(set(two)) == 1:
        assert found == Agreement(None, None, len(one))
        return
    pairs = list(combinations(range(len(one)), 2))
    signs = [(one[a] - one[b]) * (two[a] - two[b]) for a, b in pairs]
    concordant, discordant = sum(s > 0 for s in signs), sum(s < 0 for s in signs)
    untied = [sum(row[a] != row[b] for a, b in pairs) for row in (one, two)]
    assert found.kendall == pytest.approx((concordant - discordant) / sqrt(untied[0] * untied[1]))
    assert found.spearman is not None
    assert -1.0000001 <= found.spearman <= 1.0000001


def test_a_pair_with_a_missing_side_is_left_out() -> None:
    assert rank_agreement([1, 2, None, 3], [2, 4, 9, 6]) == Agreement(pytest.approx(1), pytest.approx(1), 3)
    assert rank_agreement([1, None, 3], [1, 2, 3]) == Agreement(None, None, 2)
    with pytest.raises(ValueError, match="zip"):
        rank_agreement([1], [1, 2])


ROWS = {
    "a": [D(1), D("10"), D(5), D(7)],
    "b": [D(2), D("30"), D(5), None],
    "c": [D(4), D("20"), D(5), D(9)],
    "d": [None, None, D(5), None],
}


def test_scores_have_mean_zero_and_spread_one_where_known() -> None:
    areas, scores = standardise(ROWS)
    assert areas == tuple(ROWS)
    first = [1.0, 2.0, 4.0]
    assert scores[:3, 0].tolist() == pytest.approx([(v - fmean(first)) / pstdev(first) for v in first])
    assert scores[:, 2].tolist() == [0, 0, 0, 0]
    assert scores[3, 0] != scores[3, 0]


def test_the_nearest_come_first_and_too_few_shared_indicators_are_not_compared() -> None:
    found = most_similar(ROWS, "a")
    assert [one.area for one in found] == ["b", "c"] or [one.area for one in found] == ["c", "b"]
    assert found[0].distance <= found[1].distance
    assert {one.area: one.shared for one in found} == {"b": 3, "c": 4}
    _, scores = standardise(ROWS)
    wanted = sqrt(fmean([(scores[0, k] - scores[2, k]) ** 2 for k in range(4)]))
    assert next(one.distance for one in found if one.area == "c") == pytest.approx(wanted)
    assert most_similar(ROWS, "a", number=1) == found[:1]


def test_equal_areas_are_nearest_and_ties_keep_their_order() -> None:
    rows = {"x": [D(1), D(2)], "y": [D(3), D(0)], "z": [D(1), D(2)], "w": [D(1), D(2)]}
    assert [(one.area, one.distance) for one in most_similar(rows, "x", 2)] == [("z", 0.0), ("w", 0.0)]


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(KeyError):
        most_similar(ROWS, "e")
    with pytest.raises(ValueError, match="same number"):
        standardise({"a": [D(1)], "b": []})
    assert most_similar({"a": [], "b": []}, "a") == ()
