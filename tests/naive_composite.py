"""Methods of composite indices once more, slowly, in plain Python: a list per column, None for what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import exp, inf, log
from statistics import NormalDist, mean, stdev

Cell = float | None
Column = Sequence[Cell]


def known(column: Column) -> list[float]:
    return [one for one in column if one is not None]


def each(column: Column, formula) -> list[Cell]:
    return [None if one is None else formula(one) for one in column]


def worst_and_best(column: Column, direction: int) -> tuple[float, float]:
    low, high = min(known(column)), max(known(column))
    return (low, high) if direction == 1 else (high, low)


def min_max(column: Column, direction: int, lower: float = 0, upper: float = 100) -> list[Cell]:
    worst, best = worst_and_best(column, direction)
    return each(column, lambda x: lower + (upper - lower) * (x - worst) / (best - worst))


def z_score(column: Column, direction: int) -> list[Cell]:
    return each(column, lambda x: direction * (x - mean(known(column))) / stdev(known(column)))


def distance_to_maximum(column: Column, direction: int) -> list[Cell]:
    worst, best = worst_and_best(column, direction)
    return each(column, lambda x: 1 - (best - x) / (best - worst))


def distance_to_target(column: Column, direction: int, target: float) -> list[Cell]:
    worst, _ = worst_and_best(column, direction)
    return each(column, lambda x: min(1, (x - worst) / (target - worst)))


def worse(one: float, column: Column, direction: int) -> int:
    return sum(direction * other < direction * one for other in known(column))


def tied(one: float, column: Column) -> int:
    return sum(other == one for other in known(column))


def rank(column: Column, direction: int, ties: str = "min") -> list[Cell]:
    def place(x: float) -> float:
        first = worse(x, column, direction) + 1
        last = first + tied(x, column) - 1
        if ties == "dense":
            return len({other for other in known(column) if direction * other < direction * x}) + 1
        return {"min": first, "max": last, "average": (first + last) / 2}[ties]

    return each(column, place)


def percentile_rank(column: Column, direction: int) -> list[Cell]:
    return each(column, lambda x: worse(x, column, direction) / (len(known(column)) - 1))


def exponential_rank(column: Column, direction: int) -> list[Cell]:
    places = rank(column, direction, "average")
    return each(places, lambda r: -23 * log(1 - r / len(known(column)) * (1 - exp(-100 / 23))))


def normal_score(column: Column, direction: int) -> list[Cell]:
    places = rank(column, direction, "average")
    return each(places, lambda r: NormalDist().inv_cdf((r - 3 / 8) / (len(known(column)) + 1 / 4)))


def quantile_band(column: Column, direction: int, count: int) -> list[Cell]:
    return each(column, lambda x: 1 + worse(x, column, direction) * count // len(known(column)))


def cells(row: Column, weights: Sequence[float]) -> list[tuple[float, float]]:
    return [(x, w) for x, w in zip(row, weights, strict=True) if x is not None]


def power_mean(rows: Sequence[Column], weights: Sequence[float], power: float) -> list[Cell]:
    def of_row(row: Column) -> Cell:
        inside = cells(row, weights)
        whole = sum(w for _, w in inside)
        if not whole:
            return None
        if abs(power) == inf:
            return (max if power > 0 else min)(x for x, w in inside if w)
        if power == 0:
            return exp(sum(w * log(x) for x, w in inside) / whole)
        return (sum(w * x**power for x, w in inside) / whole) ** (1 / power)

    return [of_row(row) for row in rows]


def availability(rows: Sequence[Column], weights: Sequence[float]) -> list[float]:
    return [sum(w for _, w in cells(row, weights)) / sum(weights) for row in rows]


def imputed(rows: Sequence[Column], groups: Sequence[str], centre) -> list[list[Cell]]:
    def fill(at: int, column: int) -> Cell:
        if rows[at][column] is not None:
            return rows[at][column]
        mates = [row[column] for row, group in zip(rows, groups, strict=True) if group == groups[at]]
        return centre(known(mates)) if known(mates) else None

    return [[fill(at, column) for column in range(len(rows[at]))] for at in range(len(rows))]


def share_ahead(one: Column, two: Column, weights: Sequence[float], missing: str) -> float:
    """The share of weight on which one row is better than another."""
    better = equal = shared = 0.0
    for x, y, w in zip(one, two, weights, strict=True):
        if x is None or y is None:
            equal += w if missing == "half" else 0
            shared += w if missing == "half" else 0
        else:
            better += w * (x > y)
            equal += w * (x == y)
            shared += w
    return (better + equal / 2) / shared if shared else 0.5


def copeland(rows: Sequence[Column], weights: Sequence[float]) -> list[int]:
    def score(one: Column) -> int:
        shares = [share_ahead(one, other, weights, "comparable") for other in rows if other is not one]
        return sum(share > 0.5 for share in shares) - sum(share < 0.5 for share in shares)

    return [score(row) for row in rows]


def latest(series: Column, reach: int) -> list[Cell]:
    def at(place: int) -> Cell:
        before = [x for x in series[max(0, place - reach) : place] if x is not None]
        return series[place] if series[place] is not None else before[-1] if before else None

    return [at(place) for place in range(len(series))]


def linear(series: Column, reach: int) -> list[Cell]:
    found = list(series)
    there = [place for place, one in enumerate(series) if one is not None]
    for left, right in pairwise(there):
        if right - left - 1 <= reach:
            for place in range(left + 1, right):
                found[place] = series[left] + (series[right] - series[left]) * (place - left) / (right - left)
    return found
