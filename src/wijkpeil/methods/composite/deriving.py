"""Weights that come from the figures, node by node, while the parts are put together.

The parts of a node are known once the nodes below it are done, so a whole tree is weighed from its indicators up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.weighing import optimised_weights, pca_weights
from wijkpeil.model.index_choices import WeightSet
from wijkpeil.model.index_tree import Branch, Tree, chosen_set

DERIVED: Mapping[str, Callable[[WeightSet, Numbers, Numbers], Numbers]] = {
    "pca": lambda chosen, parts, _: pca_weights(parts, by=chosen.by or "squares").weights,
    "optimised": lambda _, parts, asked: optimised_weights(parts, asked).weights,
}
"""By word, the weights ``(k,)`` of parts ``(n, k)``, of which as much was asked as ``(k,)`` says."""


@dataclass(frozen=True, slots=True)
class Deriving:
    """A set of weights that come from the figures."""

    chosen: WeightSet

    @property
    def period(self) -> str:
        """The period whose figures weigh in every period; empty: each period its own."""
        return self.chosen.period

    def weighs(self, branch: Branch) -> bool:
        """Whether the parts of a node get their weights so."""
        return len(branch.parts) > 1 and (not self.chosen.nodes or branch.id in self.chosen.nodes)

    def weights(self, parts: Numbers, asked: Numbers) -> Numbers:
        """Give the weights of the parts of one node, ``(k,)``, adding up to 1.

        ``parts (n, k)`` point the same way; ``asked (k,)`` are the declared weights. A part without any figure, or one
        that was declared to weigh nothing, gets none.

        Raises:
            ValueError: too few areas have all parts, or a part is the same in all of them.
        """
        taking = ~np.isnan(parts).all(axis=0) & (asked > 0)
        if not taking.any():
            return asked
        found = np.zeros(asked.size)
        if taking.sum() == 1:
            found[taking] = 1.0
        else:
            found[taking] = DERIVED[self.chosen.method](self.chosen, parts[:, taking], asked[taking])
        return found


def deriving_of(tree: Tree, set_id: str | None) -> Deriving | None:
    """Return how weights come from the figures, in a named set or in the one that the index declares.

    None where they do not.

    Raises:
        KeyError: there is no such set.
    """
    chosen = chosen_set(tree.index, set_id)
    return Deriving(chosen) if chosen is not None and chosen.method in DERIVED else None


def weights_of_period(branch: Branch, period: str, others: Mapping[str, Mapping[str, float]]) -> Numbers:
    """Give the weights of the parts of a node as another period had them, ``(k,)``.

    Raises:
        ValueError: that period is not there.
    """
    if period not in others:
        raise ValueError(say("Its weights are those of {period}, and there are no figures of then.", period=period))
    return np.array([others[period][part] for part in branch.parts])
