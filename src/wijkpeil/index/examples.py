"""One worked example for each word of the vocabulary, computed by the function that the word names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from wijkpeil.loading.single import check_index
from wijkpeil.methods.composite.applying import aggregated, normalised, treated
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.custom import impute_custom, registered
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.methods.composite.imputing import impute_constant, impute_mean, impute_median, impute_row_mean
from wijkpeil.methods.composite.imputing_over_time import impute_latest, impute_linear
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.model.index_choices import Aggregation, Normalisation, Treatment
from wijkpeil.model.index_tree import node_id

FIGURES = (2.0, 4.0, 4.0, 10.0, float("nan"))
"""Figures of five areas, two of them equal, the last missing."""
OUTLIER = (1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 60.0)
PARTS = ((20.0, 80.0), (50.0, 50.0), (90.0, float("nan")))
"""Two parts of three areas; they weigh 1 and 3."""
WEIGHTS = (1.0, 3.0)
NORMALISING: Mapping[str, Mapping[str, Any]] = {
    "distance-to-target": {"target": Decimal(8)},
    "distance-to-reference": {"value": Decimal(8)},
    "goalposts": {"lower": Decimal(0), "upper": Decimal(8)},
    "scaled": {"lower": Decimal(0), "upper": Decimal(8)},
    "flag": {"threshold": Decimal(4)},
    "quantile-band": {"count": 2},
    "custom": {"function": "twice"},
}
"""The parameters that an example must give."""
AGGREGATING: Mapping[str, Mapping[str, Any]] = {
    "generalised-mean": {"power": Decimal("0.5")},
    "custom": {"function": "midrange"},
}
TREATING: Mapping[str, Mapping[str, Any]] = {
    "box-cox": {"power": Decimal("0.5")},
    "winsorise": {"most_points": 1},
    "skew-kurtosis-rule": {"most_points": 1},
    "cap-at-quantiles": {"upper": Decimal("0.75")},
    "custom": {"function": "root"},
}
WEIGHING: Mapping[str, str] = {
    "given": "{id: safety-first, weights: {safety: 2}}",
    "equal": "{id: even, method: equal}",
    "budget-allocation": "{id: council, method: budget-allocation, votes: "
    "[{by: chair, shares: {safety: 40, living: 60}}, {by: member, shares: {safety: 1, living: 1}}]}",
    "pca": "{id: common, method: pca}",
    "optimised": "{id: heard, method: optimised, weights: {safety: 1, living: 1, work: 1}}",
}
"""A set of weights by each method, for an index of three parts that weigh 1, 1 and 2."""
PARTS_OF_THREE = ((10.0, 60.0, 50.0), (30.0, 20.0, 20.0), (50.0, 45.0, 70.0), (80.0, 40.0, 40.0), (90.0, 95.0, 80.0))


def _twice(column: Numbers, direction: int) -> Numbers:
    return direction * 2 * column


def _root(column: Numbers) -> Numbers:
    return np.asarray(np.sqrt(column))


def _middle(column: Numbers) -> Numbers:
    return np.full(column.size, (np.nanmin(column) + np.nanmax(column)) / 2)


def _midrange(values: Numbers, _weights: Numbers) -> Numbers:
    return np.asarray((np.nanmin(values, axis=1) + np.nanmax(values, axis=1)) / 2)


FUNCTIONS: Mapping[str, Callable[..., Numbers]] = {
    "twice": _twice,
    "root": _root,
    "middle": _middle,
    "midrange": _midrange,
}
"""The functions that the examples of ``custom`` name."""


@contextmanager
def with_functions() -> Iterator[None]:
    """Let the examples name their functions."""
    with ExitStack() as stack:
        for name, function in FUNCTIONS.items():
            stack.enter_context(registered(name, function))
        yield


@dataclass(frozen=True, slots=True)
class Example:
    """What goes in and what comes out, and how the choice is written."""

    written: str
    """As in a definition."""
    before: tuple[str, ...]
    after: tuple[str, ...]


def normalising(word: str, direction: int = 1) -> Example:
    """Return the example of a normalisation, for an indicator that raises (1) or lowers (-1) the score."""
    target = {"target": Decimal(1), "value": Decimal(1)} if direction < 0 else {}
    given = {name: target.get(name, value) for name, value in NORMALISING.get(word, {}).items()}
    choice: Any = Normalisation(method=word, **given)  # type: ignore[arg-type]
    with with_functions():
        found = normalised(np.array(FIGURES), choice, sign=direction)
    return Example(written("normalisation", word, given), shown(FIGURES), shown(found))


def aggregating(word: str) -> Example:
    """Return the example of an aggregation: three areas of two parts."""
    given = AGGREGATING.get(word, {})
    table = np.array(PARTS)
    if word == "count-of-flags":
        table = np.where(np.isnan(table), np.nan, (table >= 50) * 1.0)
    choice: Any = Aggregation(method=word, **given)  # type: ignore[arg-type]
    with with_functions():
        found = aggregated(table, np.array(WEIGHTS), choice)
    before = tuple(" and ".join(shown(row)) for row in table)
    return Example(written("aggregation", word, given), before, shown(found))


def treating(word: str) -> Example:
    """Return the example of a treatment: a column with one figure far out."""
    given = TREATING.get(word, {})
    choice: Any = Treatment(method=word, **given)  # type: ignore[arg-type]
    with with_functions():
        found = treated(np.array(OUTLIER), choice).values
    return Example(written("treatment", word, given), shown(OUTLIER), shown(found))


def imputing(word: str) -> Example:
    """Return the example of an imputation."""
    column, gap = np.array([[2.0], [4.0], [9.0], [np.nan]]), float("nan")
    if word in ("latest", "linear"):
        over_time = np.array([2.0, gap, 6.0, gap]).reshape(4, 1, 1)
        done = (impute_latest if word == "latest" else impute_linear)(over_time).values
        return Example(written("imputation", word, {}), shown(over_time.ravel()), shown(done.ravel()))
    if word == "row-mean":
        row = np.array([[20.0, 80.0, gap]])
        return Example(written("imputation", word, {}), shown(row[0]), shown(impute_row_mean(row).values[0]))
    if word == "none":
        return Example(written("imputation", word, {}), shown(column[:, 0]), shown(column[:, 0]))
    if word == "custom":
        with with_functions():
            found = impute_custom(column[:, 0], function="middle").values
        return Example(written("imputation", word, {"function": "middle"}), shown(column[:, 0]), shown(found))
    given = {"value": Decimal(0)} if word == "constant" else {}
    methods = {"mean": impute_mean, "median": impute_median}
    filled = impute_constant(column, constant=0) if word == "constant" else methods[word](column)
    return Example(written("imputation", word, given), shown(column[:, 0]), shown(filled.values[:, 0]))


def weighing(word: str) -> Example:
    """Return the example of a set of weights: the shares that three parts get."""
    chosen = "\n".join(("id: example", f"weight_sets: [{WEIGHING[word]}]", f"weight_set: {_id(WEIGHING[word])}"))
    index, faults = check_index("example.yaml", f"{chosen}\n{_INDEX}".encode())
    assert index is not None, faults
    parts = [node_id(part) for part in index.tree.parts]
    ids = tuple(str(row) for row in range(len(PARTS_OF_THREE)))
    data = IndexData(areas=ids, indicators=tuple(parts), values=np.array(PARTS_OF_THREE))
    weights = compute(index, data).weights
    whole = sum(weights[part] for part in parts)
    return Example(f"weight_sets: [{WEIGHING[word]}]", tuple(parts), shown([weights[part] / whole for part in parts]))


_INDEX = """\
name: {nl: Voorbeeld, en: Example}
description: {nl: Een voorbeeld., en: An example.}
polarity: high-is-better
version: "1"
author: An example
reference: An example
review: 2030-01-01
direction: up
normalisation: as-is
aggregation: arithmetic-mean
tree: {parts: [safety, living, {indicator: work, weight: 2}]}
"""


def _id(text: str) -> str:
    return text.removeprefix("{id: ").split(",")[0]


def written(field: str, word: str, given: Mapping[str, Any]) -> str:
    """Return a choice as a definition writes it."""
    if not given:
        return f"{field}: {word}"
    parameters = ", ".join(f"{name}: {value}" for name, value in given.items())
    return f"{field}: {{method: {word}, {parameters}}}"


def shown(figures: Sequence[float] | Numbers) -> tuple[str, ...]:
    """Return figures for a reader, to at most two decimals; a dash where there is none."""
    return tuple("–" if np.isnan(figure) else f"{float(figure):.2f}".rstrip("0").rstrip(".") for figure in figures)
