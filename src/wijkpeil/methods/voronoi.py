"""A schematic map from one point per area: each place belongs to the nearest point (G. Voronoi, 1908).

Cells are cut off at a reach around their points, and along lines that divide, such as a river. What a line cuts off
from its point goes to the cell it then touches longest, so that no land is lost on the far side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Any, TypeAlias

import numpy as np
import scipy
import shapely
from shapely.geometry import LineString, MultiPoint, Polygon

from wijkpeil.methods.projection import Point, projection_of

Ring: TypeAlias = tuple[Point, ...]
"""Corners in metres, the first repeated at the end."""
CutLine: TypeAlias = tuple[Sequence[Point], float]
"""Pairs of latitude and longitude, and a width in metres."""

_ROUND_M = 1
"""Decimals of a corner, in metres: finer cannot be drawn."""
_FAR = 10


def voronoi_cells(points: Mapping[str, Point], reach_m: float, cut_lines: Sequence[CutLine] = ()) -> dict[str, Ring]:
    """Give the outline of every area's cell, in metres east and north of the mean of all points.

    ``points`` are pairs of latitude and longitude in degrees (WGS84).

    Raises:
        ValueError: the reach is not above zero, two areas share a point, or a point lies off the globe.
    """
    if reach_m <= 0:
        raise ValueError(f"a reach of {reach_m} m leaves nothing")
    if not points:
        return {}
    projection = projection_of(points.values())
    flat = {area: projection.metres(*point) for area, point in points.items()}
    if len(set(flat.values())) < len(flat):
        raise ValueError("two areas share one point")
    cells = {
        area: cell.intersection(shapely.Point(flat[area]).buffer(reach_m))
        for area, cell in _nearest(flat, reach_m).items()
    }
    lines = [LineString([projection.metres(*one) for one in line]).buffer(width / 2) for line, width in cut_lines]
    if lines:
        cells = _cut(cells, flat, shapely.union_all(lines))
    return {
        area: tuple((round(x, _ROUND_M), round(y, _ROUND_M)) for x, y in cell.exterior.coords)
        for area, cell in cells.items()
    }


def _nearest(flat: Mapping[str, Point], reach_m: float) -> dict[str, Any]:
    """Give the plain Voronoi cells, out to at least the reach."""
    # Four far points close the outer cells, also where there are only one or two points, or all lie in a row.
    far = _FAR * (reach_m + max(hypot(x, y) for x, y in flat.values()))
    ghosts = [(far, far), (-far, far), (far, -far), (-far, -far)]
    # Qhull keeps its head where four points lie on one circle, as on a grid; GEOS gave cells that overlap.
    diagram = scipy.spatial.Voronoi(np.array([*flat.values(), *ghosts]))
    corners = [diagram.vertices[diagram.regions[region]] for region in diagram.point_region[: len(flat)]]
    return {area: MultiPoint(corner).convex_hull for area, corner in zip(flat, corners, strict=True)}


def _cut(cells: Mapping[str, Any], flat: Mapping[str, Point], water: Any) -> dict[str, Any]:
    """Take the water out of the cells, and give what it cuts off to the cell that touches it longest."""
    kept: dict[str, Any] = {}
    loose: list[Any] = []
    for area, cell in cells.items():
        left = cell.difference(water)
        parts = [part for part in getattr(left, "geoms", [left]) if isinstance(part, Polygon) and not part.is_empty]
        if not parts:
            kept[area] = cell
            continue
        own = min(parts, key=lambda part: (part.distance(shapely.Point(flat[area])), -part.area))
        kept[area] = own
        loose += [part for part in parts if part is not own]
    for part in sorted(loose, key=lambda part: -part.area):
        touched = {area: cell.intersection(part).length for area, cell in kept.items() if cell.intersects(part)}
        nearest = max(touched, key=lambda area: touched[area], default=None)
        if nearest is not None and touched[nearest] > 0:
            merged = kept[nearest].union(part)
            if isinstance(merged, Polygon):
                kept[nearest] = merged
    return kept


def neighbours(cells: Mapping[str, Ring], shared_m: float = 25.0) -> dict[str, tuple[str, ...]]:
    """Give for each area the areas that share at least ``shared_m`` metres of edge with it, in the order of ``cells``.

    Raises:
        ValueError: the shared length is not above zero.
    """
    if shared_m <= 0:
        raise ValueError("neighbours share more than a point")
    names = tuple(cells)
    # A metre of slack on both sides: corners are rounded, and the overlap is then two metres wide along a shared edge.
    shapes = [Polygon(cells[name]).buffer(1.0) for name in names]
    found: dict[int, set[int]] = {place: set() for place in range(len(names))}
    for one, two in shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist():
        if one < two and shapes[one].intersection(shapes[two]).area >= 2 * shared_m:
            found[one].add(two)
            found[two].add(one)
    return {name: tuple(names[other] for other in sorted(found[place])) for place, name in enumerate(names)}
