"""From scores to places, bands and groups of equal size."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from wijkpeil.methods.bands import band_of
from wijkpeil.methods.composite.applying import told_apart
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.data import IndexResult, Places
from wijkpeil.methods.composite.normalising_by_order import quantile_band
from wijkpeil.methods.composite.ranking import ranks
from wijkpeil.model.index import Index
from wijkpeil.model.index_tree import ranking_of


def places(index: Index, scores: Numbers, *, exact: bool = False) -> Places:
    """Give the place of each score by the rule of the index; 0 where it is missing.

    Scores that differ by less than 1e-12 of the largest are tied, unless ``exact``: a sum must not depend on its order.
    """
    ranking = ranking_of(index)
    return ranks(
        scores if exact else told_apart(scores), ties=ranking.ties, best="high" if ranking.first == "highest" else "low"
    )


def places_of(result: IndexResult, node: str) -> Places:
    """Give the places at one node of the tree; of an indicator, by its figures as they are stored."""
    return places(result.tree.index, result.scores[node], exact=node in result.leaves)


def bands_of(result: IndexResult) -> tuple[str, ...]:
    """Give the id of the band of each score, as the page prints it; empty where there is none.

    A band is one of a score as printed: where edges are written to one decimal, so is what lies between them.
    """
    index = result.tree.index
    if not index.bands:
        return ("",) * len(result.areas)
    found = []
    for score in result.score:
        printed = None if np.isnan(score) else Decimal(repr(float(score))).quantize(Decimal(1).scaleb(-index.decimals))
        band = band_of(printed, index.bands)
        found.append(band.id if band else "")
    return tuple(found)


def quantiles_of(result: IndexResult) -> Places:
    """Give the group of each area by rank, 1 for the first; 0 where there is none, or the index asks for none."""
    index = result.tree.index
    if index.quantiles is None or np.isnan(result.score).all():
        return np.zeros(len(result.areas), np.int64)
    first = ranking_of(index).first == "highest"
    found = quantile_band(told_apart(result.score), direction=-1 if first else 1, count=index.quantiles)
    return np.nan_to_num(found, nan=0.0).astype(np.int64)
