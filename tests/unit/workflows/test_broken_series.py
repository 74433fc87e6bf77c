"""Series that were broken, and terms that passed after the last figure: what a target's state says of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from test_monitor import END, START, observed, programme

from making import target, text
from wijkpeil.model.figures import Observation
from wijkpeil.model.indicators import SeriesBreak
from wijkpeil.model.status import TargetState
from wijkpeil.workflows.monitor import target_states

BREAK = date(2008, 1, 1)
CITY: dict[str, Any] = {"areas": ("rotterdam",), "quantifier": "total"}
EACH: dict[str, Any] = {"areas": ("3011", "3012"), "quantifier": "each-area"}
COUNT: dict[str, Any] = {
    "areas": ("3011", "3012", "3013"),
    "quantifier": "number-of-areas",
    "condition": "below",
    "edge": Decimal("5.2"),
    "relation": "at-most",
    "bound": Decimal(0),
}


def state(*extra: Observation, broken: date | None = BREAK, as_of: date | None = None, **fields: Any) -> TargetState:
    stated: dict[str, Any] = {
        "indicator": "safety_index",
        "transformation": "level",
        "relation": "at-least",
        "bound": Decimal(8),
        "baseline_on": START,
        "deadline": END,
    }
    made = programme(*extra, targets=(target("T", **(stated | fields)),))
    breaks = (SeriesBreak(day=broken, why=text("made otherwise")),) if broken else ()
    indicators = tuple(
        replace(one, breaks=breaks) if one.id == "safety_index" else one for one in made.definitions.indicators
    )
    return target_states(replace(made, definitions=replace(made.definitions, indicators=indicators)), as_of=as_of)[0]


@pytest.mark.parametrize(
    "fields",
    [
        CITY,
        COUNT,
        EACH,
        {**CITY, "transformation": "change", "bound": Decimal(1)},
        {**CITY, "transformation": "relative-change", "bound": Decimal(10)},
        {"areas": ("3011",), "quantifier": "total", "transformation": "gap-to-reference", "reference": "city"},
    ],
)
def test_what_does_not_compare_is_not_judged(fields: dict[str, Any]) -> None:
    found = state(**fields)
    assert found.status == "not-measured"
    assert (found.required, found.gap, found.share, found.needed_per_year, found.failing) == (
        None,
        None,
        None,
        None,
        (),
    )
    assert "from 1 January 2008" in found.reason.en
    assert "vanaf 1 januari 2008" in found.reason.nl
    assert state(broken=None, **fields).status != "not-measured"
    assert state(broken=date(2009, 1, 1), **fields) == state(broken=None, **fields), "a break after the figures"
    assert state(broken=START, **fields) == state(broken=None, **fields), "the start is made the new way too"
    early = date(2007, 12, 31)
    assert state(as_of=early, **fields) == state(broken=None, as_of=early, **fields), "a break still to come"


def test_the_last_figure_is_told_all_the_same() -> None:
    found = state(**CITY)
    assert (found.actual, found.actual_on, found.baseline) == (Decimal("7.2"), date(2008, 12, 31), Decimal(6))
    assert "in 2008, 7.2" in found.reason.en


def test_of_areas_no_number_of_one_of_them_is_told() -> None:
    found = state(**EACH)
    assert found.reason.en.startswith("The figures are made otherwise")
    assert "All" not in found.reason.en


def test_an_area_that_started_after_the_break_is_judged() -> None:
    new = observed("3014", "2008", "3"), observed("3014", "2009", "4")
    found = state(*new, areas=("3011", "3014"), quantifier="each-area", baseline_on=None, deadline=date(2010, 12, 31))
    # The worst of one that is off track and one that does not compare.
    assert (found.status, [one.area for one in found.failing]) == ("off-track", ["3014"])


def test_a_change_that_each_year_must_give_is_none_over_a_break() -> None:
    yearly = {
        **CITY,
        "transformation": "change",
        "accumulation": "each-year",
        "bound": Decimal("0.5"),
        "baseline_on": None,
    }
    whole, parted = state(broken=None, **yearly), state(**yearly)
    assert (whole.actual_on, parted.actual_on) == (date(2008, 12, 31), date(2007, 12, 31))
    assert parted.actual == Decimal("0.6")


def test_a_forecast_rests_on_what_is_made_one_way() -> None:
    years = [observed("rotterdam", str(2006 + number), f"{6 + number / 10}") for number in range(9)]
    fields = {**CITY, "deadline": date(2016, 12, 31)}
    whole, parted = state(*years, broken=None, **fields), state(*years, broken=date(2010, 1, 1), **fields)
    assert whole.forecast is not None
    assert parted.forecast is not None
    assert (whole.forecast.points, parted.forecast.points) == (9, 5)
    late = state(*years, broken=date(2011, 1, 1), **fields)
    assert late.forecast is None, "four figures are too few"


def test_a_break_of_what_moves_along_counts_too() -> None:
    made = programme(
        targets=(
            target(
                "T",
                indicator="work",
                areas=("rotterdam",),
                quantifier="total",
                transformation="gap-to-reference",
                reference="comparator",
                comparator="U",
                relation="at-most",
                bound=Decimal(0),
            ),
            target("U", indicator="safety_index", areas=("rotterdam",), quantifier="total", transformation="level"),
        )
    )
    from wijkpeil.workflows.measuring import Measurer

    indicators = tuple(
        replace(one, breaks=(SeriesBreak(day=BREAK, why=text("x")),)) if one.id == "safety_index" else one
        for one in made.definitions.indicators
    )
    broken = replace(made, definitions=replace(made.definitions, indicators=indicators))
    first, second = broken.ledger.targets
    assert Measurer(broken).breaks(first) == Measurer(broken).breaks(second) == (BREAK,)


# Terms that passed


def test_a_term_that_passed_after_the_last_figure_is_not_missed_and_says_why() -> None:
    found = state(broken=None, as_of=date(2010, 6, 30), **CITY)
    assert (found.status, found.actual, found.missing) == ("not-measured", Decimal("7.2"), ("no-figure",))
    assert "in 2008 it was 7.2, and at least 8 was asked" in found.reason.en
    assert "with a figure of 31 December 2009 or later" in found.reason.en
    later = state(observed("rotterdam", "2009", "7.5"), broken=None, as_of=date(2010, 6, 30), **CITY)
    assert (later.status, "The term was missed" in later.reason.en) == ("behind", True)


def test_of_areas_those_that_were_short_are_named_without_calling_them_missed() -> None:
    found = state(broken=None, as_of=date(2010, 6, 30), **EACH)
    assert found.status == "not-measured"
    assert {one.area: one.status for one in found.failing} == {"3011": "not-measured", "3012": "not-measured"}
    assert found.reason.en.startswith("The term has passed, but the last figures are from before it")
    assert "2 are not as asked" in found.reason.en


def test_what_was_reached_just_before_the_term_says_that_the_figure_is_from_before_it() -> None:
    found = state(broken=None, as_of=date(2010, 6, 30), **{**CITY, "bound": Decimal(7), "deadline": date(2009, 6, 30)})
    assert found.status == "achieved"
    assert found.reason.en.endswith("That figure is from before the term, 30 June 2009.")
