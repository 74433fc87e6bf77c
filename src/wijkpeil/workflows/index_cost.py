"""What it costs to compute an index once, roughly, so that a page does not keep a reader waiting."""

from __future__ import annotations

from wijkpeil.methods.composite.many import FORMS
from wijkpeil.model.index import Index
from wijkpeil.model.index_tree import Branch, resolved

PER_CELL, PER_PAIR, PER_PROGRAMME = 7e-8, 3e-9, 2.5e-5
"""Seconds for a figure through the steps, for two areas compared on one part, and per part for the weights of one area
found by linear programming; measured on one core of 2020 and rounded up."""
ALWAYS = 6e-4
"""Seconds that any index takes."""
PER_DRAWN_CELL, PER_DRAW = 3e-9, 1e-4
"""Seconds for a figure in one draw of many, where figures stay and weights differ; and for any draw."""
PER_ALONE, PER_ALONE_CELL = 1e-4, 5e-8
"""Seconds for a node that draws are put together at one by one, and for each of its cells."""


def seconds(index: Index, areas: int) -> float:
    """Estimate the seconds that computing an index over so many areas takes."""
    tree = resolved(index)
    whole = ALWAYS + PER_CELL * areas * len(tree.leaves)
    return whole + sum(_comparing(branch, areas) for branch in tree.branches)


def seconds_of_draw(index: Index, areas: int) -> float:
    """Estimate the seconds that one draw of many takes: all steps where figures are drawn from their intervals, else
    what is put together again of figures that stay."""
    if index.alternatives is not None and index.alternatives.intervals:
        return seconds(index, areas)
    tree = resolved(index)
    whole = PER_DRAW + PER_DRAWN_CELL * areas * len(tree.leaves)
    for branch in tree.branches:
        if branch.aggregation.method not in FORMS or branch.then is not None:
            whole += PER_ALONE + PER_ALONE_CELL * areas * len(branch.parts) + _comparing(branch, areas)
    return whole


def _comparing(branch: Branch, areas: int) -> float:
    if branch.aggregation.method == "copeland":
        return PER_PAIR * areas**2 * len(branch.parts)
    if branch.aggregation.method == "benefit-of-the-doubt":
        return PER_PROGRAMME * areas * len(branch.parts)
    return 0.0
