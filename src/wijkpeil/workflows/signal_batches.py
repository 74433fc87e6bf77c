"""What may be a signal, held as columns of numbers until it is decided, and then made into records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.chart_rules import ALL_RULES
from wijkpeil.methods.funnel import Numbers
from wijkpeil.methods.join_count import LocalJoins
from wijkpeil.model.signals import KINDS, Direction, Reference, Signal, SignalKind
from wijkpeil.workflows.signal_borders import BorderHits
from wijkpeil.workflows.signal_scores import Tested
from wijkpeil.workflows.signal_tables import SignalTable

Rows = NDArray[np.int64]
SortKey = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Candidates of one kind in one table; a field of ``Signal`` is a column over them, or the same for all."""

    kind: SignalKind
    order: int
    """Place of the table among all."""
    areas: Sequence[str]
    rows: Rows
    p: Numbers | None
    """None where no chance is claimed."""
    same: Mapping[str, Any]
    columns: Mapping[str, Sequence[Any]]

    def records(self, q: Numbers | None) -> Iterator[tuple[SortKey, Signal]]:
        """Make a record of each candidate, with ``q`` of those that have a q-value; with its place in the order."""
        place = KINDS.index(self.kind)
        kept = range(len(self.rows)) if q is None else np.flatnonzero(~np.isnan(q)).tolist()
        for at in kept:
            row = int(self.rows[at])
            fields = {name: column[at] for name, column in self.columns.items()}
            if self.p is not None and q is not None:
                fields |= {"p": float(self.p[at]), "q": float(q[at])}
            yield (row, self.order, place), Signal(area=self.areas[row], kind=self.kind, **self.same, **fields)


def _batch(
    kind: SignalKind,
    order: int,
    table: SignalTable,
    rows: Rows,
    worse: NDArray[np.bool_],
    p: Numbers | None,
    **more: Any,
) -> Batch:
    sizes = np.broadcast_to(table.sizes, table.values.shape)[rows, -1].tolist()
    directions: list[Direction] = ["worse" if one else "better" for one in worse.tolist()]
    columns: dict[str, Sequence[Any]] = {
        "value": table.values[rows, -1].tolist(),
        "n": [None if size != size else size for size in sizes],
        "direction": directions,
    }
    same: dict[str, Any] = {"indicator": table.indicator, "period": table.periods[-1]}
    for name, given in more.items():
        if isinstance(given, np.ndarray):
            columns[name] = given.tolist()
        elif isinstance(given, list):
            columns[name] = given
        else:
            same[name] = given
    return Batch(kind, order, table.areas, rows, p, same, columns)


def border_batch(order: int, table: SignalTable, hits: BorderHits) -> Batch:
    """Figures beyond a border."""
    rows = np.flatnonzero(hits.worse | hits.better)
    worse = hits.worse[rows]
    names: list[Reference] = ["negative-border" if one else "positive-border" for one in worse.tolist()]
    return _batch(
        "border",
        order,
        table,
        rows,
        worse,
        None,
        reference=names,
        reference_value=np.where(worse, hits.negative, hits.positive),
        method="comparison",
        certain=hits.certain[rows],
        run=hits.run[rows],
    )


def tested_batch(
    kind: SignalKind, order: int, table: SignalTable, made: Tested, reference: Reference, rows: Rows
) -> Batch:
    """Figures with a p-value that may be kept; a change without enough of a past is one since the last period."""
    laws = [made.methods[one] for one in made.method[rows].tolist()]
    two = kind == "change"
    compared = ["last-period" if two and law == "normal" else reference for law in laws]
    return _batch(
        kind,
        order,
        table,
        rows,
        _worse(table, made.score[rows]),
        made.p[rows],
        value=made.value[rows],
        reference=compared,
        reference_value=made.reference[rows],
        method=laws,
        score=made.score[rows],
        run=made.run[rows],
        points=made.points[rows],
    )


def chart_batch(order: int, table: SignalTable, made: Tested, breaks: NDArray[np.int8], rows: Rows) -> Batch:
    """Series of which the last point breaks a rule; the direction is the side on which it does."""
    rules = [tuple(np.array(ALL_RULES)[broken].tolist()) for broken in (breaks[:, rows] != 0).T]
    return _batch(
        "chart",
        order,
        table,
        rows,
        _worse(table, made.score[rows]),
        None,
        reference="past",
        reference_value=made.reference[rows],
        method="individuals",
        score=made.score[rows],
        points=made.points[rows],
        rules=rules,
    )


def spread_batch(order: int, table: SignalTable, joins: LocalJoins, rows: Rows) -> Batch:
    """Marked areas among marked neighbours."""
    return _batch(
        "spread",
        order,
        table,
        rows,
        np.ones(len(rows), dtype=bool),
        joins.p[rows],
        reference="neighbours",
        reference_value=None,
        method="hypergeometric",
        neighbours=joins.neighbours[rows],
        alike=joins.alike[rows],
    )


def _worse(table: SignalTable, score: Numbers) -> NDArray[np.bool_]:
    return np.asarray((score < 0) == (table.polarity == "high-is-better"))
