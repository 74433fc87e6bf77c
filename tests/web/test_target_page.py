"""The page of a target: its sentence, its course with every number below, what it stated before, and its files."""

import re
from pathlib import Path

import pytest

from wijkpeil.loading import read_programme
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.target import TargetPage, target_page
from wijkpeil.pages.target_chart import Chart
from wijkpeil.pages.time_frame import BOTTOM, LEFT, RIGHT, TOP


@pytest.fixture(scope="module")
def city(project: Path) -> ViewContext:
    return ViewContext(programme=read_programme(project / "programmes" / "voorbeeldstad"))


def page(context: ViewContext, id: str, language: str = "en") -> TargetPage:
    return target_page(context, language, f"simulated-{id}")


def test_the_heading_is_the_statement_and_the_wording_of_the_register_stands_below(city: ViewContext) -> None:
    shown = page(city, "T4")
    assert shown.sentence.startswith("By the end of 2011, the number of renewed lamps is at least 500")
    assert shown.wording == "By the end of 2011, 500 street lamps have been renewed."
    unstated = page(city, "T9")
    assert (unstated.sentence, unstated.wording) == ("Residents feel more at home in their neighbourhood.", "")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_target_has_a_picture_its_areas_or_the_reason_why_not(city: ViewContext, language: str) -> None:
    for target in city.programme.ledger.targets:
        shown = target_page(city, language, target.id)
        assert shown.chart or shown.in_the_way or shown.row.status == "not-measurable"
        for chart in (shown.chart, shown.beside):
            if chart is not None:
                assert chart.words
                assert within(chart)


def within(chart: Chart) -> bool:
    """All that is drawn lies in the frame."""
    across = [one.x for one in chart.dots] + [x for one in chart.lines for x in (one.x1, one.x2)]
    up = [one.y for one in chart.dots] + [y for one in chart.lines for y in (one.y1, one.y2)]
    up += [y for one in chart.dots for y in (one.upper, one.lower) if y is not None]
    return all(LEFT <= x <= RIGHT for x in across) and all(TOP <= y <= BOTTOM for y in up)


def test_the_picture_has_what_was_asked_before_dashed_and_numbered(city: ViewContext) -> None:
    chart = page(city, "T4").chart
    assert chart is not None
    assert [one.style for one in chart.lines] == ["need", "was", "was", "expected"]
    assert [one.label for one in chart.moments] == ["①", "②"]
    assert {one.value for one in chart.marks} == {"500", "800 ①", "500 ②", "212.3"}
    assert set(chart.key) == {"real", "need", "was", "expected"}


def test_figures_carry_their_margins_and_missing_ones_are_marked(city: ViewContext) -> None:
    chart = page(city, "T7").chart
    assert chart is not None
    assert all(one.upper is not None for one in chart.dots if one.style == "real")
    assert "margin" in chart.key
    hidden = page(city, "T10").chart
    assert hidden is not None
    assert [one.label for one in hidden.gaps] == ["suppressed"]


def test_the_table_holds_every_number_of_the_picture(city: ViewContext) -> None:
    for target in city.programme.ledger.targets:
        shown = target_page(city, "en", target.id)
        cells = {cell.value for row in shown.table.rows for cell in row.cells}
        if shown.chart is not None:
            drawn = {re.sub(r" [①-⑨]$", "", mark.value) for mark in (*shown.chart.marks, *shown.chart.over)}
            assert drawn <= cells


def test_what_it_stated_before_stands_with_the_decision(city: ViewContext) -> None:
    revised = page(city, "T4").revised
    assert revised is not None
    assert (revised.status_word, revised.missed) == ("off track", 1)
    first, second = revised.rows
    assert (first.sign, first.until, first.missed) == ("①", "10\u00a0December 2008", False)
    assert (second.sign, second.decision, second.missed) == ("②", "simulated-2010-03", True)
    assert second.by.label == "Municipality of Voorbeeldstad"
    assert page(city, "T1").revised is None


def test_a_chance_is_said_in_words(city: ViewContext) -> None:
    assert page(city, "T7").told.certainty == "It is about as likely as not that it is on its path."
    assert page(city, "T4").told.certainty == ""
    assert page(city, "T4").told.needed == "330 more each year"


def test_a_reading_stands_with_its_result(city: ViewContext) -> None:
    (reading,) = page(city, "T11").readings
    assert (reading.name, reading.actual, reading.status_word) == ("all neighbourhoods of the city", "3", "on track")


def test_a_gap_shows_both_levels(city: ViewContext) -> None:
    beside = page(city, "T13").beside
    assert beside is not None
    assert {one.style for one in beside.lines} == {"own", "beside"}
    assert page(city, "T6").beside is None


def test_a_break_in_the_figures_is_marked_and_said(city: ViewContext) -> None:
    shown = page(city, "T13")
    for chart in (shown.chart, shown.beside):
        assert chart is not None
        (broken,) = chart.moments
        assert broken.style == "broken"
        assert "broken" in chart.key
        # Between the figures of 2008 and 2009, on neither, and no line of figures goes over it.
        measured = sorted({one.x for one in chart.dots if one.style == "real"})
        assert measured[1] < broken.x < measured[2]
        assert [one for one in chart.lines if one.style in ("own", "beside") and one.x1 < broken.x < one.x2] == []
    assert shown.breaks == ("1\u00a0January 2009: Simulated: from 2009 small jobs are counted too.",)
