"""The head of the board: groups of columns, sortable names, borders, and the city's own scores."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from django.urls import reverse
from django.utils.translation import ngettext

from wijkpeil.model.base import Language, record
from wijkpeil.model.indicators import Comparison, Indicator
from wijkpeil.pages.board_choices import Chosen, with_choice
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number

Direction = Literal["", "ascending", "descending"]


@record
class HeadGroup:
    """A heading above columns."""

    name: str
    detail: str
    span: int


@record
class Column:
    """A column of one indicator."""

    id: str
    name: str
    unit: str
    title: str
    definition: str
    """Address of the indicator's definition."""
    sort: str
    """Address that sorts by it, or turns the order round where it does already."""
    direction: Direction
    first: bool
    """True for the first column of its group."""
    negative: str
    positive: str
    city: str


@record
class CountColumn:
    """Two columns of a count: as printed and as recounted."""

    name: str
    sort_printed: str
    sort_recounted: str
    printed_direction: Direction
    recounted_direction: Direction


@record
class BoardHead:
    """All there is above the rows."""

    groups: tuple[HeadGroup, ...]
    columns: tuple[Column, ...]
    counts: tuple[CountColumn, ...]
    name_sort: str
    name_direction: Direction
    reds_sort: str
    reds_direction: Direction
    city: str


def board_head(context: ViewContext, language: Language, chosen: Chosen) -> BoardHead:
    """Make the head for what was chosen."""
    info = context.programme.definitions.info
    firsts = {group.indicators[0] for group in info.indicator_groups if group.indicators}
    city = context.lookup.areas.get(info.city)
    return BoardHead(
        groups=tuple(
            HeadGroup(
                name=group.name.in_(language),
                detail=ngettext("%(n)s figure", "%(n)s figures", len(group.indicators)) % {"n": len(group.indicators)},
                span=len(group.indicators),
            )
            for group in info.indicator_groups
        ),
        columns=tuple(
            _column(context, context.lookup.indicators[name], language, chosen, name in firsts)
            for name in context.board.indicators
        ),
        counts=tuple(
            CountColumn(
                name=count.name.in_(language),
                sort_printed=_sort(chosen, f"printed.{count.id}"),
                sort_recounted=_sort(chosen, f"recounted.{count.id}"),
                printed_direction=_direction(chosen, f"printed.{count.id}", falling=True),
                recounted_direction=_direction(chosen, f"recounted.{count.id}", falling=True),
            )
            for count in info.counts
        ),
        name_sort=_sort(chosen, "name"),
        name_direction=_direction(chosen, "name", falling=False),
        reds_sort=_sort(chosen, "reds"),
        reds_direction=_direction(chosen, "reds", falling=True),
        city=city.name.in_(language) if city else "",
    )


def _column(context: ViewContext, indicator: Indicator, language: Language, chosen: Chosen, first: bool) -> Column:
    negative, positive = border_labels(context, indicator, language, chosen.rule)
    return Column(
        id=indicator.id,
        name=indicator.short_name.in_(language),
        unit=indicator.unit.in_(language).split(",")[0],
        title=indicator.name.in_(language),
        definition=reverse("indicator", args=[indicator.id]),
        sort=_sort(chosen, indicator.id),
        direction=_direction(chosen, indicator.id, falling=indicator.polarity == "low-is-better"),
        first=first,
        negative=negative,
        positive=positive,
        city=number(indicator.city_value, language) if indicator.city_value is not None else "",
    )


def border_labels(context: ViewContext, indicator: Indicator, language: Language, rule: Comparison) -> tuple[str, str]:
    """Write both bounds with their signs: ``< 6,0`` and ``> 7,1``; empty where there is no border."""
    bounds = context.bounds.get(indicator.id)
    if bounds is None:
        return "", ""
    below, above = ("<", ">") if rule == "strict" else ("≤", "≥")
    worse, better = (below, above) if indicator.polarity == "high-is-better" else (above, below)
    return f"{worse} {_bound(bounds.negative, language)}", f"{better} {_bound(bounds.positive, language)}"


def _bound(value: Decimal, language: Language) -> str:
    exponent = value.as_tuple().exponent
    # A mean of a group has many digits; more than two say nothing beside figures of one.
    return number(value, language, 2 if isinstance(exponent, int) and exponent < -2 else None)


def _sort(chosen: Chosen, name: str) -> str:
    return with_choice(chosen.query, sort=f"-{name}" if chosen.sort == name else name)


def _direction(chosen: Chosen, name: str, *, falling: bool) -> Direction:
    if chosen.sort.removeprefix("-") != name:
        return ""
    return "descending" if falling != chosen.sort.startswith("-") else "ascending"
