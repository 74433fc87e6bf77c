"""The explorer of an index: other weights and methods, and who moves, with the declared choice beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.errors import Fault, NotFound, say
from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink, area_links
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.faults import fault_in
from wijkpeil.pages.indices.controls import (
    ListControl,
    WeightGroup,
    chosen_words,
    list_controls,
    query_of,
    read_exploration,
    weight_groups,
)
from wijkpeil.pages.indices.definition_text import YAML, definition_text
from wijkpeil.pages.indices.moves import MoveRow, move_rows, moves_sentence
from wijkpeil.pages.indices.page import About, about
from wijkpeil.pages.indices.scored import Places, Scored, scored
from wijkpeil.pages.indices.shown import MapStep, quarter_map, quarter_shades, quarter_steps
from wijkpeil.pages.map_picture import MapArea, MapPicture, Shade
from wijkpeil.pages.narrowing import ORDER, TEXT, Order, Query, ordered, plain
from wijkpeil.pages.open_data import DataFile
from wijkpeil.pages.paging import PageLink, paged
from wijkpeil.workflows.explore import Exploration, as_definition, explore
from wijkpeil.workflows.score import with_directions

SIZE = 60
"""Areas on one page of the list."""


@record
class Moves:
    """What comes of the choices: all that changes with them."""

    sentence: str
    reasons: tuple[str, ...]
    """Why it cannot be computed; none where it can."""
    left_out: tuple[str, ...]
    rows: tuple[MoveRow, ...]
    links: tuple[PageLink, ...]
    shown: int
    total: int
    chosen: tuple[str, ...]
    """What is chosen otherwise, in words, with what is declared."""
    query: str
    """The same as the query of an address; empty for the declared choice."""
    map: MapPicture | None
    left: str
    right: str


@record
class ExplorerPage:
    """The explorer of one index."""

    about: About
    moves: Moves | None
    """None where the index itself cannot be computed."""
    reasons: tuple[str, ...]
    """Why not."""
    groups: tuple[WeightGroup, ...]
    lists: tuple[ListControl, ...]
    orders: tuple[Order, ...]
    text: str
    steps: tuple[MapStep, ...]


def explorer_page(context: ViewContext, language: Language, id: str, query: Query) -> ExplorerPage:
    """Show an index with the choices of an address; what cannot be chosen is left out, and said.

    Raises:
        NotFound: there is no index of that id.
    """
    with override(language):
        found = scored(context, id)
        chosen, out = read_exploration(found.tree, query, language)
        order = ordered(query, _orders())
        return ExplorerPage(
            about=about(found, language),
            moves=_moves(context, found, chosen, out, query, language) if found.result else None,
            reasons=_reasons(found.faults, language),
            groups=weight_groups(found.tree, chosen, language),
            lists=list_controls(found.tree, chosen, language),
            orders=tuple(Order(value=one, label=label, selected=one == order) for one, label in _orders().items()),
            text=query.get(TEXT, "").strip()[:100],
            steps=quarter_steps(),
        )


def _reasons(faults: tuple[Fault, ...], language: Language) -> tuple[str, ...]:
    said = (fault_in(fault, language) for fault in faults)
    return tuple(f"{one.message} {one.remedy}".strip() for one in said)


def _orders() -> dict[str, str]:
    return {"worst": _("worst first"), "moved": _("farthest moved first"), "name": _("by name")}


def _moves(
    context: ViewContext,
    found: Scored,
    chosen: Exploration,
    out: tuple[str, ...],
    query: Query,
    language: Language,
) -> Moves:
    assert found.ready is not None
    links, declared = area_links(context, language), found.places
    explored = explore(found.ready, chosen)
    now = Places(explored.index, explored.result) if explored.result is not None else None
    rows = move_rows(declared, now, links, language)
    kept = _narrowed(rows, query)
    more = {name: query.get(name, "") for name in (ORDER, TEXT)}
    page = paged(kept, {**_query(chosen), **more, "page": query.get("page", "")}, SIZE)
    worst, best = _("worst"), _("best")
    return Moves(
        sentence=moves_sentence(rows, declared, now, chosen.any),
        reasons=_reasons(explored.faults, language),
        left_out=out,
        rows=page.shown,
        links=page.links,
        shown=len(kept),
        total=len(rows),
        chosen=chosen_words(found.tree, chosen, language),
        query=query_of(chosen),
        map=_map(context, found, now or declared, links, language, chosen.any),
        left=worst,
        right=best,
    )


def _query(chosen: Exploration) -> dict[str, str]:
    from urllib.parse import parse_qsl

    return dict(parse_qsl(query_of(chosen).removeprefix("?")))


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
    chosen, _out = read_exploration(found.tree, query, "en")
    made = with_directions(as_definition(found.ready, chosen, day, f"{where}{query_of(chosen)}"), context.programme)
    text = definition_text(made, simulated=context.programme.simulated)
    return DataFile(name=f"{made.id}.yaml", media=YAML, content=text.encode())
