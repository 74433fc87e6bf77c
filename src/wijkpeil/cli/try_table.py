"""The verb ``try``: a coloured board of any table, with nothing prepared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wijkpeil.cli import output, views
from wijkpeil.cli.options import FormatOption, speak
from wijkpeil.cli.output import Format, Language, messages
from wijkpeil.workflows import export


def try_table(
    table: Annotated[Path, typer.Argument(help="CSV: areas in the first column, figures beside.", show_default=False)],
    borders: Annotated[Path, typer.Option("--borders", help="CSV: indicator, negative, positive.", show_default=False)],
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write the board as one HTML file.", show_default=False)
    ] = None,
    format: FormatOption = Format.text,
    language: Annotated[
        Language, typer.Option("--language", help="Language of labels and faults.", callback=speak)
    ] = Language.en,
) -> None:
    """Colour any table with nothing prepared, in the terminal or as one HTML file."""
    from wijkpeil.loading.tables import read_try
    from wijkpeil.workflows.board import make_board

    programme = read_try(table, borders)
    board = make_board(programme)
    if html is not None:
        from wijkpeil.pages.standalone import board_html

        html.write_text(board_html(programme, board, language.value), encoding="utf-8")
        messages.print(f"Written to {html}.", markup=False, soft_wrap=True)
    if format is not Format.text:
        output.write(export.board_records(programme, board, language.value), format)
        return
    if html is None:
        for shown in views.board_tables(programme, board, language.value, output.screen().width):
            output.show(shown)
