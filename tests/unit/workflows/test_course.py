"""The course of a target: its figures, the paths that its statements ask for, and its areas one by one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from test_monitor import END, START, observed
from test_monitor import programme as three_years
from test_revised import STATED, earlier
from test_revised import programme as revised_programme

from making import target, text
from wijkpeil.model.course import TargetCourse
from wijkpeil.model.indicators import SeriesBreak
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.course import target_course
from wijkpeil.workflows.evaluations import Evaluations
from wijkpeil.workflows.export_course import course_records
from wijkpeil.workflows.monitor import target_states


def course(made: Programme) -> TargetCourse:
    evaluations = Evaluations(made)
    (state,), (stated,) = target_states(made, evaluations), made.ledger.targets
    return target_course(made, evaluations, stated, state)


def of(**stated: Any) -> TargetCourse:
    fields = {"indicator": "safety_index", "transformation": "level", "baseline_on": START, "deadline": END}
    return course(three_years(targets=(target("T", **{**fields, **stated}),)))


def corners(found: TargetCourse) -> list[tuple[date, Decimal | None]]:
    return [(one.on, one.value) for one in found.asked.corners]


CITY: dict[str, Any] = {"areas": ("rotterdam",), "quantifier": "total", "relation": "at-least", "bound": Decimal(9)}


def test_the_path_runs_from_the_figure_of_the_start_to_the_bound() -> None:
    found = of(**CITY)
    assert corners(found) == [(START, 6), (END, 9)]
    assert [one.value for one in found.measured] == [6, Decimal("6.6"), Decimal("7.2")]
    # A third and two thirds of the way, by days.
    assert [round(one.value or 0, 2) for one in found.asked.on_days] == [6, Decimal("7.00"), Decimal("8.00")]
    assert [one.releases for one in found.measured] == [("release",)] * 3


def test_milestones_are_corners_and_a_stepped_path_says_so() -> None:
    found = of(**CITY, path="stepped", milestones=("2008-06-30 7.5",))
    assert (found.asked.shape, corners(found)[1]) == ("stepped", (date(2008, 6, 30), Decimal("7.5")))
    assert [one.value for one in found.asked.on_days] == [6, 6, Decimal("7.5")]


@pytest.mark.parametrize(
    "lacking", [{"bound": None}, {"relation": None}, {"deadline": None}, {"accumulation": "each-year"}]
)
def test_without_bound_direction_or_term_there_is_no_path(lacking: dict[str, Any]) -> None:
    assert corners(of(**{**CITY, **lacking})) == []


def test_a_value_without_a_day_starts_no_path() -> None:
    assert corners(of(**CITY, baseline=Decimal(5), baseline_on=None)) == []


def test_what_stands_as_it_should_is_to_stay_so() -> None:
    assert corners(of(**{**CITY, "bound": Decimal(5)})) == [(START, 5), (END, 5)]


def test_earlier_statements_have_paths_of_their_own() -> None:
    made = revised_programme(earlier(1, date(2008, 6, 1)), bound=Decimal(20), deadline=date(2011, 12, 31))
    found = course(made)
    (before,) = found.earlier
    assert (before.number, before.decided_on) == (1, date(2008, 6, 1))
    assert [(one.on, one.value) for one in before.corners] == [(date(2006, 12, 31), 30), (STATED["deadline"], 10)]
    assert corners(found) == [(date(2006, 12, 31), 30), (date(2011, 12, 31), 20)]


AREAS: dict[str, Any] = {"areas": ("3011", "3012", "3013")}


def test_each_area_is_held_against_the_bound_the_farthest_first() -> None:
    found = of(**AREAS, quantifier="each-area", relation="at-least", bound=Decimal(6))
    shown = [(one.area, one.first.value, one.last.value, one.gap, one.in_the_way) for one in found.areas]
    assert shown == [
        ("3012", 6, 5, 1, True),
        ("3011", 4, Decimal("5.5"), Decimal("0.5"), True),
        ("3013", 8, Decimal("8.5"), 0, False),
    ]
    assert (found.measured, found.asked.corners, found.edge) == ((), (), 6)


@pytest.mark.parametrize(
    ("relation", "condition", "in_the_way"),
    [
        ("at-most", "below", {"3011", "3012"}),
        ("at-least", "at-least", {"3011", "3012"}),
        ("at-most", "above", {"3013"}),
        ("at-least", "below", {"3013"}),
    ],
)
def test_counted_areas_stand_in_the_way_where_few_may_count(
    relation: str, condition: str, in_the_way: set[str]
) -> None:
    found = of(
        **AREAS,
        quantifier="number-of-areas",
        relation=relation,
        bound=Decimal(1),
        condition=condition,
        edge=Decimal(6),
    )
    assert {one.area for one in found.areas if one.in_the_way} == in_the_way
    assert all((one.gap > 0) == one.in_the_way for one in found.areas)


def test_a_gap_has_the_two_levels_beside_each_other() -> None:
    found = of(
        areas=("3011",),
        quantifier="total",
        transformation="gap-to-reference",
        reference="city",
        relation="at-least",
        bound=Decimal(0),
    )
    assert [one.value for one in found.own] == [4, 5, Decimal("5.5")]
    assert [one.value for one in found.reference] == [6, Decimal("6.6"), Decimal("7.2")]
    assert [one.value for one in found.measured] == [-2, Decimal("-1.6"), Decimal("-1.7")]
    assert of(**CITY).own == ()


def test_a_later_release_with_some_areas_only_is_named_beside_the_one_below_it() -> None:
    stated = target("T", **{**CITY, "indicator": "safety_index", "transformation": "level", "deadline": END})
    made = three_years(observed("rotterdam", "2008", "7.3"), targets=(stated,))
    assert [one.releases for one in course(made).measured] == [("release",), ("release",), ("release", "later")]
    whole = replace(made, releases=(made.releases[0], replace(made.releases[0], release=made.releases[1].release)))
    assert [one.releases for one in course(whole).measured] == [("later",)] * 3


def test_every_point_is_a_record() -> None:
    made = revised_programme(earlier(1, date(2008, 6, 1)), deadline=date(2012, 12, 31))
    found = course(made)
    records = course_records(found)
    drawn = len(found.measured) + len(found.asked.corners) + len(found.earlier[0].corners) + 1
    assert (len(records), found.forecast is not None) == (drawn, True)
    assert [one["series"] for one in records] == ["measured"] * 5 + ["asked"] * 2 + ["asked-until-1"] * 2 + ["forecast"]
    assert {one["status"] for one in records if one["series"] == "measured"} == {"measured"}
    assert {one["status"] for one in records if one["series"] != "measured"} == {None}


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        (date(2006, 12, 31), False),
        (date(2007, 1, 1), True),
        (date(2008, 12, 31), True),
        (date(2009, 1, 1), False),
    ],
)
def test_a_break_counts_where_it_parts_the_figures(day: date, parts: bool) -> None:
    stated = target("T", **{**CITY, "indicator": "safety_index", "transformation": "level", "deadline": END})
    made = three_years(targets=(stated,))
    broken = SeriesBreak(day=day, why=text("made otherwise"))
    indicators = tuple(
        replace(one, breaks=(broken,)) if one.id == "safety_index" else one for one in made.definitions.indicators
    )
    found = course(replace(made, definitions=replace(made.definitions, indicators=indicators)))
    assert found.breaks == ((broken,) if parts else ())
    assert [one["day"] for one in course_records(found) if one["series"] == "break"] == [day.isoformat()] * parts


def test_the_path_asks_for_nothing_beyond_a_break() -> None:
    stated = target(
        "T", **{**CITY, "indicator": "safety_index", "transformation": "level", "deadline": END, "baseline": None}
    )
    made = three_years(targets=(stated,))
    days = [one.on for one in course(made).asked.on_days]
    assert len(days) > 1
    broken = SeriesBreak(day=days[1], why=text("made otherwise"))
    indicators = tuple(
        replace(one, breaks=(broken,)) if one.id == "safety_index" else one for one in made.definitions.indicators
    )
    found = course(replace(made, definitions=replace(made.definitions, indicators=indicators)))
    assert [one.on for one in found.asked.on_days] == days[:1]
    assert found.asked.corners == course(made).asked.corners, "what was promised stays"
