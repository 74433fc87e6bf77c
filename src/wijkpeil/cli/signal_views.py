"""Signals for a person in a terminal: one sentence for each figure, and the account per kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table

from wijkpeil.cli.output import decimal_text, table
from wijkpeil.model.programme import Programme
from wijkpeil.model.signals import SignalFamily, SignalReport
from wijkpeil.model.watch import WatchLine, WatchState
from wijkpeil.pages.signalling import grammar
from wijkpeil.pages.signalling.lines import DIRECTIONS, KIND_WORDS, REASON_WORDS, said_in, sentence, way


def lines_table(programme: Programme, lines: Sequence[WatchLine], language: str) -> Table:
    """List the figures that stand out, each with its sentence."""
    areas = {area.id: area for area in programme.definitions.areas}
    indicators = {one.id: one for one in programme.definitions.indicators}
    made = table(
        (_in(language, "Signaal", "Signal"), "left"),
        ("", "left"),
        (_in(language, "Wat opvalt", "What stands out"), "left"),
    )
    for line in lines:
        made.add_row(
            ", ".join(said_in(KIND_WORDS[signal.kind], language) for signal in line.signals),
            said_in(DIRECTIONS[way(line)], language) if line.signals else "",
            sentence(line, areas[line.area], indicators[line.indicator], language),
        )
    return made


WATCH_WORDS: dict[WatchState, tuple[str, str]] = {
    "open": ("nog niet bekeken", "not looked at yet"),
    "anew": ("opnieuw geopend", "opened anew"),
    "acknowledged": ("gezien", "acknowledged"),
    "assigned": ("toegewezen", "assigned"),
    "closed": ("afgesloten", "closed"),
}


def watch_table(programme: Programme, lines: Sequence[WatchLine], language: str) -> Table:
    """List the watch list: how each figure is handled, by whom and by when, and its sentence."""
    areas = {area.id: area for area in programme.definitions.areas}
    indicators = {one.id: one for one in programme.definitions.indicators}
    made = table(
        (_in(language, "Opvolging", "Handling"), "left"),
        (_in(language, "Door", "By"), "left"),
        (_in(language, "Uiterlijk", "Due by"), "left"),
        (_in(language, "Wat opvalt", "What stands out"), "left"),
    )
    for line in lines:
        each = line.handling
        made.add_row(
            said_in(WATCH_WORDS[line.state], language),
            (each.owner or "") if each else "",
            each.due.isoformat() if each and each.due else "",
            sentence(line, areas[line.area], indicators[line.indicator], language),
        )
    return made


def families_table(families: Iterable[SignalFamily], language: str) -> Table:
    """Put what was found beside what chance alone would give."""
    made = table(
        (_in(language, "Signaal", "Signal"), "left"),
        (_in(language, "getoetst", "tested"), "right"),
        (_in(language, "gevonden", "found"), "right"),
        (_in(language, "bij toeval verwacht", "expected by chance"), "right"),
        (_in(language, "niet te toetsen", "not testable"), "left"),
    )
    for family in families:
        untested = (f"{one.cells} {said_in(REASON_WORDS[one.reason], language)}" for one in family.untested)
        made.add_row(
            said_in(KIND_WORDS[family.kind], language),
            str(family.tested),
            str(family.found),
            _in(language, "n.v.t.", "n/a") if family.expected is None else _expected(family.expected, language),
            ", ".join(untested),
        )
    return made


def _expected(number: float, language: str) -> str:
    return decimal_text(f"{number:.1f}", language)


def remarks(programme: Programme, report: SignalReport, language: str) -> Iterator[str]:
    """Say what stayed out."""
    if report.left_out:
        names = {one.id: one.short_name.in_(language) for one in programme.definitions.indicators}
        yield grammar(language).left_out([names[one] for one in report.left_out])


def _in(language: str, nl: str, en: str) -> str:
    return said_in((nl, en), language)
