"""What is timed on a country of neighbourhoods: all signals of 14,500 areas by 200 indicators over ten periods.

Made up, the same for the same seed: percentages with one decimal, areas that differ beyond chance, and one area in a
hundred that changes in the last period. The ratio is to one scan of the same figures: the sum of every figure and of
every size behind it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from decimal import Decimal

import numpy as np
from cases import Case

from wijkpeil.workflows.borders import Bounds
from wijkpeil.workflows.signal import signals_of
from wijkpeil.workflows.signal_families import SignalOptions
from wijkpeil.workflows.signal_tables import SignalTable

SEED = 20070901
AREAS, INDICATORS, PERIODS = 14_500, 200, 10
LIMIT_MS = 5_000
"""For all signals; control charts, which are asked for apart, are timed apart and have no limit."""


def signal_table(at: int, areas: tuple[str, ...], periods: int) -> SignalTable:
    """One indicator over all areas."""
    rng = np.random.default_rng((SEED, at))
    size = rng.integers(200, 4_000, (len(areas), 1))
    share = np.clip(rng.normal(0.2, 0.03, (len(areas), 1)), 0.01, 0.99) * np.ones((1, periods))
    share[:: 100 + at % 7, -1] += 0.08
    values = np.round(rng.binomial(size, share) / size * 100, 1)
    return SignalTable(
        indicator=f"i{at:03}",
        polarity="low-is-better",
        areas=areas,
        periods=tuple(str(2010 + year) for year in range(periods)),
        values=np.asfortranarray(values),
        sizes=np.broadcast_to(size.astype(np.float64), values.shape),
        errors=np.full((1, 1), np.nan),
        reasons=np.zeros(len(areas), dtype=np.int8),
        city=np.full(periods, np.nan),
        chance_model="proportion",
        per=100.0,
        unit=0.1,
        bounds=Bounds(Decimal(30), Decimal(10), "strict"),
    )


@functools.cache
def country(
    areas: int = AREAS, indicators: int = INDICATORS, periods: int = PERIODS
) -> tuple[tuple[SignalTable, ...], np.ndarray]:
    """The tables, and who is whose neighbour: a lattice."""
    names = tuple(f"BU{at:08}" for at in range(areas))
    wide = int(areas**0.5)
    right = [(at, at + 1) for at in range(areas - 1) if (at + 1) % wide]
    down = [(at, at + wide) for at in range(areas - wide)]
    return tuple(signal_table(at, names, periods) for at in range(indicators)), np.array(right + down)


def scan() -> Callable[[], object]:
    """Read every figure and every size once."""
    tables, _ = country()
    return lambda: sum(float(table.values.sum() + table.sizes.sum()) for table in tables)


def signals(charts: bool) -> Callable[[], Callable[[], object]]:
    """Find all signals, records and all."""

    def prepare() -> Callable[[], object]:
        tables, pairs = country()
        return lambda: signals_of(tables, pairs, SignalOptions(charts=charts))

    return prepare


SIGNAL_CASES = (
    Case("signals", signals(charts=False), limit_ms=LIMIT_MS, against=scan),
    Case("signals and charts", signals(charts=True), against=scan),
)
