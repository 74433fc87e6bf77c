"""Gathers what may be a signal, kind by kind, and decides over all indicators together what is one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.change import LEAST
from wijkpeil.methods.chart_alarm import last_point_alarm
from wijkpeil.methods.false_discovery import Dependence, discoveries
from wijkpeil.methods.join_count import LocalJoins
from wijkpeil.methods.overdispersion import Overdispersion
from wijkpeil.model.signals import KINDS, Reference, Signal, SignalFamily, SignalKind, Untested, UntestedReason
from wijkpeil.workflows.signal_batches import Batch, SortKey, border_batch, chart_batch, spread_batch, tested_batch
from wijkpeil.workflows.signal_borders import BorderHits
from wijkpeil.workflows.signal_scores import CHART_LEAST, Tested
from wijkpeil.workflows.signal_tables import STATUSES, SignalTable

_Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SignalOptions:
    """How signals are looked for."""

    rate: float = 0.05
    """False discovery rate within each kind, above 0 and at most 0.1; a p-value above it can be no signal."""
    dependence: Dependence = "positive"
    """What the tests may share: ``positive`` (Benjamini-Hochberg) or ``any`` (Benjamini-Yekutieli)."""
    overdispersion: Overdispersion = "additive"
    charts: bool = False
    """Whether control charts join in: they claim no p-value, and their false alarms grow with the number of areas."""


class Families:
    """The tests of each kind, as tables come by."""

    def __init__(self, options: SignalOptions) -> None:
        self.options = options
        self._order = 0
        self._batches: dict[SignalKind, list[Batch]] = {kind: [] for kind in KINDS}
        self._tested: Counter[SignalKind] = Counter()
        self._untested: dict[SignalKind, Counter[UntestedReason]] = {kind: Counter() for kind in KINDS}
        self._alarms = 0.0

    def next_table(self, table: SignalTable) -> None:
        """Begin a table; figures that are missing are counted by their reason, for every kind."""
        self._order += 1
        for code, many in zip(*np.unique(table.reasons, return_counts=True), strict=True):
            reason = STATUSES[code]
            if reason != "measured":
                for kind in KINDS:
                    self._untested[kind][reason] += int(many)

    def borders(self, table: SignalTable, hits: BorderHits | None) -> None:
        """Take in the figures beyond a border."""
        if hits is None:
            self._count("border", "no-border", table.reasons == 0)
            return
        self._tested["border"] += int((~np.isnan(table.values[:, -1])).sum())
        self._batches["border"].append(border_batch(self._order, table, hits))

    def add(self, kind: SignalKind, table: SignalTable, made: Tested, reference: Reference) -> None:
        """Take in the tests of one kind."""
        left = (table.reasons == 0) & np.isnan(made.p)
        for reason, applies in _reasons(kind, table, made):
            self._count(kind, reason, left & applies)
            left &= ~applies
        self._tested[kind] += int((~np.isnan(made.p)).sum())
        rows = np.flatnonzero(made.p <= self.options.rate)
        self._batches[kind].append(tested_batch(kind, self._order, table, made, reference, rows))

    def charts(self, table: SignalTable, made: Tested, breaks: NDArray[np.int8]) -> None:
        """Take in the control charts, with the false alarms to expect from each length of past."""
        known = ~np.isnan(made.score)
        self._tested["chart"] += int(known.sum())
        for points, charts in zip(*np.unique(made.points[known], return_counts=True), strict=True):
            self._alarms += last_point_alarm(int(points)) * int(charts)
        there = table.reasons == 0
        short = (~np.isnan(table.values[:, :-1])).sum(axis=1) < CHART_LEAST
        self._count("chart", "too-short", there & short)
        self._count("chart", "no-spread", there & ~short & ~known)
        rows = np.flatnonzero(breaks.any(axis=0) & known)
        self._batches["chart"].append(chart_batch(self._order, table, made, breaks, rows))

    def spread(self, table: SignalTable, joins: LocalJoins, marked: _Flags) -> None:
        """Take in the marked areas of the map; an area that is not marked is not asked."""
        self._tested["spread"] += int((~np.isnan(joins.p)).sum())
        self._count("spread", "no-neighbours", marked & np.isnan(joins.p))
        rows = np.flatnonzero(joins.p <= self.options.rate)
        self._batches["spread"].append(spread_batch(self._order, table, joins, rows))

    def decide(self) -> tuple[tuple[Signal, ...], tuple[SignalFamily, ...]]:
        """Give the records by area, indicator and kind, and the account of each kind."""
        made: list[tuple[SortKey, Signal]] = []
        families = []
        for kind in KINDS:
            before = len(made)
            cut, expected = self._decide(kind, made)
            untested = tuple(Untested(reason=why, cells=many) for why, many in self._untested[kind].items() if many)
            families.append(
                SignalFamily(
                    kind=kind,
                    tested=self._tested[kind],
                    untested=untested,
                    found=len(made) - before,
                    cut=cut,
                    expected=expected,
                )
            )
        made.sort(key=lambda one: one[0])
        return tuple(signal for _, signal in made), tuple(families)

    def _decide(self, kind: SignalKind, made: list[tuple[SortKey, Signal]]) -> tuple[float | None, float | None]:
        batches = self._batches[kind]
        if kind in ("border", "chart"):
            for batch in batches:
                made += batch.records(None)
            return None, self._alarms if kind == "chart" else None
        p = np.concatenate([np.zeros(0), *(batch.p for batch in batches if batch.p is not None)])
        found = discoveries(p, self.options.rate, self.options.dependence, self._tested[kind] - p.size)
        q = np.where(found.found, found.q, np.nan)
        start = 0
        for batch in batches:
            made += batch.records(q[start : start + len(batch.rows)])
            start += len(batch.rows)
        return found.cut, found.expected

    def _count(self, kind: SignalKind, reason: UntestedReason, cells: _Flags) -> None:
        self._untested[kind][reason] += int(cells.sum())


def _reasons(kind: SignalKind, table: SignalTable, made: Tested) -> list[tuple[UntestedReason, _Flags]]:
    """Why a figure that is there was not tested: the first that applies."""
    everywhere = np.ones(len(table.areas), dtype=bool)
    if kind == "level":
        held = table.errors if table.chance_model == "mean" else table.sizes
        size = np.broadcast_to(held, table.values.shape)[:, -1]
        return [
            ("no-chance-model", everywhere & (table.chance_model is None)),
            ("no-size", ~(size > 0)),
            ("no-reference", np.isnan(made.reference)),
            ("no-spread", everywhere),
        ]
    return [
        ("no-reference", np.isnan(made.value)),
        ("too-short", made.points < LEAST),
        ("no-spread", everywhere),
    ]
