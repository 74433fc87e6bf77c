"""The step that fills what is missing, by the choice of each indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.imputing import Imputed, impute_constant, impute_mean, impute_median, impute_row_mean
from wijkpeil.model.index_choices import Imputation
from wijkpeil.model.index_tree import Leaf, Tree

if TYPE_CHECKING:
    from wijkpeil.methods.composite.pipeline import Work

_OVER_TIME = ("latest", "linear")


def fill(tree: Tree, works: Sequence[Work], weights: Mapping[str, float]) -> None:
    """Fill every period in place: columns by themselves, rows among the parts of one node, and gaps over time."""
    fresh = [work.values.copy() for work in works]
    for work, values in zip(works, fresh, strict=True):
        for at, leaf in enumerate(work.leaves):
            try:
                values[:, [at]] = _of_column(work, work.values[:, [at]], leaf.imputation)
            except ValueError as error:
                work.refuse(leaf.id, error)
        _of_rows(work, values, weights)
    _over_time(works, fresh)
    for work, values in zip(works, fresh, strict=True):
        work.filled = work.filled | (np.isnan(work.values) & ~np.isnan(values))
        work.values = values


def _of_column(work: Work, column: Numbers, choice: Imputation) -> Numbers:
    if choice.method == "constant":
        return impute_constant(column, constant=float(choice.value or 0)).values
    if choice.method not in ("mean", "median"):
        return column
    method = impute_mean if choice.method == "mean" else impute_median
    done: Imputed = method(column, groups=_groups(work, choice.group) if choice.group else None)
    return done.values


def _groups(work: Work, name: str) -> list[str]:
    if name not in work.data.groups:
        raise ValueError(say("There is no division of areas called {name}.", name=name))
    groups = [work.data.groups[name][row] for row in work.rows()]
    without = [area for area, group in zip(work.areas, groups, strict=True) if not group]
    if without:
        raise ValueError(say("The area {area} has no group in {name}.", area=without[0], name=name))
    return groups


def _of_rows(work: Work, values: Numbers, weights: Mapping[str, float]) -> None:
    """Fill cells by the mean of the area's other figures among the parts of one node."""
    siblings: dict[str, list[tuple[int, Leaf]]] = {}
    for at, leaf in enumerate(work.leaves):
        if leaf.imputation.method == "row-mean":
            siblings.setdefault(leaf.parent, []).append((at, leaf))
    for parent, found in siblings.items():
        places = [at for at, _ in found]
        try:
            given = [weights[leaf.id] for _, leaf in found]
            values[:, places] = impute_row_mean(work.values[:, places], weights=given).values
        except ValueError as error:
            work.refuse(parent, error)


def _over_time(works: Sequence[Work], fresh: list[Numbers]) -> None:
    """Fill gaps from the area's own other periods: the last one before, or on the line between two."""
    known = sorted(range(len(works)), key=lambda number: works[number].data.period)
    for leaf in dict.fromkeys(leaf for work in works for leaf in work.leaves):
        choice = leaf.imputation
        if choice.method not in _OVER_TIME:
            continue
        for area in dict.fromkeys(area for work in works for area in work.areas):
            cells = [_cell(works[number], area, leaf) for number in known]
            series = [
                np.nan if cell is None else float(works[n].values[cell]) for n, cell in zip(known, cells, strict=True)
            ]
            for number, cell, figure in zip(known, cells, along(series, choice), strict=True):
                if cell is not None:
                    fresh[number][cell] = figure


def _cell(work: Work, area: str, leaf: Leaf) -> tuple[int, int] | None:
    if area not in work.areas or leaf not in work.leaves:
        return None
    return work.areas.index(area), work.leaves.index(leaf)


def along(series: Sequence[float], choice: Imputation) -> list[float]:
    """Give a series in order of time with its gaps filled; what cannot be filled stays NaN."""
    found, most = list(series), choice.most_periods or len(series)
    known = [place for place, figure in enumerate(series) if not np.isnan(figure)]
    for place in (place for place, figure in enumerate(series) if np.isnan(figure)):
        before = max((each for each in known if each < place), default=None)
        after = min((each for each in known if each > place), default=None)
        if choice.method == "latest" and before is not None and place - before <= most:
            found[place] = series[before]
        if choice.method == "linear" and before is not None and after is not None and after - before - 1 <= most:
            share = (place - before) / (after - before)
            found[place] = series[before] + share * (series[after] - series[before])
    return found
