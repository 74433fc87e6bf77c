"""The areas of the board from worst to best: by their number of reds, or by one indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.model.board import BoardRow, Cell
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.classes import RedClass, class_of, red_classes
from wijkpeil.pages.colour_words import colour_words
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.pages.map_picture import Shade
from wijkpeil.pages.marks import Marks, mark_places, row_marks
from wijkpeil.pages.rounding import OpenCount, open_count


@record
class RankedArea:
    """One line of the list."""

    link: AreaLink
    marks: Marks
    value: str
    words: str
    """What the value means, for who does not see its colour."""
    open: OpenCount | None
    """What rounding leaves open in the value; None where it is no count."""
    cut: bool
    """True where another class begins."""


@record
class Choice:
    """Something to colour the map by."""

    id: str
    label: str
    selected: bool


@record
class Ranking:
    """The list, its legend, and what it may be ordered by."""

    heading: str
    """What the values are."""
    by_indicator: bool
    rows: tuple[RankedArea, ...]
    classes: tuple[RedClass, ...]
    choices: tuple[tuple[str, tuple[Choice, ...]], ...]
    """Choices under the heading of their group."""
    shades: Mapping[str, Shade]
    """How the map shows each area."""


def ranking(context: ViewContext, links: Mapping[str, AreaLink], language: Language, indicator: str) -> Ranking:
    """Order the areas; an ``indicator`` that the board has not is as if none was chosen; the page says so."""
    column = context.board.indicators.index(indicator) if indicator in context.board.indicators else None
    rows = _by_reds(context, language) if column is None else _by_indicator(context, column, language)
    places = mark_places(context.programme.definitions.info)
    chosen = context.lookup.indicators[indicator] if column is not None else None
    return Ranking(
        heading=chosen.name.in_(language) if chosen else "",
        by_indicator=chosen is not None,
        rows=tuple(
            RankedArea(
                link=links[row.area],
                marks=row_marks(row.cells, places),
                value=shade.label,
                words=shade.words,
                open=open_count(row.cells) if column is None else None,
                cut=number > 0 and shade.style != rows[number - 1][1].style,
            )
            for number, (row, shade) in enumerate(rows)
        ),
        classes=_used(red_classes(context.programme.definitions.info, language), context.board.rows),
        choices=_choices(context, language, chosen.id if chosen else ""),
        shades={row.area: shade for row, shade in rows},
    )


def _used(classes: tuple[RedClass, ...], rows: Sequence[BoardRow]) -> tuple[RedClass, ...]:
    """Leave out classes at the light end that no area is in; one in the middle stays, so that steps stay equal."""
    least = min((class_of(row.reds, classes).step for row in rows), default=1)
    return tuple(one for one in classes if one.step >= least)


def _by_reds(context: ViewContext, language: Language) -> list[tuple[BoardRow, Shade]]:
    classes = red_classes(context.programme.definitions.info, language)
    ordered = sorted(context.board.rows, key=lambda row: -row.reds)
    return [(row, _red_shade(row, class_of(row.reds, classes), len(row.cells))) for row in ordered]


def _red_shade(row: BoardRow, found: RedClass, of: int) -> Shade:
    words = _("%(reds)s of %(of)s figures worse than the border") % {"reds": row.reds, "of": of}
    return Shade(style=str(found.step), label=str(row.reds), words=words)


def _by_indicator(context: ViewContext, column: int, language: Language) -> list[tuple[BoardRow, Shade]]:
    indicator = context.lookup.indicators[context.board.indicators[column]]
    sign = 1 if indicator.polarity == "high-is-better" else -1

    def worst_first(row: BoardRow) -> tuple[bool, Decimal]:
        value = row.cells[column].value
        return value is None, sign * (value if value is not None else Decimal(0))

    ordered = sorted(context.board.rows, key=worst_first)
    return [(row, _cell_shade(row.cells[column], language)) for row in ordered]


def _cell_shade(cell: Cell, language: Language) -> Shade:
    label = _("unknown") if cell.value is None else number(cell.value, language)
    return Shade(style=cell.colour, label=label, words=f"{label}, {colour_words(cell)}")


def _choices(context: ViewContext, language: Language, chosen: str) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    return tuple(
        (
            group.name.in_(language),
            tuple(
                Choice(id=one, label=context.lookup.indicators[one].short_name.in_(language), selected=one == chosen)
                for one in group.indicators
            ),
        )
        for group in context.programme.definitions.info.indicator_groups
    )
