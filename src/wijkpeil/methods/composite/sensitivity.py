"""Which choices of an index its ranks, or the score of one area, depend on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.draws import choices_of, drawn
from wijkpeil.methods.composite.ranking_many import ranks_of_rows
from wijkpeil.methods.composite.sobol import Indices, design, indices
from wijkpeil.methods.composite.uncertainty import Progress, run_draws
from wijkpeil.model.index_choices import Alternatives
from wijkpeil.model.index_tree import ranking_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Shares of variance of what was asked."""

    about: str
    """Id of the area whose score was asked for; empty: the mean shift of places over all areas."""
    indices: Indices


def sensitivity(
    result: IndexResult,
    *,
    area: str | None = None,
    base: int = 256,
    seed: int = 1,
    bootstrap: int = 500,
    alternatives: Alternatives | None = None,
    panel: Sequence[IndexData] = (),
    progress: Progress | None = None,
) -> Sensitivity:
    """Share out the variance of the mean absolute shift of places, or of the score of one area, over what varies.

    The index is computed ``base * (factors + 2)`` times. The factors are those of ``draws``; the weights are one, since
    nobody fixes one of them alone. Source: Saisana, Saltelli and Tarantola (2005); COINr's ``get_sensitivity``.

    Raises:
        KeyError: no such area.
        ValueError: fewer than two things vary, ``base`` is no power of 2, or a draw gives no score that is asked for.
    """
    if area is not None and area not in result.areas:
        raise KeyError(area)
    choices = choices_of(result, alternatives)
    points = design(choices.factors, base, seed)
    outcomes = np.empty(len(points))
    row = None if area is None else result.areas.index(area)
    high_first = ranking_of(result.tree.index).first == "highest"

    def outcome(scores: Numbers) -> Numbers:
        if row is not None:
            return scores[:, row]
        places = ranks_of_rows(scores, high_first).astype(np.float64)
        shift = np.abs(places - result.ranks)
        seen = (places > 0) & (result.ranks > 0)
        return np.asarray(np.where(seen, shift, 0.0).sum(axis=1) / seen.sum(axis=1))

    run_draws(result, choices, drawn(choices, points), outcome, outcomes, panel=panel, progress=progress)
    if np.isnan(outcomes).any():
        raise ValueError(say("A draw gives no score to compare."))
    return Sensitivity(about=area or "", indices=indices(choices.factors, outcomes, bootstrap=bootstrap, seed=seed))
