"""The forecast: against formulas of its own for one division, and by how often it holds what comes."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wijkpeil.methods import forecast as method
from wijkpeil.methods.forecast import forecast

FIRST = date(2000, 12, 31)


def yearly(values: list[float]) -> list[tuple[date, float]]:
    """Figures of one a year, on equal distances of 365.25 days."""
    return [(FIRST + timedelta(days=round(365.25 * 4 * year)), value) for year, value in enumerate(values)]


def later(count: int) -> date:
    return FIRST + timedelta(days=round(365.25 * 4 * count))


def test_fewer_than_five_figures_give_none() -> None:
    assert forecast(yearly([1.0, 2.0, 3.0, 4.0]), later(6)) is None
    assert forecast(yearly([1.0, 2.0, 3.0, 4.0, 5.5]), later(6)) is not None
    assert forecast(yearly([1.0, 2.0, 3.0, 4.0, 5.5]), later(4)) is None


def test_figures_on_a_line_go_on_along_it() -> None:
    found = forecast(yearly([1.0, 2.0, 3.0, 4.0, 5.0]), later(6))
    assert found is not None
    assert found.value == pytest.approx(7.0, abs=1e-4)
    assert found.upper - found.lower < 1e-3


def test_equal_figures_stay() -> None:
    found = forecast(yearly([3.0] * 5), later(6))
    assert found is not None
    assert (found.lower, found.value, found.upper) == (3.0, 3.0, 3.0)


def test_without_wander_it_is_the_prediction_interval_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(method, "_DIVISIONS", ((0.0, 0.0),))
    method._shape.cache_clear()
    values = [3.0, 4.5, 4.0, 6.0, 5.5, 7.5]
    found = forecast(yearly(values), later(8), coverage=0.9)
    method._shape.cache_clear()
    assert found is not None
    times, ahead = 4 * np.arange(6.0), 32.0
    line = stats.linregress(times, values)
    left = values - (line.intercept + line.slope * times)
    error = np.sqrt(left @ left / 4)
    width = error * np.sqrt(1 + 1 / 6 + (ahead - times.mean()) ** 2 / ((times - times.mean()) ** 2).sum())
    middle = line.intercept + line.slope * ahead
    reach = stats.t.ppf(0.95, 4) * width
    assert (found.lower, found.value, found.upper) == pytest.approx((middle - reach, middle, middle + reach), rel=1e-4)


@given(
    values=st.lists(st.floats(-100, 100), min_size=5, max_size=9),
    factor=st.floats(0.1, 10),
    shift=st.floats(-100, 100),
)
def test_neither_scale_nor_zero_matters(values: list[float], factor: float, shift: float) -> None:
    if max(values) - min(values) < 1:
        return
    one = forecast(yearly(values), later(12))
    other = forecast(yearly([factor * value + shift for value in values]), later(12))
    assert one is not None
    assert other is not None
    assert one.lower <= one.value <= one.upper
    for name in ("lower", "value", "upper"):
        expected = factor * getattr(one, name) + shift
        assert getattr(other, name) == pytest.approx(expected, rel=1e-5, abs=1e-4)


def test_the_interval_holds_as_often_as_it_says_on_lines_with_errors() -> None:
    chance = np.random.default_rng(7)
    held = 0
    for _ in range(1000):
        series = chance.normal(0, 1) * np.arange(11) + chance.normal(0, 1, 11)
        days = [date(2000 + year, 12, 31) for year in range(11)]
        found = forecast(list(zip(days[:8], series[:8].tolist(), strict=True)), days[10])
        assert found is not None
        held += bool(found.lower <= series[10] <= found.upper)
    # A line that never wanders or bends is the easiest world, where an interval that reckons with both is too wide.
    assert 0.80 <= held / 1000 <= 0.93


@pytest.mark.parametrize("coverage", [0.0, 1.0])
def test_a_coverage_is_a_share(coverage: float) -> None:
    with pytest.raises(ValueError, match="coverage"):
        forecast(yearly([1.0] * 5), later(6), coverage)


def test_figures_must_rise_by_day() -> None:
    with pytest.raises(ValueError, match="rise"):
        forecast([(FIRST, 1.0), (FIRST, 2.0)], later(6))
