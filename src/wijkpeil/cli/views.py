"""Tables for a person in a terminal, made from records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rich.table import Table
from rich.text import Text

from wijkpeil.cli.output import SIGNS, STYLES, VERDICT_SIGNS, decimal_text, euros, table
from wijkpeil.model.board import Board, BoardRow, Cell
from wijkpeil.model.claims import Claim, Reconciliation
from wijkpeil.model.programme import Programme
from wijkpeil.model.status import TargetState, TargetStatus
from wijkpeil.workflows.export import RELATION_SIGNS, Record, written

VERDICTS = {
    "reproduces": ("klopt", "reproduces"),
    "reproduces-under-another-reading": ("klopt bij een andere lezing", "reproduces under another reading"),
    "contradicts": ("klopt niet", "contradicts"),
    "undecidable-by-rounding": ("afronding beslist", "undecidable by rounding"),
    "cannot-be-checked": ("niet na te gaan", "cannot be checked"),
}


STATUSES: dict[TargetStatus, tuple[str, str]] = {
    "achieved": ("gehaald", "achieved"),
    "on-track": ("op schema", "on track"),
    "behind": ("achter op schema", "behind"),
    "off-track": ("ver achter op schema", "off track"),
    "moving-away": ("gaat de verkeerde kant op", "moving away"),
    "uncertain": ("onzeker", "uncertain"),
    "too-early": ("te vroeg", "too early"),
    "not-measured": ("niet gemeten", "not measured"),
    "not-measurable": ("niet meetbaar", "not measurable"),
    "withheld": ("niet openbaar", "withheld"),
}
WIDE = 150
"""Columns of a terminal from which the whole board stands in one table."""


def _in(language: str, nl: str, en: str) -> str:
    return nl if language == "nl" else en


def board_tables(programme: Programme, board: Board, language: str, width: int) -> Iterator[Table | Text]:
    """Make the coloured board, in one table or, where ``width`` is too small for that, one per indicator group."""
    groups = [group.indicators for group in programme.definitions.info.indicator_groups]
    counts = [count.id for count in programme.definitions.info.counts]
    if width >= WIDE or len(groups) == 1:
        yield _board_table(programme, board, language, board.indicators, counts)
    else:
        for place, group in enumerate(groups):
            own = [count.id for count in programme.definitions.info.counts if set(count.indicators) <= set(group)]
            yield _board_table(programme, board, language, group, own, group_at=place)
    yield Text(_legend(board, language), style="dim")


def _legend(board: Board, language: str) -> str:
    """Explain the signs of a board; of counts only where it has any."""
    said = _in(
        language,
        "◆ slechter dan de grens   ○ beter   ± de afronding beslist",
        "◆ worse than the border   ○ better   ± rounding decides",
    )
    counts = [count for row in board.rows for count in row.counts]
    if any(count.printed is not None for count in counts):
        said += _in(language, "   telling: gedrukt/nageteld, ≠ verschilt", "   count: printed/recounted, ≠ differs")
    return said


def _board_table(
    programme: Programme,
    board: Board,
    language: str,
    indicators: Sequence[str],
    counts: Sequence[str],
    group_at: int | None = None,
) -> Table:
    info = programme.definitions.info
    short = {i.id: i.short_name.in_(language) for i in programme.definitions.indicators}
    heads = {c.id: c.name.in_(language) for c in info.counts}
    names = {area.id: area for area in programme.definitions.areas}
    title = info.name if group_at is None else info.indicator_groups[group_at].name
    made = table(
        (_in(language, "Gebied", "Area"), "left"),
        *((_stacked(short[indicator]), "right") for indicator in indicators),
        *((_stacked(heads[count]), "right") for count in counts),
        title=title.in_(language),
    )
    wanted = set(indicators)
    for row in board.rows:
        area = names[row.area]
        printed = f" ({_in(language, 'gedrukt', 'printed')}: {area.printed_code})" if area.printed_code else ""
        label = f"{(area.short_name or area.name).in_(language)} {area.code}{printed}".strip()
        cells = (_cell(cell, language) for cell in row.cells if cell.indicator in wanted)
        made.add_row(label, *cells, *_counts(row, counts))
    reds = zip(board.indicators, board.red_per_indicator, strict=True)
    totals = (Text(str(red), style="bold") for indicator, red in reds if indicator in wanted)
    made.add_section()
    made.add_row(_in(language, "Aantal slechter", "Number worse"), *totals, *("" for _ in counts))
    return made


def _stacked(head: str) -> str:
    """Break a heading at its spaces and hyphens, so that a column is no wider than its longest word."""
    return head.replace("-", "-\n").replace(" ", "\n")


def _cell(cell: Cell, language: str) -> Text:
    if cell.value is None:
        return Text(decimal_text(None, language), style="dim")
    sign = "±" if cell.undecidable else SIGNS[cell.colour]
    return Text(f"{sign} {decimal_text(cell.value, language)}", style=STYLES[cell.colour])


def _counts(row: BoardRow, wanted: Sequence[str]) -> Iterator[Text]:
    for count in row.counts:
        if count.count not in wanted:
            continue
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
    claims = {claim.id: claim for claim in programme.definitions.claims}
    made = table(
        ("", "left"),
        ("", "left"),
        (_in(language, "Bewering", "Claim"), "left"),
        (_in(language, "gedrukt", "printed"), "right"),
        (_in(language, "klopt bij", "holds at"), "right"),
        (_in(language, "nageteld", "recomputed"), "right"),
        (_in(language, "Waarom", "Why"), "left"),
    )
    for item in records:
        made.add_row(
            VERDICT_SIGNS[item["verdict"]],
            item["id"],
            claims[item["id"]].title.in_(language),
            _claimed(item["printed"], claims[item["id"]], language),
            _tested(item, claims[item["id"]], language),
            _claimed(item["recomputed"], claims[item["id"]], language),
            item["explanation"],
            style="bold" if item["verdict"] == "contradicts" else "",
        )
    return made


def _claimed(value: int | float | None, claim: Claim, language: str) -> str:
    return "" if value is None else written(Decimal(str(value)), claim.decimals, claim.unit, language)


def _tested(item: Record, claim: Claim, language: str) -> str:
    """Say how the recomputed number must stand to the printed one; empty where they must be equal or none is tested."""
    if claim.relation == "equals" or item["printed"] is None or not item["readings"]:
        return ""
    margin = "" if claim.margin is None else f" ± {_figure(item['margin'], language)}"
    return f"{RELATION_SIGNS[claim.relation]} {_claimed(item['printed'], claim, language)}{margin}"


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
            f"{_in(language, *STATUSES[item['status']])}: {item['reason']}{_revised(item, language)}",
        )
    return made


def _revised(item: Record, language: str) -> str:
    """Say that a target was revised, how it stands to the original, and which terms were missed before."""
    if not item["revisions"]:
        return ""
    status = _in(language, *STATUSES[item["original"]["status"]]).lower()
    text = _in(
        language, f" Herzien; tegenover het eerste doel: {status}.", f" Revised; against the original: {status}."
    )
    missed = ", ".join(one["deadline"] for one in item["missed"])
    return text + (_in(language, f" Eerder gemist: {missed}.", f" Missed before: {missed}.") if missed else "")


def targets_summary(states: Sequence[TargetState], language: str) -> str:
    """Count the promises that can be checked, and how many of them the figures of the programme measure."""
    checkable = sum(state.checkable for state in states)
    measurable = sum(state.status != "not-measurable" for state in states)
    day = states[0].as_of.isoformat() if states and states[0].as_of else "–"
    return _in(
        language,
        f"Van de {len(states)} noemen er {checkable} een getal en een termijn; "
        f"{measurable} zijn met de cijfers van dit programma te meten. Stand van {day}.",
        f"Of the {len(states)}, {checkable} name a number and a term; "
        f"{measurable} can be measured with the figures of this programme. As of {day}.",
    )


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
