"""From degrees to metres on a flat map of a city, and which side is up.

The equirectangular projection about a mean latitude: over a city of 40 km its scale is wrong by less than one part in
a thousand (J. P. Snyder, *Map Projections: A Working Manual*, USGS 1395, 1987, p. 90). For a schematic map only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import TypeAlias

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth, in metres (IUGG)."""

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Projection:
    """A flat map about one point, in degrees (WGS84)."""

    lat: float
    lon: float

    def metres(self, lat: float, lon: float) -> Point:
        """Give metres east and north of the middle."""
        x = EARTH_RADIUS_M * cos(radians(self.lat)) * radians(lon - self.lon)
        return x, EARTH_RADIUS_M * radians(lat - self.lat)


def projection_of(points: Iterable[Point]) -> Projection:
    """Make a map about the mean of some points, pairs of latitude and longitude.

    Raises:
        ValueError: there are no points, or one lies off the globe.
    """
    found = list(points)
    if not found:
        raise ValueError("a map needs at least one point")
    for lat, lon in found:
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError(f"({lat}, {lon}) is no latitude and longitude")
    return Projection(sum(lat for lat, _ in found) / len(found), sum(lon for _, lon in found) / len(found))
