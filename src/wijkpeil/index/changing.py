"""What changed between two periods of an index, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wijkpeil.errors import WrongUse, say
from wijkpeil.index.comparing import Move, comparison_of, of_period
from wijkpeil.methods.composite.changes import FACTORS
from wijkpeil.methods.composite.data import IndexResult

Columns = dict[str, list[Any]]


def two_periods(
    results: Sequence[IndexResult], since: str | None, period: str | None
) -> tuple[IndexResult, IndexResult]:
    """Return the results of two periods, the earlier first: the last, and the one before it, where none are named.

    Raises:
        WrongUse: there is no such period, or none before it.
    """
    after = results[-1] if period is None else of_period(results, period)
    if since is not None:
        return of_period(results, since), after
    at = next(at for at, result in enumerate(results) if result is after)
    if not at:
        raise WrongUse(say("There is no period before {period} to compare with.", period=after.data.period or "–"))
    return results[at - 1], after


def change_columns(before: IndexResult, after: IndexResult) -> Columns:
    """Return per area its scores and places, the change, and the effects that it is made of."""
    moves = comparison_of(before, after).moves
    found: Columns = {"area": [move.area for move in moves]}
    if any(move.name != move.area for move in moves):
        found["name"] = [move.name for move in moves]
    for name in ("score_before", "score_after", "rank_before", "rank_after", "change"):
        found[name] = [getattr(move, name) for move in moves]
    return found | {factor: [move.effects.get(factor) for move in moves] for factor in FACTORS}


def indicator_columns(before: IndexResult, after: IndexResult) -> Columns:
    """Return per area the change, and what of it goes through each indicator.

    Raises:
        WrongUse: the score cannot be taken apart over its indicators.
    """
    moves = [move for move in comparison_of(before, after).moves if move.change is not None]
    if any(not move.through for move in moves):
        raise WrongUse(say("The score cannot be taken apart over its indicators, and so its change cannot either."))
    leaves = dict.fromkeys(leaf for move in moves for leaf in move.through)
    found: Columns = {name: [getattr(move, name) for move in moves] for name in ("area", "change")}
    return found | {leaf: [move.through.get(leaf) for move in moves] for leaf in leaves}


def change_record(move: Move) -> dict[str, Any]:
    """Return one area of a comparison as a record."""
    return {
        "area": move.area,
        "name": move.name,
        "score_before": move.score_before,
        "score_after": move.score_after,
        "change": move.change,
        "rank_before": move.rank_before,
        "rank_after": move.rank_after,
        "places": move.places,
        "effects": dict(move.effects),
        "indicators": dict(move.through),
    }
