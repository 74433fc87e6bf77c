"""What it costs to compute an index once, roughly, so that a page does not keep a reader waiting."""

from __future__ import annotations

from wijkpeil.model.index import Index
from wijkpeil.model.index_tree import resolved

PER_CELL, PER_PAIR, PER_PROGRAMME = 7e-8, 3e-9, 2.5e-5
"""Seconds for a figure through the steps, for two areas compared on one part, and per part for the weights of one area
found by linear programming; measured on one core of 2020 and rounded up."""
ALWAYS = 6e-4
"""Seconds that any index takes."""


def seconds(index: Index, areas: int) -> float:
    """Estimate the seconds that computing an index over so many areas takes."""
    tree = resolved(index)
    found = ALWAYS + PER_CELL * areas * len(tree.leaves)
    for branch in tree.branches:
        if branch.aggregation.method == "copeland":
            found += PER_PAIR * areas**2 * len(branch.parts)
        if branch.aggregation.method == "benefit-of-the-doubt":
            found += PER_PROGRAMME * areas * len(branch.parts)
    return found
