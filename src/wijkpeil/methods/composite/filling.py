"""The step that fills what is missing, by the choice of each indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.custom import impute_custom
from wijkpeil.methods.composite.imputing import Imputed, impute_constant, impute_mean, impute_median, impute_row_mean
from wijkpeil.methods.composite.vocabulary import IMPUTATIONS_OVER_TIME
from wijkpeil.model.index_choices import Imputation
from wijkpeil.model.index_tree import Leaf

if TYPE_CHECKING:
    from wijkpeil.methods.composite.pipeline import Work


def fill(works: Sequence[Work], weights: Mapping[str, float]) -> None:
    """Fill every period in place: columns by themselves, rows among the parts of one node, and gaps over time."""
    if all(leaf.imputation.method == "none" for work in works for leaf in work.leaves):
        return
    fresh = [work.values.copy(order="F") for work in works]
    for work, values in zip(works, fresh, strict=True):
        for at, leaf in enumerate(work.leaves):
            if not np.isnan(work.values[:, at]).any():
                continue
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
    if choice.method == "custom":
        return impute_custom(column[:, 0], function=choice.function).values[:, None]
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
    if not any(leaf.imputation.method in IMPUTATIONS_OVER_TIME for work in works for leaf in work.leaves):
        return
    order = sorted(range(len(works)), key=lambda number: works[number].data.period)
    areas = list(dict.fromkeys(area for work in works for area in work.areas))
    row = {area: at for at, area in enumerate(areas)}
    places = [np.array([row[area] for area in work.areas], dtype=np.intp) for work in works]
    for leaf in dict.fromkeys(leaf for work in works for leaf in work.leaves):
        choice = leaf.imputation
        if choice.method not in IMPUTATIONS_OVER_TIME:
            continue
        panel = np.full((len(works), len(areas), 1), np.nan)
        for time, number in enumerate(order):
            if leaf in works[number].leaves:
                panel[time, places[number], 0] = works[number].values[:, works[number].leaves.index(leaf)]
        done = IMPUTATIONS_OVER_TIME[choice.method](panel, most_periods=choice.most_periods).values
        for time, number in enumerate(order):
            if leaf in works[number].leaves:
                fresh[number][:, works[number].leaves.index(leaf)] = done[time, places[number], 0]
