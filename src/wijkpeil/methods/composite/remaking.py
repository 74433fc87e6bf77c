"""The normalised figures of a result once more, under other choices: the steps of its definition from the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.pipeline import prepared
from wijkpeil.model.index_choices import Imputation, Normalisation, Treatment
from wijkpeil.model.index_tree import Branch, Leaf, Tree

Picked = tuple[Imputation | None, Treatment | None, Normalisation | None]
"""Choices for every indicator; None is what each declares."""
NORMAL_95 = 1.959963984540054
"""Standard errors from the middle of a 95 % interval of a normal law to its end."""


def remade(
    result: IndexResult,
    imputation: Imputation | None = None,
    treatment: Treatment | None = None,
    normalisation: Normalisation | None = None,
    *,
    panel: Sequence[IndexData] = (),
    seed: int = -1,
) -> Numbers:
    """Give ``(n, leaves)`` with rows and columns as in the result; what is not given stays as each indicator declares.

    ``panel`` are the figures of all periods. ``seed``, from 0 on, draws the figures from their own intervals. An area
    or indicator that takes no part under these choices is missing.

    Raises:
        ValueError: other periods are needed and not given.
        FaultsFound: the figures lie outside the domain of a choice.
    """
    tree = changed_tree(result, imputation, treatment, normalisation)
    if not panel and any(_reaches(leaf, result.data.period) for leaf in tree.leaves):
        raise ValueError(say("These choices need the figures of other periods as well."))
    own = within_interval(result.data, seed) if seed >= 0 else result.data
    periods = [own if data.period == own.period else data for data in panel] or [own]
    work = next(each for each in prepared(tree, periods, result.declared) if each.data.period == own.period)
    found = np.full((len(result.areas), len(result.leaves)), np.nan)
    row = {area: at for at, area in enumerate(result.areas)}
    column = {leaf: at for at, leaf in enumerate(result.leaves)}
    rows = [at for at, area in enumerate(work.areas) if area in row]
    columns = [at for at, leaf in enumerate(work.leaves) if leaf.id in column]
    there = np.ix_([row[work.areas[at]] for at in rows], [column[work.leaves[at].id] for at in columns])
    found[there] = work.values[np.ix_(rows, columns)]
    return found


def changed_tree(
    result: IndexResult,
    imputation: Imputation | None = None,
    treatment: Treatment | None = None,
    normalisation: Normalisation | None = None,
) -> Tree:
    """Give the tree of a result with other choices for every indicator."""
    nodes = tuple(_changed(node, imputation, treatment, normalisation) for node in result.tree.nodes)
    return Tree(result.tree.index, nodes)


def within_interval(data: IndexData, seed: int) -> IndexData:
    """Give figures drawn from their own 95 % intervals, by a normal law; a figure without interval stays.

    Raises:
        ValueError: there are no intervals.
    """
    noise = np.random.default_rng(seed).standard_normal(data.values.shape)
    return replace(data, values=data.values + interval_error(data) * noise)


def interval_error(data: IndexData) -> Numbers:
    """Give the standard error that the interval of each figure says, ``(n, k)``; 0 where there is none.

    Raises:
        ValueError: there are no intervals.
    """
    if data.lower is None or data.upper is None:
        raise ValueError(say("The figures have no intervals to be drawn from."))
    return np.nan_to_num((data.upper - data.lower) / (2 * NORMAL_95), nan=0.0)


def _changed(
    node: Leaf | Branch, imputation: Imputation | None, treatment: Treatment | None, scale: Normalisation | None
) -> Leaf | Branch:
    if not isinstance(node, Leaf):
        return node
    return replace(
        node,
        imputation=imputation or node.imputation,
        treatment=treatment or node.treatment,
        normalisation=scale or node.normalisation,
    )


def _reaches(leaf: Leaf, period: str) -> bool:
    return leaf.imputation.method in ("latest", "linear") or leaf.normalisation.period not in ("", period)
