"""The output of COINr 1.1.14 on its ASEM example: 51 countries, 49 indicators, as tables of numbers."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """A file: its rows by the names of its columns."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def texts(self, name: str) -> tuple[str, ...]:
        at = self.names.index(name)
        return tuple(row[at] for row in self.rows)

    def numbers(self, *names: str) -> Numbers:
        """One row per row of the file, one column per name; NA is missing."""
        table = np.array([[number(text) for text in self.texts(name)] for name in names]).T
        return np.ascontiguousarray(table)

    def ordered(self, key: str, wanted: tuple[str, ...]) -> Table:
        """The rows in the order of ``wanted``."""
        by_key = dict(zip(self.texts(key), self.rows, strict=True))
        return Table(self.names, tuple(by_key[one] for one in wanted))


def number(text: str) -> float:
    """A number as R wrote it."""
    return float("nan") if text in ("", "NA", "NaN") else float(text)


@dataclass(frozen=True)
class Indicator:
    code: str
    direction: int
    target: float
    denominator: str
    parent: str


@dataclass(frozen=True)
class Asem:
    """The example as it goes in."""

    folder: Path
    areas: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    values: Numbers
    data: Table

    def table(self, name: str) -> Table:
        return read(self.folder / f"{name}.csv")

    def matrix(self, name: str, by_area: bool = True) -> Numbers:
        """A file's columns of the indicators, its areas in the order of the raw data."""
        found = self.table(name)
        if by_area:
            found = found.ordered("uCode", self.areas)
        return found.numbers(*self.codes)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.indicators)

    def at(self, *codes: str) -> list[int]:
        return [self.codes.index(code) for code in codes]


def read(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    return Table(tuple(names), tuple(tuple(row) for row in rows))


def asem(reference: Path) -> Asem:
    """Read the example."""
    folder = reference / "coinr-asem"
    meta = read(folder / "ASEM_iMeta.csv")
    fields = zip(
        *(meta.texts(one) for one in ("Type", "iCode", "Direction", "Target", "Denominator", "Parent")), strict=True
    )
    indicators = tuple(
        Indicator(code, int(direction), number(target), denominator, parent)
        for kind, code, direction, target, denominator, parent in fields
        if kind == "Indicator"
    )
    data = read(folder / "ASEM_iData.csv")
    codes = tuple(one.code for one in indicators)
    raw = read(folder / "A_Raw.csv")
    areas = raw.texts("uCode")
    data = data.ordered("uCode", areas)
    return Asem(folder, areas, indicators, data.numbers(*codes), data)
