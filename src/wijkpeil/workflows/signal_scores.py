"""One indicator's table scored in every way, all areas at once: what stands out is decided later, over all indicators.

Each function gives arrays over the areas; NaN is *not tested*. Nothing here knows a programme.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.change import LEAST, Changes, change_against_past, change_between_two, pushed_right
from wijkpeil.methods.chart_alarm import last_point_breaks, last_point_scores
from wijkpeil.methods.chart_rules import ALL_RULES
from wijkpeil.methods.funnel import Numbers
from wijkpeil.methods.funnel_scores import Scores, mean_scores, proportion_scores, rate_scores
from wijkpeil.methods.overdispersion import Overdispersion, adjusted, dispersion
from wijkpeil.methods.persistence import trailing_run
from wijkpeil.model.signals import Method
from wijkpeil.workflows.signal_tables import SignalTable

MOST = 0.1
"""The largest false discovery rate, and so the largest p-value of a signal: figures above it are scored roughly."""
CHART_LEAST = 8
"""Earlier points that control limits are taken from."""
_EXACT: dict[str, Method] = {"proportion": "binomial", "rate": "poisson", "mean": "normal"}


@dataclass(frozen=True, slots=True)
class Tested:
    """One kind of test on one table; every array has one number per area."""

    value: Numbers
    reference: Numbers
    score: Numbers
    p: Numbers
    run: NDArray[np.int64]
    points: NDArray[np.int64]
    methods: tuple[Method, ...]
    """The laws used, by place."""
    method: NDArray[np.int8]
    """Which of them, per area."""


def references(table: SignalTable) -> tuple[Numbers, bool]:
    """Give what each period's figures are compared with, and whether in the last period that is the city's own figure.

    Where the city has no figure in a period, the areas together: people over people, events over exposure, means by
    their precision, and the plain mean of the areas where chance is unknown.
    """
    values = table.values
    weights = _weights(table)
    usable = ~np.isnan(values) & (weights > 0)
    if not usable.all():
        values, weights = np.where(usable, values, 0), np.where(usable, weights, 0)
    total = weights.sum(axis=0)
    pooled = np.einsum("ij,ij->j", values, weights) / np.where(total > 0, total, np.nan)
    own = ~np.isnan(table.city)
    return np.where(own, table.city, pooled), bool(own[-1])


def _weights(table: SignalTable) -> Numbers:
    if table.chance_model in ("proportion", "rate"):
        return np.broadcast_to(table.sizes, table.values.shape)
    if table.chance_model == "mean":
        return np.broadcast_to(np.where(table.errors > 0, table.errors, np.nan) ** -2.0, table.values.shape)
    return np.ones(table.values.shape)


def level_scores(table: SignalTable, reference: Numbers, at: int = -1) -> Scores:
    """Score one period's figures against the reference, by the law of the indicator, not yet adjusted."""
    values, target = table.values[:, at], reference[at]
    if table.chance_model == "mean":
        return mean_scores(values, _column(table.errors, table, at), target)
    sizes = _column(table.sizes, table, at)
    score = proportion_scores if table.chance_model == "proportion" else rate_scores
    count = np.rint(values / table.per * sizes)
    found = score(count, sizes, target / table.per, screen=True)
    return Scores(found.z, found.p, found.error * table.per)


def level_tested(table: SignalTable, reference: Numbers, model: Overdispersion) -> Tested:
    """Compare the last figures with the city, allowing for the spread among areas beyond chance."""
    number = len(table.areas)
    if table.chance_model is None:
        return _untested(table.values[:, -1], number)
    scores = level_scores(table, reference)
    fitted = adjusted(scores, dispersion(scores), model)
    law: Method = _EXACT[table.chance_model] if fitted is scores else "random-effects"
    return Tested(
        value=table.values[:, -1],
        reference=np.full(number, reference[-1]),
        score=fitted.z,
        p=fitted.p,
        run=_run_on_one_side(table.values, reference, fitted.p <= MOST),
        points=np.zeros(number, dtype=np.int64),
        methods=(law,),
        method=np.zeros(number, dtype=np.int8),
    )


