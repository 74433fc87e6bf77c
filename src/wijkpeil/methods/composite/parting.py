"""An aggregate taken apart over the cells of its row: ``(n, k)`` that adds up to it exactly.

For an arithmetic mean or a sum the part of a cell is its share of weight times the cell, and nothing else could be
meant. A geometric, harmonic or other power mean is no sum. Each of them is a mean of ``f(x)`` brought back: ``f(M) = Σ
w f(x)``, with f the logarithm, the reciprocal or the power. The index decomposition of B. W. Ang (*The LMDI approach to
decomposition analysis: a practical guide*, Energy Policy 33 (2005), 867-871) takes such a mean apart against a base:
with the base an even row of the same score, every part is ``w (M + (f(x) - f(M)) / f'(M))``. For the geometric mean
that is ``w M (1 + ln(x / M))``.

Why this one: it adds up exactly; it needs no base from outside, so that the parts of an area depend on that area alone;
a higher cell always has a greater part; for the arithmetic mean it is the part that everyone takes; equal cells have
parts as their weights. Euler's theorem (the gradient times the cell), which is exact too, gives a geometric mean parts
that do not depend on the cells at all, and Shapley's from a base of zero gives each the same. A cell far below the rest
may have a part below 0: it drags the score down by more than its own share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.aggregating import generalised_mean
from wijkpeil.methods.composite.benefit_of_the_doubt import best_weights
from wijkpeil.methods.composite.columns import Numbers, table_of, weights_of
from wijkpeil.methods.composite.custom import aggregate_custom
from wijkpeil.methods.composite.outranking import duel_parts
from wijkpeil.methods.composite.shapley import shared_out


def parts_of(values: ArrayLike, weights: ArrayLike, method: str, **given: Any) -> Numbers:
    """Give the part of each cell in the aggregate of its row by ``method``, a word of the vocabulary.

    A missing cell has part 0; a row of which nothing of weight is known is NaN. ``given`` are the parameters of the
    method.

    Raises:
        ValueError: a method that has no parts, or cells outside its domain.
    """
    if method not in PARTINGS:
        raise ValueError(say("{method} is not taken apart over its parts.", method=method))
    table = table_of(values)
    parts = PARTINGS[method](table, weights_of(weights, table.shape[1]), **given)
    known = ~np.isnan(table)
    parts = np.where(known, parts, 0.0)
    parts[~known.any(axis=1)] = np.nan
    return parts


def _shares(table: Numbers, weights: Numbers) -> Numbers:
    """The weights of the known cells of each row, adding up to 1."""
    each = np.where(np.isnan(table), 0.0, weights)
    whole = each.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        return np.asarray(each / whole)


def _linear(table: Numbers, weights: Numbers) -> Numbers:
    return np.asarray(_shares(table, weights) * table)


def _sum(table: Numbers, weights: Numbers) -> Numbers:
    return np.asarray(_linear(table, weights) * weights.sum())


def _power(table: Numbers, weights: Numbers, *, power: float) -> Numbers:
    if power == 1:
        return _linear(table, weights)
    mean = generalised_mean(table, weights, power=power)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = table / mean
        # (f(x) - f(M)) / f'(M), divided by M: it depends on x / M alone.
        beyond = np.log(ratio) if power == 0 else (np.power(ratio, power) - 1) / power
    return np.asarray(_shares(table, weights) * np.where(mean == 0, 0.0, mean * (1 + beyond)))


def _penalised(table: Numbers, weights: Numbers, *, penalty: str = "down") -> Numbers:
    shares = _shares(table, weights)
    mean = np.nansum(shares * table, axis=1, keepdims=True)
    spread = shares * (table - mean) ** 2 / mean
    return np.asarray(shares * table - spread if penalty == "down" else shares * table + spread)


def _flags(table: Numbers, weights: Numbers, *, at_least: float = 1.0) -> Numbers:
    return (table >= at_least) * weights


def _doubt(table: Numbers, weights: Numbers, *, freedom: float | None = None) -> Numbers:
    return best_weights(table, weights, freedom=freedom) * np.nan_to_num(table, nan=0.0)


def _extreme(table: Numbers, weights: Numbers, ufunc: np.ufunc) -> Numbers:
    """The cell that decides is all of it; cells that are tied share it by weight."""
    end = ufunc.reduce(np.where(weights > 0, table, np.nan), axis=1)[:, None]
    deciding = np.where((table == end) & (weights > 0), weights, 0.0)
    whole = deciding.sum(axis=1, keepdims=True)
    return np.asarray(end * deciding / np.where(whole > 0, whole, 1.0))


MOST_PARTS = 10
"""Parts of a function of one's own of which all orders are gone through; each one more doubles the work."""


def _custom(table: Numbers, weights: Numbers, *, function: str) -> Numbers:
    """What each cell adds when cells come in one by one, over all orders; without any, there is 0. Too many parts share
    the whole by their weights."""
    count = table.shape[1]
    if count > MOST_PARTS:
        return np.asarray(_shares(table, weights) * aggregate_custom(table, weights, function=function)[:, None])

    def outcome(there: tuple[bool, ...]) -> Numbers:
        shown = np.where(np.array(there), table, np.nan)
        return np.nan_to_num(aggregate_custom(shown, weights, function=function), nan=0.0)

    return np.column_stack(list(shared_out(outcome, [str(at) for at in range(count)]).values()))


PARTINGS: Mapping[str, Callable[..., Numbers]] = {
    "arithmetic-mean": _linear,
    "weighted-sum": _sum,
    "geometric-mean": lambda table, weights: _power(table, weights, power=0),
    "harmonic-mean": lambda table, weights: _power(table, weights, power=-1),
    "generalised-mean": _power,
    "mazziotta-pareto": _penalised,
    "adjusted-mazziotta-pareto": _penalised,
    "minimum": lambda table, weights: _extreme(table, weights, np.fmin),
    "maximum": lambda table, weights: _extreme(table, weights, np.fmax),
    "count-of-flags": _flags,
    "copeland": duel_parts,
    "benefit-of-the-doubt": _doubt,
    "custom": _custom,
}
"""By word, what takes an aggregate apart. Mazziotta-Pareto: a cell's share of the mean, less its own share of the
variance over the mean. Copeland: of each pair that is decided, a cell's weight for or against, over the weight by which
it is decided. Benefit of the doubt: the weight that flatters the area most, times the cell. A function of one's own:
Shapley's value of its parts, which takes nothing for granted but that no parts make 0."""
EVEN = frozenset({"arithmetic-mean", "weighted-sum"})
"""The methods of which a part is a fixed share of the cell."""
