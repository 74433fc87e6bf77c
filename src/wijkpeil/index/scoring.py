"""Scores as records and as columns: what an area scores, where it stands, how sure that is, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from wijkpeil.errors import WrongUse
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.placing import bands_of, quantiles_of

Record = dict[str, Any]
Progress = Callable[[int, int], None]


def score_records(
    results: Sequence[IndexResult], *, draws: int = 0, seed: int = 1, progress: Progress | None = None
) -> list[Record]:
    """Return a record per area and period, best rank first, then those without a score, then those that fell out.

    ``rank_low`` and ``rank_high`` are None without draws. ``reason`` is empty, or says why there is no score.
    """
    found: list[Record] = []
    panel = tuple(result.data for result in results)
    for result in results:
        ranges = rank_intervals(result, draws, seed, panel, progress) if draws else None
        found += _records(result, ranges)
    return found


def _records(result: IndexResult, ranges: tuple[Any, Any] | None) -> list[Record]:
    bands, quantiles = bands_of(result), quantiles_of(result)
    added, nodes = added_of(result), nodes_of(result)
    low, high = ranges or (None, None)
    order = sorted(range(len(result.areas)), key=lambda row: (result.ranks[row] == 0, result.ranks[row], row))
    records = []
    for row in order:
        scored = not np.isnan(result.score[row])
        record: Record = {
            "area": result.areas[row],
            "name": result.data.names.get(result.areas[row], result.areas[row]),
            "period": result.data.period,
            "score": float(result.score[row]) if scored else None,
            "rank": int(result.ranks[row]) if scored else None,
            "rank_low": int(low[row]) if low is not None and scored else None,
            "rank_high": int(high[row]) if high is not None and scored else None,
            "band": bands[row] or None,
            "quantile": int(quantiles[row]) or None,
            "nodes": {node: _plain(column[row]) for node, column in nodes.items()},
            "contributions": {leaf: _plain(added[row, at]) for at, leaf in enumerate(result.leaves)},
            "reason": "" if scored else _without(result, row),
        }
        records.append(record)
    for gone in (each for each in result.dropped if each.what == "area" and each.id not in result.data.compared):
        records.append(_fallen(result, gone.id, gone.reason))
    return records


def _fallen(result: IndexResult, area: str, reason: str) -> Record:
    nothing = dict.fromkeys(("score", "rank", "rank_low", "rank_high", "band", "quantile"))
    own = {"area": area, "name": result.data.names.get(area, area), "period": result.data.period}
    empty = {"nodes": dict.fromkeys(nodes_of(result)), "contributions": dict.fromkeys(result.leaves)}
    return {**own, **nothing, **empty, "reason": reason}


def nodes_of(result: IndexResult) -> dict[str, Any]:
    """Return the result of each node below the top and of each indicator, ``(n,)``, in the order of the tree."""
    return {node.id: result.scores[node.id] for node in result.tree.nodes[1:] if node.id in result.scores}


def _without(result: IndexResult, row: int) -> str:
    from wijkpeil.errors import say

    held = [branch.id for branch in result.tree.branches if result.withheld[branch.id][row]]
    return say("too little is there of: {nodes}", nodes=tuple(held))


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def score_columns(results: Sequence[IndexResult], *, draws: int = 0, seed: int = 1) -> dict[str, list[Any]]:
    """Return the same by column, without contributions, and without columns that index and figures do not fill."""
    records = score_records(results, draws=draws, seed=seed)
    index, data = results[0].tree.index, [result.data for result in results]
    keep = ["area"]
    keep += ["name"] if any(each.names.get(area, area) != area for each in data for area in each.areas) else []
    keep += ["period"] if any(each.period for each in data) else []
    keep += ["score", "rank", *(["rank_low", "rank_high"] if draws else [])]
    keep += [*(["band"] if index.bands else []), *(["quantile"] if index.quantiles else [])]
    return {name: [record[name] for record in records] for name in [*keep, "reason"]}


def contribution_columns(results: Sequence[IndexResult]) -> dict[str, list[Any]]:
    """Return what each indicator adds to each score: ``area``, ``period``, ``score``, and a column per indicator."""
    records = [record for record in score_records(results) if record["score"] is not None]
    leaves = [leaf for result in results for leaf in result.leaves]
    return _with_columns(records, "contributions", leaves)


def node_columns(results: Sequence[IndexResult]) -> dict[str, list[Any]]:
    """Return the result of each node: ``area``, ``period``, ``score``, and a column per node and per indicator."""
    return _with_columns(score_records(results), "nodes", [node for result in results for node in nodes_of(result)])


def _with_columns(records: Sequence[Record], of: str, names: Sequence[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {name: [record[name] for record in records] for name in ("area", "period", "score")}
    return found | {name: [record[of].get(name) for record in records] for name in dict.fromkeys(names)}


def added_of(result: IndexResult) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return what each indicator adds to the score of each area, ``(n, leaves)``; the rows add up to the scores."""
    from wijkpeil.methods.composite.contributions import contributions

    found = contributions(result)
    return np.where(found.known, found.values, np.nan)


def rank_intervals(
    result: IndexResult, draws: int, seed: int, panel: Sequence[IndexData] = (), progress: Progress | None = None
) -> tuple[Any, Any]:
    """Return the ranks between which 90 % of the draws lie, per area.

    Raises:
        WrongUse: nothing varies, or what may vary cannot be drawn or does not go together.
    """
    from wijkpeil.methods.composite.uncertainty import uncertainty

    with as_asked():
        return uncertainty(result, draws, seed=seed, panel=panel, progress=progress).interval()


@contextmanager
def as_asked() -> Iterator[None]:
    """Tell what cannot be computed as asked as a wrong use, and no fault of the software."""
    try:
        yield
    except ValueError as error:
        raise WrongUse(error.args[0]) from error
