"""An area's page: places, neighbours, what names it and what is disputed."""

from dataclasses import replace

import pytest

from making import claim, line, small_programme, target
from wijkpeil.errors import NotFound
from wijkpeil.methods.ranks import Place
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.area import view_area
from wijkpeil.workflows.map import schematic_map


@pytest.fixture(scope="module")
def programme() -> Programme:
    made = small_programme(
        targets=(
            target("all", group="application-2007"),
            target("named", areas=("3011",), group="application-2007"),
            target("other", areas=("3013",)),
            target("around", group="kw-a"),
        ),
        budget_lines=(line("b01", "5", areas=("3011",)),),
    )
    claims = (
        claim("N1", "1", 'count(red("safety_index"))', areas=("3011",)),
        claim("N2", "9", 'count(red("safety_index"))', areas=("3011", "3012")),
        claim("N3", "9", 'count(red("safety_index"))', areas=("3013",)),
        claim("N4", None, areas=("3011",)),
    )
    return replace(made, definitions=replace(made.definitions, claims=claims))


def test_what_is_known_of_an_area(programme: Programme) -> None:
    view = view_area(programme, "3011")
    assert view.row is not None
    assert view.row.reds == 2
    assert view.places == {
        "safety_index": Place(worse=0, tied=0, better=2, known=3),
        "poverty": Place(worse=0, tied=0, better=3, known=4),
    }
    assert view.around == ("kw-a", "rotterdam")
    assert view.groups == ("application-2007",)
    assert [one.area for one in view.similar] == ["3012", "3014", "3013"]
    assert view.red_themes == ("safety",)
    assert [(one.item.id, one.how) for one in view.targets] == [("named", "named"), ("around", "part"), ("all", "all")]
    assert [one.line.id for one in view.money] == ["b01"]
    assert [(one.claim.id, one.disputed) for one in view.claims] == [("N2", True), ("N1", False), ("N4", False)]


def test_a_larger_area_has_no_row_and_its_areas(programme: Programme) -> None:
    view = view_area(programme, "kw-a")
    assert (view.row, view.places, view.similar, view.red_themes) == (None, {}, (), ())
    assert view.rows_within == ("3011", "3012")
    assert [(one.item.id, one.how) for one in view.targets] == [("around", "named"), ("named", "part"), ("all", "all")]


def test_neighbours_share_an_edge_on_the_map(programme: Programme) -> None:
    assert view_area(programme, "3011").neighbours == ("3012", "3013")
    assert view_area(programme, "3011", neighbours={"3011": ("x",)}).neighbours == ("x",)


def test_an_area_that_is_not_there_is_refused(programme: Programme) -> None:
    with pytest.raises(NotFound, match="no area"):
        view_area(programme, "9999")


def test_a_map_without_points_is_empty(programme: Programme) -> None:
    assert schematic_map(programme, "krachtwijk").cells == {}
    made = schematic_map(programme)
    assert set(made.cells) == set(made.points) == set(made.neighbours) == {"3011", "3012", "3013", "3014"}
