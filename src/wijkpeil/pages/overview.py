"""The overview: what this is, where it is bad, what was promised, what it costs, and what the recount found."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink, area_links
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.keeping import figures_key, kept_of
from wijkpeil.pages.left_out import left_out
from wijkpeil.pages.map_picture import MapPicture, map_picture
from wijkpeil.pages.names import index_references
from wijkpeil.pages.overview_ledger import Bar, Following, Promise, VerdictRow, cost, following, promises, verdict_rows
from wijkpeil.pages.ranking import Ranking, ranking
from wijkpeil.pages.sentences import grammar
from wijkpeil.pages.sentences.parts import OverviewFindings
from wijkpeil.pages.standing.sentences import standing_sentence


@record
class OverviewPage:
    """The first page."""

    title: str
    sentence: SafeString
    introduction: str
    figures: int
    map: MapPicture | None
    ranking: Ranking
    ranking_key: str
    """What tells the ranking from others; empty where it is not to be kept."""
    left_out: tuple[str, ...]
    """What was chosen to colour by and is not on the board, in words."""
    standing: SafeString
    """How the targets stand, in a sentence."""
    promises: tuple[Promise, ...]
    checkable: int
    targets: int
    cost: tuple[Bar, ...]
    cost_total: str
    cost_period: str
    cost_lines: int
    following: Following | None
    verdicts: tuple[VerdictRow, ...]
    claims: int
    indices: int
    """Number of indices that are computed."""


def overview_page(context: ViewContext, language: Language, query: Mapping[str, str]) -> OverviewPage:
    """Make the overview; ``query`` may name an ``indicator`` to colour the map and order the list by."""
    with override(language):
        info = context.programme.definitions.info
        links = area_links(context, language)
        chosen = query.get("indicator", "")
        chosen = chosen if chosen in context.board.indicators else ""
        ranked = kept_of(
            (context.programme.definitions, context.programme.releases),
            ("ranking", language, chosen),
            lambda: ranking(context, links, language, chosen),
        )
        bars = cost(context, language)
        kept = promises(context, language)
        found = verdict_rows(context)
        return OverviewPage(
            title=info.name.in_(language),
            sentence=overview_sentence(context, links, language),
            introduction=info.introduction.in_(language),
            figures=_figures(context),
            map=map_picture(context, links, ranked.shades, language, here=(), shaded=f"by {chosen or 'reds'}"),
            ranking_key=f"{chosen} {figures_key(context)}" if figures_key(context) else "",
            ranking=ranked,
            left_out=left_out(query, [("indicator", _("Colour by"), context.board.indicators)]),
            standing=standing_sentence(context.target_states),
            promises=kept,
            checkable=sum(one.checkable for one in kept),
            targets=sum(one.total for one in kept),
            cost=bars.bars,
            cost_total=bars.total,
            cost_period=bars.period,
            cost_lines=bars.lines,
            following=following(context, language),
            verdicts=found,
            claims=sum(one.count for one in found),
            indices=len(index_references(context, language)),
        )


def overview_sentence(context: ViewContext, links: Mapping[str, AreaLink], language: Language) -> SafeString:
    """Say how much is worse than the border, and where most of it piles up."""
    rows = context.board.rows
    most = max((row.reds for row in rows), default=0)
    worst = [row for row in rows if row.reds == most and most]
    city = context.lookup.areas.get(context.programme.definitions.info.city)
    findings = OverviewFindings(
        city=city.name.in_(language) if city else "",
        areas=len(rows),
        reds=sum(row.reds for row in rows),
        known=_figures(context),
        worst=tuple(links[row.area].html() for row in worst),
        worst_reds=most,
        worst_known=max((sum(c.value is not None for c in row.cells) for row in worst), default=0),
    )
    said: SafeString = grammar(language).overview(findings)
    return said


def _figures(context: ViewContext) -> int:
    return sum(cell.value is not None for row in context.board.rows for cell in row.cells)
