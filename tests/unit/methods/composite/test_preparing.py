"""Denominating, imputing, treating, screening and describing: naive ones, by hand, and the edges of their domains."""

from collections.abc import Callable
from statistics import mean, median

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

import naive_composite as naive
from wijkpeil.methods.composite import treating
from wijkpeil.methods.composite.columns import known_of
from wijkpeil.methods.composite.denominating import denominate
from wijkpeil.methods.composite.describing import describe
from wijkpeil.methods.composite.imputing import impute_constant, impute_mean, impute_median, impute_row_mean
from wijkpeil.methods.composite.screening import screen

NAN = float("nan")
CELLS = st.one_of(st.integers(-20, 20).map(lambda x: x / 4), st.none())
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=7)
SPIKED = st.lists(st.integers(-9, 200), min_size=4, max_size=30)


def array(rows: list) -> np.ndarray:
    return np.array([[NAN if one is None else one for one in row] for row in rows], dtype=float)


@given(rows=ROWS, letters=st.lists(st.sampled_from("abc"), min_size=7, max_size=7))
def test_imputed_agrees(rows: list, letters: list[str]) -> None:
    groups = letters[: len(rows)]
    for method, centre in ((impute_mean, mean), (impute_median, median)):
        made = method(array(rows), groups=groups)
        wanted = array(naive.imputed(rows, groups, centre))
        np.testing.assert_allclose(made.values, wanted, atol=1e-12)
        np.testing.assert_array_equal(made.filled, np.isnan(array(rows)) & ~np.isnan(wanted))
        np.testing.assert_array_equal(made.left, np.isnan(wanted))
        whole = method(array(rows))
        np.testing.assert_allclose(whole.values, array(naive.imputed(rows, ["x"] * len(rows), centre)), atol=1e-12)


@given(rows=ROWS)
def test_a_row_mean_changes_no_mean_of_the_row(rows: list) -> None:
    made = impute_row_mean(array(rows), weights=[1, 2, 0])
    before = array(naive.power_mean(rows, [1, 2, 0], 1) for _ in range(1))[0]
    seen = ~np.isnan(before)
    np.testing.assert_allclose(made.values[seen] @ [1, 2, 0] / 3, before[seen], atol=1e-12)
    assert (np.isnan(made.values[:, :2]).any(axis=1) == ~seen).all()


def test_a_constant_fills_all() -> None:
    made = impute_constant([[1, NAN], [NAN, NAN]], constant=7)
    assert made.values.tolist() == [[1, 7], [7, 7]]
    assert made.filled.sum() == 3


def test_rates() -> None:
    rates = denominate([10, NAN, 0, 3], [100, 0, 5, NAN], scale=1000)
    np.testing.assert_array_equal(rates, [100, NAN, 0, NAN])


@given(SPIKED)
def test_shape_agrees_with_scipy(figures: list[int]) -> None:
    told = describe([*figures, NAN])
    if len(set(figures)) == 1:
        assert (told.skewness, told.kurtosis) == (None, None)
        return
    assert told.skewness == pytest.approx(stats.skew(figures, bias=False), abs=1e-9)
    assert told.kurtosis == pytest.approx(stats.kurtosis(figures, bias=False), abs=1e-9)
    assert told.deviation == pytest.approx(np.std(figures, ddof=1))
    assert (told.areas, told.available) == (len(figures) + 1, len(figures))


def naive_winsorised(figures: list[float], most: int) -> list[float]:
    """Pull in the farthest end, by the side of the skewness, while it does not pass and the limit allows."""
    now, pulled = list(figures), set()
    while len(set(now)) > 1:
        # On the very edge, the last bit of either sum decides.
        assume(abs(abs(stats.skew(now, bias=False)) - 2) > 1e-9)
        assume(abs(stats.kurtosis(now, bias=False) - 3.5) > 1e-9)
        if abs(stats.skew(now, bias=False)) < 2 or stats.kurtosis(now, bias=False) < 3.5:
            break
        end = max(now) if stats.skew(now, bias=False) >= 0 else min(now)
        ends = {at for at, one in enumerate(now) if one == end}
        if len(pulled | ends) > most:
            break
        pulled |= ends
        rest = [one for one in now if one != end]
        near = max(rest) if end > rest[0] else min(rest)
        now = [near if at in ends else one for at, one in enumerate(now)]
    return now


@given(SPIKED, st.integers(0, 6))
def test_winsorised_agrees(figures: list[int], most: int) -> None:
    made = treating.winsorise(figures, most=most)
    assert made.values.tolist() == naive_winsorised(figures, most)
    (step,) = made.steps
    changed = int((made.values != np.array(figures)).sum())
    assert changed <= step.points <= most
    assert [bool(one) for one in made.points].count(True) == step.points


