"""Scores under many sets of weights at once: up the tree, a row per draw.

What a node passes on is ``(n,)`` where it is the same in every draw, and ``(draws, n)`` where it is not. Means over
indicators are products of matrices; the sums of a mean over nodes are taken node by node. The results are those of
``up_the_tree``, to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from wijkpeil.methods.composite.applying import aggregated, normalised, rounded
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.methods.composite.parting import parts_of
from wijkpeil.model.index_choices import Aggregation
from wijkpeil.model.index_tree import Branch, Tree


@dataclass(slots=True)
class Matrix:
    """Normalised figures, ``(n, leaves)``, and what is kept of them between draws."""

    values: Numbers
    leaves: tuple[str, ...]
    kept: dict[tuple[str, tuple[str, ...]], Numbers] = field(default_factory=dict)

    def turned(self, leaves: tuple[str, ...], name: str, formula: Callable[[Numbers], Numbers]) -> Numbers:
        """Give ``(leaves, n)`` of what a formula makes of the figures, missing ones as 0."""
        key = (name, leaves)
        if key not in self.kept:
            columns = self.values[:, [self.leaves.index(leaf) for leaf in leaves]]
            made = formula(columns)
            self.kept[key] = np.ascontiguousarray(np.where(np.isnan(columns), 0.0, made).T)
        return self.kept[key]


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
    passed: dict[str, Numbers] = {leaf: matrix.values[:, at] for at, leaf in enumerate(matrix.leaves)}
    out = {} if without is None else {leaf: without[:, at] for at, leaf in enumerate(matrix.leaves)}
    draws = len(next(iter(weights.values())))
    for branch in reversed(tree.branches):
        choice = aggregation or branch.aggregation
        parts = tuple(part for part in branch.parts if part in passed)
        lost = sum(weights[part] for part in branch.parts if part not in passed)
        node = _Node(
            branch, choice, parts, [weights[part] for part in parts], [passed[part] for part in parts], out, draws
        )
        raw = node.withheld(node.result(matrix), lost, len(branch.parts) - len(parts))
        score = raw
        if branch.then is not None:
            score = np.vstack([_rescaled(row, branch, data) for row in raw])
        passed[branch.id] = raw if branch.then is not None and not branch.then.passed_on and branch.parent else score
    return passed[tree.top]


def _rescaled(row: Numbers, branch: Branch, data: IndexData) -> Numbers:
    if branch.then is None or np.isnan(row).all():
        return row
    return normalised(row, branch.then, sign=branch.sign, node=branch.node, data=data)


@dataclass(slots=True)
class _Node:
    """One node in every draw."""

    branch: Branch
    choice: Aggregation
    parts: tuple[str, ...]
    weights: list[Numbers]
    passed: list[Numbers]
    out: Mapping[str, Numbers]
    draws: int

    def result(self, matrix: Matrix) -> Numbers:
        """Put the parts together, ``(draws, n)``."""
        forms = FORMS.get(self.choice.method)
        if forms is None:
            return self.one_by_one()
        power = float(self.choice.power) if self.choice.power is not None else 1.0
        into, back = forms(power)
        for one in self.passed:
            # What lies outside the domain is refused in the words of the method itself.
            if self.choice.method in STRICT and np.fmin.reduce(one, axis=None) <= 0:
                table = np.atleast_2d(one).reshape(-1, 1)
                parts_of(
                    table, np.ones(1), self.choice.method, **({"power": power} if self.choice.power is not None else {})
                )
        sums, known = self.sums(matrix, into)
        with np.errstate(invalid="ignore", divide="ignore"):
            sums /= known
        if self.choice.method == "weighted-sum":
            sums *= np.asarray(sum(self.weights))[:, None]
        return rounded(back(sums), self.choice.decimals)

    def sums(self, matrix: Matrix, into: Callable[[Numbers], Numbers]) -> tuple[Numbers, Numbers]:
        """Give the weighted sums over the known parts, and the weight that is known."""
        name = f"{self.choice.method} {self.choice.power}"
        flat = [at for at, one in enumerate(self.passed) if one.ndim == 1 and self.parts[at] in matrix.leaves]
        n = len(matrix.values)
        if flat:
            leaves = tuple(self.parts[at] for at in flat)
            stacked = np.column_stack([self.weights[at] for at in flat])
            sums = stacked @ matrix.turned(leaves, name, into)
            whole = matrix.turned(leaves, "known", np.ones_like)
            known = stacked @ whole if not whole.all() else np.repeat(stacked.sum(axis=1)[:, None], n, axis=1)
        else:
            sums, known = np.zeros((self.draws, n)), np.zeros((self.draws, n))
        for at, one in enumerate(self.passed):
            if at in flat:
                continue
            weight = self.weights[at][:, None]
            made = into(one) * weight
            gaps = np.isnan(made)
            if gaps.any():
                made[gaps] = 0.0
                known += np.where(gaps, 0.0, weight)
            else:
                known += weight
            sums += made
        return sums, known

    def withheld(self, raw: Numbers, lost: Numbers | float, absent: int) -> Numbers:
        """Take away what has too little behind it, as the node declares."""
        rule = self.branch.availability
        if rule is None or not rule.minimum:
            return raw
        heavy = rule.by == "weight"
        there: Numbers | float = 0.0
        whole: Numbers | float = np.asarray(lost)[..., None] if heavy else float(absent)
        for part, weight, one in zip(self.parts, self.weights, self.passed, strict=True):
            counts = weight if heavy else 1.0 - self.out.get(part, np.zeros(self.draws))
            whole = whole + counts[:, None]
            there = there + counts[:, None] * ~np.isnan(one)
        with np.errstate(invalid="ignore", divide="ignore"):
            enough = np.asarray(there) / whole >= float(rule.minimum)
        return np.where(enough, raw, np.nan)

    def one_by_one(self) -> Numbers:
        """Put the parts together draw by draw, for the methods that are no means."""
        n = self.passed[0].shape[-1]
        found = np.full((self.draws, n), np.nan)
        for draw in range(self.draws):
            table = np.column_stack([one if one.ndim == 1 else one[draw] for one in self.passed])
            given = np.array([weight[draw] for weight in self.weights])
            seen = ~np.isnan(table[:, given > 0]).all(axis=1)
            if given.any() and seen.any():
                found[draw, seen] = aggregated(table[seen], given, self.choice)
        return found


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
STRICT = frozenset({"geometric-mean", "harmonic-mean", "generalised-mean"})
