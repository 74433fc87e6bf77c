"""Writing results: figures on standard output, messages on standard error."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text as RichText

from wijkpeil.workflows.export import Record, columns, flat


class Format(StrEnum):
    """How a command writes its result."""

    text = "text"
    json = "json"
    csv = "csv"


class Language(StrEnum):
    """The language of labels and sentences."""

    nl = "nl"
    en = "en"


messages = Console(stderr=True, highlight=False)

SIGNS = {"red": "◆", "green": "○", "neutral": " ", "none": "·"}
STYLES = {"red": "bold red", "green": "cyan", "neutral": "", "none": "dim"}
VERDICT_SIGNS = {
    "reproduces": "=",
    "reproduces-under-another-reading": "≈",
    "contradicts": "≠",
    "undecidable-by-rounding": "±",
    "cannot-be-checked": "?",
}


def screen() -> Console:
    """Return a console on standard output; wide where no terminal sets the width, so that no cell is cut."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=200)


def write(records: Sequence[Record], as_: Format) -> None:
    """Write ``records`` as JSON or CSV on standard output."""
    if as_ is Format.json:
        json.dump(records, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    rows = [flat(record) for record in records]
    writer = csv.DictWriter(sys.stdout, fieldnames=columns(rows), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def table(*heads: tuple[str, str], title: str = "") -> Table:
    """Make a table in the house style; each head is (text, justification)."""
    made = Table(title=title or None, title_justify="left", box=None, header_style="bold", pad_edge=False)
    for text, side in heads:
        justify: Any = side
        made.add_column(text, justify=justify, no_wrap=justify == "right")
    return made


def show(made: Table | str | RichText) -> None:
    """Print a table or a line on standard output."""
    screen().print(made)


def decimal_text(value: Any, language: str) -> str:
    """Write a number for a person: decimal comma in Dutch, a true minus sign."""
    if value is None:
        return "onbekend" if language == "nl" else "unknown"
    text = str(value).replace("-", "−")
    return text.replace(".", ",") if language == "nl" else text


def euros(value: Any, language: str) -> str:
    """Write an amount in euros, or the word for unknown."""
    if value is None:
        return "onbekend" if language == "nl" else "unknown"
    text = f"{value:,}"
    return "€ " + text.translate(str.maketrans(",.", ".,")) if language == "nl" else "€" + text
