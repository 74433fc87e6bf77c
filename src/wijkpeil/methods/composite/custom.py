"""Functions of one's own as steps of an index: named in its definition, given by whoever computes it.

A definition names a function and holds none: what a file may do is read, and no file runs code. So a function is given
from Python, under the name that the definition has for it, and an index that names one is computed there alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, column_of, extremes, sign, table_of, weights_of
from wijkpeil.methods.composite.imputing import Imputed
from wijkpeil.methods.composite.treating import Step, Treated

Function = Callable[..., ArrayLike]
_FUNCTIONS: dict[str, Function] = {}


def register(name: str, function: Function) -> None:
    """Let definitions name a function: ``function: NAME`` with the method ``custom``.

    An aggregation is given ``(n, k)`` and weights ``(k,)``, a normalisation a column ``(n,)`` and ``direction``, a
    treatment and an imputation a column; each returns ``(n,)``.

    Raises:
        ValueError: another function has that name.
    """
    if _FUNCTIONS.setdefault(name, function) is not function:
        raise ValueError(say("There is a function {name} already.", name=name))


@contextmanager
def registered(name: str, function: Function) -> Iterator[None]:
    """Let definitions name a function for as long as this lasts."""
    known = name in _FUNCTIONS
    register(name, function)
    try:
        yield
    finally:
        if not known:
            del _FUNCTIONS[name]


def aggregate_custom(values: ArrayLike, weights: ArrayLike, *, function: str) -> Numbers:
    """Give what a function of one's own makes of a row and weights; the function says what it is.

    Source: the ``reference`` of the choice.
    Ties, constant, zero, negative and missing: as the function does; a row without any known cell gives NaN.

    Raises:
        ValueError: there is no such function, or what it gives is no figure for each row.
    """
    table = table_of(values)
    given = weights_of(weights, table.shape[1])
    found = _called(function, len(table), table.copy(), given)
    return np.where(np.isnan(table).all(axis=1), np.nan, found)


def normalise_custom(column: ArrayLike, *, direction: int, function: str) -> Numbers:
    """Give what a function of one's own makes of a column and a direction.

    Source: the ``reference`` of the choice. Ties, constant, zero and negative: as the function does.
    Missing: stays missing.

    Raises:
        ValueError: there is no such function, or what it gives is no figure for each row.
    """
    figures = column_of(column)
    extremes(figures)
    found = _called(function, figures.size, figures.copy(), sign(direction))
    return np.where(np.isnan(figures), np.nan, found)


def treat_custom(column: ArrayLike, *, function: str) -> Treated:
    """Give what a function of one's own makes of a column.

    Source: the ``reference`` of the choice. Ties, constant, zero and negative: as the function does.
    Missing: stays missing.

    Raises:
        ValueError: there is no such function, or what it gives is no figure for each row.
    """
    figures = column_of(column)
    found = np.where(np.isnan(figures), np.nan, _called(function, figures.size, figures.copy()))
    changed = ~np.isnan(figures) & (found != figures)
    points = tuple("custom" if each else "" for each in changed)
    return Treated(found, (Step("custom", int(changed.sum())),), points)


def impute_custom(column: ArrayLike, *, function: str) -> Imputed:
    """Give a column of which the missing figures are those of a function of one's own; known ones stay.

    Source: the ``reference`` of the choice. Ties, constant, zero and negative: as the function does.
    Missing: what the function leaves missing is left.

    Raises:
        ValueError: there is no such function, or what it gives is no figure for each row.
    """
    figures = column_of(column)
    gaps = np.isnan(figures)
    filled = np.where(gaps, _called(function, figures.size, figures.copy()), figures)
    return Imputed(filled, gaps & ~np.isnan(filled))


def _called(name: str, rows: int, *given: object) -> Numbers:
    if name not in _FUNCTIONS:
        raise ValueError(
            say(
                "There is no function {name}. A definition only names it: give it from Python with "
                "`wi.register`, and compute the index there.",
                name=name,
            )
        )
    found = np.asarray(_FUNCTIONS[name](*given), dtype=np.float64)
    if found.shape != (rows,):
        raise ValueError(
            say("The function {name} gives {shape} figures for {rows} rows.", name=name, shape=found.size, rows=rows)
        )
    if np.isinf(found).any():
        raise ValueError(say("The function {name} gives an infinite figure.", name=name))
    return found
