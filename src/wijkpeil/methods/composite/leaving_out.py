"""What becomes of the ranks without one indicator or node: a second measure of how much it matters.

Source: COINr's ``remove_elements``; Handbook, step 7. What is left out has no weight, and its siblings share what it
had.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.many import Matrix, rise_many
from wijkpeil.methods.composite.ranking_many import Ranks, ranks_of_rows
from wijkpeil.model.index_tree import Branch, ranking_of

AT_ONCE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The index without each of some nodes, in turn."""

    nodes: tuple[str, ...]
    scores: Numbers
    """``(nodes, n)``."""
    ranks: Ranks
    """``(nodes, n)``; 0 where an area has no score without the node."""
    shift: Numbers
    """Mean absolute shift of places over the areas that are scored with and without it, ``(nodes,)``."""


def leave_out(result: IndexResult, nodes: tuple[str, ...] | None = None) -> LeftOut:
    """Compute the index without each of ``nodes``; the indicators where none are named.

    Raises:
        KeyError: there is no such node.
        ValueError: an aggregation cannot do without it.
    """
    chosen = result.leaves if nodes is None else nodes
    matrix = Matrix(result.entering, result.leaves)
    high_first = ranking_of(result.tree.index).first == "highest"
    scores = np.vstack(
        [_without(result, matrix, chosen[at : at + AT_ONCE]) for at in range(0, len(chosen), AT_ONCE)]
        or [np.empty((0, len(result.areas)))]
    )
    ranks = ranks_of_rows(scores, high_first)
    seen = (ranks > 0) & (result.ranks > 0)
    moved = np.where(seen, np.abs(ranks.astype(np.int64) - result.ranks), 0).sum(axis=1)
    shift = np.full(len(chosen), np.nan)
    np.divide(moved, seen.sum(axis=1), out=shift, where=seen.any(axis=1))
    return LeftOut(nodes=chosen, scores=scores, ranks=ranks, shift=shift)


def _without(result: IndexResult, matrix: Matrix, nodes: tuple[str, ...]) -> Numbers:
    weights = {node: np.full(len(nodes), weight) for node, weight in result.weights.items()}
    without = np.zeros((len(nodes), len(result.leaves)))
    for row, id in enumerate(nodes):
        weights[id][row] = 0.0
        pending = [id]
        while pending:
            node = result.tree.node(pending.pop())
            if isinstance(node, Branch):
                pending += node.parts
            elif node.id in result.leaves:
                without[row, result.leaves.index(node.id)] = 1.0
    return rise_many(result.tree, matrix, weights, result.data, None, without)
