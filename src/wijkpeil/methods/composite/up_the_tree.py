"""Aggregation up the tree: the parts of each node put together, from the indicators to the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wijkpeil.errors import say
from wijkpeil.methods.composite.applying import aggregated, normalised, told_apart
from wijkpeil.methods.composite.availability import availability
from wijkpeil.methods.composite.columns import Flags, Numbers
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.methods.composite.deriving import Deriving, weights_of_period
from wijkpeil.model.index_methods import ORDERING
from wijkpeil.model.index_tree import Branch, Leaf, Tree

Refused = tuple[str, ValueError]


@dataclass(frozen=True, slots=True)
class Risen:
    """What comes of aggregation, by node."""

    scores: Mapping[str, Numbers]
    passed: Mapping[str, Numbers]
    """What each node gives to the one above it."""
    raw: Mapping[str, Numbers]
    """The result of nodes with parts before anything is done with it."""
    available: Mapping[str, Numbers]
    withheld: Mapping[str, Flags]
    weights: Mapping[str, float]
    """The weight of each node: as declared, or as it came from the figures."""


def rise(
    tree: Tree,
    leaves: Sequence[Leaf],
    values: Numbers,
    weights: Mapping[str, float],
    data: IndexData,
    others: Mapping[str, Risen] | None = None,
    deriving: Deriving | None = None,
) -> tuple[Risen, list[Refused]]:
    """Put the columns of ``values`` (n, leaves) together up the tree; return that and the nodes that could not be.

    ``others`` are periods that were done already, for nodes whose scale or weights are frozen to one of them.
    ``deriving`` says of which nodes the weights come from the figures; without it, all are as given.
    """
    columns = {leaf.id: values[:, at] for at, leaf in enumerate(leaves)}
    found = Risen(dict(columns), dict(columns), {}, {}, {}, dict(weights))
    refused: list[Refused] = []
    for branch in reversed(tree.branches):
        try:
            _add(found, branch, len(values), data, others or {}, deriving)
        except ValueError as error:
            refused.append((branch.id, error))
            _put(found, branch, np.full(len(values), np.nan))
    return found, refused


def _put(found: Risen, branch: Branch, column: Numbers) -> None:
    for kept in (found.scores, found.passed, found.raw):
        kept[branch.id] = column  # type: ignore[index]
    found.available[branch.id] = np.zeros(len(column))  # type: ignore[index]
    found.withheld[branch.id] = np.ones(len(column), np.bool_)  # type: ignore[index]


def _add(
    found: Risen, branch: Branch, rows: int, data: IndexData, others: Mapping[str, Risen], deriving: Deriving | None
) -> None:
    parts = np.full((rows, len(branch.parts)), np.nan, order="F")
    for at, part in enumerate(branch.parts):
        if part in found.passed:
            parts[:, at] = found.passed[part]
    if deriving is not None and deriving.weighs(branch):
        _weigh(found, branch, parts, deriving, data, others)
    given = np.array([found.weights[part] for part in branch.parts])
    choice = branch.availability
    available = availability(parts, given, by=choice.by if choice else "weight")
    minimum = float(choice.minimum) if choice else 0.0
    withheld = (available < minimum) | (available == 0)
    raw = np.full(rows, np.nan)
    if not withheld.any():
        raw = aggregated(parts, given, branch.aggregation)
    elif not withheld.all():
        raw[~withheld] = aggregated(parts[~withheld], given, branch.aggregation)
    score = raw
    if branch.then is not None and not np.isnan(raw).all():
        reference = None
        if branch.then.period:
            if branch.then.period != data.period and branch.then.period not in others:
                raise ValueError(
                    say("Its scale is that of {period}, and there are no figures of then.", period=branch.then.period)
                )
            reference = raw if branch.then.period == data.period else others[branch.then.period].raw[branch.id]
        taken = told_apart(raw) if branch.then.method in ORDERING else raw
        score = normalised(taken, branch.then, sign=branch.sign, node=branch.node, data=data, reference=reference)
    passed = raw if branch.then is not None and not branch.then.passed_on else score
    found.raw[branch.id], found.scores[branch.id], found.passed[branch.id] = raw, score, passed  # type: ignore[index]
    found.available[branch.id], found.withheld[branch.id] = available, withheld  # type: ignore[index]


def _weigh(
    found: Risen, branch: Branch, parts: Numbers, deriving: Deriving, data: IndexData, others: Mapping[str, Risen]
) -> None:
    if deriving.period in ("", data.period):
        asked = np.array([found.weights[part] for part in branch.parts])
        weights = deriving.weights(parts, asked)
    else:
        before = {period: one.weights for period, one in others.items()}
        weights = weights_of_period(branch, deriving.period, before)
    found.weights.update(zip(branch.parts, weights.tolist(), strict=True))  # type: ignore[attr-defined]
