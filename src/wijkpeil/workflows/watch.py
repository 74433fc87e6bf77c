"""The watch list: signals of one figure together, how long they have been there, and how they are handled.

A handling covers the signals that were there in the release that it judged, for as long as they stay. Closed, it is
open *anew* when a signal comes that was not there then, or one that was there returns after a release without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wijkpeil.model.programme import Programme, ReleasedFigures
from wijkpeil.model.signals import KINDS, Direction, Signal, SignalKind, SignalReport
from wijkpeil.model.watch import Handling, WatchLine, WatchState
from wijkpeil.workflows.board import latest, pick_release
from wijkpeil.workflows.signal import find_signals

Cell = tuple[str, str]
"""An area and an indicator."""
Sign = tuple[SignalKind, Direction]
Seen = Mapping[Cell, frozenset[Sign]]
"""What kinds of signals a release has, by area and indicator."""


def signal_reports(programme: Programme) -> tuple[SignalReport, ...]:
    """Find the signals of every release as the watch list takes them, without control charts; the last comes last."""
    return tuple(find_signals(programme, release=one.release.id) for one in programme.releases)


def watch_list(programme: Programme, reports: Sequence[SignalReport]) -> tuple[WatchLine, ...]:
    """Return a line for each figure with signals in the last release, and for each that is still being handled.

    ``reports`` are those of ``signal_reports``. What is worse comes before what is only better, more kinds of it before
    fewer, the improbable first; the rest in the order of the programme.
    """
    if not reports:
        return ()
    figures = _figures(programme.releases[-1])
    seen = [_seen(report.signals) for report in reports]
    handled = {(each.area, each.indicator): each for each in programme.ledger.handlings}
    signals = _by_cell(reports[-1].signals)
    left = [cell for cell, each in handled.items() if cell not in signals and each.state != "closed"]
    names = [report.release for report in reports]
    lines = (
        _line(cell, signals.get(cell, ()), figures.get(cell), handled.get(cell), names, seen)
        for cell in (*signals, *left)
    )
    return tuple(sorted(lines, key=_urgency))


def lines_of(programme: Programme, signals: Iterable[Signal], release: str | None = None) -> tuple[WatchLine, ...]:
    """Return a line for each figure of some signals of one release, in their order, as if nobody had handled any.

    Raises:
        NotFound: there is no release of that id.
    """
    released = pick_release(programme, release)
    if released is None:
        return ()
    figures, found = _figures(released), _by_cell(signals)
    name = [released.release.id]
    return tuple(_line(cell, many, figures.get(cell), None, name, [_seen(many)]) for cell, many in found.items())


def _by_cell(signals: Iterable[Signal]) -> dict[Cell, list[Signal]]:
    found: dict[Cell, list[Signal]] = {}
    for signal in signals:
        found.setdefault((signal.area, signal.indicator), []).append(signal)
    return found


def _figures(released: ReleasedFigures) -> dict[Cell, float]:
    found = latest(released.observations)
    return {(area, name): float(one.value) for (name, area), one in found.items() if one.value is not None}


def _seen(signals: Iterable[Signal]) -> Seen:
    found: dict[Cell, set[Sign]] = {}
    for signal in signals:
        found.setdefault((signal.area, signal.indicator), set()).add((signal.kind, signal.direction))
    return {cell: frozenset(signs) for cell, signs in found.items()}


def _line(
    cell: Cell,
    signals: Iterable[Signal],
    value: float | None,
    handling: Handling | None,
    names: Sequence[str],
    seen: Sequence[Seen],
) -> WatchLine:
    found = tuple(sorted(signals, key=lambda one: KINDS.index(one.kind)))
    signs = {(one.kind, one.direction) for one in found}
    run = max((releases_in_a_row(cell, sign, seen) for sign in signs), default=0)
    return WatchLine(
        area=cell[0],
        indicator=cell[1],
        value=value,
        signals=found,
        releases=run,
        since=names[-run] if run else "",
        state=_state(cell, signs, handling, names, seen),
        handling=handling,
    )


def releases_in_a_row(cell: Cell, sign: Sign, seen: Sequence[Seen]) -> int:
    """Count the releases up to the last that have a signal of this kind and direction, without a break."""
    run = 0
    for one in reversed(seen):
        if sign not in one.get(cell, frozenset()):
            break
        run += 1
    return run


def _state(
    cell: Cell, signs: set[Sign], handling: Handling | None, names: Sequence[str], seen: Sequence[Seen]
) -> WatchState:
    if handling is None:
        return "open"
    if handling.state != "closed":
        return handling.state
    if handling.release not in names:
        return "anew" if signs else "closed"
    # Covered is what has been there in every release since the one that was judged.
    needed = len(names) - names.index(handling.release)
    covered = all(releases_in_a_row(cell, sign, seen) >= needed for sign in signs)
    return "closed" if covered else "anew"


def _urgency(line: WatchLine) -> tuple[int, int, float]:
    worse = sum(one.direction == "worse" for one in line.signals)
    chances = [one.p for one in line.signals if one.p is not None]
    return -worse if worse else (1 if line.signals else 2), -len(line.signals), min(chances, default=1.0)
