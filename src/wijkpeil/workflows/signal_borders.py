"""Which figures of a table lie beyond the border of their indicator, since when, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.funnel import Numbers
from wijkpeil.methods.persistence import trailing_run
from wijkpeil.workflows.signal_tables import NORMAL_95, SignalTable


@dataclass(frozen=True, slots=True)
class BorderHits:
    """Per area: beyond the negative or the positive bound, how surely, and for how many periods in a row."""

    worse: NDArray[np.bool_]
    better: NDArray[np.bool_]
    certain: NDArray[np.bool_]
    run: NDArray[np.int64]
    negative: float
    positive: float


def border_hits(table: SignalTable) -> BorderHits | None:
    """Compare all figures with today's border; None where the indicator has none.

    Decimals become the nearest binary number, which keeps their order, so that a figure equal to its bound stays equal.
    Where both bounds are the same and a figure equals them, inclusive gives worse, as the colour does.
    """
    if table.bounds is None:
        return None
    sign = 1.0 if table.polarity == "high-is-better" else -1.0
    negative, positive = float(table.bounds.negative), float(table.bounds.positive)
    inclusive = table.bounds.comparison == "inclusive"
    values = table.values
    worse = sign * values < sign * negative
    better = sign * values > sign * positive
    if inclusive:
        worse |= values == negative
        better = (better | (values == positive)) & ~worse
    bound = np.where(worse[:, -1], negative, positive)
    distance = np.abs(values[:, -1] - bound)
    margin = np.nan_to_num(NORMAL_95 * _own_error(table), nan=0.0)
    return BorderHits(
        worse=worse[:, -1],
        better=better[:, -1],
        certain=(distance > table.unit / 2) & (distance > margin),
        run=_run(worse, better),
        negative=negative,
        positive=positive,
    )


def _run(worse: NDArray[np.bool_], better: NDArray[np.bool_]) -> NDArray[np.int64]:
    run = np.zeros(len(worse), dtype=np.int64)
    for held in (worse, better):
        last = held[:, -1]
        run[last] = trailing_run(held[last])
    return run


def _own_error(table: SignalTable) -> Numbers:
    """Standard error of the last figures about themselves; NaN where unknown."""
    values = table.values[:, -1]
    if table.chance_model is None or table.chance_model == "mean":
        return np.broadcast_to(table.errors, table.values.shape)[:, -1]
    size = np.broadcast_to(table.sizes, table.values.shape)[:, -1]
    share = values / table.per
    variance = share * (1 - share) if table.chance_model == "proportion" else share
    return np.sqrt(np.maximum(variance, 0) / np.where(size > 0, size, np.nan)) * table.per
