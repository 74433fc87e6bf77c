"""The order of records in a register, kept by positions with room between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

GAP = 1 << 20
"""Room between two records that were put in order together."""


def positions(order: Sequence[str], kept: Mapping[str, int]) -> dict[str, int]:
    """Return a position for each id in ``order``, rising, that changes as few of those ``kept`` as can be.

    A record whose position changes gets a new revision, so that a new record in the middle must not move the others.
    Where no room is left between two, all are given new ones.
    """
    fixed = _longest_rising(order, kept)
    found: dict[str, int] = {}
    start, waiting = 0, []
    for each in order:
        waiting.append(each)
        if each in fixed:
            if not _place(found, waiting[:-1], start, kept[each]):
                return {name: (number + 1) * GAP for number, name in enumerate(order)}
            found[each] = start = kept[each]
            waiting = []
    _place(found, waiting, start, start + (len(waiting) + 1) * GAP)
    return found


def _place(found: dict[str, int], ids: Sequence[str], low: int, high: int) -> bool:
    """Spread ``ids`` between two positions; return False where they do not fit."""
    step = (high - low) // (len(ids) + 1)
    found.update({name: low + (number + 1) * step for number, name in enumerate(ids)})
    return step > 0


def _longest_rising(order: Sequence[str], kept: Mapping[str, int]) -> set[str]:
    """Return the largest set of ids that stand in their kept order already (patience sorting)."""
    ends: list[int] = []
    last: list[str] = []
    before: dict[str, str | None] = {}
    for each in (name for name in order if kept.get(name, 0) > 0):
        place = bisect_left(ends, kept[each])
        before[each] = last[place - 1] if place else None
        ends[place : place + 1] = [kept[each]]
        last[place : place + 1] = [each]
    chain, at = set(), last[-1] if last else None
    while at is not None:
        chain.add(at)
        at = before[at]
    return chain
