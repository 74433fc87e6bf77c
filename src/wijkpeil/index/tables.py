"""Figures of an index from a table, and scores as a table: pandas, Polars and Arrow in and out, and CSV in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijkpeil.errors import Fault, FaultsFound, WrongUse, say
from wijkpeil.loading.plain_cells import PlainRows, read_cells
from wijkpeil.loading.scalars import NotThat, parse, shown
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.model.index import DataColumns, Index
from wijkpeil.model.index_tree import columns_of, resolved

_UNKNOWN = {"", "na", "n/a", "nan", "none", "null"}
_MOST_FAULTS = 50
"""Bad cells that are told one by one; a column of other things than figures would drown the rest."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table as named columns, with the line or row of each of its rows."""

    source: str
    columns: Mapping[str, Sequence[Any] | NDArray[Any]]
    lines: Sequence[int]
    backend: Any = None
    """What kind of table it was, for narwhals; None where it was a file."""
    comma: bool = False
    """True where decimals are written with a comma."""
    twice: frozenset[str] = frozenset()
    """Headings that stand above more than one column."""


def columns_of_table(table: Any, source: str = "data") -> Columns:
    """Read a pandas, Polars or Arrow table, or any other that narwhals knows.

    Raises:
        WrongUse: it is no table, or one that is not held in memory.
    """
    import narwhals as nw

    try:
        frame = nw.from_native(table, eager_only=True)
    except TypeError as error:
        raise WrongUse(
            say(
                "Figures are expected as a table of pandas, Polars or Arrow, or as a file, not as {kind}.",
                kind=type(table).__name__,
            )
        ) from error
    columns: dict[str, Sequence[Any] | NDArray[Any]] = {}
    for name in frame.columns:
        series = frame[name]
        if series.dtype.is_numeric():
            columns[str(name)] = series.cast(nw.Float64).to_numpy().astype(np.float64)
        else:
            columns[str(name)] = series.to_list()
    return Columns(source, columns, range(1, len(frame) + 1), backend=frame.implementation)


def columns_of_file(path: Path) -> Columns:
    """Read a CSV of any form: comma, semicolon or tab; decimal point or comma; UTF-8, UTF-16 or Windows.

    Raises:
        FaultsFound: with every fault of form.
    """
    rows, faults = read_cells(path)
    if rows is None or faults:
        raise FaultsFound(faults)
    lines = [line for line, _ in rows.rows]
    twice = frozenset(name for name in rows.header if rows.header.count(name) > 1)
    return Columns(str(path), _by_name(rows), lines, comma=rows.comma, twice=twice)


def _by_name(rows: PlainRows) -> dict[str, Sequence[Any]]:
    return {name: [cell for _, cell in rows.column(at)] for at, name in enumerate(rows.header)}


def panel_of(index: Index, table: Columns) -> tuple[IndexData, ...]:
    """Take from a table what an index asks for: one set of figures per period, in order of the periods.

    Raises:
        FaultsFound: with every column that is not there and every cell that is no figure.
    """
    asked = index.data or DataColumns()
    area = asked.area or next(iter(table.columns), "")
    groups = sorted({leaf.imputation.group for leaf in resolved(index).leaves if leaf.imputation.group})
    figures = _figures(index)
    wanted = [name for name in (area, asked.name, asked.period, *groups, *figures) if name]
    _raise([fault for name in wanted for fault in _column_faults(table, name)])
    faults: list[Fault] = []
    values = np.column_stack([_numbers(table, name, asked.missing, faults) for name in figures])
    ends = {end: _ends(table, getattr(asked, end), figures, asked.missing, faults) for end in ("lower", "upper")}
    areas = _texts(table, area)
    _raise([*faults, *_nameless(table, area, areas)])
    periods = _texts(table, asked.period) if asked.period else [""] * len(areas)
    names = _texts(table, asked.name) if asked.name else areas
    divisions = {name: _texts(table, name) for name in groups}
    panel = []
    for period in sorted(set(periods)):
        rows = [row for row, each in enumerate(periods) if each == period]
        panel.append(
            IndexData(
                areas=tuple(areas[row] for row in rows),
                indicators=figures,
                values=values[rows],
                **{end: None if found is None else found[rows] for end, found in ends.items()},
                compared=frozenset(asked.leave_out).intersection(areas[row] for row in rows),
                groups={name: tuple(groups[row] for row in rows) for name, groups in divisions.items()},
                names={areas[row]: names[row] for row in rows},
                period=period,
                source=table.source,
            )
        )
    _raise([] if panel else [_fault(table, None, "", say("There are no rows."), say("Give a row per area."))])
    return tuple(panel)


