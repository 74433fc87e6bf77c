"""Where an area stands in each index, how sure that is, and what pulls it up and down."""

from __future__ import annotations

import numpy as np
from django.utils.translation import gettext as _

from wijkpeil.methods.composite.contributions import contributions
from wijkpeil.model.base import Language, record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import MINUS, number
from wijkpeil.pages.indices.ranking import across, chance_words, interval_words
from wijkpeil.pages.indices.scored import Places, Scored, certainty, of_figures, scored
from wijkpeil.pages.indices.sentences import score_words
from wijkpeil.pages.indices.tree_rows import node_name
from wijkpeil.workflows.index_certainty import Certainty

SHOWN = 8
"""Indicators that stand by themselves; what is left is put together."""
SMALL = 1e-9


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
    sentence: str
    why: str
    """What pulls it most, in a sentence; empty where it has no score."""
    x: float
    low_x: float
    width: float
    left: str
    right: str
    drawn: bool
    pulls: tuple[Pull, ...]
    draws: int


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
        sentence=_sentence(places, sure, area, language),
        why=_why(pulls),
        x=across(rank, places) if rank else 0.0,
        low_x=ends[0],
        width=round(ends[1] - ends[0], 2),
        left=_("worst"),
        right=_("best"),
        drawn=sure is not None and rank is not None,
        pulls=pulls,
        draws=sure.draws if sure else 0,
    )


def _sentence(places: Places, sure: Certainty | None, area: str, language: Language) -> str:
    rank = places.ranks.get(area)
    if rank is None:
        return _("It has no score here: too few of its figures are known.")
    end = _("number 1 is doing worst") if places.first_is_worst else _("number 1 is doing best")
    first = _("It scores %(score)s and is number %(rank)s of %(count)s (%(end)s).") % {
        "score": score_words(places, area, language),
        "rank": number(rank, language),
        "count": number(places.count, language),
        "end": end,
    }
    row = places.rows[area]
    if sure is None or np.isnan(sure.worst[row]):
        return first
    second = _(
        "In 9 of 10 draws over what could be chosen otherwise its place is %(interval)s;"
        " that it is among the %(k)d worst is %(chance)s."
    ) % {
        "interval": interval_words(int(sure.low[row]), int(sure.high[row])),
        "k": sure.k,
        "chance": chance_words(float(sure.worst[row])),
    }
    return f"{first} {second}"


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
    decimals = max(1, found.index.decimals)
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
    shown = number(abs(amount), language, decimals)
    sign = "" if abs(amount) < SMALL else "+" if amount > 0 else MINUS
    return Pull(
        name=name,
        indicator=indicator,
        way="same" if abs(amount) < SMALL else "better" if good > 0 else "worse",
        x=50.0 if good > 0 else round(50 - width, 2),
        width=width,
        amount=f"{sign}{shown}",
    )


def _why(pulls: tuple[Pull, ...]) -> str:
    """Say what pulls most either way, in the active language."""
    named = [one for one in pulls if one.indicator]
    worse = next((one for one in named if one.way == "worse"), None)
    better = next((one for one in named if one.way == "better"), None)
    said = []
    if worse is not None:
        said.append(_("%(name)s pulls it most for the worse (%(amount)s beside the mean of the areas).") % _told(worse))
    if better is not None:
        said.append(_("%(name)s pulls it most for the better (%(amount)s).") % _told(better))
    return " ".join(said)


def _told(pull: Pull) -> dict[str, str]:
    return {"name": pull.name, "amount": pull.amount}
