"""The sentence that says how an area is doing."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString

from wijkpeil.model.base import Language
from wijkpeil.model.programme import ProgrammeInfo
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.rounding import open_count
from wijkpeil.pages.sentences import grammar
from wijkpeil.pages.sentences.parts import AreaFindings, WholeFindings
from wijkpeil.workflows.area import AreaView


def area_sentence(
    context: ViewContext, view: AreaView, links: Mapping[str, AreaLink], language: Language
) -> SafeString:
    """Make the sentence: of an area on the board, of a larger area, or of one outside the programme."""
    said: SafeString
    if view.row is not None:
        said = grammar(language).area(area_findings(context, view, language))
    elif view.rows_within:
        said = grammar(language).whole(_whole(context, view, links, language))
    else:
        said = grammar(language).outside(links[view.area.id].label)
    return said


def opening(info: ProgrammeInfo, reds: int, language: Language) -> str:
    """Give how an area with so many reds is said to do; empty where the programme does not say."""
    return next((one.name.in_(language) for one in info.openings if reds <= one.up_to), "")


def area_findings(context: ViewContext, view: AreaView, language: Language) -> AreaFindings:
    """Find the count, the extremes and what is missing."""
    row = view.row
    assert row is not None
    indicators = context.lookup.indicators
    alone = {name: place for name, place in view.places.items() if place and not place.tied and place.known > 1}
    worst = [indicators[name] for name, place in alone.items() if place.worse == 0]
    best = [indicators[name] for name, place in alone.items() if place.better == 0]
    superlative = worst[0].superlative if len(worst) == 1 else None
    known = sum(cell.value is not None for cell in row.cells)
    left = open_count(row.cells)
    return AreaFindings(
        name=view.area.name.in_(language),
        opening=opening(context.programme.definitions.info, row.reds, language),
        reds=row.reds,
        greens=row.greens,
        known=known,
        missing=len(row.cells) - known,
        worst=tuple(one.short_name.in_(language) for one in worst),
        superlative=superlative.in_(language) if superlative else "",
        best=tuple(one.short_name.in_(language) for one in best),
        undecided=left.undecided,
        low=left.low,
        high=left.high,
    )


def _whole(context: ViewContext, view: AreaView, links: Mapping[str, AreaLink], language: Language) -> WholeFindings:
    rows = [context.rows[one] for one in view.rows_within]
    most = max((row.reds for row in rows), default=0)
    left = open_count(cell for row in rows for cell in row.cells)
    return WholeFindings(
        name=view.area.name.in_(language),
        areas=len(rows),
        reds=sum(row.reds for row in rows),
        known=sum(cell.value is not None for row in rows for cell in row.cells),
        worst=tuple(links[row.area].html() for row in rows if most and row.reds == most),
        worst_reds=most,
        worst_known=max((sum(c.value is not None for c in r.cells) for r in rows if r.reds == most), default=0),
        undecided=left.undecided,
        low=left.low,
        high=left.high,
    )
