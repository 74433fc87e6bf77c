"""What an uncertainty analysis draws from, and the draws: every choice that could have been another, in one design.

Each thing that varies is a *factor*: the weights (each within a share of its own), the imputation, the treatment, the
normalisation, the aggregation, the indicator that is left out, the figures within their own intervals. A draw is a
point of the unit cube, of which each factor has its own coordinates; so the same design serves random draws and those
of a sensitivity analysis, which takes one factor at a time from other points. Alternatives are as likely as what is
declared. Source: M. Saisana, A. Saltelli and S. Tarantola, *Uncertainty and sensitivity analysis techniques as tools
for the quality assessment of composite indicators*, JRSS A 168 (2005), 307-323; Handbook, step 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.model.index_choices import Aggregation, Alternatives, Imputation, Normalisation, Treatment

USUAL = Alternatives(weights_within=Decimal("0.25"))
"""What is drawn from where an index declares no alternatives: each weight within a quarter of itself, as COINr's
example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What each draw may choose from; of the lists, None is what the index declares, and comes first."""

    nodes: tuple[str, ...]
    """The nodes whose weight varies: those with siblings."""
    within: float
    """Share by which a weight may lie higher or lower; 0 where weights stay."""
    imputations: tuple[Imputation | None, ...] = (None,)
    treatments: tuple[Treatment | None, ...] = (None,)
    normalisations: tuple[Normalisation | None, ...] = (None,)
    aggregations: tuple[Aggregation | None, ...] = (None,)
    left_out: tuple[str | None, ...] = (None,)
    """Indicators that may be left out, one at a time."""
    intervals: bool = False

    @property
    def factors(self) -> Mapping[str, int]:
        """Per thing that varies, how many coordinates it has, in their order."""
        found = {"weights": len(self.nodes) if self.within else 0}
        for name in LISTS:
            found[name] = int(len(getattr(self, name)) > 1)
        found["intervals"] = int(self.intervals)
        return {name: count for name, count in found.items() if count}

    @property
    def dimensions(self) -> int:
        """How many coordinates a draw has."""
        return sum(self.factors.values())


LISTS = ("imputations", "treatments", "normalisations", "aggregations", "left_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """So many draws, each an entry of every array."""

    count: int
    weights: Numbers
    """``(count, nodes)``: what the weight of each node is multiplied by."""
    chosen: Mapping[str, NDArray[np.int64]]
    """Per list of choices, the place of what was chosen."""
    seeds: NDArray[np.int64]
    """What the figures are drawn by; -1 where they stay."""


def choices_of(result: IndexResult, alternatives: Alternatives | None = None) -> Choices:
    """Work out what may vary: the alternatives given, else those that the index declares, else its weights.

    Raises:
        ValueError: nothing varies, or the figures have no intervals to be drawn from.
    """
    said = alternatives or result.tree.index.alternatives or USUAL
    data = result.data
    if said.intervals and (data.lower is None or data.upper is None):
        raise ValueError(say("The figures have no intervals to be drawn from."))
    siblings: dict[str, int] = {}
    for node in result.tree.nodes:
        siblings[node.parent] = siblings.get(node.parent, 0) + 1
    found = Choices(
        nodes=tuple(node.id for node in result.tree.nodes if node.parent and siblings[node.parent] > 1),
        within=float(said.weights_within or 0),
        imputations=(None, *said.imputations),
        treatments=(None, *said.treatments),
        normalisations=(None, *said.normalisations),
        aggregations=(None, *said.aggregations),
        left_out=(None, *(result.leaves if said.leave_one_out else ())),
        intervals=said.intervals,
    )
    if not found.dimensions:
        raise ValueError(say("Nothing varies: the index declares no alternatives."))
    return found


def random_points(choices: Choices, count: int, seed: int) -> Numbers:
    """Give ``count`` random points of the unit cube, ``(count, dimensions)``; the same for the same seed."""
    return np.random.default_rng(seed).random((count, choices.dimensions))


def drawn(choices: Choices, points: Numbers) -> Draws:
    """Turn points of the unit cube, ``(count, dimensions)``, into draws."""
    count = len(points)
    parts: dict[str, Numbers] = {}
    start = 0
    for name, width in choices.factors.items():
        parts[name] = points[:, start : start + width]
        start += width
    weights = np.ones((count, len(choices.nodes)))
    if "weights" in parts:
        weights += choices.within * (2 * parts["weights"] - 1)
    chosen = {name: _place(parts.get(name), len(getattr(choices, name)), count) for name in LISTS}
    seeds = np.full(count, -1, np.int64)
    if "intervals" in parts:
        seeds = np.floor(parts["intervals"][:, 0] * 2**52).astype(np.int64)
    return Draws(count=count, weights=weights, chosen=chosen, seeds=seeds)


def _place(point: Numbers | None, options: int, count: int) -> NDArray[np.int64]:
    if point is None:
        return np.zeros(count, np.int64)
    return np.minimum((point[:, 0] * options).astype(np.int64), options - 1)
