"""The figures of a programme as tables of numbers, one per indicator, ready to be tested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.funnel import Numbers
from wijkpeil.model.figures import FigureStatus, Observation
from wijkpeil.model.indicators import ChanceModel, Indicator, Polarity
from wijkpeil.model.periods import last_day
from wijkpeil.model.programme import Programme, ReleasedFigures
from wijkpeil.workflows.borders import Bounds, resolve_borders

NORMAL_95 = 1.959963984540054
STATUSES: tuple[FigureStatus, ...] = ("measured", "not-collected", "suppressed", "invalid", "not-applicable")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalTable:
    """One indicator: rows are areas, columns are periods in the order of their text, the last being the present."""

    indicator: str
    polarity: Polarity
    areas: Sequence[str]
    periods: tuple[str, ...]
    values: Numbers
    """Shape (areas, periods), in the unit of the indicator; NaN where missing. Fastest in Fortran's order."""
    sizes: Numbers
    """Size behind each figure, same shape; NaN where unknown. All NaN may have shape (1, 1)."""
    errors: Numbers
    """Standard error of each mean, same shape; NaN where unknown. All NaN may have shape (1, 1)."""
    reasons: NDArray[np.int8]
    """Why the last figure is missing, a place in ``STATUSES``; shape (areas,)."""
    city: Numbers
    """The city's own figure per period; NaN where unknown."""
    chance_model: ChanceModel | None = None
    per: float = 1.0
    unit: float = 0.0
    """Worth of the last digit that the figures are written with; 0 where nothing is rounded."""
    bounds: Bounds | None = None

    @property
    def rounding(self) -> float:
        """Standard deviation that rounding alone gives."""
        return self.unit / sqrt(12)


def signal_tables(
    programme: Programme, figures: ReleasedFigures, indicators: Iterable[Indicator], areas: Sequence[str]
) -> list[SignalTable]:
    """Make the tables of some indicators over some areas; an indicator without any figure there has no table.

    A period counts for an indicator where one of the areas, or the city, has a row for it.
    """
    wanted = {indicator.id: indicator for indicator in indicators}
    city = programme.definitions.info.city
    rows = {area: place for place, area in enumerate(areas)}
    sorted_out: dict[str, list[Observation]] = {name: [] for name in wanted}
    for one in figures.observations:
        if one.indicator in wanted and (one.area in rows or one.area == city):
            sorted_out[one.indicator].append(one)
    latest = _latest(figures.observations)
    bounds = resolve_borders(programme.definitions, latest.values())
    return [
        _table(wanted[name], found, rows, city, bounds.get(name))
        for name, found in sorted_out.items()
        if any(one.area in rows for one in found)
    ]


def last_break(periods: Sequence[str], breaks: Iterable[date]) -> date | None:
    """Give the last break that lies within the periods: one before the first or after the last leaves nothing out."""
    days = [day for period in periods if (day := last_day(period)) is not None]
    inside = [day for day in breaks if days and days[0] < day <= days[-1]]
    return max(inside, default=None)


def counts_since(period: str, broken_on: date | None) -> bool:
    """Tell whether the figures of a period are made as they are since a break."""
    day = last_day(period)
    return broken_on is None or (day is not None and day >= broken_on)


def since_break(table: SignalTable, breaks: Iterable[date]) -> SignalTable:
    """Give the part of a table that is made as the last figures are, since figures before and after do not compare."""
    broken_on = last_break(table.periods, breaks)
    kept = [counts_since(period, broken_on) for period in table.periods]
    if all(kept):
        return table
    return replace(
        table,
        periods=tuple(period for period, is_kept in zip(table.periods, kept, strict=True) if is_kept),
        values=table.values[:, kept],
        sizes=table.sizes[:, kept] if table.sizes.shape == table.values.shape else table.sizes,
        errors=table.errors[:, kept] if table.errors.shape == table.values.shape else table.errors,
        city=table.city[kept],
    )


def _latest(observations: Iterable[Observation]) -> Mapping[tuple[str, str], Observation]:
    from wijkpeil.workflows.board import latest

    return latest(tuple(observations))


def _table(
    indicator: Indicator, found: Sequence[Observation], rows: Mapping[str, int], city: str, bounds: Bounds | None
) -> SignalTable:
    periods = tuple(sorted({one.period for one in found}))
    column = {period: place for place, period in enumerate(periods)}
    values, sizes, errors = (np.full((len(rows), len(periods)), np.nan, order="F") for _ in range(3))
    reasons = np.full(len(rows), STATUSES.index("not-collected"), dtype=np.int8)
    own = np.full(len(periods), np.nan)
    for one in found:
        at = column[one.period]
        if one.area == city and one.value is not None:
            own[at] = float(one.value)
        if one.area not in rows:
            continue
        row = rows[one.area]
        if at == len(periods) - 1:
            reasons[row] = STATUSES.index(one.status)
        if one.value is not None:
            values[row, at] = float(one.value)
            sizes[row, at] = np.nan if one.n is None else one.n
            errors[row, at] = _error(one)
    if np.isnan(own[-1]) and indicator.city_value is not None and indicator.period in ("", periods[-1]):
        own[-1] = float(indicator.city_value)
    return SignalTable(
        indicator=indicator.id,
        polarity=indicator.polarity,
        areas=tuple(rows),
        periods=periods,
        values=values,
        sizes=sizes,
        errors=errors,
        reasons=reasons,
        city=own,
        chance_model=indicator.chance_model,
        per=float(indicator.per or 1),
        unit=_unit(found),
        bounds=bounds,
    )


def _error(one: Observation) -> float:
    """Standard error of a figure from its 95 % interval; NaN where it carries none."""
    if one.lower is None or one.upper is None:
        return np.nan
    return float(one.upper - one.lower) / (2 * NORMAL_95)


def _unit(found: Iterable[Observation]) -> float:
    """Worth of the last digit, of the figure that is written with the most."""
    exponents = [one.value.as_tuple().exponent for one in found if one.value is not None]
    digits = max((-each for each in exponents if isinstance(each, int)), default=0)
    return float(Decimal(1).scaleb(-max(0, digits)))
