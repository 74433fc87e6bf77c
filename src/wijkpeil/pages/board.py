"""The board: every area against every indicator, coloured, with the counts as printed and as recounted."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.model.base import Language, line_ranges, record
from wijkpeil.model.board import Board
from wijkpeil.model.indicators import Comparison
from wijkpeil.pages.area_names import area_links
from wijkpeil.pages.board_choices import Chosen, Link, Option, chosen_of, chosen_rows, read_choices
from wijkpeil.pages.board_head import BoardHead, board_head
from wijkpeil.pages.board_rows import BoardLine, CountTotal, board_line, count_totals
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.grouping import Grouping, grouping
from wijkpeil.pages.keeping import figures_key, kept_of
from wijkpeil.pages.sentences import grammar
from wijkpeil.pages.sentences.parts import CountFinding


@record
class BoardSection:
    """Rows that belong together; a section without a name is the whole board."""

    name: str
    address: str
    rows: tuple[BoardLine, ...]


@record
class Total:
    """A row under the board: how many areas are red per indicator."""

    name: str
    reds: tuple[int, ...]
    all_reds: int
    counts: tuple[CountTotal, ...]


@record
class BoardPage:
    """The board as it was asked for."""

    sentence: SafeString
    chosen: Chosen
    rules: tuple[Link, ...]
    orders: tuple[Link, ...]
    groupings: tuple[Link, ...]
    sorts: tuple[Option, ...]
    wholes: tuple[Option, ...]
    downloads: tuple[tuple[str, str], ...]
    """Form and query of each download."""
    grouped_by: str
    inferred: bool
    """True where the groups are inferred, not printed."""
    head: BoardHead
    sections: tuple[BoardSection, ...]
    totals: tuple[Total, ...]
    shown: int
    areas: int
    release: str
    lines: str
    notes: tuple[str, ...]
    table_key: str
    """What tells the table as everybody first sees it from others; empty where something was chosen."""


def board_page(context: ViewContext, language: Language, query: Mapping[str, str]) -> BoardPage:
    """Make the board. What ``query`` names and the board does not have is left out, and said."""
    if any(query.values()):
        return _made(context, language, query)
    programme = context.programme
    return kept_of(
        (programme.definitions, programme.releases), ("board", language), lambda: _made(context, language, {})
    )


def _made(context: ViewContext, language: Language, query: Mapping[str, str]) -> BoardPage:
    with override(language):
        wholes = grouping(context, language)
        chosen = read_choices(context, query, wholes)
        board = context.boards[chosen.rule]
        links = area_links(context, language)
        rows = chosen_rows(context, chosen, {area: link.label for area, link in links.items()}, wholes)
        lines = {row.area: board_line(context, row, links[row.area], language) for row in rows}
        choices = chosen_of(context, language, chosen, wholes)
        return BoardPage(
            sentence=_sentence(context, board, language),
            chosen=chosen,
            rules=choices.rules,
            orders=choices.orders,
            groupings=choices.groupings,
            sorts=choices.sorts,
            wholes=choices.wholes,
            downloads=tuple((form.upper(), form) for form in ("csv", "xlsx")),
            grouped_by=wholes.level_name if chosen.grouped else "",
            inferred=bool(wholes.inferred),
            head=board_head(context, language, chosen),
            sections=_sections(lines, wholes if chosen.grouped else None),
            totals=_totals(context, chosen.rule),
            shown=len(rows),
            areas=len(board.rows),
            release=board.release,
            lines=_lines(board),
            notes=_notes(context, language, wholes),
            table_key="" if any(query.values()) else figures_key(context),
        )


def _sections(lines: Mapping[str, BoardLine], wholes: Grouping | None) -> tuple[BoardSection, ...]:
    if wholes is None:
        return (BoardSection(name="", address="", rows=tuple(lines.values())),) if lines else ()
    found: dict[str, list[BoardLine]] = {}
    for area, line in lines.items():
        found.setdefault(wholes.of.get(area, ""), []).append(line)
    return tuple(
        BoardSection(
            name=wholes.names.get(whole, ""),
            address=wholes.addresses.get(whole, ""),
            rows=tuple(rows),
        )
        for whole, rows in found.items()
    )


def _sentence(context: ViewContext, board: Board, language: Language) -> SafeString:
    counts = context.programme.definitions.info.counts
    findings = [
        CountFinding(name=count.name.in_(language), differing=total.differing, printed=total.printed)
        for count, total in zip(counts, count_totals(context, board), strict=True)
    ]
    said: SafeString = grammar(language).board(len(board.rows), findings, context.document.short.in_(language))
    return said


def _totals(context: ViewContext, rule: Comparison) -> tuple[Total, ...]:
    names = {"strict": _("Worse, a border not counted"), "inclusive": _("Worse, a border counted too")}
    other: Comparison = "inclusive" if rule == "strict" else "strict"
    return tuple(
        Total(
            name=names[one],
            reds=context.boards[one].red_per_indicator,
            all_reds=sum(context.boards[one].red_per_indicator),
            counts=count_totals(context, context.boards[one]),
        )
        for one in (rule, other)
    )


def _lines(board: Board) -> str:
    """Give the lines of the source that the board stands in, from its first to its last."""
    ranges = [one for row in board.rows for cell in row.cells for one in line_ranges(cell.lines)]
    return f"{min(one.first for one in ranges)}-{max(one.last for one in ranges)}" if ranges else ""


def _notes(context: ViewContext, language: Language, wholes: Grouping) -> tuple[str, ...]:
    """Give what a reader must know: codes that were printed otherwise, and what is inferred."""
    areas = (context.lookup.areas[row.area] for row in context.board.rows)
    notes = [area.note.in_(language) for area in areas if area.note and area.printed_code]
    if wholes.inferred:
        notes.append(wholes.note)
    return tuple(dict.fromkeys(notes))
