"""The explorer of an index: other weights and methods, and who moves, with the declared choice beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.errors import NotFound, say
from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink, area_links
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.faults import fault_in
from wijkpeil.pages.indices.chosen import ChosenRow, chosen_rows
from wijkpeil.pages.indices.controls import Controls, controls, notes_of, with_notes
from wijkpeil.pages.indices.definition_text import YAML, definition_text
from wijkpeil.pages.indices.impossible import Remedy, why_not
from wijkpeil.pages.indices.moves import MoveRow, move_rows, moves_sentence
from wijkpeil.pages.indices.page import About, about
from wijkpeil.pages.indices.reading import Reading, address_of, query_of, read_exploration
from wijkpeil.pages.indices.scored import Places, Scored, scored
from wijkpeil.pages.indices.shown import MapStep, quarter_map, quarter_shades, quarter_steps
from wijkpeil.pages.map_picture import MapArea, MapPicture, Shade
from wijkpeil.pages.narrowing import ORDER, TEXT, Order, Query, ordered, plain
from wijkpeil.pages.open_data import DataFile
from wijkpeil.pages.paging import PageLink, paged
from wijkpeil.workflows.explore import Explored, as_definition, explore
from wijkpeil.workflows.score import with_directions

SIZE = 60
"""Areas on one page of the list."""


@record
class Moves:
    """What comes of the choices: all that changes with them."""

    sentence: str
    computed: bool
    below: str
    """What the list shows instead where they cannot be computed; empty where they can."""
    reasons: tuple[str, ...]
    """Why they cannot."""
    remedy: Remedy | None
    left_out: tuple[str, ...]
    rows: tuple[MoveRow, ...]
    links: tuple[PageLink, ...]
    shown: int
    total: int
    chosen: tuple[ChosenRow, ...]
    """What is chosen otherwise, each with what is declared."""
    query: str
    """The same as the query of an address; empty for the declared choice."""
    map: MapPicture | None
    left: str
    right: str


@record
class ExplorerPage:
    """The explorer of one index."""

    about: About
    moves: Moves
    controls: Controls
    orders: tuple[Order, ...]
    text: str
    steps: tuple[MapStep, ...]


def explorer_page(
    context: ViewContext, language: Language, id: str, query: Query, *, stays: bool = False
) -> ExplorerPage | None:
    """Show an index with the choices of an address; what cannot be chosen is left out, and said. None for an index that
    cannot be computed, so that there is nothing to explore.

    ``stays`` says that the list shown before stays where the choices cannot be computed.

    Raises:
        NotFound: there is no index of that id.
    """
    with override(language):
        found = scored(context, id)
        if found.result is None or found.ready is None:
            return None
        read = read_exploration(found, query, language)
        explored = explore(found.ready, read.chosen)
        form = controls(found.tree, read.chosen, read.lists, found.result.weights, read.base, language)
        order = ordered(query, _orders())
        return ExplorerPage(
            about=about(found, language),
            moves=_moves(context, found, read, explored, query, language, stays=stays),
            controls=with_notes(form, notes_of(found.result, explored.result)),
            orders=tuple(Order(value=one, label=label, selected=one == order) for one, label in _orders().items()),
            text=query.get(TEXT, "").strip()[:100],
            steps=quarter_steps(),
        )


def unexplored(context: ViewContext, language: Language, id: str) -> tuple[str, ...]:
    """Say why an index cannot be computed, and so not be explored.

    Raises:
        NotFound: there is no index of that id.
    """
    said = (fault_in(fault, language) for fault in scored(context, id).faults)
    return tuple(f"{one.message} {one.remedy}".strip() for one in said)


def _orders() -> dict[str, str]:
    return {"worst": _("worst first"), "moved": _("farthest moved first"), "name": _("by name")}


def _moves(
    context: ViewContext,
    found: Scored,
    read: Reading,
    explored: Explored,
    query: Query,
    language: Language,
    *,
    stays: bool,
) -> Moves:
    assert found.result is not None
    chosen, links, declared = read.chosen, area_links(context, language), found.places
    now = Places(explored.index, explored.result) if explored.result is not None else None
    rows = move_rows(declared, now, links, language)
    kept = _narrowed(rows, query)
    order = query.get(ORDER, "")
    more = {ORDER: "" if order == next(iter(_orders())) else order, TEXT: query.get(TEXT, "")}
    page = paged(kept, {**address_of(chosen), **more, "page": query.get("page", "")}, SIZE)
    reasons, remedy = why_not(found, explored, chosen, language) if now is None else ((), None)
    return Moves(
        sentence=moves_sentence(rows, declared, now, chosen.any),
        computed=now is not None,
        below=""
        if now
        else _("Below is the last choice that could be computed.")
        if stays
        else _("Below is the index as declared."),
        reasons=reasons,
        remedy=remedy,
        left_out=read.left_out,
        rows=page.shown,
        links=page.links,
        shown=len(kept),
        total=len(rows),
        chosen=chosen_rows(found.tree, chosen, found.result.weights, language, more),
        query=query_of(chosen),
        map=_map(context, found, now or declared, links, language, chosen.any),
        left=_("worst"),
        right=_("best"),
    )


def _narrowed(rows: tuple[MoveRow, ...], query: Query) -> tuple[MoveRow, ...]:
    wanted = plain(query.get(TEXT, "").strip()[:100]).split()
    kept = [row for row in rows if all(word in plain(f"{row.link.label} {row.link.code}") for word in wanted)]
    order = ordered(query, _orders())
    if order == "moved":
        kept.sort(key=lambda row: -abs(row.places))
    if order == "name":
        kept.sort(key=lambda row: row.link.label.casefold())
    return tuple(kept)


def _map(
    context: ViewContext, found: Scored, now: Places, links: Mapping[str, AreaLink], language: Language, chosen: bool
) -> MapPicture | None:
    """Draw the map of the declared index, with the ranks and quarters of now."""
    drawn = quarter_map(context, found.index.id, found.places, links, language)
    if drawn is None or not chosen:
        return drawn
    shades = quarter_shades(now)
    return replace(drawn, areas=tuple(_coloured(area, shades) for area in drawn.areas), key="")


def _coloured(area: MapArea, shades: Mapping[str, Shade]) -> MapArea:
    shade = shades.get(area.link.id) or Shade(style="none", label="·", words=_("no score"))
    return replace(area, style=shade.style, label=shade.label, title=f"{area.link.label}: {shade.words}")


def explored_file(context: ViewContext, id: str, query: Query, day: date, where: str) -> DataFile:
    """Give the choices of an address as a definition; ``where`` is that address.

    Raises:
        NotFound: there is no such index, or there are no figures.
    """
    found = scored(context, id)
    if found.ready is None:
        raise NotFound(say("The programme has no figures."))
    if found.result is None:
        raise NotFound(say("The index {id} cannot be computed.", id=id))
    chosen = read_exploration(found, query, "en").chosen
    made = with_directions(as_definition(found.ready, chosen, day, f"{where}{query_of(chosen)}"), context.programme)
    text = definition_text(made, simulated=context.programme.simulated)
    return DataFile(name=f"{made.id}.yaml", media=YAML, content=text.encode())
