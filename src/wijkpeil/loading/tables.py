"""Any table with nothing prepared: areas in its first column of words, figures in its columns of numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.loading.plain_borders import PlainBorder, borders_and_faults, read_borders
from wijkpeil.loading.plain_cells import MISSING, PlainRows, is_missing, read_cells
from wijkpeil.loading.plain_programme import LEVEL, plain_programme
from wijkpeil.loading.scalars import NotThat
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.model.areas import Area
from wijkpeil.model.base import Text
from wijkpeil.model.figures import Observation
from wijkpeil.model.indicators import Indicator
from wijkpeil.model.programme import Programme

__all__ = ["PlainBorder", "PlainTable", "read_borders", "read_plain_table", "read_try"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTable:
    """A table of figures: its areas, its columns and its observations."""

    areas: tuple[Area, ...]
    """One per row; ids made from the names."""
    columns: dict[str, str]
    """Heading of each column of figures, with the id of its indicator."""
    observations: tuple[Observation, ...]
    """One per cell, row by row; a mark for a missing value gives its reason."""

    def decimals(self, indicator: str) -> int:
        """Return the most decimals that a figure of an indicator is written with."""
        values = [each.value for each in self.observations if each.indicator == indicator and each.value is not None]
        return max((_decimals(value) for value in values), default=0)


def read_plain_table(path: Path, columns: Collection[str] | None = None) -> PlainTable:
    """Read a CSV of any form: comma, semicolon or tab; decimal point or comma; UTF-8, UTF-16 or Windows.

    The first column of words names the areas. ``columns`` are the headings of the columns of figures; where not given,
    every column of which at least half the filled cells are numbers.

    Raises:
        FaultsFound: with every fault in it.
    """
    table, faults = _table_and_faults(path, columns)
    if table is None or faults:
        raise FaultsFound(faults)
    return table


def read_try(table: Path, borders: Path) -> Programme:
    """Read a table and its borders as a programme of their own, for a board of it.

    Raises:
        FaultsFound: with every fault in both files.
    """
    made = borders_and_faults(borders)
    read, found = _table_and_faults(table, made.named or None)
    faults = [*made.faults, *found]
    if read is not None:
        faults += _unknown_columns(read, made.named, str(borders))
    if read is None or faults:
        raise FaultsFound(faults)
    indicators = [_indicator(read, made.borders[heading], own) for heading, own in read.columns.items()]
    return plain_programme(table.stem, read.areas, tuple(indicators), read.observations)


def _unknown_columns(table: PlainTable, named: dict[str, int], file: str) -> list[Fault]:
    return [
        Fault(
            file=file,
            line=line,
            key="indicator",
            message=say("The table has no column of figures {heading}.", heading=repr(heading)),
            remedy=did_you_mean(heading, table.columns, say("Write a heading of the table, or remove the row.")),
        )
        for heading, line in named.items()
        if heading not in table.columns
    ]


def _table_and_faults(path: Path, columns: Collection[str] | None) -> tuple[PlainTable | None, list[Fault]]:
    rows, faults = read_cells(path)
    if rows is None:
        return None, faults
    faults += _double_headings(rows)
    chosen = [index for index, name in enumerate(rows.header) if _is_chosen(rows, index, name, columns)]
    names = _name_column(rows, chosen)
    if names is None:
        message = say("No column is left that could name the areas.")
        return None, [*faults, rows.fault(1, "", message, say("Put the names of the areas in the first column."))]
    chosen = [index for index in chosen if index != names]
    areas = _areas(rows, names, faults)
    ids = dict(zip(chosen, _ids(rows.header[index] for index in chosen), strict=True))
    found = _observations(rows, areas, ids, faults)
    headings = {rows.header[index]: own for index, own in ids.items()}
    return PlainTable(areas=areas, columns=headings, observations=tuple(found)), faults


def _double_headings(rows: PlainRows) -> list[Fault]:
    double = [name for name in dict.fromkeys(rows.header) if name and rows.header.count(name) > 1]
    return [
        rows.fault(1, name, say("Two columns are headed {name}.", name=name), say("Give each its own heading."))
        for name in double
    ]


def _is_chosen(rows: PlainRows, index: int, name: str, columns: Collection[str] | None) -> bool:
    return name in columns if columns is not None else bool(name) and _is_numeric(rows, index)


def _is_numeric(rows: PlainRows, index: int) -> bool:
    filled = [cell for _, cell in rows.column(index) if not is_missing(cell)]
    return bool(filled) and 2 * sum(_is_number(rows, cell) for cell in filled) >= len(filled)


def _is_number(rows: PlainRows, cell: str) -> bool:
    try:
        rows.number(cell)
    except NotThat:
        return False
    return True


def _name_column(rows: PlainRows, chosen: list[int]) -> int | None:
    """Return the first column of words; where all are numbers, the first, which may hold codes."""
    words = [index for index in range(len(rows.header)) if index not in chosen and not _is_numeric(rows, index)]
    other = [index for index in range(len(rows.header)) if index not in chosen]
    return next(iter([*words, *other, *([0] if len(chosen) > 1 else [])]), None)


def _areas(rows: PlainRows, names: int, faults: list[Fault]) -> tuple[Area, ...]:
    for line, name in rows.column(names):
        if not name:
            faults.append(
                rows.fault(line, rows.header[names], say("The row names no area."), say("Write the area's name."))
            )
    found = [name for _, name in rows.column(names)]
    return tuple(
        Area(id=own, level=LEVEL, name=Text(nl=name, en=name)) for own, name in zip(_ids(found), found, strict=True)
    )


def _ids(names: Iterable[str]) -> list[str]:
    """Make an id of each name, unlike those before it."""
    taken: list[str] = []
    for name in names:
        bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^A-Za-z0-9_]+", "-", bare).strip("-_").lower() or "row"
        own, number = stem, 1
        while own in taken:
            number += 1
            own = f"{stem}-{number}"
        taken.append(own)
    return taken


def _observations(
    rows: PlainRows, areas: tuple[Area, ...], ids: dict[int, str], faults: list[Fault]
) -> list[Observation]:
    found = []
    for area, (line, cells) in zip(areas, rows.rows, strict=True):
        for index, indicator in ids.items():
            try:
                found.append(_observation(rows, line, cells[index], indicator, area.id))
            except NotThat as why:
                faults.append(rows.fault(line, rows.header[index], why.message, why.remedy))
    return found


def _observation(rows: PlainRows, line: int, cell: str, indicator: str, area: str) -> Observation:
    missing = is_missing(cell)
    return Observation(
        indicator=indicator,
        area=area,
        period="",
        value=None if missing else rows.number(cell),
        status=MISSING[cell.lower()] if missing else "measured",
        lines=str(line),
    )


def _indicator(table: PlainTable, border: PlainBorder, own: str) -> Indicator:
    name = Text(nl=border.indicator, en=border.indicator)
    decimals = border.decimals if border.decimals is not None else table.decimals(own)
    return Indicator(
        id=own,
        name=name,
        short_name=name,
        description=Text(nl="Kolom van de tabel.", en="A column of the table."),
        polarity=border.polarity,
        unit=Text(nl="als in de tabel", en="as in the table"),
        decimals=decimals,
        period="",
        theme="table",
        source=Text(nl="De tabel.", en="The table."),
        border=border.border,
    )


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
