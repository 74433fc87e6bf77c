"""Find the figures that ask to be looked at, over all areas and indicators at once, and say how many chance would give.

The rules, their formulas and their error rates are in ``docs/signals.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from wijkpeil.errors import WrongUse
from wijkpeil.methods.neighbours import gabriel_neighbours
from wijkpeil.model.programme import Programme
from wijkpeil.model.signals import SignalReport
from wijkpeil.workflows.board import pick_release
from wijkpeil.workflows.lookup import Lookup
from wijkpeil.workflows.signal_borders import border_hits
from wijkpeil.workflows.signal_families import Families, SignalOptions
from wijkpeil.workflows.signal_scores import MOST, change_tested, chart_tested, gap_tested, level_tested, references
from wijkpeil.workflows.signal_spread import spread_tested
from wijkpeil.workflows.signal_tables import SignalTable, signal_tables, since_break

Pairs = NDArray[np.int64]


def find_signals(
    programme: Programme,
    options: SignalOptions | None = None,
    *,
    release: str | None = None,
    sensitive: bool = False,
    pairs: Pairs | None = None,
) -> SignalReport:
    """Find the signals of one release (the last without a name) over the board's areas.

    Sensitive indicators stay out unless ``sensitive`` asks for them. ``pairs`` are neighbours, each pair once, as
    places among the board's areas; without, areas are neighbours where ``gabriel_neighbours`` of their points says so.

    Raises:
        NotFound: there is no release of that id.
        WrongUse: the rate is not above 0 and at most 0.1.
    """
    asked = options or SignalOptions()
    check_rate(asked.rate)
    figures = pick_release(programme, release)
    indicators = programme.definitions.indicators
    kept = [indicator for indicator in indicators if sensitive or not indicator.sensitive]
    left_out = tuple(indicator.id for indicator in indicators if indicator.sensitive and not sensitive)
    areas = Lookup.of(programme).rows()
    breaks = {indicator.id: [one.day for one in indicator.breaks] for indicator in kept}
    found = signal_tables(programme, figures, kept, areas) if figures else []
    tables = [since_break(table, breaks[table.indicator]) for table in found]
    near = neighbour_pairs(programme, areas) if pairs is None else pairs
    return signals_of(tables, near, asked, release=figures.release.id if figures else "", left_out=left_out)


def check_rate(rate: float) -> None:
    """Refuse a false discovery rate that the signals are not made for.

    Raises:
        WrongUse: it is not above 0 and at most 0.1.
    """
    if not 0 < rate <= MOST:
        raise WrongUse(f"A false discovery rate of {rate} cannot be kept; give one above 0 and at most {MOST}.")


def neighbour_pairs(programme: Programme, areas: Sequence[str]) -> Pairs:
    """Give the neighbours among some areas, as places, each pair once; areas without a point have none."""
    place = {area: at for at, area in enumerate(areas)}
    points = {
        area.id: (area.lat, area.lon)
        for area in programme.definitions.areas
        if area.id in place and area.lat is not None and area.lon is not None
    }
    found = gabriel_neighbours(points)
    pairs = [(place[one], place[other]) for one, near in found.items() for other in near if place[one] < place[other]]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def signals_of(
    tables: Iterable[SignalTable],
    pairs: Pairs,
    options: SignalOptions,
    *,
    release: str = "",
    left_out: tuple[str, ...] = (),
) -> SignalReport:
    """Find the signals of tables over the same areas; one table is held at a time, and of it what may be a signal."""
    families = Families(options)
    for table in tables:
        _score(table, pairs, families)
    signals, accounts = families.decide()
    return SignalReport(release=release, rate=options.rate, signals=signals, families=accounts, left_out=left_out)


def _score(table: SignalTable, pairs: Pairs, families: Families) -> None:
    reference, own = references(table)
    borders = border_hits(table)
    families.next_table(table)
    families.borders(table, borders)
    level = level_tested(table, reference, families.options.overdispersion)
    families.add("level", table, level, "city" if own else "areas")
    families.add("change", table, change_tested(table, families.options.overdispersion), "past")
    families.add("gap", table, gap_tested(table, reference), "past")
    if families.options.charts:
        families.charts(table, *chart_tested(table))
    worse = -1 if table.polarity == "high-is-better" else 1
    marked = borders.worse if borders is not None else (level.p <= 0.05) & (np.sign(level.score) == worse)
    families.spread(table, spread_tested(table.values[:, -1], marked, pairs), marked)