def _run_on_one_side(values: Numbers, reference: Numbers, asked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count the periods in a row on the last one's side of the reference, for the areas that are asked; else 1."""
    run = np.ones(len(values), dtype=np.int64)
    side = np.sign(values[asked] - reference)
    run[asked] = np.maximum(trailing_run((side == side[:, -1:]) & (side != 0)), 1)
    return run


def change_tested(table: SignalTable, model: Overdispersion) -> Tested:
    """Compare the last figures with each area's own past, or where that is short with the period before it."""
    long = change_against_past(table.values, table.rounding, screen=True)
    made = _changed(table.values[:, -1], long)
    if table.chance_model is None or table.values.shape[1] < 2 or not (short := long.points < LEAST).any():
        return made
    two = _two_periods(table, model)
    return Tested(
        value=made.value,
        reference=np.where(short, two.past, made.reference),
        score=np.where(short, two.score, made.score),
        p=np.where(short, two.p, made.p),
        run=made.run,
        points=np.where(short, two.points, made.points),
        methods=("student", "normal"),
        method=short.astype(np.int8),
    )


def gap_tested(table: SignalTable, reference: Numbers) -> Tested:
    """Compare each area's distance to the city with its own past: a change that the city did not share."""
    gaps = table.values - reference
    return _changed(gaps[:, -1], change_against_past(gaps, table.rounding, screen=True))


def chart_tested(table: SignalTable) -> tuple[Tested, NDArray[np.int8]]:
    """Give the last point's score on a chart of its own past, and the rules that it breaks, shape (rules, areas)."""
    number = len(table.areas)
    values = table.values
    ready = ~np.isnan(values[:, -1]) & ((~np.isnan(values[:, :-1])).sum(axis=1) >= CHART_LEAST)
    breaks = np.zeros((len(ALL_RULES), number), dtype=np.int8)
    made = _untested(values[:, -1], number, "individuals")
    if not ready.any():
        return made, breaks
    series = pushed_right(values[ready])
    scores = last_point_scores(series, table.rounding)
    breaks[:, ready] = last_point_breaks(scores, ALL_RULES)
    made.score[ready] = scores[:, -1]
    made.reference[ready] = np.nanmean(series[:, :-1], axis=1)
    made.points[ready] = (~np.isnan(series[:, :-1])).sum(axis=1)
    return made, breaks


def _two_periods(table: SignalTable, model: Overdispersion) -> Changes:
    """Compare the last two periods by their size; over-dispersion is that of all changes together."""
    before, after = table.values[:, -2], table.values[:, -1]
    if table.chance_model == "mean":
        errors = _column(table.errors, table, -2), _column(table.errors, table, -1)
    else:
        old, new = (_column(table.sizes, table, at) for at in (-2, -1))
        pooled = (before * old + after * new) / np.where(old + new > 0, old + new, np.nan) / table.per
        variance = pooled * (1 - pooled) if table.chance_model == "proportion" else pooled
        spread = np.sqrt(np.maximum(variance, 0)) * table.per
        errors = tuple(spread / np.sqrt(np.where(size > 0, size, np.nan)) for size in (old, new))  # type: ignore[assignment]
    found = change_between_two(before, after, *errors)
    scores = Scores(found.score, found.p, np.hypot(*errors))
    fitted = adjusted(scores, dispersion(scores), model)
    return Changes(found.past, fitted.z, fitted.p, found.points)


def _column(table: Numbers, of: SignalTable, at: int) -> Numbers:
    return np.broadcast_to(table, of.values.shape)[:, at]


def _changed(value: Numbers, found: Changes) -> Tested:
    ones = np.ones(len(value), dtype=np.int64)
    return Tested(
        value, found.past, found.score, found.p, ones, found.points, ("student",), np.zeros(len(value), np.int8)
    )


def _untested(value: Numbers, number: int, law: Method = "normal") -> Tested:
    reference, score, p = (np.full(number, np.nan) for _ in range(3))
    run, points = np.ones(number, dtype=np.int64), np.zeros(number, dtype=np.int64)
    return Tested(value, reference, score, p, run, points, (law,), np.zeros(number, dtype=np.int8))
