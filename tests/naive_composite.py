"""Methods of composite indices once more, slowly, in plain Python: a list per column, None for what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from statistics import mean, stdev

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
