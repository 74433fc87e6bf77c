"""What to look at before anyone trusts an index: do its indicators go together, and does each count as its weight says?

Weights are not importance: an indicator that correlates with its neighbours moves the index more than its weight, one
that stands alone less. The *effective weight* is its share of the main effects: the part of the variance of the score
that goes with the indicator, by a cubic regression of the one on the other. Source: P. Paruolo, M. Saisana and A.
Saltelli, *Ratings and rankings: voodoo or science?*, JRSS A 176 (2013), 609-634; W. Becker et al., *Weights and
importance in composite indicators: closing the gap*, Ecological Indicators 80 (2017), 12-22. Thresholds follow EC-JRC's
audits, and can be set. A correlation over few areas may be chance; its interval is by R. A. Fisher's transformation
(*On the probable error of a coefficient of correlation deduced from a small sample*, Metron 1 (1921), 3-32).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.correlating import (
    PairFlag,
    column_correlations,
    correlations,
    cronbach,
    pair_flags,
    principal_components,
)
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.leaving_out import leave_out
from wijkpeil.methods.composite.weighing import effective_weights
from wijkpeil.model.index_tree import Branch

DEGREE = 3
NORMAL_95 = 1.959963984540054
LEAST_FOR_CURVE = 12
"""Areas below which a straight line is fitted: a curve through few points explains chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From where on something is told."""

    silent: float = 0.3
    """Correlation with the index, apart from its sign, below which it does not hear the indicator."""
    redundant: float = 0.92
    """Correlation of two parts of one node above which they say the same."""
    opposed: float = -0.3
    """Correlation of two parts of one node below which they pull against each other."""
    ratio: float = 2.0
    """How many times its weight, or which part of it, an indicator may count."""
    available: float = 0.65
    """Share of the areas that must have a figure of it."""


Flag = Literal["constant", "scarce", "opposed", "unrelated", "silent", "dominant", "dominated"]
"""What may be wrong with an indicator; ``unrelated``: its correlation with its siblings may be none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReport:
    """How one indicator stands in the index; None where too few areas or no variation allow a number."""

    id: str
    parent: str
    available: float
    """Share of the areas with a figure, before any was filled in."""
    filled: float
    """Share of the areas of which the figure was filled in."""
    constant: bool
    """Whether all areas score the same on it, so that it decides nothing."""
    with_index: float | None
    """Correlation of its normalised figures with the score of the index."""
    with_parent: float | None
    with_siblings: float | None
    """Correlation with the mean of the other parts of its node, weighted: below 0 it pulls the wrong way."""
    siblings_low: float | None
    """Where that correlation lies 19 times in 20, by the number of areas; None for fewer than four."""
    siblings_high: float | None
    nominal: float
    """Its share of all weight, as declared."""
    effective: float | None
    """Its share of the main effects."""
    shift: float | None
    """Mean shift of places without it."""
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeReport:
    """How the parts of one node go together."""

    id: str
    parts: tuple[str, ...]
    correlations: Numbers
    """``(parts, parts)``, over the areas that have both; NaN where they cannot be had."""
    alpha: float | None
    """Cronbach's alpha."""
    explained: float | None
    """Part of the variance that the first principal component of its parts explains."""
    available: float
    """Mean share of it that is there, over the areas."""
    withheld: int
    """Areas without a result because too little of it is there."""
    pairs: tuple[tuple[str, str, PairFlag], ...]
    """Parts that say the same, or pull against each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coherence:
    """The report, indicators and nodes in the order of the tree."""

    indicators: tuple[IndicatorReport, ...]
    nodes: tuple[NodeReport, ...]
    groups: tuple[str, ...]
    """The parents of indicators."""
    across: Numbers
    """``(indicators, groups)``: correlations of indicators with the results of groups, their own and others."""
    astray: tuple[tuple[str, str], ...]
    """Indicators that correlate more with another group than with their own, and that group."""


def coherence(result: IndexResult, limits: Limits | None = None) -> Coherence:
    """Look an index over; nothing of it is changed by this."""
    said = limits or Limits()
    leaves = result.leaves
    parents = {node.id: node.parent for node in result.tree.nodes}
    groups = tuple(dict.fromkeys(parents[leaf] for leaf in leaves))
    scored = np.column_stack([result.passed[leaf] for leaf in leaves])
    across = correlations(scored, np.column_stack([result.scores[group] for group in groups]))
    astray = []
    for row, leaf in enumerate(leaves):
        best = int(np.argmax(np.nan_to_num(across[row], nan=-2.0)))
        if groups[best] != parents[leaf] and across[row, best] > across[row, groups.index(parents[leaf])]:
            astray.append((leaf, groups[best]))
    return Coherence(
        indicators=_indicators(result, scored, parents, said),
        nodes=tuple(_node(result, branch, said) for branch in result.tree.branches if _filled(result, branch)),
        groups=groups,
        across=across,
        astray=tuple(astray),
    )


def main_effects(values: Numbers, score: Numbers) -> Numbers:
    """Give for each column the part of the variance of ``score`` that goes with it, ``(k,)``; NaN where it cannot be
    told.

    A cubic polynomial by least squares over the rows that know both, a straight line below twelve of those.
    """
    found = np.full(values.shape[1], np.nan)
    for at, column in enumerate(values.T):
        both = ~(np.isnan(column) | np.isnan(score))
        x, y = column[both], score[both]
        if x.size < 3 or x.min() == x.max() or y.min() == y.max():
            continue
        x = (x - x.mean()) / x.std()
        powers = np.vander(x, (DEGREE if x.size >= LEAST_FOR_CURVE else 1) + 1)
        fitted = powers @ np.linalg.lstsq(powers, y, rcond=None)[0]
        found[at] = min(1.0, float(fitted.var() / y.var()))
    return found


def fisher_interval(correlation: Numbers, count: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """Give the 95 % interval of correlations over ``count`` pairs each, ``(k,)``; NaN for fewer than four pairs."""
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = np.arctanh(correlation)
        half = np.where(count > 3, NORMAL_95 / np.sqrt(np.maximum(count - 3, 1)), np.nan)
        return np.tanh(middle - half), np.tanh(middle + half)


def _indicators(
    result: IndexResult, scored: Numbers, parents: dict[str, str], limits: Limits
) -> tuple[IndicatorReport, ...]:
    nominal = effective_weights({id: max(result.weights[id], 0.0) for id in parents}, parents)
    taking = sum(nominal[leaf] for leaf in result.leaves)
    effects = main_effects(scored, result.score)
    whole = float(np.nansum(effects))
    with_index = correlations(scored, result.score[:, None])[:, 0]
    shift = _shifts(result)
    raw, siblings = result.stages["raw"], _siblings(result, parents)
    beside = np.column_stack([siblings[leaf] for leaf in result.leaves])
    with_siblings = column_correlations(scored, beside)
    low, high = fisher_interval(with_siblings, (~np.isnan(scored) & ~np.isnan(beside)).sum(axis=0))
    above = np.column_stack([result.scores[parents[leaf]] for leaf in result.leaves])
    with_parent = column_correlations(scored, above)
    found = []
    for at, leaf in enumerate(result.leaves):
        known = scored[:, at][~np.isnan(scored[:, at])]
        report = IndicatorReport(
            id=leaf,
            parent=parents[leaf],
            available=float((~np.isnan(raw[:, at])).mean()),
            filled=float(result.filled[:, at].mean()),
            constant=not known.size or bool(known.min() == known.max()),
            with_index=_number(with_index[at]),
            with_parent=_number(with_parent[at]),
            with_siblings=_number(with_siblings[at]),
            siblings_low=_number(low[at]),
            siblings_high=_number(high[at]),
            nominal=nominal[leaf] / taking if taking else 0.0,
            effective=_number(effects[at] / whole) if whole else None,
            shift=_number(shift[at]),
            flags=(),
        )
        found.append(replace(report, flags=_flags(report, limits)))
    return tuple(found)


def _shifts(result: IndexResult) -> Numbers:
    """Give the mean shift of places without each indicator, ``(leaves,)``; NaN where the rest cannot do without it."""
    try:
        return leave_out(result).shift
    except ValueError:
        found = np.full(len(result.leaves), np.nan)
        for at, leaf in enumerate(result.leaves):
            # A mean of what is left may lie outside the domain of what follows; the others are told all the same.
            with suppress(ValueError):
                found[at] = leave_out(result, (leaf,)).shift[0]
        return found


def _flags(one: IndicatorReport, limits: Limits) -> tuple[Flag, ...]:
    told: dict[Flag, bool] = {
        "constant": one.constant,
        "scarce": one.available < limits.available,
        "opposed": one.siblings_high is not None and one.siblings_high < 0,
        "unrelated": (
            one.siblings_low is not None
            and one.siblings_high is not None
            and one.siblings_low <= 0 <= one.siblings_high
        ),
        "silent": one.with_index is not None and abs(one.with_index) < limits.silent,
        "dominant": one.effective is not None and one.effective > limits.ratio * one.nominal,
        "dominated": one.effective is not None and one.effective < one.nominal / limits.ratio,
    }
    return tuple(name for name, holds in told.items() if holds)


def _siblings(result: IndexResult, parents: dict[str, str]) -> dict[str, Numbers]:
    """Per indicator, the weighted mean of the other parts of its node; NaN where none is known, or there is none."""
    found: dict[str, Numbers] = {}
    for parent in dict.fromkeys(parents[leaf] for leaf in result.leaves):
        branch = result.tree.node(parent)
        parts = [part for part in getattr(branch, "parts", ()) if part in result.passed]
        table = np.column_stack([result.passed[part] for part in parts])
        heavy = np.where(np.isnan(table), 0.0, [result.weights[part] for part in parts])
        sums = np.where(np.isnan(table), 0.0, table) * heavy
        for at, part in enumerate(parts):
            if part in result.leaves:
                weight = np.delete(heavy, at, axis=1).sum(axis=1)
                found[part] = np.full(len(table), np.nan)
                np.divide(np.delete(sums, at, axis=1).sum(axis=1), weight, out=found[part], where=weight > 0)
    return found


def _filled(result: IndexResult, branch: Branch) -> bool:
    """Whether any part of a node takes part; the result names those that do not."""
    return any(part in result.passed for part in branch.parts)


def _node(result: IndexResult, branch: Branch, limits: Limits) -> NodeReport:
    parts = tuple(part for part in branch.parts if part in result.passed)
    table = np.column_stack([result.passed[part] for part in parts])
    pairs = pair_flags(table, np.zeros(len(parts)), high=limits.redundant, low=limits.opposed)
    try:
        explained: float | None = float(principal_components(table).shares[0]) if len(parts) > 1 else None
    except ValueError:
        # Too few full rows, or a constant part: there are no components, and the report says so.
        explained = None
    return NodeReport(
        id=branch.id,
        parts=parts,
        correlations=correlations(table),
        alpha=cronbach(table),
        explained=explained,
        available=float(result.available[branch.id].mean()),
        withheld=int(result.withheld[branch.id].sum()),
        pairs=tuple((parts[pair.one], parts[pair.two], pair) for pair in pairs),
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
