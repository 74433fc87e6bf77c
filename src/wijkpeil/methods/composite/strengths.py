"""What an area does best and worst at, by its places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import table_of
from wijkpeil.methods.composite.ranking import Ties, ranks


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator of one area: the column, and its place among all areas, 1 for the best."""

    column: int
    place: int


def standings(
    values: ArrayLike,
    row: int,
    *,
    count: int = 5,
    least_different: float = 0.0,
    skip_last: bool = True,
    ties: Ties = "min",
) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Give the ``count`` best and the ``count`` worst places of one row, each with the best first.

    ``values`` are in the direction of the index. ``skip_last`` leaves out indicators in which the area shares the last
    place: with many tied at the bottom that place can look high. ``least_different`` leaves out indicators with a
    smaller share of different figures (a yes or no tells no strength). Source: COINr's ``get_str_weak``.
    Ties: by the rule; whatever shares the last place that is asked for comes along, so that no order of columns
    decides. Missing: no place. Constant: the last place is shared by all. Zero and negative: like any figure.

    Raises:
        ValueError: fewer than one is asked for.
    """
    if count < 1:
        raise ValueError(say("Ask for one or more."))
    table = table_of(values)
    found = []
    for at, column in enumerate(table.T):
        if np.isnan(column[row]):
            continue
        places = ranks(column, ties=ties)
        different = np.unique(column[~np.isnan(column)]).size / column.size
        if (skip_last and places[row] == places.max()) or different < least_different:
            continue
        found.append(Standing(at, int(places[row])))
    found.sort(key=lambda one: one.place)
    if len(found) <= count:
        return tuple(found), tuple(found)
    best, worst = found[count - 1].place, found[-count].place
    return tuple(one for one in found if one.place <= best), tuple(one for one in found if one.place >= worst)
