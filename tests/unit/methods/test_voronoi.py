"""The schematic map: every place belongs to the nearest point, a river divides, neighbours share an edge."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from wijkpeil.methods.projection import EARTH_RADIUS_M, projection_of
from wijkpeil.methods.voronoi import neighbours, voronoi_cells

MIDDLE = (51.91, 4.48)


def grid(columns: int, rows: int, step: float = 0.01) -> dict[str, tuple[float, float]]:
    return {f"{x}{y}": (MIDDLE[0] + y * step, MIDDLE[1] + x * step) for y in range(rows) for x in range(columns)}


def test_metres_are_those_of_a_globe() -> None:
    projection = projection_of([MIDDLE])
    x, y = projection.metres(MIDDLE[0] + 0.01, MIDDLE[1] + 0.01)
    assert y == pytest.approx(EARTH_RADIUS_M * radians(0.01))
    assert x == pytest.approx(y * cos(radians(MIDDLE[0])))
    assert 1110 < y < 1115


def test_cells_of_a_grid_meet_their_four_neighbours_only() -> None:
    cells = voronoi_cells(grid(3, 3), 5000)
    assert neighbours(cells)["11"] == ("10", "01", "21", "12")
    assert neighbours(cells)["00"] == ("10", "01")


@given(
    st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40)), min_size=1, max_size=8, unique=True),
    st.integers(-60, 60),
    st.integers(-60, 60),
)
def test_a_place_lies_in_the_cell_of_the_nearest_point(points: list[tuple[int, int]], x: int, y: int) -> None:
    degrees = {str(n): (51.9 + b / 1000, 4.4 + a / 1000) for n, (a, b) in enumerate(points)}
    projection = projection_of(degrees.values())
    cells = {name: Polygon(ring) for name, ring in voronoi_cells(degrees, 2000).items()}
    place = projection.metres(51.9 + y / 1000, 4.4 + x / 1000)
    flat = {name: projection.metres(*point) for name, point in degrees.items()}
    distances = {name: hypot(place[0] - a, place[1] - b) for name, (a, b) in flat.items()}
    nearest = min(distances, key=lambda name: distances[name])
    holding = [name for name, cell in cells.items() if cell.buffer(-1).contains(Point(place))]
    assert len(holding) <= 1
    assert all(distances[name] <= distances[nearest] + 2 for name in holding)
    if distances[nearest] < 1980:
        assert cells[nearest].buffer(2).contains(Point(place))
    elif distances[nearest] > 2001:
        assert not holding


def test_a_river_divides_and_gives_the_far_bank_to_who_lives_there() -> None:
    points = {"north": (51.915, 4.48), "south": (51.905, 4.48)}
    # The river runs south of the middle, so that a part of the northern cell lies on the southern bank.
    river = [(51.908, 4.40), (51.908, 4.56)]
    without = voronoi_cells(points, 900)
    cells = voronoi_cells(points, 900, [(river, 100.0)])
    assert neighbours(without) == {"north": ("south",), "south": ("north",)}
    assert neighbours(cells) == {"north": (), "south": ()}
    south, north = Polygon(cells["south"]), Polygon(cells["north"])
    assert south.bounds[3] < north.bounds[1]
    assert north.bounds[1] - south.bounds[3] == pytest.approx(100, abs=0.3)
    grown = voronoi_cells(points, 900, [([(51.9115, 4.40), (51.9115, 4.56)], 100.0)])
    assert Polygon(grown["south"]).area > Polygon(without["south"]).area


def test_one_point_is_a_circle_and_none_is_nothing() -> None:
    assert voronoi_cells({}, 900) == {}
    ring = voronoi_cells({"a": MIDDLE}, 900)["a"]
    assert ring[0] == ring[-1]
    assert all(hypot(x, y) == pytest.approx(900, abs=1) for x, y in ring)


def test_what_makes_no_map_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves nothing"):
        voronoi_cells({"a": MIDDLE}, 0)
    with pytest.raises(ValueError, match="share one point"):
        voronoi_cells({"a": MIDDLE, "b": MIDDLE}, 900)
    with pytest.raises(ValueError, match="no latitude"):
        voronoi_cells({"a": (510.0, 4.0)}, 900)
    with pytest.raises(ValueError, match="more than a point"):
        neighbours({}, 0)
