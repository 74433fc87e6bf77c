"""Which marked areas of a map have more marked neighbours than chance gives."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.funnel import Numbers
from wijkpeil.methods.join_count import LocalJoins, local_joins


def spread_tested(values: Numbers, marked: NDArray[np.bool_], pairs: NDArray[np.int64]) -> LocalJoins:
    """Test the marked areas among those that have a figure; the others are no part of the map.

    Without a figure an area is nobody's neighbour, so that what was not measured is not taken for unmarked.
    """
    known = ~np.isnan(values)
    marks = marked & known
    place = np.cumsum(known) - 1
    joined = pairs[known[pairs].all(axis=1)]
    found = local_joins(place[joined], marks[known])
    p = np.full(len(values), np.nan)
    near, alike = (np.zeros(len(values), dtype=np.int64) for _ in range(2))
    p[known], near[known], alike[known] = found.p, found.neighbours, found.alike
    return LocalJoins(near, alike, p)
