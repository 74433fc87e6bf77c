"""Pictures: rows of marks, classes of the map, and strips on which left is worse."""

from typing import get_args

import pytest
from django.utils.translation import override

from making import small_programme
from wijkpeil.methods.ranks import Place
from wijkpeil.model.base import Text
from wijkpeil.model.indicators import Colour
from wijkpeil.model.programme import Opening
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.classes import STEPS, class_of, red_classes
from wijkpeil.pages.context import ViewContext, view_context
from wijkpeil.pages.marks import GAP, STEP, mark_places, row_marks
from wijkpeil.pages.strips import LEFT, RIGHT, strip_groups


@pytest.fixture(scope="module")
def context() -> ViewContext:
    return view_context(small_programme())


def links(context: ViewContext) -> dict[str, AreaLink]:
    return {
        area.id: AreaLink(id=area.id, name=area.id, short=area.id, code=area.id, shared=False, address=f"/{area.id}/")
        for area in context.programme.definitions.areas
    }


def test_a_row_has_one_mark_for_each_coloured_cell(context: ViewContext) -> None:
    places = mark_places(context.programme.definitions.info)
    assert places == (0, STEP)
    for row in context.board.rows:
        marks = row_marks(row.cells, places)
        drawn = {"red": marks.red, "green": marks.green, "neutral": marks.neutral}
        for colour in get_args(Colour):
            expected = sum(cell.colour == colour for cell in row.cells)
            assert drawn.get(colour, "M" * expected).count("M") == expected
    assert GAP < STEP


def test_classes_cover_every_count_once(context: ViewContext) -> None:
    info = context.programme.definitions.info
    classes = red_classes(info, "nl")
    assert len(classes) == STEPS
    for reds in range(3):
        assert sum(one.low <= reds <= one.high for one in classes) >= 1
        assert class_of(reds, classes).low <= reds or class_of(reds, classes).step == 1


def test_classes_follow_the_openings() -> None:
    programme = small_programme()
    openings = tuple(Opening(up_to=end, name=Text(nl=f"n{end}", en=f"e{end}")) for end in (2, 5, 8, 12))
    from dataclasses import replace

    info = replace(programme.definitions.info, openings=openings)
    classes = red_classes(info, "nl")
    assert [one.name for one in classes] == ["n2", "n5", "n8", "n12"]
    assert class_of(0, classes).step == 1


def test_left_is_worse_whatever_the_polarity(context: ViewContext) -> None:
    with override("nl"):
        shown = {}
        for row in context.board.rows:
            places: dict[str, Place | None] = {}
            for group in strip_groups(context, row, places, links(context), "nl"):
                for strip in group.strips:
                    shown[strip.id, row.area] = strip
    worst_safety, best_safety = shown["safety_index", "3011"], shown["safety_index", "3013"]
    worst_poverty, best_poverty = shown["poverty", "3011"], shown["poverty", "3013"]
    for worst, best in ((worst_safety, best_safety), (worst_poverty, best_poverty)):
        border = worst.border
        assert border
        places = [float(one.rstrip("%")) for one in (worst.x, border.negative_x, border.positive_x, best.x)]
        assert places == sorted(places)
        assert LEFT <= places[0] < places[1] < places[2] <= places[3] <= RIGHT
        assert (worst.style, best.style) == ("red", "green")
    missing = shown["safety_index", "3014"]
    assert missing.style == ""
    assert missing.value == "onbekend"


def test_the_compared_area_is_no_tick(context: ViewContext) -> None:
    row = context.rows["3011"]
    with override("en"):
        (group,) = strip_groups(context, row, {}, links(context), "en", compared="3012")
    safety = group.strips[0]
    assert safety.other == "6.0"
    assert safety.ticks.count('class="tick"') == 1
