"""Who borders on whom, where only a point of each area is known.

Two areas are neighbours where the circle that has both points at its ends holds no third one (K. R. Gabriel and R. R.
Sokal, *A new statistical approach to geographic variation analysis*, Systematic Zoology 18, 1969, 259-278): the edges
of the Delaunay triangulation without the long ones. A stand-in for boundaries, and to be called so.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import scipy

from wijkpeil.methods.projection import Point, projection_of


def gabriel_neighbours(points: Mapping[str, Point]) -> dict[str, tuple[str, ...]]:
    """Give the neighbours of each area, in the order of ``points``: pairs of latitude and longitude in degrees.

    A third point on the circle itself does not part two areas. Areas that share one point are each other's neighbours.

    Raises:
        ValueError: a point lies off the globe.
    """
    names = list(points)
    if len(names) < 2:
        return dict.fromkeys(names, ())
    flat = projection_of(points.values())
    places = np.array([flat.metres(*points[name]) for name in names])
    ends = _candidates(places)
    kept = ends[_empty_circle(places, ends)]
    found: dict[int, set[int]] = {place: set() for place in range(len(names))}
    for one, two in kept.tolist():
        found[one].add(two)
        found[two].add(one)
    return {name: tuple(names[other] for other in sorted(found[place])) for place, name in enumerate(names)}


def _candidates(places: np.ndarray) -> np.ndarray:
    """Pairs that can be neighbours: Delaunay's edges, or all pairs where there is no triangle or points coincide."""
    distinct = len(np.unique(places, axis=0)) == len(places)
    if len(places) > 3 and distinct:
        try:
            triangles = scipy.spatial.Delaunay(places).simplices
        except scipy.spatial.QhullError:
            return _all_pairs(len(places))
        edges = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]]), axis=1)
        return np.unique(edges, axis=0)
    return _all_pairs(len(places))


def _all_pairs(number: int) -> np.ndarray:
    return np.stack(np.triu_indices(number, 1), axis=1)


def _empty_circle(places: np.ndarray, ends: np.ndarray) -> np.ndarray:
    middle = places[ends].mean(axis=1)
    radius = np.linalg.norm(places[ends[:, 0]] - places[ends[:, 1]], axis=1) / 2
    # Rounding must not put a point that lies on the circle inside it.
    nearest, _ = scipy.spatial.cKDTree(places).query(middle, k=1)
    return np.asarray(nearest >= radius * (1 - 1e-9))
