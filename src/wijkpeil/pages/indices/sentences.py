"""What an index says in one sentence: who does worst and who does best."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.model.base import Language
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.format import number
from wijkpeil.pages.indices.scored import Places, Scored

NAMED = 3
"""Areas with the same rank that are named; more are counted."""


def first_sentence(found: Scored, links: Mapping[str, AreaLink], language: Language) -> SafeString:
    """Say what an index comes to, or why that is not known, in the active language."""
    name = found.index.name.in_(language)
    if found.index.shape is not None:
        missing = found.index.shape.in_(language)
        return format_html(_("Of <b>{index}</b> only the shape is known: {missing}"), index=name, missing=missing)
    if found.result is None:
        return format_html(_("<b>{index}</b> cannot be computed over this release."), index=name)
    return index_sentence(name, found.places, links, language)


def index_sentence(name: str, places: Places, links: Mapping[str, AreaLink], language: str) -> SafeString:
    """Say who does worst and who does best, in the active language."""
    if not places.ranks:
        return format_html(_("On <b>{index}</b> no area has a score."), index=name)
    ends = places.worst_first[0], places.worst_first[-1]
    worst, best = (_alike(area, places) for area in ends)
    if worst == best:
        return format_html(_("On <b>{index}</b> all {count} areas score the same."), index=name, count=places.count)
    first = ngettext(
        "On <b>{index}</b> {worst} does worst of {count} areas, with {low};",
        "On <b>{index}</b> {worst} do worst of {count} areas, with {low};",
        _number_of(worst),
    )
    second = ngettext("{best} does best, with {high}.", "{best} do best, with {high}.", _number_of(best))
    return format_html(
        f"{first} {second}",
        index=name,
        count=number(places.count, language),
        worst=_named(worst, links),
        best=_named(best, links),
        low=score_words(places, worst[0], language),
        high=score_words(places, best[0], language),
    )


def _number_of(areas: tuple[str, ...]) -> int:
    """Return how many a verb must agree with: more areas than are named are one group."""
    return len(areas) if len(areas) <= NAMED else 1


def score_words(places: Places, area: str, language: str) -> str:
    """Say the score of an area; that there is none, where there is none."""
    score = places.score(area)
    return _("no score") if score is None else number(score, language, places.index.decimals)


def _alike(area: str, places: Places) -> tuple[str, ...]:
    return tuple(other for other, rank in places.ranks.items() if rank == places.ranks[area])


def _named(areas: tuple[str, ...], links: Mapping[str, AreaLink]) -> SafeString:
    if len(areas) > NAMED:
        return format_html(_("a group of {count} areas together"), count=len(areas))
    return format_html_join(_(" and "), "{}", ((links[area].html(),) for area in areas))
