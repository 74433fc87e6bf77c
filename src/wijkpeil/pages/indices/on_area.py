"""Where an area stands in each index, how sure that is, what pulls it up and down, and what changed."""

from __future__ import annotations

import numpy as np
from django.utils.translation import gettext as _

from wijkpeil.methods.composite.contributions import contributions
from wijkpeil.model.base import Language, record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.indices.area_words import change_words, place_words, sure_words, why_words
from wijkpeil.pages.indices.effects import SMALL, decimals_of, points
from wijkpeil.pages.indices.ranking import across
from wijkpeil.pages.indices.scored import Scored, certainty, drawn, of_figures, scored
from wijkpeil.pages.indices.tree_rows import node_name

SHOWN = 8
"""Indicators that stand by themselves; what is left is put together."""


@record
class Pull:
    """What one indicator does to the score, beside the mean of all areas."""

    name: str
    indicator: str
    """Id of its page; empty for what is left."""
    way: str
    """``better``, ``worse`` or ``same``."""
    x: float
    """Where its bar begins, in per cent from the left; worse is left of the middle."""
    width: float
    amount: str
    """With its sign, in points of the score."""


@record
class AreaIndex:
    """Where an area stands in one index."""

    id: str
    name: str
    place: str
    """Where it stands, in sentences; that it has no score, where it has none."""
    sure: str
    """How sure that is; empty where it has no score."""
    why: str
    """What pulls it most, in a sentence; empty where it has no score."""
    change: str
    """What changed since the period or the release before, and by what; empty where there is nothing before."""
    x: float
    low_x: float
    width: float
    left: str
    right: str
    drawn: bool
    pulls: tuple[Pull, ...]


def area_indices(context: ViewContext, area: str, language: Language) -> tuple[AreaIndex, ...]:
    """Give where an area stands in every index that it is in, in the active language."""
    found = []
    for index in context.programme.definitions.indices:
        one = scored(context, index.id)
        if one.result is not None and area in one.places.rows:
            found.append(_area_index(context, one, area, language))
    return tuple(found)


def _area_index(context: ViewContext, found: Scored, area: str, language: Language) -> AreaIndex:
    places, sure = found.places, certainty(context, found.index.id)
    rank = places.ranks.get(area)
    row = places.rows[area]
    low, high = (int(sure.low[row]), int(sure.high[row])) if sure and rank else (rank or 0, rank or 0)
    ends = sorted((across(low, places), across(high, places)))
    pulls = _pulls(context, found, area, language) if rank else ()
    return AreaIndex(
        id=found.index.id,
        name=found.index.name.in_(language),
        place=place_words(places, area, language),
        sure=sure_words(drawn(context, found.index.id), places, area, language) if rank else "",
        why=why_words([(one.name, one.way, one.amount) for one in pulls if one.indicator]),
        change=change_words(context, found, area, language),
        x=across(rank, places) if rank else 0.0,
        low_x=ends[0],
        width=round(ends[1] - ends[0], 2),
        left=_("worst"),
        right=_("best"),
        drawn=sure is not None and rank is not None,
        pulls=pulls,
    )


def _pulls(context: ViewContext, found: Scored, area: str, language: Language) -> tuple[Pull, ...]:
    """Give what each indicator adds beside the mean of all areas, what makes most difference first."""
    assert found.result is not None
    result = found.result
    apart = of_figures(context, ("apart", found.index.id), lambda: _apart(found))
    if apart is None:
        return ()
    own = apart[found.places.rows[area]]
    better = 1.0 if found.index.polarity == "high-is-better" else -1.0
    order = sorted(range(len(own)), key=lambda at: -abs(own[at]))
    kept, rest = order[:SHOWN], order[SHOWN:]
    amounts = [(node_name(result.tree.node(result.leaves[at]), language), result.leaves[at], own[at]) for at in kept]
    if rest:
        amounts.append((_("all others together"), "", float(own[rest].sum())))
    most = max((abs(amount) for *_others, amount in amounts), default=0.0) or 1.0
    decimals = decimals_of(found)
    return tuple(
        _pull(name, _indicator(found, leaf), amount * better, amount, most, decimals, language)
        for name, leaf, amount in amounts
    )


def _apart(found: Scored) -> np.ndarray | None:
    """Give what each indicator adds to the score of each area, less what it adds on average, ``(n, leaves)``."""
    assert found.result is not None
    try:
        values = contributions(found.result).values
    except ValueError:
        return None
    with np.errstate(invalid="ignore"):
        apart: np.ndarray = values - np.nanmean(values, axis=0)
    return apart


def _indicator(found: Scored, leaf: str) -> str:
    return found.tree.node(leaf).node.indicator or "" if leaf else ""


def _pull(
    name: str, indicator: str, good: float, amount: float, most: float, decimals: int, language: Language
) -> Pull:
    width = round(50 * abs(amount) / most, 2)
    return Pull(
        name=name,
        indicator=indicator,
        way="same" if abs(amount) < SMALL else "better" if good > 0 else "worse",
        x=50.0 if good > 0 else round(50 - width, 2),
        width=width,
        amount=points(amount, language, decimals),
    )
