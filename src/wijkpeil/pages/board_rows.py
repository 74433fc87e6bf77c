"""The rows of the board."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.model.board import Board, BoardRow, Cell, CountCell
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.colour_words import colour_words
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.pages.rounding import OpenCount, open_count, range_mark, range_words


@record
class BoardCell:
    """One figure."""

    value: str
    """The figure; a dot where there is none."""
    style: str
    """Style classes."""
    sign: str
    """End of the sign's class; empty for none."""
    words: str
    """What its colour says, or why there is no figure."""
    label: str
    """Its indicator, for phones."""


@record
class CountPair:
    """A count as printed and as recounted."""

    printed: str
    recounted: str
    label_printed: str
    label_recounted: str
    """What both are, for phones."""
    sign: str
    """``≠`` where they differ, ``±`` where rounding could make them the same, else empty."""
    open: str
    """The range that rounding leaves open; empty where it leaves one number."""
    words: str


@record
class BoardLine:
    """One area."""

    id: str
    name: str
    short: str
    address: str
    code: str
    printed: str
    """The code that the document prints, in words; empty where that is the same."""
    shared: bool
    """True where another area has the same name, so that the code always stands beside it."""
    cells: tuple[BoardCell, ...]
    reds: int
    open: OpenCount
    """What rounding leaves open in ``reds``."""
    counts: tuple[CountPair, ...]
    toggle: str
    """What opens its figures on a phone."""


@record
class CountTotal:
    """For how many areas a count differs from what is printed."""

    differing: int
    printed: int


def board_line(context: ViewContext, row: BoardRow, link: AreaLink, language: Language) -> BoardLine:
    """Make the line of one area."""
    area = context.lookup.areas[row.area]
    names = {count.id: count.name.in_(language) for count in context.programme.definitions.info.counts}
    firsts = {group.indicators[0] for group in context.programme.definitions.info.indicator_groups if group.indicators}
    return BoardLine(
        id=row.area,
        name=link.name,
        short=link.short,
        address=link.address,
        code=area.code,
        printed=_("printed: %(code)s") % {"code": area.printed_code} if area.printed_code else "",
        shared=link.shared,
        cells=tuple(_cell(context, cell, language, cell.indicator in firsts) for cell in row.cells),
        reds=row.reds,
        open=open_count(row.cells),
        counts=tuple(_pair(cell, names[cell.count]) for cell in row.counts),
        toggle=_("Show the figures of %(name)s") % {"name": link.label},
    )


def _cell(context: ViewContext, cell: Cell, language: Language, first: bool) -> BoardCell:
    style = f"v is-{cell.colour}{' is-edge' if cell.undecidable else ''}{' gap' if first else ''}"
    label = context.lookup.indicators[cell.indicator].short_name.in_(language)
    if cell.value is None:
        return BoardCell(value="·", style=style, sign="", words=missing_words(cell), label=label)
    sign = cell.colour if cell.colour in ("red", "green") else "edge" if cell.undecidable else ""
    return BoardCell(value=number(cell.value, language), style=style, sign=sign, words=colour_words(cell), label=label)


def missing_words(cell: Cell) -> str:
    """Say why there is no figure."""
    return {
        "not-collected": _("not collected"),
        "suppressed": _("not shown, to protect people"),
        "invalid": _("no valid figure"),
        "not-applicable": _("does not apply"),
    }.get(cell.status, _("unknown"))


def _pair(cell: CountCell, name: str) -> CountPair:
    sign, words = "", [range_words(cell.low, cell.high)]
    if cell.printed is not None and cell.recounted is not None and cell.printed != cell.recounted:
        could = cell.low is not None and cell.high is not None and cell.low <= cell.printed <= cell.high
        sign = "±" if could else "≠"
        differs = _("differs from the printed count; rounding may explain it")
        words.append(differs if could else _("differs from the printed count"))
    return CountPair(
        printed=_("none") if cell.printed is None else str(cell.printed),
        recounted=_("unknown") if cell.recounted is None else str(cell.recounted),
        label_printed=f"{name}: {_('printed')}",
        label_recounted=f"{name}: {_('recounted')}",
        sign=sign,
        open=range_mark(cell.low, cell.high),
        words=", ".join(one for one in words if one),
    )


def count_totals(context: ViewContext, board: Board) -> tuple[CountTotal, ...]:
    """Count per count how many areas differ."""
    totals = []
    for count in context.programme.definitions.info.counts:
        cells = [cell for row in board.rows for cell in row.counts if cell.count == count.id]
        printed = [cell for cell in cells if cell.printed is not None]
        totals.append(CountTotal(differing=sum(c.recounted != c.printed for c in printed), printed=len(printed)))
    return tuple(totals)
