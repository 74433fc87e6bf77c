"""Where weights may come from. All give ``(k,)``, at least 0 and adding up to 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, table_of, weights_of
from wijkpeil.methods.composite.correlating import covariances, principal_components


@dataclass(frozen=True, slots=True)
class ComponentWeights:
    """Weights out of a principal component, with what must be known before they are taken."""

    weights: Numbers
    explained: float
    """Part of all variance that the component explains."""
    opposed: tuple[int, ...]
    """Columns that go against the others: a weight above 0 hides that."""


def pca_weights(values: ArrayLike, *, by: Literal["squares", "loadings"] = "squares") -> ComponentWeights:
    """Give weights out of the loadings of the first principal component.

    Their squares are the part of it that each column makes; the ``loadings`` themselves make of figures in standard
    deviations the score of the component, to its unit.
    Source: for squares G. Nicoletti, S. Scarpetta and O. Boylaud, OECD Economics Department Working Paper 226 (2000);
    Handbook, step 6; for loadings COINr's ``get_PCA``, and the indexes of areas of the Australian Bureau of Statistics
    (SEIFA). Ties, zero and negative: like any figure. Missing: a row with a gap is left out. Constant: refused.

    Raises:
        ValueError: as in ``principal_components``; a loading that is below 0, where they are the weights.
    """
    found = principal_components(values)
    loadings = found.loadings[:, 0]
    if by == "loadings" and found.opposed:
        raise ValueError(
            say(
                "Parts go against the first component, so that they would weigh less than 0: {numbers}. Turn their "
                "direction round, leave them out, or take the squares.",
                numbers=tuple(str(at + 1) for at in found.opposed),
            )
        )
    weights = loadings**2 if by == "squares" else loadings / loadings.sum()
    return ComponentWeights(weights, float(found.shares[0]), found.opposed)


@dataclass(frozen=True, slots=True)
class OptimisedWeights:
    """Weights that give each column the importance that is asked, as far as weights of 0 or more can."""

    weights: Numbers
    wanted: Numbers
    """Shares of importance that were asked."""
    reached: Numbers
    """Shares of importance under these weights."""

    @property
    def exact(self) -> bool:
        """Whether all of it was reached."""
        return bool(np.abs(self.reached - self.wanted).max() < 1e-6)


def optimised_weights(values: ArrayLike, importance: ArrayLike) -> OptimisedWeights:
    """Give the weights under which the correlations of the columns with their mean stand in the proportions asked.

    With covariances V and deviations s, the correlations are proportional to ``V w / s``: the weights that give them
    exactly are ``V⁻¹ (s · importance)``. Where some of those are below 0, the nearest that are not are found by least
    squares.
    Source: W. Becker, M. Saisana, P. Paruolo and I. Vandecasteele, *Weights and importance in composite indicators:
    closing the gap*, Ecological Indicators 80 (2017), 12-22, in its linear form; COINr's ``get_opt_weights``.
    Missing: covariances over the rows that know both. Constant: refused. Ties, zero and negative: like any figure.

    Raises:
        ValueError: an importance below 0, or a column that is the same in all rows.
    """
    table = table_of(values)
    asked = weights_of(importance, table.shape[1])
    asked = asked / asked.sum()
    shared = covariances(table)
    spread = np.sqrt(np.diag(shared))
    if not (np.isfinite(shared).all() and (spread > 0).all()):
        raise ValueError(say("An indicator is the same in every row, so that it correlates with nothing."))
    weights = np.linalg.lstsq(shared / spread[:, None], asked, rcond=None)[0]
    if (weights < 0).any() or not weights.any():
        # SciPy's optimiser takes long to import, and is seldom needed.
        from scipy.optimize import nnls

        weights = nnls(shared / spread[:, None], asked)[0]
    weights = weights / weights.sum()
    reached = shared @ weights / spread
    return OptimisedWeights(weights, asked, reached / reached.sum())


def effective_weights(weights: Mapping[str, float], parents: Mapping[str, str]) -> dict[str, float]:
    """Give of each node its share of the whole: its share among its siblings, times that of its parent, up to the top.

    ``parents`` holds the parent of each node; of the top it is empty, and the top is all of it, whatever it weighs.
    These are the weights as declared; what an indicator moves is told by ``coherence``. Source: COINr's
    ``get_eff_weights``.

    Raises:
        ValueError: the children of a node have no weight at all.
    """
    totals: dict[str, float] = {}
    for node, parent in parents.items():
        if parent:
            totals[parent] = totals.get(parent, 0.0) + weights[node]
    if not all(total > 0 for total in totals.values()):
        raise ValueError(say("All weights are 0."))

    def share(node: str) -> float:
        above = parents[node]
        return weights[node] / totals[above] * share(above) if above else 1.0

    return {node: share(node) for node in parents}
