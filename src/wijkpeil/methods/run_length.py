"""The mean number of points to a false alarm of rules on an unchanged normal series, centre and spread known.

Exact, by the Markov chain of C. W. Champ and W. H. Woodall, *Exact results for Shewhart control charts with
supplementary runs rules*, Technometrics 29 (1987), 393-399: a point falls in one of eight zones, and a state is what
the rules still need to know of the points before.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np
import scipy

from wijkpeil.methods.chart_rules import ALL_RULES, RULES, Rule

_EDGES = (0.0, 1.0, 2.0, 3.0)


@lru_cache(maxsize=32)
def mean_run_length(rules: tuple[int, ...] = ALL_RULES) -> float:
    """Give the mean number of points to the first false alarm of some of ``RULES`` together.

    Raises:
        KeyError: there is no such rule.
    """
    chances = _zone_chances()
    start: tuple[int, ...] = ()
    order: dict[tuple[int, ...], int] = {start: 0}
    rows, columns, weights = [], [], []
    waiting = [start]
    while waiting:
        state = waiting.pop()
        for zone, chance in chances.items():
            after = _after(state, zone, rules)
            if after is None:
                continue
            if after not in order:
                order[after] = len(order)
                waiting.append(after)
            rows.append(order[state])
            columns.append(order[after])
            weights.append(chance)
    size = len(order)
    staying = scipy.sparse.csc_matrix((weights, (rows, columns)), shape=(size, size))
    return float(scipy.sparse.linalg.spsolve(scipy.sparse.identity(size, format="csc") - staying, np.ones(size))[0])


def _zone_chances() -> dict[int, float]:
    """Chance of each zone: 1 to 4 above the centre by the edges passed, -1 to -4 below."""
    cut = [*_EDGES, np.inf]
    above = {at + 1: float(scipy.special.ndtr(-cut[at]) - scipy.special.ndtr(-cut[at + 1])) for at in range(4)}
    return above | {-zone: chance for zone, chance in above.items()}


def _after(state: tuple[int, ...], zone: int, rules: Collection[int]) -> tuple[int, ...] | None:
    """Move on by one point; None where a rule is broken. Points that no rule can use again are forgotten."""
    points = (*state, zone)
    for rule in (RULES[one] for one in rules):
        edge = _EDGES.index(rule.beyond)
        if sum(_passed(one, edge, zone) for one in points[-rule.window :]) >= rule.needed:
            return None
    kept = max((rule.window for rule in (RULES[one] for one in rules)), default=1) - 1
    return _forget(points[max(0, len(points) - kept) :] if kept else (), rules)


def _forget(points: tuple[int, ...], rules: Collection[int]) -> tuple[int, ...]:
    """Write each point as its farthest edge that still counts, so that equal futures share a state."""
    known = []
    for place, zone in enumerate(points):
        age = len(points) - place
        windows = [(RULES[one], _EDGES.index(RULES[one].beyond)) for one in rules]
        edges = [
            edge for rule, edge in windows if rule.window > age and abs(zone) > edge and _open(points, place, rule)
        ]
        known.append((max(edges) + 1) * (1 if zone > 0 else -1) if edges else 0)
    while known and known[0] == 0:
        known.pop(0)
    return tuple(known)


def _open(points: tuple[int, ...], place: int, rule: Rule) -> bool:
    """Tell whether a run that needs every point of its window is still unbroken since ``place``."""
    if rule.needed < rule.window:
        return True
    return all(points[one] * points[place] > 0 for one in range(place, len(points)))


def _passed(zone: int, edge: int, side: int) -> bool:
    return zone * side > 0 and abs(zone) > edge
