"""The schematic map as a picture: a cell per area, coloured, with the areas of the board as links."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from wijkpeil.methods.projection import Point
from wijkpeil.methods.voronoi import Ring
from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.keeping import figures_key, kept_of

WIDTH = 420
"""Width of the picture in its own units, about a pixel each at full size."""
MARGIN_M = 1300
"""How far the picture goes beyond the areas of the board."""


class Shade(NamedTuple):
    """How one area of the board is shown."""

    style: str
    """End of the style class: ``1`` to ``4`` for steps, or a colour of the board."""
    label: str
    """What stands in the area."""
    words: str
    """The same in words, after the name."""


@record
class MapArea:
    """One area of the board."""

    link: AreaLink
    path: str
    style: str
    label: str
    title: str
    x: int
    y: int
    anchor: str
    """Where the name starts from: ``start``, ``middle`` or ``end``, so that it stays inside the picture."""


@record
class MapLabel:
    """A line for orientation, such as a river, from left to right, so that its name can run along it."""

    id: str
    path: str
    width: int
    name: str


@record
class MapPicture:
    """The whole picture."""

    width: int
    height: int
    land: str
    """One path of all areas outside the board."""
    areas: tuple[MapArea, ...]
    here: tuple[MapArea, ...]
    """Those that the page is about."""
    lines: tuple[MapLabel, ...]
    key: str
    """What tells the picture, without those that the page is about, from others; empty where it is not to be kept."""

    def cells(self) -> SafeString:
        """Write the coloured areas; not by a template, since a large city has hundreds."""
        return format_html_join(
            "\n", '<path class="map-cell st-{}" d="{}"/>', ((area.style, area.path) for area in self.areas)
        )

    def links(self) -> SafeString:
        """Write the areas as links, with what stands in them and their names."""
        rows = (
            (
                *(area.style, area.link.id, area.link.address, area.title, area.path, area.x, area.y, area.label),
                *(area.anchor, area.x, area.y, area.link.short, f" {area.link.code}" if area.link.shared else ""),
            )
            for area in self.areas
        )
        return format_html_join("\n", _LINK, rows)


_LINK = (
    '<a class="map-area on-{}" data-area="{}" href="{}" aria-label="{}"><path class="map-hit" d="{}"/>'
    '<text class="map-number" x="{}" y="{}" dy="4.5">{}</text>'
    '<text class="map-name map-name-{}" x="{}" y="{}" dy="-12">{}{}</text></a>'
)


class _Frame:
    """From metres to the picture's units."""

    def __init__(self, rings: list[Ring]) -> None:
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        self.left, self.top = min(xs) - MARGIN_M / 2, max(ys) + MARGIN_M / 2
        self.scale = WIDTH / (max(xs) + MARGIN_M / 2 - self.left)
        self.height = round((self.top - min(ys) + MARGIN_M / 2) * self.scale)

    def point(self, point: Point) -> tuple[int, int]:
        return round((point[0] - self.left) * self.scale), round((self.top - point[1]) * self.scale)

    def path(self, ring: Ring, close: str = "z") -> str:
        points = dict.fromkeys(self.point(one) for one in ring)
        return "M" + "L".join(f"{x} {y}" for x, y in points) + close

    def near(self, ring: Ring) -> bool:
        drawn = [self.point(one) for one in ring]
        return any(-WIDTH < x < 2 * WIDTH and -self.height < y < 2 * self.height for x, y in drawn)


def map_picture(
    context: ViewContext,
    links: Mapping[str, AreaLink],
    shades: Mapping[str, Shade],
    language: Language,
    here: Collection[str],
    shaded: str,
) -> MapPicture | None:
    """Draw the map with the areas in ``shades`` coloured; None where no area on the board has a point.

    ``shaded`` names what the shades show, the same for the same shades of the same figures.
    """
    programme = context.programme
    drawn = kept_of(
        (programme.definitions, programme.releases),
        ("map", shaded, language),
        lambda: _drawn(context, links, shades, language, shaded),
    )
    return drawn and replace(drawn, here=tuple(area for area in drawn.areas if area.link.id in here))


def _drawn(
    context: ViewContext, links: Mapping[str, AreaLink], shades: Mapping[str, Shade], language: Language, shaded: str
) -> MapPicture | None:
    cells, known = context.map.cells, figures_key(context)
    shown = [area for area in shades if area in cells]
    if not shown:
        return None
    frame = _Frame([cells[area] for area in shown])
    outside = [cells[area] for area in cells if area not in shades and frame.near(cells[area])]
    return MapPicture(
        width=WIDTH,
        height=frame.height,
        land="".join(frame.path(ring) for ring in outside),
        areas=tuple(_area(frame, context, links[area], shades[area]) for area in shown),
        here=(),
        key=f"{shaded} {known}" if known else "",
        lines=tuple(
            MapLabel(
                id=f"map-line-{line.id}",
                path=frame.path(_in_view(frame, ring), close=""),
                width=max(2, round(line.width_m * frame.scale)),
                name=line.name.in_(language),
            )
            for line, ring in context.map.lines
        ),
    )


def _in_view(frame: _Frame, line: Ring) -> Ring:
    """Keep the part that is drawn, with one corner more at each end, from left to right."""
    rising = line if line[0][0] <= line[-1][0] else line[::-1]
    inside = [number for number, point in enumerate(rising) if 0 <= frame.point(point)[0] <= WIDTH]
    if not inside:
        return rising
    return rising[max(0, inside[0] - 1) : inside[-1] + 2]


def _area(frame: _Frame, context: ViewContext, link: AreaLink, shade: Shade) -> MapArea:
    x, y = frame.point(context.map.points[link.id])
    return MapArea(
        link=link,
        path=frame.path(context.map.cells[link.id]),
        style=shade.style,
        label=shade.label,
        title=f"{link.label}: {shade.words}",
        x=x,
        y=y,
        anchor="start" if x < 0.25 * WIDTH else "end" if x > 0.75 * WIDTH else "middle",
    )
