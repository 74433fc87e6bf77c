"""The page of one area: how it is doing, what was promised to it, what it gets, and what the recount disputes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_facts import Crumb, Fact, crumbs, facts
from wijkpeil.pages.area_here import Here, area_here
from wijkpeil.pages.area_money import MoneyHere, money_here
from wijkpeil.pages.area_names import AreaLink, area_links
from wijkpeil.pages.area_outputs import AreaOutputs, area_outputs
from wijkpeil.pages.area_promises import AreaPromises, area_promises
from wijkpeil.pages.area_recount import AreaRecount, area_recount
from wijkpeil.pages.area_sentence import area_sentence
from wijkpeil.pages.area_signals import AreaSignals, area_signals
from wijkpeil.pages.area_targets import AreaTargets, area_targets
from wijkpeil.pages.classes import class_of, red_classes
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.pages.indices.on_area import AreaIndex, area_indices
from wijkpeil.pages.keeping import figures_key, kept_of
from wijkpeil.pages.left_out import left_out
from wijkpeil.pages.map_picture import MapPicture, Shade, map_picture
from wijkpeil.pages.marks import Marks, mark_places, row_marks
from wijkpeil.pages.strips import StripGroup, strip_groups
from wijkpeil.workflows.area import AreaView, view_area


@record
class NearArea:
    """Another area, with how many of its figures are worse than the border."""

    link: AreaLink
    marks: Marks | None
    reds: str
    """Empty where it is not on the board."""


@record
class AreaPage:
    """One area."""

    id: str
    name: str
    level: str
    sentence: SafeString
    note: str
    crumbs: tuple[Crumb, ...]
    facts: tuple[Fact, ...]
    strips: tuple[StripGroup, ...]
    figures: int
    others: int
    """Number of other areas on the board."""
    compared: AreaLink | None
    compare_with: tuple[AreaLink, ...]
    figures_key: str
    """What tells its definitions and figures from others; empty outside a workspace."""
    left_out: tuple[str, ...]
    """What was chosen to compare with and is not on the board, in words."""
    strengths: tuple[str, ...]
    """Indicators that are better than the border, with their value."""
    within: tuple[NearArea, ...]
    """The board's areas in it, for a larger area."""
    recount: AreaRecount
    signals: AreaSignals | None
    """What stands out; None where no figures are kept."""
    indices: tuple[AreaIndex, ...]
    """Where it stands in each index."""
    targets: AreaTargets
    outputs: AreaOutputs
    """What measures delivered here."""
    promises: AreaPromises
    here: tuple[Here, ...]
    """What there is in it, noun by noun."""
    money: MoneyHere
    map: MapPicture | None
    neighbours: tuple[NearArea, ...]
    similar: tuple[NearArea, ...]


def area_page(context: ViewContext, language: Language, id: str, query: Mapping[str, str]) -> AreaPage:
    """Make the page of an area; ``query`` may name another area to ``compare`` with.

    Raises:
        NotFound: there is no area of that id.
    """
    with override(language):
        view = _view(context, id)
        links = area_links(context, language)
        others = tuple(links[row.area] for row in context.board.rows if row.area != id)
        compared = next((one for one in others if one.id == query.get("compare")), None)
        return AreaPage(
            id=id,
            name=links[id].name,
            level=_level(context, view, language),
            sentence=area_sentence(context, view, links, language),
            note=view.area.note.in_(language) if view.area.note else "",
            crumbs=crumbs(context, view, links),
            facts=facts(context, view, links, language),
            strips=_strips(context, view, links, language, compared),
            figures=len(view.row.cells) if view.row else 0,
            others=len(others),
            compared=compared,
            compare_with=_to_choose(context, links, id, language) if view.row else (),
            figures_key=figures_key(context),
            left_out=left_out(query, [("compare", _("Compare with"), {one.id for one in others})]),
            strengths=_strengths(context, view, language),
            within=tuple(_near(context, links[one]) for one in view.rows_within if not view.row),
            recount=area_recount(context, view, links[id].label, language),
            signals=area_signals(context, id, view.rows_within, language),
            indices=area_indices(context, id, language),
            targets=area_targets(context, view, language),
            outputs=area_outputs(context, id, language),
            promises=area_promises(view, language),
            here=area_here(view, language),
            money=money_here(context, view, language),
            map=_map(context, view, links, language),
            neighbours=tuple(_near(context, links[one]) for one in view.neighbours),
            similar=tuple(_near(context, links[one.area]) for one in view.similar),
        )


def _view(context: ViewContext, id: str) -> AreaView:
    return view_area(
        context.programme,
        id,
        board=context.board,
        reconciliations=context.reconciliations,
        neighbours=context.map.neighbours,
        lookup=context.lookup,
    )


def _strips(
    context: ViewContext,
    view: AreaView,
    links: Mapping[str, AreaLink],
    language: Language,
    compared: AreaLink | None,
) -> tuple[StripGroup, ...]:
    if view.row is None:
        return ()
    return strip_groups(context, view.row, view.places, links, language, compared.id if compared else "")


def _to_choose(
    context: ViewContext, links: Mapping[str, AreaLink], id: str, language: Language
) -> tuple[AreaLink, ...]:
    """Give the other areas of the board in the order of the alphabet."""
    definitions = context.programme.definitions
    ordered = kept_of(
        (definitions,),
        ("to choose", language),
        lambda: sorted((links[row] for row in context.lookup.rows()), key=lambda one: one.label),
    )
    return tuple(one for one in ordered if one.id != id)


def _level(context: ViewContext, view: AreaView, language: Language) -> str:
    levels = {level.id: level.name.in_(language) for level in context.programme.definitions.info.levels}
    return levels.get(view.area.level, "")


def _strengths(context: ViewContext, view: AreaView, language: Language) -> tuple[str, ...]:
    green = [cell for cell in view.row.cells if cell.colour == "green"] if view.row else []
    names = context.lookup.indicators
    return tuple(
        f"{names[cell.indicator].short_name.in_(language)} {number(cell.value, language)}"
        for cell in green
        if cell.value is not None
    )


def _near(context: ViewContext, link: AreaLink) -> NearArea:
    row = context.rows.get(link.id)
    if row is None:
        return NearArea(link=link, marks=None, reds="")
    marks = row_marks(row.cells, mark_places(context.programme.definitions.info))
    reds = _("%(reds)s of %(of)s worse") % {"reds": row.reds, "of": len(row.cells)}
    return NearArea(link=link, marks=marks, reds=reds)


def _map(context: ViewContext, view: AreaView, links: Mapping[str, AreaLink], language: Language) -> MapPicture | None:
    if not view.rows_within and view.area.id not in context.map.cells:
        return None
    programme = context.programme
    shades = kept_of(
        (programme.definitions, programme.releases), ("shades", language), lambda: _shades(context, language)
    )
    return map_picture(context, links, shades, language, here=set(view.rows_within), shaded="counts of areas")


def _shades(context: ViewContext, language: Language) -> dict[str, Shade]:
    classes = red_classes(context.programme.definitions.info, language)
    shades = {}
    for row in context.board.rows:
        words = _("%(reds)s of %(of)s worse") % {"reds": row.reds, "of": len(row.cells)}
        shades[row.area] = Shade(style=str(class_of(row.reds, classes).step), label=str(row.reds), words=words)
    return shades
