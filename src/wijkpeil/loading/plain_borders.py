"""Borders for any table: a CSV with a row per column to be coloured."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import get_args

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.loading.plain_cells import PlainRows, read_cells
from wijkpeil.loading.scalars import NotThat, parse, shown
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.model.indicators import Border, Bound, Comparison, Polarity

_NEEDED = ("indicator", "negative", "positive")
_OPTIONAL = ("polarity", "comparison", "decimals")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainBorder:
    """How one column of a table is coloured."""

    indicator: str
    """The column's heading."""
    border: Border
    polarity: Polarity
    """As declared, else as the bounds declare it: a negative bound below the positive one says that high is better."""
    decimals: int | None
    """Decimals to show; None: those of the figures."""


@dataclass(frozen=True, slots=True)
class BordersRead:
    """What a borders file holds, faults and all."""

    borders: dict[str, PlainBorder]
    """The borders without fault, by the heading of their column."""
    named: dict[str, int]
    """Every heading that the file names, with its line."""
    faults: list[Fault]


def read_borders(path: Path) -> tuple[PlainBorder, ...]:
    """Read a borders file: columns indicator, negative, positive and, where wanted, polarity, comparison, decimals.

    Raises:
        FaultsFound: with every fault in it.
    """
    read = borders_and_faults(path)
    if read.faults:
        raise FaultsFound(read.faults)
    return tuple(read.borders.values())


def borders_and_faults(path: Path) -> BordersRead:
    """Read a borders file; return what could be read and every fault."""
    table, faults = read_cells(path)
    read = BordersRead({}, {}, faults)
    if table is None:
        return read
    faults += _header_faults(table)
    if any(name not in table.header for name in _NEEDED):
        return read
    if not table.rows:
        faults.append(
            table.fault(None, "", say("The file holds no border."), say("Write a row for each column to be coloured."))
        )
    for line, cells in table.rows:
        row = _Row(table, line, dict(zip(table.header, cells, strict=True)), faults)
        heading = row.cells["indicator"]
        if heading in read.named:
            row.fault(
                "indicator",
                say("{heading} has a border already.", heading=heading),
                say("Keep one row for each column."),
            )
            continue
        border = row.border()
        if heading:
            read.named[heading] = line
        if border is not None:
            read.borders[heading] = border
    return read


def _header_faults(table: PlainRows) -> list[Fault]:
    known = (*_NEEDED, *_OPTIONAL)
    listed = say("Use the columns {known}.", known=", ".join(known))
    found = [
        table.fault(
            1,
            name,
            say("There is no column {column} in a borders file.", column=repr(name)),
            did_you_mean(name, known, listed),
        )
        for name in table.header
        if name not in known
    ]
    return found + [
        table.fault(1, name, say("The column {column} is missing.", column=name), listed)
        for name in _NEEDED
        if name not in table.header
    ]


@dataclass(slots=True)
class _Row:
    """One row, gathering its faults."""

    table: PlainRows
    line: int
    cells: dict[str, str]
    faults: list[Fault]

    def fault(self, key: str, message: str, remedy: str) -> None:
        self.faults.append(self.table.fault(self.line, key, message, remedy))

    def border(self) -> PlainBorder | None:
        before = len(self.faults)
        if not self.cells["indicator"]:
            self.fault("indicator", say("The row names no column."), say("Write the heading of a column of the table."))
        negative, positive = self.number("negative"), self.number("positive")
        polarity = self.polarity(negative, positive)
        comparison = self.word("comparison", get_args(Comparison)) or "strict"
        decimals = self.decimals()
        if len(self.faults) > before or negative is None or positive is None or polarity is None:
            return None
        border = Border(
            negative=Bound(value=negative),
            positive=Bound(value=positive),
            comparison=comparison,  # type: ignore[arg-type]
        )
        return PlainBorder(indicator=self.cells["indicator"], border=border, polarity=polarity, decimals=decimals)

    def number(self, key: str) -> Decimal | None:
        try:
            return self.table.number(self.cells[key])
        except NotThat as why:
            self.fault(key, why.message, why.remedy)
            return None

    def polarity(self, negative: Decimal | None, positive: Decimal | None) -> Polarity | None:
        """Return the polarity as declared; where it is not, as two different bounds declare it."""
        said = self.word("polarity", get_args(Polarity))
        if negative is None or positive is None:
            return None
        if negative == positive:
            if not said:
                message = say("The two bounds are equal, so that they do not say which way is better.")
                self.fault("polarity", message, say("Add a column polarity: high-is-better or low-is-better."))
            return said  # type: ignore[return-value]
        implied: Polarity = "high-is-better" if negative < positive else "low-is-better"
        if said and said != implied:
            message = say("The polarity is {said}, and the bounds say {implied}.", said=said, implied=implied)
            self.fault("polarity", message, say("Swap the bounds, or correct the polarity."))
        return implied

    def word(self, key: str, words: tuple[str, ...]) -> str | None:
        text = self.cells.get(key, "")
        if text and text not in words:
            choices = say("Choose from: {known}.", known=", ".join(words))
            self.fault(
                key,
                say("{text} is none of the words for {field}.", text=shown(text), field=key),
                did_you_mean(text, words, choices),
            )
        return text if text in words else None

    def decimals(self) -> int | None:
        text = self.cells.get("decimals", "")
        try:
            count: int | None = parse(int, text) if text else None
        except NotThat as why:
            self.fault("decimals", why.message, why.remedy)
            return None
        if count is not None and not 0 <= count <= 12:
            self.fault(
                "decimals",
                say("{decimals} is no number of decimals.", decimals=count),
                say("Write a number from 0 to {most}.", most=12),
            )
        return count
