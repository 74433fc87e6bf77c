"""The list of all areas, by level."""

from __future__ import annotations

from django.utils.translation import override

from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink, area_links
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.grouping import grouping
from wijkpeil.pages.marks import Marks, mark_places, row_marks


@record
class ListedArea:
    """An area of the board."""

    link: AreaLink
    marks: Marks
    reds: int
    whole: str
    """What it lies in; empty where that is not known."""
    whole_address: str


@record
class ListedLevel:
    """Larger areas of one level."""

    name: str
    areas: tuple[AreaLink, ...]
    inferred: bool


@record
class AreasPage:
    """All areas."""

    areas: tuple[ListedArea, ...]
    whole_name: str
    inferred: bool
    """True where what they lie in is inferred."""
    figures: int
    levels: tuple[ListedLevel, ...]
    outside: tuple[AreaLink, ...]
    """Areas of the board's level that are not on the board."""


def areas_page(context: ViewContext, language: Language) -> AreasPage:
    """List the areas of the board by name, the larger areas by level, and those outside."""
    with override(language):
        info = context.programme.definitions.info
        links = area_links(context, language)
        wholes = grouping(context, language)
        places = mark_places(info)
        listed = [
            ListedArea(
                link=links[row.area],
                marks=row_marks(row.cells, places),
                reds=row.reds,
                whole=wholes.names.get(wholes.of.get(row.area, ""), ""),
                whole_address=wholes.addresses.get(wholes.of.get(row.area, ""), ""),
            )
            for row in context.board.rows
        ]
        own = {context.lookup.areas[row.area].level for row in context.board.rows}
        return AreasPage(
            areas=tuple(sorted(listed, key=lambda one: one.link.label)),
            whole_name=wholes.level_name,
            inferred=bool(wholes.inferred),
            figures=len(context.board.indicators),
            levels=tuple(
                ListedLevel(
                    name=level.plural.in_(language),
                    areas=found,
                    inferred=any(one.id in wholes.inferred for one in found),
                )
                for level in info.levels
                if level.id not in own and (found := _at(context, links, level.id))
            ),
            outside=tuple(link for level in own for link in _at(context, links, level) if link.id not in context.rows),
        )


def _at(context: ViewContext, links: dict[str, AreaLink], level: str) -> tuple[AreaLink, ...]:
    found = [links[area.id] for area in context.programme.definitions.areas if area.level == level]
    return tuple(sorted(found, key=lambda one: one.label))
