"""The board as a file: CSV for machines, XLSX for who works in a spreadsheet, JSON as on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from wijkpeil.errors import NoSuchChoice, NotFound
from wijkpeil.model.areas import Area
from wijkpeil.model.base import Language
from wijkpeil.model.board import Board, BoardRow
from wijkpeil.pages.area_names import area_links
from wijkpeil.pages.board_choices import chosen_rows, read_choices
from wijkpeil.pages.colour_words import colour_words
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.grouping import grouping
from wijkpeil.pages.open_data import CSV, JSON, XLSX, DataFile, table_csv
from wijkpeil.workflows.export import board_records

COLOURS = {
    "red": {"bg_color": "#FBDFD5", "font_color": "#6B1505"},
    "green": {"bg_color": "#E3F2F1", "font_color": "#04494C", "italic": True},
    "neutral": {},
    "none": {"font_color": "#4B5964"},
}
EDGE = {"border": 3}
"""A dashed frame: on a border, rounding decides."""
BEFORE = 3
"""Columns before the figures: the postcode, the one that is printed, and the name."""


def board_file(context: ViewContext, language: Language, form: str, query: Mapping[str, str]) -> DataFile:
    """Give the board as ``csv``, ``json`` or ``xlsx``: the rows, order and rule that ``query`` asks of the page.

    Raises:
        NotFound: there is no such form.
        NoSuchChoice: the query asks for what the board does not have; a file has no place to say that it was left out.
    """
    forms: dict[str, Callable[[ViewContext, Board, Language], DataFile]] = {"csv": _csv, "json": _json, "xlsx": _xlsx}
    if form not in forms:
        raise NotFound(f"there is no board in the form {form!r}")
    with override(language):
        wholes = grouping(context, language)
        chosen = read_choices(context, query, wholes)
        if chosen.left_out:
            raise NoSuchChoice("\n".join(chosen.left_out))
        names = {area: link.label for area, link in area_links(context, language).items()}
        rows = tuple(chosen_rows(context, chosen, names, wholes))
        return forms[form](context, replace(context.boards[chosen.rule], rows=rows), language)


def _csv(context: ViewContext, board: Board, language: Language) -> DataFile:
    records = board_records(context.programme, board, language)
    return DataFile(name="board.csv", media=CSV, content=table_csv(records))


def _json(context: ViewContext, board: Board, language: Language) -> DataFile:
    records = board_records(context.programme, board, language)
    text = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    return DataFile(name="board.json", media=JSON, content=text.encode())


def _xlsx(context: ViewContext, board: Board, language: Language) -> DataFile:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        _board_sheet(book, context, board, language)
        _border_sheet(book, context, board, language)
    return DataFile(name="board.xlsx", media=XLSX, content=content.getvalue())


def _board_sheet(book: xlsxwriter.Workbook, context: ViewContext, board: Board, language: Language) -> None:
    sheet = book.add_worksheet(_("Board"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom"})
    indicators = [context.lookup.indicators[name] for name in board.indicators]
    counts = context.programme.definitions.info.counts
    shorts = [one.short_name.in_(language) for one in indicators]
    heads = [_("Postcode"), _("Postcode as printed"), _("Area"), *shorts, _("worse")]
    for count in counts:
        heads += [f"{count.name.in_(language)}: {_('printed')}", f"{count.name.in_(language)}: {_('recounted')}"]
    heads += [f"{short}: {_('colour')}" for short in shorts]
    sheet.write_row(0, 0, heads, head)
    formats = {
        (colour, edge): book.add_format({**style, **(EDGE if edge else {})})
        for colour, style in COLOURS.items()
        for edge in (False, True)
    }
    for line, row in enumerate(board.rows, start=1):
        _write_row(sheet, line, row, context.lookup.areas[row.area], language, formats)
    sheet.freeze_panes(1, BEFORE)
    sheet.set_column(BEFORE - 1, BEFORE - 1, 24)
    sheet.set_column(BEFORE, len(heads) - len(shorts) - 1, 11)
    sheet.set_column(len(heads) - len(shorts), len(heads) - 1, 22)
    sheet.autofilter(0, 0, len(board.rows), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _write_row(
    sheet: Worksheet,
    line: int,
    row: BoardRow,
    area: Area,
    language: Language,
    formats: Mapping[tuple[str, bool], Format],
) -> None:
    sheet.write_row(line, 0, [area.code, area.printed_code or area.code, area.name.in_(language)])
    for column, cell in enumerate(row.cells, start=BEFORE):
        style = formats[cell.colour, cell.undecidable]
        if cell.value is None:
            sheet.write_blank(line, column, None, style)
        else:
            sheet.write_number(line, column, float(cell.value), style)
    after = BEFORE + len(row.cells)
    numbers = [row.reds, *(value for count in row.counts for value in (count.printed, count.recounted))]
    for column, number in enumerate(numbers, start=after):
        if number is not None:
            sheet.write_number(line, column, number)
    sheet.write_row(line, after + len(numbers), [colour_words(cell) for cell in row.cells])


def _border_sheet(book: xlsxwriter.Workbook, context: ViewContext, board: Board, language: Language) -> None:
    sheet = book.add_worksheet(_("Borders and sources"))
    head = book.add_format({"bold": True})
    heads = [
        _("Indicator"),
        _("Unit"),
        _("Better is"),
        _("Worse than"),
        _("Better than"),
        _("City"),
        _("Source"),
        _("Lines"),
    ]
    sheet.write_row(0, 0, heads, head)
    for line, name in enumerate(board.indicators, start=1):
        indicator, bounds = context.lookup.indicators[name], context.bounds.get(name)
        better = _("higher") if indicator.polarity == "high-is-better" else _("lower")
        lines = indicator.border.lines if indicator.border else ""
        sheet.write_row(line, 0, [indicator.name.in_(language), indicator.unit.in_(language), better])
        numbers = (bounds.negative if bounds else None, bounds.positive if bounds else None, indicator.city_value)
        for column, value in enumerate(numbers, start=3):
            if value is not None:
                sheet.write_number(line, column, float(value))
        sheet.write_row(line, 6, [indicator.source.in_(language), lines or indicator.lines])
    end = len(board.indicators) + 2
    rule = (
        _("a figure on the border counts too")
        if board.comparison == "inclusive"
        else _("a figure on the border does not count")
    )
    sheet.write_row(end, 0, [_("Rule"), rule])
    sheet.write_row(end + 1, 0, [_("Release"), board.release])
    sheet.write_row(end + 2, 0, [_("Document"), context.document.title.in_(language)])
    sheet.write_row(end + 3, 0, [_("Definitions"), context.programme.definitions.hash])
    sheet.write_row(
        end + 4, 0, [_("Colours"), _("red: worse than the border; green, slanted: better; dashed frame: on a border")]
    )
    _mark(sheet, end + 5, context)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 7, 16)


def _mark(sheet: Worksheet, line: int, context: ViewContext) -> None:
    """Say of what is made up that it is."""
    if context.programme.simulated:
        sheet.write_row(line, 0, [_("Simulated"), _("yes")])
