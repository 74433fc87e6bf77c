"""A coloured board as one HTML file that stands on its own: no server, no script, nothing fetched."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from importlib.resources import files

from wijkpeil.model.board import Board, BoardRow, Cell
from wijkpeil.model.indicators import Bound, Indicator
from wijkpeil.model.programme import Programme

_WORDS = {
    "nl": {
        "area": "Gebied",
        "reds": "slechter",
        "worse": "slechter dan",
        "better": "beter dan",
        "red": "slechter dan de grens",
        "green": "beter dan de grens",
        "neutral": "tussen de grenzen",
        "none": "geen kleur",
        "edge": "precies op een grens: de afronding beslist",
        "missing": "onbekend",
        "total": "Aantal slechter",
        "one": "Eén gebied: {red} van de {cells} cijfers zijn slechter dan de grens.",
        "many": "In {areas} gebieden zijn {red} van de {cells} cijfers slechter dan de grens.",
    },
    "en": {
        "area": "Area",
        "reds": "worse",
        "worse": "worse than",
        "better": "better than",
        "red": "worse than the border",
        "green": "better than the border",
        "neutral": "between the borders",
        "none": "no colour",
        "edge": "exactly on a border: rounding decides",
        "missing": "unknown",
        "total": "Number worse",
        "one": "One area: {red} of its {cells} figures are worse than the border.",
        "many": "In {areas} areas {red} of {cells} figures are worse than the border.",
    },
}
_SIGN = {"red": "◆", "green": "○", "neutral": "", "none": ""}


def board_html(programme: Programme, board: Board, language: str) -> str:
    """Write ``board`` as a complete HTML page in ``language`` (``nl`` or ``en``)."""
    words = _WORDS[language]
    style = files("wijkpeil.pages").joinpath("standalone.css").read_text(encoding="utf-8")
    title = programme.definitions.info.name.in_(language)
    red = sum(row.reds for row in board.rows)
    cells = sum(cell.value is not None for row in board.rows for cell in row.cells)
    sentence = words["one" if len(board.rows) == 1 else "many"].format(areas=len(board.rows), red=red, cells=cells)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{style}</style></head>\n<body><main><h1>{escape(sentence)}</h1>\n"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(title)}">'
        f"{_table(programme, board, language)}</div>\n{_key(words)}</main></body></html>\n"
    )


def _table(programme: Programme, board: Board, language: str) -> str:
    words = _WORDS[language]
    by_id = {indicator.id: indicator for indicator in programme.definitions.indicators}
    columns = [by_id[indicator] for indicator in board.indicators]
    names = {area.id: area.name.in_(language) for area in programme.definitions.areas}
    heads = "".join(f'<th scope="col">{escape(column.short_name.in_(language))}</th>' for column in columns)
    body = "\n".join(_row(row, names[row.area], language) for row in board.rows)
    totals = "".join(f"<td>{count}</td>" for count in board.red_per_indicator)
    total = sum(board.red_per_indicator)
    return (
        f"<table><caption>{escape(programme.definitions.info.name.in_(language))}</caption><thead>"
        f'<tr><th scope="col">{words["area"]}</th>{heads}<th scope="col">{words["reds"]}</th></tr>'
        f"{_border_row(columns, language, 'negative')}{_border_row(columns, language, 'positive')}</thead>\n"
        f'<tbody>{body}</tbody><tfoot><tr><th scope="row">{words["total"]}</th>{totals}<td>{total}</td></tr></tfoot>'
        "</table>"
    )


def _border_row(columns: list[Indicator], language: str, side: str) -> str:
    label = _WORDS[language]["worse" if side == "negative" else "better"]
    cells = []
    for column in columns:
        bound: Bound | None = getattr(column.border, side) if column.border else None
        less = (column.polarity == "high-is-better") == (side == "negative")
        shown = (
            "" if bound is None or bound.value is None else f"{'<' if less else '>'} {_digits(bound.value, language)}"
        )
        cells.append(f"<td>{escape(shown)}</td>")
    return f'<tr class="borders"><th scope="row">{label}</th>{"".join(cells)}<td></td></tr>'


def _row(row: BoardRow, name: str, language: str) -> str:
    cells = "".join(_cell(cell, language) for cell in row.cells)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}<td><b>{row.reds}</b></td></tr>'


def _cell(cell: Cell, language: str) -> str:
    words = _WORDS[language]
    if cell.value is None:
        return f"<td>{words['missing']}</td>"
    sign = "±" if cell.undecidable else _SIGN[cell.colour]
    said = words["edge"] if cell.undecidable else words[cell.colour]
    kind = f"{cell.colour}{' edge' if cell.undecidable else ''}"
    return (
        f'<td class="{kind}"><span class="sign" aria-hidden="true">{sign}</span>'
        f'<span class="plate">{_digits(cell.value, language)}</span><span class="vh">, {said}</span></td>'
    )


def _digits(value: Decimal, language: str) -> str:
    text = str(value).replace("-", "−")
    return text.replace(".", ",") if language == "nl" else text


def _key(words: dict[str, str]) -> str:
    return f'<p class="key">◆ {words["red"]} &nbsp; ○ {words["green"]} &nbsp; ± {words["edge"]}</p>'
