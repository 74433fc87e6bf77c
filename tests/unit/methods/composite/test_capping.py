"""Figures brought in to quantiles, against NumPy's and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.methods.composite.applying import treated
from wijkpeil.methods.composite.treating import cap_at_quantiles
from wijkpeil.model.index_choices import Treatment

NAN = float("nan")


@given(
    column=st.lists(st.integers(-99, 99), min_size=1, max_size=30),
    lower=st.floats(0, 0.4),
    upper=st.floats(0.6, 1),
)
def test_no_figure_is_left_beyond_the_quantiles_and_the_others_stay(column, lower: float, upper: float) -> None:
    figures = np.array([*column, NAN], dtype=float)
    found = cap_at_quantiles(figures, lower=lower, upper=upper)
    low, high = np.nanpercentile(figures, [100 * lower, 100 * upper])
    np.testing.assert_allclose(found.values, np.clip(figures, low, high))
    changed = np.array([bool(each) for each in found.points])
    assert (changed == (~np.isnan(figures) & (found.values != figures))).all()


def test_it_is_done_where_the_shape_asks_for_it_or_the_definition_does() -> None:
    column = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    choice = Treatment(method="cap-at-quantiles")
    np.testing.assert_array_equal(treated(column, choice).values, column)
    forced = treated(column, Treatment(method="cap-at-quantiles", force=True))
    np.testing.assert_allclose([forced.values[0], forced.values[-1]], [1.45, 9.55])
    assert (forced.points[0], forced.points[-1], forced.points[4]) == ("capped-low", "capped-high", "")


@pytest.mark.parametrize(("lower", "upper"), [(0.5, 0.5), (-0.1, 0.9), (0.2, 1.1)])
def test_shares_rise_from_0_to_1(lower: float, upper: float) -> None:
    with pytest.raises(ValueError, match="do not rise"):
        cap_at_quantiles([1.0, 2.0], lower=lower, upper=upper)
