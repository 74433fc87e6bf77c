"""How sure the ranks of an index are: drawn over every choice that its definition leaves open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkpeil.errors import FaultsFound, say
from wijkpeil.index.sensing import drawn_in_words
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.uncertainty import uncertainty
from wijkpeil.model.index import Index
from wijkpeil.model.index_altered import with_aggregation
from wijkpeil.workflows.index_cost import seconds_of_draw
from wijkpeil.workflows.score import ReadyIndex

DRAWS = 500
"""Draws of a page: with these, a chance of 50 in 100 is within 5 of what endless draws would give, 19 times in 20."""
LEAST = 100
"""Fewer draws than this tell too little of a place."""
LONGEST_SECONDS = 8.0
"""What all draws together may take, by estimate; they are made once for a release."""
SEED = 2007
"""The same draws for everybody who looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure the ranks of an index are. Arrays have a row for each area of the result, in its order."""

    draws: int
    low: NDArray[np.int64]
    """The least rank of the middle 90 % of the draws; 0 where there is none."""
    high: NDArray[np.int64]
    """The greatest rank of them."""
    worst: NDArray[np.float64]
    """Share of the draws in which the area is among the ``k`` worst; NaN where no draw scores it."""
    k: int
    drawn: tuple[str, ...]
    """What was drawn, in words that can be said in another language."""
    varied: tuple[str, ...]
    """What was drawn, as a word each: ``weights``, ``normalisations`` and so on."""
    declared: bool
    """Whether the index declares itself what could be chosen otherwise."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """Why nothing could be drawn."""

    reason: str


def most_worst(count: int) -> int:
    """Give how many areas *the worst* are on a page: a tenth, three at least."""
    return min(count, max(3, -(-count // 10)))


def affordable(index: Index, areas: int, draws: int) -> int:
    """Give how many draws can be made in the time that there is, ``draws`` at most."""
    said = index.alternatives
    one = seconds_of_draw(index, areas)
    for choice in said.aggregations if said else ():
        one = max(one, seconds_of_draw(with_aggregation(index, choice), areas))
    return min(draws, int(LONGEST_SECONDS / one))


def certainty_of(ready: ReadyIndex, result: IndexResult, draws: int = DRAWS) -> Certainty | Unsure:
    """Draw over what the definition of a result leaves open; over its weights where it declares nothing."""
    draws = affordable(ready.index, len(result.areas), draws)
    if draws < LEAST:
        return Unsure(say("With so many areas draws take too long for a page; `wijkpeil score --draws` makes them."))
    try:
        found = uncertainty(result, draws, seed=SEED, panel=ready.panel if len(ready.panel) > 1 else ())
    except FaultsFound as error:
        return Unsure(error.faults[0].message)
    except ValueError as error:
        return Unsure(error.args[0])
    low, high = found.interval(0.9)
    k = most_worst(int((result.ranks > 0).sum()))
    return Certainty(
        draws=found.draws,
        low=low,
        high=high,
        worst=found.chance_worst(max(1, k)),
        k=k,
        drawn=tuple(drawn_in_words(found.choices).values()),
        varied=tuple(found.choices.factors),
        declared=result.tree.index.alternatives is not None,
    )
