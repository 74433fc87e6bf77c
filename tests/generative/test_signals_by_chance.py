"""Signals against a second reading, cell by cell, with the laws of SciPy and Fisher's and Benjamini's own words."""

from statistics import mean, stdev
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wijkpeil.model.signals import SignalReport
from wijkpeil.workflows.signal import signals_of
from wijkpeil.workflows.signal_families import SignalOptions
from wijkpeil.workflows.signal_tables import SignalTable

COUNTS = st.one_of(st.integers(0, 40), st.none())
ROWS = st.lists(st.tuples(st.integers(41, 400), st.lists(COUNTS, min_size=7, max_size=7)), min_size=2, max_size=8)
Key = tuple[str, str, str]


def tables_of(programme: list[list[tuple[int, list[int | None]]]]) -> list[SignalTable]:
    """One table per indicator, all over as many areas as the shortest has: percentages of so many people."""
    areas = min(len(rows) for rows in programme)
    made = []
    for at, rows in enumerate(programme):
        counts = np.array([[np.nan if one is None else one for one in row] for _, row in rows[:areas]], dtype=float)
        sizes = np.array([[float(n)] * 7 for n, _ in rows[:areas]])
        made.append(
            SignalTable(
                indicator=f"i{at}",
                polarity="high-is-better" if at % 2 else "low-is-better",
                areas=tuple(f"a{row}" for row in range(areas)),
                periods=tuple("abcdefg"),
                values=counts / sizes * 100,
                sizes=sizes,
                errors=np.full((1, 1), np.nan),
                reasons=np.isnan(counts[:, -1]).astype(np.int8),
                city=np.full(7, np.nan),
                chance_model="proportion",
                per=100.0,
            )
        )
    return made


def mid_p(count: int, n: int, share: float) -> float:
    law = stats.binom(n, share)
    return 2 * min(law.cdf(count - 1) + law.pmf(count) / 2, law.sf(count) + law.pmf(count) / 2)


def student(row: list[float]) -> float | None:
    past = [one for one in row[:-1] if one == one]
    if row[-1] != row[-1] or len(past) < 4 or stdev(past) <= 1e-12 * max(1, abs(mean(past))):
        return None
    return 2 * stats.t.sf(abs(row[-1] - mean(past)) / (stdev(past) * (1 + 1 / len(past)) ** 0.5), len(past) - 1)


def naive_p(table: SignalTable) -> dict[Key, float]:
    """The p-value of every cell that can be tested, on level and on the own past where that is long enough."""
    found: dict[Key, float] = {}
    for row, area in enumerate(table.areas):
        n, value = int(table.sizes[row, 0]), table.values[row, -1]
        known = [(v, s[-1]) for v, s in zip(table.values[:, -1], table.sizes, strict=True) if v == v]
        share = sum(v * s for v, s in known) / sum(s for _, s in known) / 100 if known else 0.0
        if value == value and 0 < share < 1:
            found[area, table.indicator, "level"] = mid_p(round(value * n / 100), n, share)
        changed = student(table.values[row].tolist())
        if changed is not None:
            found[area, table.indicator, "change"] = changed
    return found


def naive_found(p: dict[Key, float], rate: float) -> dict[Key, float]:
    """Benjamini and Hochberg: q is the least share over all cuts at or above the p-value."""
    found = {}
    for key, one in p.items():
        q = min(cut * len(p) / sum(other <= cut for other in p.values()) for cut in p.values() if cut >= one)
        if q <= rate:
            found[key] = q
    return found


def number_tested(report: SignalReport, kind: str) -> int:
    return next(one.tested for one in report.families if one.kind == kind)


@given(st.lists(ROWS, min_size=1, max_size=3), st.sampled_from([0.05, 0.1]))
def test_signals_are_those_of_a_reading_cell_by_cell(programme: Any, rate: float) -> None:
    tables = tables_of(programme)
    report = signals_of(tables, np.zeros((0, 2), np.int64), SignalOptions(rate=rate, overdispersion="none"))
    every = {key: one for table in tables for key, one in naive_p(table).items()}
    level = {key: one for key, one in every.items() if key[2] == "level"}
    assert number_tested(report, "level") == len(level)
    expected = naive_found(level, rate)
    signals = {(one.area, one.indicator, one.kind): one for one in report.signals if one.kind == "level"}
    # On the line itself the last binary digit decides.
    if not any(q == pytest.approx(rate, rel=1e-9) for q in naive_found(level, 1.0).values()):
        assert set(signals) == set(expected)
    for key in set(signals) & set(expected):
        assert signals[key].p == pytest.approx(level[key])
        assert signals[key].q == pytest.approx(expected[key])
    for one in report.signals:
        key = one.area, one.indicator, one.kind
        if one.method == "student" and one.kind == "change":
            assert one.p == pytest.approx(every[key])


@given(ROWS)
def test_the_order_of_areas_changes_no_signal(rows: Any) -> None:
    def found(given: Any) -> list[tuple[float, str, str]]:
        report = signals_of(tables_of([given]), np.zeros((0, 2), np.int64), SignalOptions(rate=0.1))
        return sorted((round(one.value, 6), one.kind, one.direction) for one in report.signals)

    assert found(rows) == found(rows[::-1])


@given(ROWS, st.floats(0.1, 10))
def test_the_unit_of_a_figure_changes_no_score(rows: Any, per: float) -> None:
    from dataclasses import replace

    (table,) = tables_of([rows])
    scaled = replace(table, values=table.values * per, per=table.per * per)
    reports = [signals_of([one], np.zeros((0, 2), np.int64), SignalOptions(rate=0.1)) for one in (table, scaled)]
    for kind in ("level", "change"):
        first, second = ([(one.area, one.p) for one in report.signals if one.kind == kind] for report in reports)
        assert dict(first) == pytest.approx(dict(second), rel=1e-3, abs=1e-9)
