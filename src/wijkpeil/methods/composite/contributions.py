"""What each indicator adds to a score: down the tree, exact at every node.

A node is taken apart over its parts by ``parting``. What a part contributes is divided over the indicators that make it
up in the proportions of their own contributions to it; where it has none (its result is 0, or has another sign than
what it contributes), by their weights. A result that is rescaled, such as a sum that is ranked, is divided in the
proportions of what it was, or, where those mean nothing, what the rescaling adds is divided by weight. So the
contributions of the indicators add up to the score, and those below any node to what that node contributes. Where the
rescaling turns a result round, so that more of it is less, what each indicator made of it counts against it at the mean
slope of the rescaling, and the rest is divided by weight: the part of an indicator that raises the score is the
greatest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wijkpeil.methods.composite.applying import parameters
from wijkpeil.methods.composite.columns import Flags, Numbers
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.parting import EVEN, parts_of
from wijkpeil.model.index_tree import Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributions:
    """What makes up the result of one node, for every area."""

    node: str
    leaves: tuple[str, ...]
    """The indicators of the result, in its order."""
    values: Numbers
    """``(n, leaves)``; the rows add up to the result of the node. NaN where the area has none, 0 for an indicator that
    is missing or stands elsewhere in the tree."""
    known: Flags
    """Whether the area has a figure of the indicator, filled ones included."""
    nodes: Mapping[str, Numbers]
    """The same for the node and each below it: the sum over its indicators."""


@dataclass(frozen=True, slots=True)
class _Made:
    """What the indicators below a node do to what it passes on."""

    leaves: tuple[str, ...]
    values: Numbers
    """``(n, leaves)``; the rows add up to what it passes on."""
    weights: Numbers
    """``(n, leaves)``: how the weight of the node is divided over those that are known; rows add up to 1, or are all
    0."""


def contributions(result: IndexResult, node: str | None = None) -> Contributions:
    """Take the result of a node apart over its indicators; that of the whole index where none is named.

    Raises:
        KeyError: there is no such node.
        ValueError: an aggregation that has no parts.
    """
    wanted = result.tree.node(node or result.tree.top)
    made: dict[str, _Made] = {}
    for leaf in result.leaves:
        column = (result.scores if leaf == wanted.id else result.passed)[leaf][:, None]
        made[leaf] = _Made((leaf,), np.nan_to_num(column, nan=0.0), (~np.isnan(column)).astype(np.float64))
    for branch in reversed(result.tree.branches):
        if all(part in made for part in branch.parts if part in result.passed):
            end = result.scores if branch.id == wanted.id else result.passed
            made[branch.id] = _of_branch(result, branch, made, end[branch.id])
    place = {leaf: at for at, leaf in enumerate(result.leaves)}
    mine = made[wanted.id]
    values = np.zeros((len(result.areas), len(place)))
    values[:, [place[leaf] for leaf in mine.leaves]] = mine.values
    values[np.isnan(result.scores[wanted.id])] = np.nan
    known = ~np.column_stack([np.isnan(result.passed[leaf]) for leaf in result.leaves])
    nodes = {
        each: values[:, [place[leaf] for leaf in one.leaves]].sum(axis=1)
        for each, one in made.items()
        if set(one.leaves) <= set(mine.leaves)
    }
    return Contributions(node=wanted.id, leaves=result.leaves, values=values, known=known, nodes=nodes)


def _of_branch(result: IndexResult, branch: Branch, made: Mapping[str, _Made], end: Numbers) -> _Made:
    """What each indicator does to a branch, given what each does to its parts."""
    parts = [part for part in branch.parts if part in result.passed]
    leaves = tuple(leaf for part in parts for leaf in made[part].leaves)
    if not leaves:
        return _Made((), np.zeros((len(end), 0)), np.zeros((len(end), 0)))
    table = np.column_stack([result.passed[part] for part in parts])
    weights = np.array([result.weights[part] for part in parts])
    scored = ~np.isnan(end)
    shares = np.zeros(table.shape)
    if scored.any():
        shares[scored] = parts_of(table[scored], weights, branch.aggregation.method, **parameters(branch.aggregation))
    whole = np.where(np.isnan(table), 0.0, weights)
    divided = np.zeros_like(whole)
    np.divide(whole, whole.sum(axis=1, keepdims=True), out=divided, where=whole.sum(axis=1, keepdims=True) > 0)
    spread = np.hstack([divided[:, [at]] * made[part].weights for at, part in enumerate(parts)])
    if branch.aggregation.method in EVEN:
        every = sum(result.weights[part] for part in branch.parts)
        scale = every if branch.aggregation.method == "weighted-sum" else 1.0
        values = np.hstack([scale * divided[:, [at]] * made[part].values for at, part in enumerate(parts)])
    else:
        values = np.hstack([_divided(shares[:, [at]], table[:, [at]], made[part]) for at, part in enumerate(parts)])
    if branch.then is not None or branch.aggregation.decimals is not None:
        turned = branch.then is not None and branch.sign < 0
        values = (_turned if turned else _rescaled)(values, end[:, None], spread)
    values[~scored] = 0.0
    return _Made(leaves, values, spread)


def _divided(share: Numbers, passed: Numbers, made: _Made) -> Numbers:
    """Divide what a part contributes over the indicators that make it up."""
    usable = (passed > 0) & (share >= 0)
    ratio = np.zeros_like(share)
    np.divide(share, passed, out=ratio, where=usable)
    return np.asarray(np.where(usable, made.values * ratio, made.weights * share))


def _turned(values: Numbers, end: Numbers, spread: Numbers) -> Numbers:
    """Bring what adds up to a result to what adds up to it turned round."""
    before = values.sum(axis=1, keepdims=True)
    seen = ~np.isnan(end)
    width = np.ptp(before[seen]) if seen.any() else 0.0
    slope = np.ptp(end[seen]) / width if width > 0 else 0.0
    return np.asarray(spread * (end + slope * before) - slope * values)


def _rescaled(values: Numbers, end: Numbers, spread: Numbers) -> Numbers:
    """Bring what adds up to a result to what adds up to it rescaled."""
    before = values.sum(axis=1, keepdims=True)
    proportional = (before > 0) & (end >= 0)
    ratio = np.zeros_like(before)
    np.divide(end, before, out=ratio, where=proportional)
    return np.asarray(np.where(proportional, values * ratio, values + spread * (end - before)))