@given(SPIKED, st.sampled_from(list(treating.TRANSFORMATIONS)), st.booleans())
def test_treatment_keeps_order_and_gaps(figures: list[int], name: str, combine: bool) -> None:
    """No area passes another by a treatment; the unit does not matter to the rule with log-ct."""
    assume(len(set(figures)) > 1 and max(figures) > 1)
    parameters = {"power": 0.5} if name == "box-cox" else {}
    column = np.array([*figures, NAN])
    try:
        made = treating.skew_kurtosis_rule(column, transformation=name, combine=combine, **parameters)
    except ValueError as refused:
        assert "greatest figure" in str(refused)  # noqa: PT017
        return
    assert np.isnan(made.values[-1])
    assert made.points[-1] == ""
    assert (np.diff(made.values[np.argsort(figures, kind="stable")]) >= -1e-12).all()
    if name == "log-ct":
        other = treating.skew_kurtosis_rule(column * 8 + 3, transformation=name, combine=combine)
        assert other.points == made.points


def test_the_rule_transforms_what_pulling_in_does_not_mend() -> None:
    column = np.array([*range(20), 500.0, 500.0, 900.0])
    plain = treating.skew_kurtosis_rule(column, most=1)
    assert [type(one).__name__ for one in plain.steps] == ["Judgement", "Step", "Judgement", "Step", "Judgement"]
    assert plain.steps[1] == treating.Step("winsorise", 1, kept=False)
    np.testing.assert_allclose(plain.values, treating.log_ct(column).values)
    assert set(plain.points) == {"log-ct"}
    both = treating.skew_kurtosis_rule(column, most=1, combine=True)
    np.testing.assert_allclose(both.values, treating.log_ct(treating.winsorise(column, most=1).values).values)
    assert both.points[-1] == "winsorised-high+log-ct"
    alone = treating.skew_kurtosis_rule(column, most=1, transformation=None)
    assert len(alone.steps) == 3


def test_a_constant_column_has_no_outlier() -> None:
    made = treating.skew_kurtosis_rule([5.0] * 9)
    assert made.values.tolist() == [5.0] * 9
    assert made.steps == (treating.Judgement(None, None, True),)
    assert treating.winsorise([5.0] * 9, force=True).values.tolist() == [5.0] * 9


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (treating.log_ct([0, 10]), np.log([0.1, 10.1])),
        (treating.log([1, NAN, 10]), [0, NAN, np.log(10)]),
        (treating.log([0, NAN, 9], shift=1), [0, NAN, np.log(10)]),
        (treating.log_ct_plain([-1, NAN, 1]), [0, NAN, np.log(3)]),
        (treating.log_gii([0, 5, 10]), np.log([1, 5.5, 10])),
        (treating.box_cox([0, 3], power=0.5), [0, 2]),
        (treating.box_cox([1, np.e], power=0, shift=False), [0, 1]),
        (treating.winsorise([1, 2, 3, 4, -90], most=2, force=True), [1, 2, 3, 3, 1]),
    ],
)
def test_by_hand(made: treating.Treated, expected: list[float]) -> None:
    np.testing.assert_allclose(made.values, expected, atol=1e-12)


def test_ties_beyond_the_limit_are_left() -> None:
    column = [0.0] * 30 + [100.0] * 2
    assert treating.winsorise(column, most=1).values.tolist() == column
    assert treating.winsorise(column, most=2).values.tolist() == [0.0] * 32


@given(rows=ROWS)
def test_screened_agrees(rows: list) -> None:
    told = screen(array(rows), by="both", least_available=2 / 3, least_not_zero=0.5)
    for at, row in enumerate(rows):
        known = naive.known(row)
        fine = len(known) / 3 >= 2 / 3 and (not known or sum(one != 0 for one in known) / len(known) >= 0.5)
        assert told.included[at] == fine
    assert screen(array(rows), by="none").included.all()


def test_areas_kept_and_left_out_by_name() -> None:
    told = screen([[NAN, NAN], [1, 2], [0, 0]], always=[True, False, False], never=[False, True, False])
    assert told.included.tolist() == [True, False, True]
    assert screen([[0, 0]], by="zeros").included.tolist() == [False]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: denominate([1, 2], [1, 0]), "in 1 areas with a figure; the first is row 1"),
        (lambda: denominate([1, 2], [1]), "1 denominators are given for 2"),
        (lambda: impute_mean([[1, NAN]], groups=["a", "b"]), "2 groups are given for 1"),
        (lambda: impute_constant([[1]], constant=NAN), "must be a number"),
        (lambda: treating.winsorise([1, 2], most=-1), "0 or more"),
        (lambda: treating.winsorise([1, 2], most=None, force=True), "0 or more"),
        (lambda: treating.log_ct([3, 3]), "no outlier"),
        (lambda: treating.log_gii([0, 0.5]), "turn the order round"),
        (lambda: treating.box_cox([0, 2], power=1, shift=False), "least figure"),
        (lambda: treating.skew_kurtosis_rule([0.0] * 30 + [1.0], most=0, transformation="x"), "x is no transf"),
        (lambda: screen([[1]], least_available=2), "availability of 2"),
        (lambda: screen([[1]], always=[True], never=[True]), "kept and left out"),
        (lambda: known_of(np.array([NAN])), "No figure"),
    ],
)
def test_outside_the_domain(call: Callable, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