def _ends(
    table: Columns, pattern: str, figures: tuple[str, ...], missing: tuple[str, ...], faults: list[Fault]
) -> NDArray[np.float64] | None:
    """Return the ends of the intervals of each figure, NaN where it has none; None where nobody asked for them."""
    if not pattern:
        return None
    gaps = np.full(len(table.lines), np.nan)
    named = [pattern.replace("{indicator}", name) for name in figures]
    return np.column_stack(
        [_numbers(table, name, missing, faults) if name in table.columns else gaps for name in named]
    )


def _raise(faults: list[Fault]) -> None:
    if faults:
        raise FaultsFound(faults)


def _column_faults(table: Columns, name: str) -> Iterator[Fault]:
    if name not in table.columns:
        message = say("The table has no column {name}.", name=shown(name))
        remedy = did_you_mean(name, table.columns, say("Add it, or correct its name in the index."))
        yield _fault(table, None, name, message, remedy)
    elif name in table.twice:
        message, remedy = say("Two columns are headed {name}.", name=name), say("Give each its own heading.")
        yield _fault(table, 1, name, message, remedy)


def _nameless(table: Columns, area: str, areas: list[str]) -> Iterator[Fault]:
    for line, own in zip(table.lines, areas, strict=True):
        if not own:
            yield _fault(table, line, area, say("The row names no area."), say("Write the area's name."))


def _figures(index: Index) -> tuple[str, ...]:
    return columns_of(resolved(index))


def _texts(table: Columns, name: str) -> list[str]:
    """Return a column as texts; a whole number without decimals, so that a code stays one."""
    found = []
    for value in table.columns[name]:
        if value is None or value != value:
            found.append("")
        elif isinstance(value, float) and value.is_integer():
            found.append(str(int(value)))
        else:
            found.append(str(value).strip())
    return found


def _numbers(table: Columns, name: str, missing: tuple[str, ...], faults: list[Fault]) -> NDArray[np.float64]:
    column = table.columns[name]
    if isinstance(column, np.ndarray):
        found = column.astype(np.float64)
        for mark in missing:
            found[found == _mark(mark)] = np.nan
        return found
    found = np.full(len(column), np.nan)
    marks = _UNKNOWN | {mark.lower() for mark in missing}
    numbers = {_mark(mark) for mark in missing}
    for row, value in enumerate(column):
        if value is None or str(value).strip().lower() in marks:
            continue
        try:
            number = float(value) if isinstance(value, int | float) else _number(str(value), table.comma)
        except NotThat as why:
            if len(faults) < _MOST_FAULTS:
                faults.append(_fault(table, table.lines[row], name, why.message, why.remedy))
            continue
        found[row] = np.nan if number in numbers else number
    return found


def _number(text: str, comma: bool) -> float:
    plain = text.strip().replace("−", "-")
    value: float = parse(float, plain.replace(",", ".") if comma and "." not in plain else plain)
    return value


def _mark(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _fault(table: Columns, line: int | None, key: str, message: str, remedy: str) -> Fault:
    return Fault(file=table.source, line=line, key=key, message=message, remedy=remedy)


def frame_of(columns: Mapping[str, Sequence[Any]], backend: Any) -> Any:
    """Return columns as a table of the kind that was given; of Arrow where it was a file."""
    import narwhals as nw

    return nw.from_dict(dict(columns), backend=backend or "pyarrow").to_native()
