"""Signals of made-up programmes: what is found, why, beside how many by chance, and what is not tested and why."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from signal_programmes import programme_of, signal_programme

from making import text
from wijkpeil.errors import NotFound, WrongUse
from wijkpeil.methods.colour import colour_of
from wijkpeil.model.indicators import Border, Bound, SeriesBreak
from wijkpeil.model.programme import Programme
from wijkpeil.model.signals import KINDS, Signal, SignalFamily, SignalReport
from wijkpeil.workflows.borders import Bounds
from wijkpeil.workflows.signal import find_signals, neighbour_pairs, signals_of
from wijkpeil.workflows.signal_borders import border_hits
from wijkpeil.workflows.signal_families import SignalOptions
from wijkpeil.workflows.signal_figures import signal_figures
from wijkpeil.workflows.signal_tables import SignalTable

PERCENTAGE: dict[str, Any] = {"chance_model": "proportion", "per": Decimal(100)}
CALM = ["20", "21", "19", "20", "22", "18", "20", "21"]


def of_kind(report: SignalReport, kind: str) -> list[Signal]:
    return [one for one in report.signals if one.kind == kind]


def family(report: SignalReport, kind: str) -> SignalFamily:
    return next(one for one in report.families if one.kind == kind)


def untested(report: SignalReport, kind: str) -> dict[str, int]:
    return {one.reason: one.cells for one in family(report, kind).untested}


def test_a_border_says_since_when_and_how_surely() -> None:
    rows = {"a": ["31", "29", "35", "36"], "b": ["31", "31", None, "31"], "c": ["30"], "d": ["9"], "e": ["30.4"]}
    found = {one.area: one for one in of_kind(find_signals(signal_programme(rows)), "border")}
    assert {name: (one.direction, one.run) for name, one in found.items()} == {
        "a": ("worse", 2),
        "b": ("worse", 1),
        "d": ("better", 1),
        "e": ("worse", 1),
    }
    assert (found["a"].reference, found["a"].reference_value, found["d"].reference) == (
        "negative-border",
        30,
        "positive-border",
    )
    assert found["a"].p is None
    assert [one.certain for one in found.values()] == [True] * 4


def test_rounding_and_the_own_margin_leave_a_border_open() -> None:
    whole = find_signals(signal_programme({"a": ["31"], "b": ["40"]}))
    assert [one.certain for one in of_kind(whole, "border")] == [True, True]
    between = Border(negative=Bound(value=Decimal("30.6")), positive=Bound(value=Decimal(10)))
    rounded = find_signals(signal_programme({"a": ["31"], "b": ["40"]}, border=between))
    assert [one.certain for one in of_kind(rounded, "border")] == [False, True]
    small = find_signals(signal_programme({"a": [("35", 20)], "b": [("35", 20_000)]}, **PERCENTAGE))
    assert [one.certain for one in of_kind(small, "border")] == [False, True]


NUMBERS = st.decimals(-50, 50, places=1)


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["strict", "inclusive"]), st.booleans())
def test_a_border_signal_is_the_colour_of_the_board(
    value: Decimal, one: Decimal, two: Decimal, comparison: Any, high: bool
) -> None:
    polarity = "high-is-better" if high else "low-is-better"
    negative, positive = (min(one, two), max(one, two)) if high else (max(one, two), min(one, two))
    table = table_of([[float(value)]], polarity=polarity, bounds=Bounds(negative, positive, comparison))
    hits = border_hits(table)
    assert hits is not None
    colour = "red" if hits.worse[0] else "green" if hits.better[0] else "neutral"
    assert colour == colour_of(value, polarity, negative, positive, comparison)  # type: ignore[arg-type]


def table_of(values: Sequence[Sequence[float]], **more: Any) -> SignalTable:
    table = np.array(values, dtype=float)
    fields: dict[str, Any] = {
        "indicator": "i",
        "polarity": "low-is-better",
        "areas": tuple(f"a{at}" for at in range(len(table))),
        "periods": tuple(str(2000 + at) for at in range(table.shape[1])),
        "values": table,
        "sizes": np.full((1, 1), np.nan),
        "errors": np.full((1, 1), np.nan),
        "reasons": np.where(np.isnan(table[:, -1]), 1, 0).astype(np.int8),
        "city": np.full(table.shape[1], np.nan),
    }
    return SignalTable(**(fields | more))


def test_a_level_is_the_exact_test_against_the_city() -> None:
    rows = {"city": ["20"], "a": [("35", 200)], **{f"b{at}": [("20", 200)] for at in range(9)}}
    report = find_signals(signal_programme(rows, **PERCENTAGE))
    (one,) = of_kind(report, "level")
    assert (one.area, one.direction, one.reference, one.reference_value) == ("a", "worse", "city", 20)
    assert (one.method, one.n, one.value) == ("binomial", 200, 35)
    above = stats.binom.sf(70, 200, 0.2) + stats.binom.pmf(70, 200, 0.2) / 2
    assert one.p == pytest.approx(2 * above)
    assert one.q == pytest.approx(2 * above * 10)
    level = family(report, "level")
    assert (level.tested, level.found, level.cut) == (10, 1, one.p)
    assert level.expected == pytest.approx(10 * 2 * above)


def test_without_a_city_the_areas_together_are_the_reference() -> None:
    rows = {"a": [("60", 100)], "b": [("20", 300)], "c": [("20", 600)]}
    bare = SignalOptions(overdispersion="none")
    one = of_kind(find_signals(signal_programme(rows, **PERCENTAGE), bare), "level")[0]
    assert (one.area, one.reference, one.reference_value) == ("a", "areas", pytest.approx(24))


def test_rates_and_means_have_their_own_laws() -> None:
    rate = {"city": ["2"], "a": [("9", 1_000)], **{f"b{at}": [("2", 1_000)] for at in range(9)}}
    (one,) = of_kind(find_signals(signal_programme(rate, chance_model="rate", per=Decimal(1_000))), "level")
    assert one.method == "poisson"
    assert one.p == pytest.approx(2 * (stats.poisson.sf(9, 2) + stats.poisson.pmf(9, 2) / 2))

    def mean(value: str) -> list[dict[str, Any]]:
        centre = Decimal(value)
        return [{"value": centre, "lower": centre - 2, "upper": centre + 2}]

    rows = {"city": ["20"], "a": mean("26"), **{f"b{at}": mean("20") for at in range(9)}}
    (one,) = of_kind(find_signals(signal_programme(rows, chance_model="mean")), "level")
    assert one.method == "normal"
    assert one.score == pytest.approx(6 / (2 / 1.959964), rel=1e-6)


def test_spread_among_areas_is_allowed_for_unless_told_otherwise() -> None:
    rows = {f"a{at}": [(str(10 + 2 * at), 5_000)] for at in range(12)}
    programme = signal_programme(rows, **PERCENTAGE)
    assert of_kind(find_signals(programme), "level") == []
    bare = of_kind(find_signals(programme, SignalOptions(overdispersion="none")), "level")
    assert len(bare) > 8
    assert {one.method for one in bare} == {"binomial"}


def test_a_change_is_told_against_the_own_past() -> None:
    report = find_signals(signal_programme({"a": [*CALM, "29"], "b": [*CALM, "20"]}))
    (one,) = of_kind(report, "change")
    past = [float(each) for each in CALM]
    score = (29 - np.mean(past)) / (np.std(past, ddof=1) * (1 + 1 / 8) ** 0.5)
    assert (one.area, one.direction, one.method, one.points) == ("a", "worse", "student", 8)
    assert one.score == pytest.approx(score)
    assert one.p == pytest.approx(2 * stats.t.sf(score, 7))


def test_over_a_series_break_nothing_is_compared() -> None:
    # The figures of the last period, 2021, are made otherwise.
    last = SeriesBreak(day=date(2021, 1, 1), why=text("asked otherwise"))
    rows = {"a": [*CALM, "29"], "b": [*CALM, "20"]}
    whole, parted = (find_signals(signal_programme(rows, breaks=breaks)) for breaks in ((), (last,)))
    assert of_kind(whole, "change")
    assert not of_kind(parted, "change")
    assert untested(parted, "change") == {"too-short": 2}
    assert untested(parted, "gap") == {"too-short": 2}


def test_since_a_series_break_figures_are_compared_with_each_other() -> None:
    broken = SeriesBreak(day=date(2013, 6, 1), why=text("asked otherwise"))
    (one,) = of_kind(find_signals(signal_programme({"a": ["70", *CALM, "29"]}, breaks=(broken,))), "change")
    (without,) = of_kind(find_signals(signal_programme({"a": [*CALM, "29"]})), "change")
    assert (one.p, one.points) == (without.p, 8)
    shown = signal_figures(signal_programme({"a": ["70", *CALM, "29"]}, breaks=(broken,)))["i"]
    assert shown.past[0] == pytest.approx(20.125)
    assert len(shown.periods) == 10, "the picture keeps what came before"


def test_a_change_that_the_city_shares_is_no_change_of_the_gap() -> None:
    city = [*CALM, "40"]
    rows = {"city": city, "a": [str(Decimal(one) + at % 2) for at, one in enumerate(city)], "b": [*CALM, "20"]}
    report = find_signals(signal_programme(rows))
    assert [one.area for one in of_kind(report, "change")] == ["a"]
    (gap,) = of_kind(report, "gap")
    assert (gap.area, gap.direction, gap.value, gap.reference_value) == ("b", "better", -20, 0)


def test_two_periods_are_compared_by_their_size() -> None:
    rows = {"a": [("20", 1_000), ("30", 1_000)], **{f"b{at}": [("20", 1_000), ("20", 1_000)] for at in range(9)}}
    (one,) = of_kind(find_signals(signal_programme(rows, **PERCENTAGE)), "change")
    pooled = (0.25 * 0.75 * 2 / 1_000) ** 0.5
    assert (one.area, one.reference, one.reference_value, one.method) == ("a", "last-period", 20, "normal")
    assert one.score == pytest.approx(0.1 / pooled)


def test_charts_join_in_on_request_with_their_false_alarms() -> None:
    programme = signal_programme({"a": [*CALM, "29"], "b": [*CALM, "20"], "c": ["29"]})
    assert of_kind(find_signals(programme), "chart") == []
    report = find_signals(programme, SignalOptions(charts=True))
    (one,) = of_kind(report, "chart")
    assert (one.area, one.rules, one.points, one.p) == ("a", (1,), 8, None)
    chart = family(report, "chart")
    assert (chart.tested, chart.found) == (2, 1)
    assert chart.expected == pytest.approx(2 * 0.038, abs=0.006)
    assert untested(report, "chart") == {"too-short": 1}


def test_marked_neighbours_are_more_than_chance() -> None:
    rows = {f"a{at}": ["40" if at % 10 < 3 and at < 40 else "20"] for at in range(100)}
    report = find_signals(programme_of({"i": (rows, {})}, wide=10))
    found = of_kind(report, "spread")
    assert {one.area for one in found} >= {"a11", "a21"}
    middle = next(one for one in found if one.area == "a11")
    assert (middle.neighbours, middle.alike, middle.direction) == (4, 4, "worse")
    assert middle.p == pytest.approx(stats.hypergeom(99, 11, 4).pmf(4))
    assert family(report, "spread").tested == 12


def test_an_area_without_a_figure_is_nobodys_neighbour() -> None:
    rows = {f"a{at}": ["40"] for at in range(3)} | {"a1": [None]}
    report = find_signals(signal_programme(rows))
    assert untested(report, "spread") == {"not-collected": 1, "no-neighbours": 2}


def test_each_figure_that_is_not_tested_says_why() -> None:
    rows = {
        "city": ["20"],
        "a": [("20", 0)],
        "b": ["20"],
        "c": [{"status": "suppressed"}],
        "d": [None],
        "e": [("20", 50)],
    }
    report = find_signals(signal_programme(rows, **PERCENTAGE))
    missing = {"suppressed": 1, "not-collected": 1}
    assert untested(report, "level") == missing | {"no-size": 2}
    assert untested(report, "change") == untested(report, "gap") == missing | {"too-short": 3}
    assert untested(report, "border") == missing
    plain = find_signals(signal_programme(rows))
    assert untested(plain, "level") == missing | {"no-chance-model": 3}
    assert untested(find_signals(signal_programme(rows, border=None)), "border") == missing | {"no-border": 3}
    nobody = find_signals(signal_programme({"city": ["0"], "e": [("20", 50)]}, **PERCENTAGE))
    assert untested(nobody, "level") == {"no-spread": 1}, "a city of 0 % leaves nothing to chance"


def test_every_cell_is_tested_or_said_not_to_be() -> None:
    rows = {"a": [*CALM, None], "b": ["20"] * 9, "c": [("20", 100)], "d": [*CALM, "20"], "e": [None]}
    report = find_signals(signal_programme(rows, **PERCENTAGE), SignalOptions(charts=True))
    for kind in ("border", "level", "change", "gap", "chart"):
        assert family(report, kind).tested + sum(untested(report, kind).values()) == 5, kind


def test_a_constant_series_is_tested_by_its_rounding() -> None:
    (one,) = of_kind(find_signals(signal_programme({"a": ["20"] * 8 + ["25"]})), "change")
    assert one.score == pytest.approx(5 / (1 / 12**0.5 * (1 + 1 / 8) ** 0.5))


def test_sensitive_indicators_stay_out_unless_they_are_asked_for() -> None:
    programme = signal_programme({"a": ["40"]}, sensitive=True)
    report = find_signals(programme)
    assert (report.signals, report.left_out) == ((), ("i",))
    assert all(one.tested == 0 and one.untested == () for one in report.families)
    asked = find_signals(programme, sensitive=True)
    assert (len(asked.signals), asked.left_out) == (1, ())


def test_a_programme_without_figures_has_no_signals() -> None:
    programme = signal_programme({"a": ["40"]})
    empty = Programme(definitions=programme.definitions, ledger=programme.ledger)
    report = find_signals(empty)
    assert (report.signals, report.release) == ((), "")
    assert [one.kind for one in report.families] == list(KINDS)
    with pytest.raises(NotFound):
        find_signals(programme, release="other")


@pytest.mark.parametrize("rate", [0, -0.1, 0.11, float("nan")])
def test_a_rate_that_cannot_be_kept_is_refused(rate: float) -> None:
    with pytest.raises(WrongUse, match="at most"):
        find_signals(signal_programme({"a": ["40"]}), SignalOptions(rate=rate))


def test_signals_stand_by_area_indicator_and_kind() -> None:
    bad = ({"a": [*CALM, "41"], "b": [*CALM, "42"]}, {})
    report = find_signals(programme_of({"x": bad, "y": bad}))
    order = [(one.area, one.indicator, KINDS.index(one.kind)) for one in report.signals]
    assert order == sorted(order)
    assert {one[:2] for one in order} == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_neighbours_are_those_of_the_lattice() -> None:
    rows = {f"a{at}": ["20"] for at in range(10)}
    programme = programme_of({"i": (rows, {})})
    pairs = neighbour_pairs(programme, tuple(rows))
    lattice = {(at, at + 1) for at in range(10) if at % 5 < 4} | {(at, at + 5) for at in range(5)}
    assert lattice <= {tuple(one) for one in pairs.tolist()}


@pytest.mark.parametrize("dependence", ["positive", "any"])
def test_without_anything_the_matter_whole_programmes_stay_quiet(dependence: Any) -> None:
    """200 programmes of 60 areas by 5 indicators, unchanged: a signal of chance in at most one of twenty, per kind."""
    rng = np.random.default_rng(31)
    noisy = dict.fromkeys(("level", "change", "gap", "spread"), 0)
    pairs = np.array([(at, at + 1) for at in range(59)])
    for _ in range(200):
        tables = []
        for at in range(5):
            n = rng.integers(400, 4_000, (60, 1)) * np.ones((60, 9))
            values = rng.binomial(n.astype(int), 0.3) / n * 100
            tables.append(table_of(values, indicator=f"i{at}", sizes=n, chance_model="proportion", per=100.0))
        report = signals_of(tables, pairs, SignalOptions(dependence=dependence))
        for kind in noisy:
            noisy[kind] += family(report, kind).found > 0
    for kind, many in noisy.items():
        assert many <= stats.binom.ppf(0.999, 200, 0.05), kind
