"""The watch list as flat records for machines, with ids as in the definitions."""

from __future__ import annotations

from collections.abc import Iterable

from wijkpeil.model.watch import WatchLine
from wijkpeil.workflows.export import Record
from wijkpeil.workflows.signal_export import signal_records


def watch_records(lines: Iterable[WatchLine]) -> list[Record]:
    """Give one record per figure: its signals, for how many releases, and how it is handled."""
    return [_record(line) for line in lines]


def _record(line: WatchLine) -> Record:
    each = line.handling
    chances = [one.p for one in line.signals if one.p is not None]
    return {
        "area": line.area,
        "indicator": line.indicator,
        "period": line.signals[0].period if line.signals else None,
        "value": line.value,
        "worse": [one.kind for one in line.signals if one.direction == "worse"],
        "better": [one.kind for one in line.signals if one.direction == "better"],
        "p": min(chances, default=None),
        "releases": line.releases,
        "since": line.since or None,
        "state": line.state,
        "partner": each.owner if each else None,
        "due": each.due.isoformat() if each and each.due else None,
        "reason": each.reason if each else None,
        "note": each.note if each else None,
        "decided_on": each.decided_on.isoformat() if each and each.decided_on else None,
        "judged": each.release if each else None,
        "signals": signal_records(line.signals),
    }
