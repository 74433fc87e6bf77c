"""Tables for a person in a terminal, made from records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rich.table import Table
from rich.text import Text

from wijkpeil.cli.output import SIGNS, STYLES, VERDICT_SIGNS, decimal_text, euros, table
from wijkpeil.model.board import Board, BoardRow, Cell
from wijkpeil.model.claims import Reconciliation
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.export import Record

VERDICTS = {
    "reproduces": ("klopt", "reproduces"),
    "reproduces-under-another-reading": ("klopt bij een andere lezing", "reproduces under another reading"),
    "contradicts": ("klopt niet", "contradicts"),
    "undecidable-by-rounding": ("afronding beslist", "undecidable by rounding"),
    "cannot-be-checked": ("niet na te gaan", "cannot be checked"),
}


def _in(language: str, nl: str, en: str) -> str:
    return nl if language == "nl" else en


def board_tables(programme: Programme, board: Board, language: str) -> Iterator[Table | Text]:
    """Make the coloured board, with a legend under it."""
    short = {i.id: i.short_name.in_(language) for i in programme.definitions.indicators}
    counts = {c.id: c.name.in_(language) for c in programme.definitions.info.counts}
    names = {area.id: area for area in programme.definitions.areas}
    made = table(
        (_in(language, "Gebied", "Area"), "left"),
        *((short[indicator], "right") for indicator in board.indicators),
        *((name, "right") for name in counts.values()),
        title=programme.definitions.info.name.in_(language),
    )
    for row in board.rows:
        area = names[row.area]
        label = f"{(area.short_name or area.name).in_(language)} {area.printed_code or area.code}"
        made.add_row(label, *(_cell(cell, language) for cell in row.cells), *_counts(row))
    reds = (Text(str(n), style="bold") for n in board.red_per_indicator)
    made.add_section()
    made.add_row(_in(language, "Aantal slechter", "Number worse"), *reds, *("" for _ in counts))
    yield made
    yield Text(
        _in(
            language,
            "◆ slechter dan de grens   ○ beter   ± de afronding beslist   telling: gedrukt/nageteld, ≠ verschilt",
            "◆ worse than the border   ○ better   ± rounding decides   count: printed/recounted, ≠ differs",
        ),
        style="dim",
    )


def _cell(cell: Cell, language: str) -> Text:
    if cell.value is None:
        return Text(cell.status, style="dim")
    sign = "±" if cell.undecidable else SIGNS[cell.colour]
    return Text(f"{sign} {decimal_text(cell.value, language)}", style=STYLES[cell.colour])


def _counts(row: BoardRow) -> Iterator[Text]:
    for count in row.counts:
        if count.printed is None:
            yield Text(str(count.recounted))
            continue
        differs = count.printed != count.recounted
        yield Text(f"{'≠ ' if differs else ''}{count.printed}/{count.recounted}", style="bold" if differs else "")


def verdict_summary(found: Iterable[Reconciliation], language: str) -> Table:
    """Count the claims per verdict."""
    counted = Counter(item.verdict for item in found)
    made = table(("", "left"), (_in(language, "Narekening", "Reconciliation"), "left"), ("", "right"))
    for verdict, label in VERDICTS.items():
        made.add_row(VERDICT_SIGNS[verdict], _in(language, *label), str(counted[verdict]))  # type: ignore[index]
    return made


def claims_table(programme: Programme, records: Sequence[Record], language: str) -> Table:
    """Put printed beside recomputed, a claim a row."""
    titles = {claim.id: claim.title.in_(language) for claim in programme.definitions.claims}
    made = table(
        ("", "left"),
        ("", "left"),
        (_in(language, "Bewering", "Claim"), "left"),
        (_in(language, "gedrukt", "printed"), "right"),
        (_in(language, "nageteld", "recomputed"), "right"),
        (_in(language, "Waarom", "Why"), "left"),
    )
    for item in records:
        made.add_row(
            VERDICT_SIGNS[item["verdict"]],
            item["id"],
            titles[item["id"]],
            _figure(item["printed"], language),
            _figure(item["recomputed"], language),
            item["explanation"],
            style="bold" if item["verdict"] == "contradicts" else "",
        )
    return made


def _figure(value: int | float | None, language: str) -> str:
    if value is None:
        return ""
    text = f"{value:,}" if isinstance(value, int) else f"{Decimal(str(round(value, 4))).normalize():,f}"
    text = text.replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def targets_table(programme: Programme, records: Sequence[Record], language: str) -> Table:
    """List targets with their state."""
    themes = {theme.id: theme.name.in_(language) for theme in programme.ledger.themes}
    made = table(
        ("", "left"),
        (_in(language, "Thema", "Theme"), "left"),
        (_in(language, "Doel", "Target"), "left"),
        (_in(language, "begin", "baseline"), "right"),
        (_in(language, "nodig", "bound"), "right"),
        (_in(language, "nu", "now"), "right"),
        (_in(language, "uiterlijk", "deadline"), "left"),
        (_in(language, "Stand", "Status"), "left"),
    )
    for item in records:
        made.add_row(
            item["id"],
            themes.get(item["theme"], item["theme"]),
            item["sentence"],
            *(_figure(item[key], language) for key in ("baseline", "bound", "actual")),
            item["deadline"] or "",
            f"{item['status']}: {item['reason']}",
        )
    return made


def money_table(records: Sequence[Record], language: str) -> Table:
    """List budget lines; totals last."""
    totals = {
        "total-recounted": _in(language, "Totaal, nageteld", "Total, recounted"),
        "total-printed": _in(language, "Totaal, gedrukt", "Total, printed"),
    }
    made = table(
        ("", "left"),
        (_in(language, "Onder", "Under"), "left"),
        (_in(language, "Regel", "Line"), "left"),
        (_in(language, "Bedrag", "Amount"), "right"),
    )
    for item in records:
        if item["id"] == "total-recounted":
            made.add_section()
        name = totals.get(item["id"], item["name"])
        label = "" if item["id"] in totals else item["id"]
        made.add_row(label, item["heading"] or "", name, euros(item["amount"], language))
    return made
