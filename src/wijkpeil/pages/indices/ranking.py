"""The ranking of an index: every area with its place, how sure that is as a picture, and its class."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from django.utils.translation import gettext as _

from wijkpeil.methods.composite.placing import bands_of
from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.chance_words import chance_number, chance_word
from wijkpeil.pages.indices.scored import Places
from wijkpeil.pages.indices.sentences import score_words
from wijkpeil.pages.narrowing import Facet, Narrowing, Query, narrow, ordered
from wijkpeil.pages.paging import PageLink, paged
from wijkpeil.workflows.index_certainty import Certainty

SIZE = 60
"""Areas on one page of the list."""


@record
class RankRow:
    """An area with its place."""

    area: str
    link: AreaLink
    rank: int
    score: str
    band: str
    """Name of its class; empty without classes."""
    step: int
    """1 for what does best to 4 for what does worst."""
    x: float
    """Where the rank stands in the picture, in per cent from the left; worse is left."""
    low_x: float
    """Where the interval begins."""
    width: float
    """How wide it is."""
    interval: str
    """The ranks of the interval, in words; empty without draws."""
    before: str
    """The rank in the period before; empty where there is none."""
    worst: str
    """The chance of being among the worst; empty without draws."""
    certain: int
    """Places from one end of the interval to the other."""


@record
class Ranking:
    """The part of the list that was chosen."""

    rows: tuple[RankRow, ...]
    form: Narrowing
    links: tuple[PageLink, ...]
    count: int
    last: int
    k: int
    drawn: bool
    banded: bool
    earlier: str
    """The period before; empty where there is one period alone."""
    left: str
    """What stands at the left end of the picture."""
    right: str


def ranking(
    places: Places,
    certainty: Certainty | None,
    links: Mapping[str, AreaLink],
    query: Query,
    language: Language,
    earlier: Places | None = None,
) -> Ranking:
    """List the areas, narrowed and put in order as the address says, in the active language."""
    rows = rank_rows(places, certainty, links, language, earlier)
    names = band_names(places, language)
    facets: list[Facet[RankRow]] = []
    if names:
        facets.append(Facet(name="band", label=_("Class"), of=lambda one: (one.band,), labels=_own(names)))
    kept, form = narrow(rows, query, facets, lambda one: f"{one.link.label} {one.link.code} {one.area}", _orders())
    page = paged(_sorted(kept, ordered(query, _orders())), query, SIZE)
    ends = (_("number %(rank)d, best"), _("number %(rank)d, worst"))
    first, last = reversed(ends) if places.first_is_worst else ends
    sides = first % {"rank": 1}, last % {"rank": places.last}
    left, right = sides if places.first_is_worst else reversed(sides)
    return Ranking(
        rows=page.shown,
        form=form,
        links=page.links,
        count=places.count,
        last=places.last,
        k=certainty.k if certainty else 0,
        drawn=certainty is not None,
        banded=bool(names),
        earlier=earlier.result.data.period if earlier else "",
        left=left,
        right=right,
    )


def rank_rows(
    places: Places,
    certainty: Certainty | None,
    links: Mapping[str, AreaLink],
    language: Language,
    earlier: Places | None = None,
) -> tuple[RankRow, ...]:
    """Make the rows, the worst first, in the active language."""
    bands, names = bands_of(places.result), band_names(places, language)
    found = []
    for area in places.worst_first:
        row, rank = places.rows[area], places.ranks[area]
        low, high = (rank, rank) if certainty is None else (int(certainty.low[row]), int(certainty.high[row]))
        ends = sorted((across(low, places), across(high, places)))
        found.append(
            RankRow(
                area=area,
                link=links[area],
                rank=rank,
                score=score_words(places, area, language),
                band=names.get(bands[row], ""),
                step=places.quarter(area),
                x=across(rank, places),
                low_x=ends[0],
                width=round(ends[1] - ends[0], 2),
                interval=interval_words(low, high) if certainty else "",
                before=str(earlier.ranks.get(area, "")) if earlier else "",
                worst=_worst(certainty, row),
                certain=high - low,
            )
        )
    return tuple(found)


def across(rank: int, places: Places) -> float:
    """Give where a rank stands, in per cent from the left; worse is left."""
    share = (rank - 1) / max(1, places.last - 1)
    return round(100 * (share if places.first_is_worst else 1 - share), 2)


def interval_words(low: int, high: int) -> str:
    """Say the ranks of an interval, in the active language."""
    if low == high:
        return _("always %(rank)d") % {"rank": low}
    return _("%(low)d to %(high)d") % {"low": low, "high": high}


def _worst(certainty: Certainty | None, row: int) -> str:
    if certainty is None or np.isnan(certainty.worst[row]):
        return ""
    return hundredths(float(certainty.worst[row]))


def hundredths(chance: float) -> str:
    """Say a chance as a number out of a hundred; never as none or as all."""
    rounded = round(100 * chance)
    return "< 1" if rounded < 1 else "> 99" if rounded > 99 else str(rounded)


def chance_words(chance: float) -> str:
    """Say a chance in words with its number, in the active language."""
    return f"{chance_word(chance)} ({chance_number(chance)})"


def band_names(places: Places, language: Language) -> dict[str, str]:
    """Give the names of the classes of a score by id."""
    return {band.id: band.name.in_(language) for band in places.index.bands}


def _own(names: Mapping[str, str]) -> dict[str, str]:
    return {name: name for name in names.values()}


def _orders() -> dict[str, str]:
    return {
        "worst": _("worst first"),
        "best": _("best first"),
        "sure": _("most certain first"),
        "name": _("by name"),
    }


def _sorted(rows: tuple[RankRow, ...], order: str) -> tuple[RankRow, ...]:
    if order == "best":
        return tuple(reversed(rows))
    if order == "sure":
        return tuple(sorted(rows, key=lambda one: one.certain))
    if order == "name":
        return tuple(sorted(rows, key=lambda one: one.link.label.casefold()))
    return rows
