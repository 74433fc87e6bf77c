"""Scores under many sets of weights at once: up the tree, a row per draw.

What a node passes on is ``(n,)`` where it is the same in every draw, and ``(draws, n)`` where it is not. Means over
indicators are products of matrices; the sums of a mean over nodes are taken node by node. The results are those of
``up_the_tree``, to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from wijkpeil.methods.composite.applying import aggregated, normalised, parameters, rounded, told_apart
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.methods.composite.vocabulary import AGGREGATIONS
from wijkpeil.model.index_choices import Aggregation
from wijkpeil.model.index_methods import ORDERING
from wijkpeil.model.index_tree import Branch, Tree


@dataclass(slots=True)
class Matrix:
    """Normalised figures, ``(n, leaves)``, and what is kept of them between draws."""

    values: Numbers
    leaves: tuple[str, ...]
    drawn: Mapping[str, Numbers] = field(default_factory=dict)
    """By indicator, where figures differ from draw to draw, ``(draws, n)``."""
    kept: dict[tuple[str, tuple[str, ...]], Numbers | None] = field(default_factory=dict)

    def turned(self, leaves: tuple[str, ...], name: str, formula: Callable[[Numbers], Numbers]) -> Numbers:
        """Give ``(leaves, n)`` of what a formula makes of the figures, missing ones as 0."""
        found = self.kept.get((name, leaves))
        if found is None:
            columns = self.columns(leaves)
            found = np.ascontiguousarray(np.where(np.isnan(columns), 0.0, formula(columns)).T)
            self.kept[name, leaves] = found
        return found

    def known(self, leaves: tuple[str, ...]) -> Numbers | None:
        """Give ``(leaves, n)``, 1 where a figure is known and 0 where it is missing; None where none is missing."""
        key = ("known", leaves)
        if key not in self.kept:
            known = ~np.isnan(self.columns(leaves))
            self.kept[key] = None if known.all() else np.ascontiguousarray(known.T, dtype=np.float64)
        return self.kept[key]

    def columns(self, leaves: tuple[str, ...]) -> Numbers:
        """Give the figures of some indicators."""
        return self.values[:, [self.leaves.index(leaf) for leaf in leaves]]


def rise_many(
    tree: Tree,
    matrix: Matrix,
    weights: Mapping[str, Numbers],
    data: IndexData,
    aggregation: Aggregation | None = None,
    without: Numbers | None = None,
) -> Numbers:
    """Give the scores of every draw, ``(draws, n)``.

    ``weights`` holds per node its weight in each draw, ``(draws,)``; ``aggregation`` replaces that of every node;
    ``without`` marks, per draw and leaf, the indicator that is left out: it counts neither as a part nor as missing.

    Raises:
        ValueError: cells outside the domain of an aggregation.
    """
    draws, n = len(next(iter(weights.values()))), len(matrix.values)
    out = {} if without is None else {leaf: without[:, at] for at, leaf in enumerate(matrix.leaves)}
    # Where no area depends on another, some areas at a time: what is worked on stays in the cache, and the products are
    # so small that no library of matrices divides them over processors, which we do ourselves.
    alone = all(one.then is None and _by_form(aggregation or one.aggregation) for one in tree.branches)
    nodes: list[_Node] = []
    there = set(matrix.leaves)
    above = {part: aggregation or branch.aggregation for branch in tree.branches for part in branch.parts}
    for branch in reversed(tree.branches):
        nodes.append(_Node(branch, aggregation or branch.aggregation, there, matrix, weights, out, draws))
        if branch.id in above and above[branch.id].method in LINEAR:
            nodes[-1].weigh(weights[branch.id])
        there.add(branch.id)
    weighed = {node.branch.id for node in nodes if node.weighed}
    for node in nodes:
        node.weighed_parts = weighed & set(node.nodes)
    found = np.empty((draws, n))
    step = max(16, CELLS // max(draws, 1)) if alone else max(n, 1)
    for start in range(0, n, step):
        inside = slice(start, min(start + step, n))
        passed: dict[str, Numbers] = {leaf: figures[:, inside] for leaf, figures in matrix.drawn.items()}
        for node in nodes:
            raw = node.withheld(node.result(inside, passed), inside, passed)
            passed[node.branch.id] = node.passed_on(raw, data)
        found[:, inside] = passed[tree.top]
    return found


class _Node:
    """One node in every draw."""

    def __init__(
        self,
        branch: Branch,
        choice: Aggregation,
        there: set[str],
        matrix: Matrix,
        weights: Mapping[str, Numbers],
        out: Mapping[str, Numbers],
        draws: int,
    ) -> None:
        parts = [part for part in branch.parts if part in there]
        self.branch, self.choice, self.matrix, self.out, self.draws = branch, choice, matrix, out, draws
        alike = set(matrix.leaves) - set(matrix.drawn)
        self.leaves = tuple(part for part in parts if part in alike)
        self.nodes = tuple(part for part in parts if part not in alike)
        self.weights = {part: weights[part][:, None] for part in parts}
        self.given = np.hstack([np.empty((draws, 0)), *(self.weights[leaf] for leaf in self.leaves)])
        self.bare = self.given
        self.heavy = self.given.sum(axis=1, keepdims=True)
        self.heavy_nodes = np.zeros((draws, 1)) + sum(self.weights[part] for part in self.nodes)
        self.lost = [weights[part][:, None] for part in branch.parts if part not in there]
        """Weights of parts that no area has."""
        self.whole = np.zeros((draws, 1)) + sum(self.weights.values()) + sum(self.lost)
        self.columns = {leaf: matrix.values[:, matrix.leaves.index(leaf)] for leaf in self.leaves}
        self.name = f"{choice.method} {choice.power}"
        self.power = 1.0 if choice.power is None else float(choice.power)
        self.weighed, self.weighed_parts = False, set[str]()
        """Whether the weight that the node has itself is in what it passes on; the parts of which it is."""
        if choice.method in STRICT:
            for column in self.columns.values():
                self.refuse_outside(column)

    def weigh(self, weight: Numbers) -> None:
        """Pass on the weight of the node times its result, where it is a plain mean of indicators: the weights of these
        take it in, and nothing has to be multiplied for each area."""
        plain = self.choice.method == "arithmetic-mean" and self.choice.decimals is None and self.branch.then is None
        if plain and self.leaves and not self.nodes:
            self.weighed, self.given = True, self.given * weight[:, None]

    def result(self, inside: slice, passed: Mapping[str, Numbers]) -> Numbers:
        """Put the parts together for some areas, ``(draws, areas)``."""
        if not _by_form(self.choice):
            return self.one_by_one(inside, passed)
        into, back = FORMS[self.choice.method](self.power)
        if self.choice.method in STRICT:
            for part in self.nodes:
                self.refuse_outside(passed[part])
        sums, known = self.sums(inside, passed, into)
        with np.errstate(invalid="ignore", divide="ignore"):
            sums /= known
        if self.choice.method == "weighted-sum":
            sums *= self.whole
        found = back(sums)
        if self.choice.method == "generalised-mean" and np.isinf(found).any():
            # Raised to the power, some cells leave the range of numbers; one draw at a time they are scaled first.
            return self.one_by_one(inside, passed)
        return rounded(found, self.choice.decimals)

    def refuse_outside(self, cells: Numbers) -> None:
        """Refuse cells outside the domain in the words of the method itself."""
        if np.fmin.reduce(cells, axis=None, initial=np.inf) <= 0:
            AGGREGATIONS[self.choice.method](cells.reshape(-1, 1), np.ones(1), **parameters(self.choice))

    def sums(
        self, inside: slice, passed: Mapping[str, Numbers], into: Callable[[Numbers], Numbers]
    ) -> tuple[Numbers, Numbers]:
        """Give the weighted sums over the known parts, ``(draws, areas)``, and the weight that is known, the same or
        ``(draws, 1)``."""
        sums, known = self.of_leaves(inside, into)
        if not self.nodes:
            return sums, known
        for part in self.nodes:
            np.add(sums, self.cells_of(part, passed, into), out=sums)
        if not np.isnan(sums.sum()):
            return sums, known + self.heavy_nodes
        # Some area lacks some part: once more, with care.
        sums, known = self.of_leaves(inside, into)
        for part in self.nodes:
            cells = self.cells_of(part, passed, into)
            gaps = np.isnan(cells)
            sums = sums + np.where(gaps, 0.0, cells)
            known = known + np.where(gaps, 0.0, self.weights[part])
        return sums, known

    def cells_of(self, part: str, passed: Mapping[str, Numbers], into: Callable[[Numbers], Numbers]) -> Numbers:
        """Give what a part counts for, its weight taken in."""
        return passed[part] if part in self.weighed_parts else into(passed[part]) * self.weights[part]

    def of_leaves(self, inside: slice, into: Callable[[Numbers], Numbers]) -> tuple[Numbers, Numbers]:
        """Give the same of the parts that are indicators."""
        if not self.leaves:
            return np.zeros((self.draws, inside.stop - inside.start)), self.heavy
        sums = _product(self.given, self.matrix.turned(self.leaves, self.name, into)[:, inside])
        whole = self.matrix.known(self.leaves)
        return sums, self.heavy if whole is None else _product(self.bare, whole[:, inside])

    def withheld(self, raw: Numbers, inside: slice, passed: Mapping[str, Numbers]) -> Numbers:
        """Take away what has too little behind it, as the node declares."""
        rule = self.branch.availability
        if rule is None or not rule.minimum:
            return raw
        heavy = rule.by == "weight"
        there = np.zeros_like(raw)
        whole = np.zeros((self.draws, 1)) + (sum(self.lost) if heavy else len(self.lost))
        for part, weight in self.weights.items():
            counts = weight if heavy else 1.0 - self.out.get(part, np.zeros(self.draws))[:, None]
            whole += counts
            there += counts * ~np.isnan(self.columns[part][inside] if part in self.columns else passed[part])
        with np.errstate(invalid="ignore", divide="ignore"):
            enough = there / whole >= float(rule.minimum)
        return np.where(enough, raw, np.nan)

    def one_by_one(self, inside: slice, passed: Mapping[str, Numbers]) -> Numbers:
        """Put the parts together draw by draw, for the methods that are no means."""
        found = np.full((self.draws, inside.stop - inside.start), np.nan)
        for draw in range(self.draws) if self.weights else ():
            cells = [
                self.columns[part][inside] if part in self.columns else passed[part][draw] for part in self.weights
            ]
            table, given = np.column_stack(cells), np.array([weight[draw, 0] for weight in self.weights.values()])
            seen = ~np.isnan(table[:, given > 0]).all(axis=1)
            if given.any() and seen.any():
                found[draw, seen] = aggregated(table[seen], given, self.choice)
        return found

    def passed_on(self, raw: Numbers, data: IndexData) -> Numbers:
        """Give what the node above takes, and of the top the score itself."""
        then = self.branch.then
        if then is None or (not then.passed_on and self.branch.parent):
            return raw

        def rescaled(row: Numbers) -> Numbers:
            if np.isnan(row).all():
                return row
            taken = told_apart(row) if then.method in ORDERING else row
            return normalised(taken, then, sign=self.branch.sign, node=self.branch.node, data=data)

        return np.vstack([rescaled(row) for row in raw])


def _by_form(choice: Aggregation) -> bool:
    """Whether a mean can be taken by its formula: the cells of a very high or low power leave the range of numbers."""
    return choice.method in FORMS and abs(float(choice.power or 0)) <= HIGHEST_POWER


def _product(weights: Numbers, table: Numbers) -> Numbers:
    """Give ``weights (draws, k)`` times ``table (k, n)``, some areas at a time."""
    draws, k = weights.shape
    step = max(16, PRODUCT // max(draws * k, 1))
    if table.shape[1] <= step:
        return np.asarray(weights @ table)
    found = np.empty((draws, table.shape[1]))
    for start in range(0, table.shape[1], step):
        inside = slice(start, start + step)
        np.matmul(weights, table[:, inside], out=found[:, inside])
    return found


HIGHEST_POWER = 25.0
CELLS = 102_400
"""Cells, draws by areas, that are worked on at a time: few enough to stay near the processor, and so many that threads
seldom wait for each other between two operations."""
PRODUCT = 262_144
"""Multiplications of one product of matrices, below which OpenBLAS leaves it on one processor."""
Form = Callable[[Numbers], Numbers]


def _same(values: Numbers) -> Numbers:
    return values


def _log(values: Numbers) -> Numbers:
    return np.asarray(np.log(values))


def _exp(values: Numbers) -> Numbers:
    return np.asarray(np.exp(values, out=values))


def _over(values: Numbers) -> Numbers:
    with np.errstate(divide="ignore"):
        return np.asarray(1 / values)


def _powers(power: float) -> tuple[Form, Form]:
    if power == 1:
        return _same, _same
    if power == 0:
        return _log, _exp
    return lambda values: np.power(values, power), lambda values: np.power(values, 1 / power)


FORMS: Mapping[str, Callable[[float], tuple[Form, Form]]] = {
    "arithmetic-mean": lambda _: (_same, _same),
    "weighted-sum": lambda _: (_same, _same),
    "geometric-mean": lambda _: (_log, _exp),
    "harmonic-mean": lambda _: (_over, _over),
    "generalised-mean": _powers,
}
"""Per mean, what is done with the cells before they are averaged, and with the average; other methods go draw by
draw."""
LINEAR = frozenset({"arithmetic-mean", "weighted-sum"})
"""The means to which a part counts by its weight times what it is."""
STRICT = frozenset({"geometric-mean", "harmonic-mean", "generalised-mean"})
