"""Strips: where an area stands on each indicator, between the borders and among the others. Left is worse."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wijkpeil.methods.ranks import Place
from wijkpeil.model.base import Language, record
from wijkpeil.model.board import BoardRow, Cell
from wijkpeil.model.indicators import Indicator
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.board_head import border_labels
from wijkpeil.pages.board_rows import missing_words
from wijkpeil.pages.colour_words import colour_words
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.pages.keeping import kept_of
from wijkpeil.pages.sentences import grammar

LEFT, RIGHT = 3.0, 97.0
"""Where the worst and the best value stand, in per cent of the strip."""
CLOSE = 11.0
"""Labels of the two borders that come nearer than this, in per cent, are drawn apart."""


@record
class StripBorder:
    """The two bounds on a strip; places are in per cent."""

    negative: str
    positive: str
    negative_x: str
    positive_x: str
    green_width: str
    """Width of the zone beyond the positive bound."""
    apart: bool
    """True where the labels would touch if both stood under their bound."""


@record
class Strip:
    """One indicator; places are in per cent of the strip, from the worst at the left."""

    id: str
    name: str
    unit: str
    address: str
    value: str
    style: str
    """Colour of the mark: ``red``, ``neutral`` or ``green``; empty where there is no value."""
    x: str
    ticks: SafeString
    """The other areas, drawn."""
    border: StripBorder | None
    city: str
    city_x: str
    other: str
    """The value of the area that it is compared with."""
    other_x: str
    place: str
    words: str
    """All of it in words."""


@record
class StripGroup:
    """The strips under one heading."""

    name: str
    strips: tuple[Strip, ...]


def per_cent(place: float) -> str:
    """Write a place as an attribute of a picture."""
    return f"{place:g}%"


class _Scale:
    """From values to per cent, the worst at the left."""

    def __init__(self, values: Sequence[Decimal], indicator: Indicator) -> None:
        low, high = min(values), max(values)
        self.worst, self.best = (low, high) if indicator.polarity == "high-is-better" else (high, low)

    def __call__(self, value: Decimal) -> float:
        if self.best == self.worst:
            return (LEFT + RIGHT) / 2
        share = float((value - self.worst) / (self.best - self.worst))
        return round(LEFT + (RIGHT - LEFT) * share, 2)

    def mark(self, value: Decimal | None) -> str:
        return "" if value is None else per_cent(self(value))


def strip_groups(
    context: ViewContext,
    row: BoardRow,
    places: Mapping[str, Place | None],
    links: Mapping[str, AreaLink],
    language: Language,
    compared: str = "",
) -> tuple[StripGroup, ...]:
    """Draw all strips of an area; ``compared`` is another area to set beside it."""
    cells = {cell.indicator: (column, cell) for column, cell in enumerate(row.cells)}
    return tuple(
        StripGroup(
            name=group.name.in_(language),
            strips=tuple(
                _strip(context, row, *cells[name], places.get(name), links, language, compared)
                for name in group.indicators
                if name in cells
            ),
        )
        for group in context.programme.definitions.info.indicator_groups
    )


def _strip(
    context: ViewContext,
    row: BoardRow,
    column: int,
    cell: Cell,
    place: Place | None,
    links: Mapping[str, AreaLink],
    language: Language,
    compared: str,
) -> Strip:
    indicator = context.lookup.indicators[cell.indicator]
    values = {one.area: value for one in context.board.rows if (value := one.cells[column].value) is not None}
    scale = _scale(context, indicator, list(values.values()))
    other = values.get(compared)
    return Strip(
        id=indicator.id,
        name=indicator.short_name.in_(language),
        unit=indicator.unit.in_(language),
        address=reverse("indicator", args=[indicator.id]),
        value=_("unknown") if cell.value is None else number(cell.value, language),
        style="" if cell.value is None else "neutral" if cell.colour == "none" else cell.colour,
        x=scale.mark(cell.value),
        ticks=_others(context, indicator, values, scale, links, language, leave_out=(row.area, compared)),
        border=_border(context, indicator, scale, language),
        city="" if indicator.city_value is None else number(indicator.city_value, language),
        city_x=scale.mark(indicator.city_value),
        other="" if other is None else number(other, language),
        other_x=scale.mark(other),
        place=grammar(language).standing(place) if place else missing_words(cell),
        words=_words(context, cell, indicator, language),
    )


_TICK = (
    '<svg class="tick" x="{}"><title>{} {}</title>'
    '<path class="tick-hit" d="M0 14v16"/><path class="tick-line" d="M0 17v10"/></svg>'
)


def _others(
    context: ViewContext,
    indicator: Indicator,
    values: Mapping[str, Decimal],
    scale: _Scale,
    links: Mapping[str, AreaLink],
    language: Language,
    leave_out: Collection[str],
) -> SafeString:
    """Draw the other areas of the board. All ticks of an indicator are drawn once: every area's page shows them."""
    programme = context.programme
    drawn = kept_of(
        (programme.definitions, programme.releases),
        ("ticks", indicator.id, language),
        lambda: {
            area: format_html(_TICK, scale.mark(one), links[area].label, number(one, language))
            for area, one in values.items()
        },
    )
    return mark_safe("".join(tick for area, tick in drawn.items() if area not in leave_out))


def _scale(context: ViewContext, indicator: Indicator, values: list[Decimal]) -> _Scale:
    bounds = context.bounds.get(indicator.id)
    marks = [*values, *((bounds.negative, bounds.positive) if bounds else ())]
    if indicator.city_value is not None:
        marks.append(indicator.city_value)
    return _Scale(marks or [Decimal(0)], indicator)


def _border(context: ViewContext, indicator: Indicator, scale: _Scale, language: Language) -> StripBorder | None:
    bounds = context.bounds.get(indicator.id)
    if bounds is None:
        return None
    negative, positive = border_labels(context, indicator, language, bounds.comparison)
    return StripBorder(
        negative=negative.split(" ")[-1],
        positive=positive.split(" ")[-1],
        negative_x=scale.mark(bounds.negative),
        positive_x=scale.mark(bounds.positive),
        green_width=per_cent(100 - scale(bounds.positive)),
        apart=scale(bounds.positive) - scale(bounds.negative) < CLOSE,
    )


def _words(context: ViewContext, cell: Cell, indicator: Indicator, language: Language) -> str:
    said = colour_words(cell)
    bounds = context.bounds.get(indicator.id)
    if bounds is None:
        return said
    negative, positive = border_labels(context, indicator, language, bounds.comparison)
    return _("%(colour)s (worse: %(negative)s, better: %(positive)s)") % {
        "colour": said,
        "negative": negative,
        "positive": positive,
    }
