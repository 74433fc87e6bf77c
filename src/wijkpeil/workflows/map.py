"""The schematic map of a programme: a cell per area, lines such as a river, and who is next to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wijkpeil.methods.projection import Point, projection_of
from wijkpeil.methods.voronoi import Ring, neighbours, voronoi_cells
from wijkpeil.model.programme import MapLine, Programme

REACH_M = 900.0
"""How far a cell reaches from its point: about the radius of a postcode area in a Dutch city."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchematicMap:
    """Everything in metres east and north of the same middle."""

    cells: Mapping[str, Ring]
    """Outline per area."""
    points: Mapping[str, Point]
    """Point per area."""
    lines: tuple[tuple[MapLine, Ring], ...]
    """Lines for orientation, with their corners."""
    neighbours: Mapping[str, tuple[str, ...]]
    """Areas that share an edge, per area."""


def schematic_map(programme: Programme, level: str | None = None, reach_m: float = REACH_M) -> SchematicMap:
    """Make the map of all areas of one level that have a point; the level of the board's areas where none is named.

    Areas that a line divides, such as the two banks of a river, are no neighbours.
    """
    definitions = programme.definitions
    if level is None:
        board = next((one for one in definitions.groups if one.id == definitions.info.board_group), None)
        level = board.level if board else ""
    points = {
        area.id: (area.lat, area.lon)
        for area in definitions.areas
        if area.level == level and area.lat is not None and area.lon is not None
    }
    if not points:
        return SchematicMap(cells={}, points={}, lines=(), neighbours={})
    projection = projection_of(points.values())
    lines = definitions.info.map_lines
    cells = voronoi_cells(points, reach_m, [(line.points, line.width_m) for line in lines if len(line.points) > 1])
    return SchematicMap(
        cells=cells,
        points={area: projection.metres(*point) for area, point in points.items()},
        lines=tuple((line, tuple(projection.metres(*point) for point in line.points)) for line in lines),
        neighbours=neighbours(cells),
    )
