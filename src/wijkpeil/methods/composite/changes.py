"""Why a score changed between two periods: figures, weights, scales, or what takes part.

Four things may differ between two results: the *values* (figures as they are before normalisation), the *weights*, the
*goalposts* (the scale of each indicator: written goalposts, or the line that the figures of that period gave) and the
*membership* (which indicators and figures are there, and how the tree puts them together). The index is computed for
every mix of the old and the new of these, sixteen in all, and the change is shared out by Shapley's value: exact, and
whatever the order. An indicator that one period lacks has the value, the weight and the scale of the other, so that its
coming or going is membership and nothing else.

A scale is told apart from the figures where it is a straight line, cut off or not. Ranks have no scale of their own:
for those the new figures bring their own order, which counts as values; ``unscaled`` names them.

Where the score can be taken apart over its indicators, so can each mix, and Shapley's value is linear: what an effect
does through each indicator adds up to the effect, exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from wijkpeil.errors import say
from wijkpeil.methods.composite.applying import normalised
from wijkpeil.methods.composite.columns import Flags, Numbers
from wijkpeil.methods.composite.contributions import contributions
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.shapley import shared_out
from wijkpeil.methods.composite.up_the_tree import Risen, rise
from wijkpeil.model.index_tree import Leaf

FACTORS = ("values", "weights", "goalposts", "membership")
LINE = frozenset({
    "as-is", "min-max", "scaled", "z-score", "distance-to-maximum", "distance-to-reference", "distance-to-target",
    "distance-to-mean", "difference-from-mean",
})  # fmt: skip
"""Normalisations by a straight line through figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed in each area that is scored in both periods; every array ``(n,)``, in the order of ``areas``."""

    areas: tuple[str, ...]
    before: Numbers
    after: Numbers
    values: Numbers
    weights: Numbers
    goalposts: Numbers
    membership: Numbers
    unscaled: tuple[str, ...]
    """Indicators of which the scale cannot be told apart from the figures."""
    only_before: tuple[str, ...]
    """Areas that are scored before and not after."""
    only_after: tuple[str, ...]
    leaves: tuple[str, ...] = ()
    """Indicators of either, in the order of the tree; empty where effects were not asked for, or cannot be had, by
    indicator."""
    through: Mapping[str, Numbers] = field(default_factory=dict)
    """By effect, what it does through each indicator, ``(n, leaves)``; rows add up to the effect."""


def change(before: IndexResult, after: IndexResult, *, by_indicator: bool = False) -> Change:
    """Share out the change of the score from one result to another, of the same index or of another version of it.

    With ``by_indicator`` each effect is taken apart over the indicators too, unless an aggregation has no parts.

    Raises:
        ValueError: no area is scored in both, or a mix lies outside the domain of an aggregation.
    """
    pair = _Pair(before, after)
    if not pair.areas:
        raise ValueError(say("No area is scored in both periods."))
    apart = by_indicator and pair.has_parts()
    shares = shared_out(pair.taken_apart if apart else lambda mix: pair.score(mix)[:, None], FACTORS)
    scored = [
        {area for area, score in zip(one.areas, one.score, strict=True) if score == score} for one in (before, after)
    ]
    return Change(
        areas=pair.areas,
        before=before.score[pair.rows[0]],
        after=after.score[pair.rows[1]],
        unscaled=tuple(sorted(pair.unscaled)),
        only_before=tuple(sorted(scored[0] - scored[1])),
        only_after=tuple(sorted(scored[1] - scored[0])),
        leaves=tuple(pair.leaves) if apart else (),
        through={factor: found[:, 1:] for factor, found in shares.items()} if apart else {},
        **{factor: found[:, 0] for factor, found in shares.items()},
    )


class _Pair:
    """Two results, and whatever mix of them."""

    def __init__(self, before: IndexResult, after: IndexResult) -> None:
        self.results = (before, after)
        place = [{area: row for row, area in enumerate(one.areas)} for one in self.results]
        self.areas = tuple(
            area
            for area in before.areas
            if area in place[1]
            and not np.isnan(before.score[place[0][area]])
            and not np.isnan(after.score[place[1][area]])
        )
        self.rows = tuple([place[which][area] for area in self.areas] for which in (0, 1))
        self.unscaled: set[str] = set()
        leaves: dict[str, tuple[Leaf | None, Leaf | None]] = {}
        for id in dict.fromkeys((*before.leaves, *after.leaves)):
            leaves[id] = tuple(_leaf(one, id) for one in self.results)  # type: ignore[assignment]
        self.leaves = leaves
        self.columns = {
            (id, which, scale): self._column(id, which, scale) for id in leaves for which in (0, 1) for scale in (0, 1)
        }
        self.others: dict[str, Risen] = {}
        for which, one in enumerate(self.results):
            risen, _ = rise(one.tree, self._taking(which), one.entering, one.weights, one.data, self.others)
            self.others[one.data.period] = risen

    def score(self, mix: tuple[bool, ...]) -> Numbers:
        """Give the scores of the common areas with new values, weights, goalposts and membership where the mix says
        so."""
        return self._mixed(mix).score[self.rows[int(mix[0])]]

    def has_parts(self) -> bool:
        """Say whether the score can be taken apart over its indicators."""
        try:
            for one in self.results:
                contributions(one)
        except ValueError:
            return False
        return True

    def taken_apart(self, mix: tuple[bool, ...]) -> Numbers:
        """Give for a mix the score, and what each indicator adds to it, ``(n, 1 + leaves)``; 0 for one that takes no
        part."""
        made, rows = self._mixed(mix), self.rows[int(mix[0])]
        found = contributions(made)
        place = {leaf: 1 + at for at, leaf in enumerate(self.leaves)}
        table = np.zeros((len(self.areas), 1 + len(place)))
        table[:, 0] = made.score[rows]
        table[:, [place[leaf] for leaf in found.leaves]] = found.values[rows]
        return table

    def _mixed(self, mix: tuple[bool, ...]) -> IndexResult:
        """The result of a mix, as far as aggregation makes it; rows as in the result that gives the values."""
        values, weights, scale, members = (int(each) for each in mix)
        own, tree = self.results[values], self.results[members].tree
        taking = self._taking(members)
        there = self._known(values, members)
        columns = [np.where(there[leaf.id], self.columns[leaf.id, values, scale], np.nan) for leaf in taking]
        given = {**self.results[1 - weights].weights, **self.results[weights].weights}
        risen, refused = rise(tree, taking, np.column_stack(columns), given, own.data, self.others)
        if refused:
            raise refused[0][1]
        return replace(
            self.results[members],
            data=own.data,
            areas=own.areas,
            leaves=tuple(leaf.id for leaf in taking),
            weights=given,
            scores=risen.scores,
            passed=risen.passed,
        )

    def _taking(self, members: int) -> list[Leaf]:
        one = self.results[members]
        return [leaf for leaf in one.tree.leaves if leaf.id in one.leaves]

    def _known(self, values: int, members: int) -> Mapping[str, Flags]:
        """Per indicator, which rows of the one result have a figure in the other."""
        one, other = self.results[values], self.results[members]
        place = {area: row for row, area in enumerate(other.areas)}
        rows = np.array([place.get(area, -1) for area in one.areas])
        found = {}
        for at, id in enumerate(other.leaves):
            known = ~np.isnan(other.entering[:, at])
            # An area that the other result lacks keeps what it has.
            found[id] = np.where(rows < 0, ~np.isnan(self.columns[id, values, values]), known[rows])
        return found

    def _column(self, id: str, which: int, scale: int) -> Numbers:
        """Normalised figures of one result on the scale of one, gaps filled from the other; rows as in the first."""
        own = self._scaled(id, which, scale)
        other = self._scaled(id, 1 - which, scale)
        one, two = self.results[which], self.results[1 - which]
        place = {area: row for row, area in enumerate(two.areas)}
        rows = np.array([place.get(area, -1) for area in one.areas])
        if own is None:
            own = np.full(len(one.areas), np.nan)
        if other is None:
            return own
        return np.where(np.isnan(own) & (rows >= 0), other[rows], own)

    def _scaled(self, id: str, which: int, scale: int) -> Numbers | None:
        """The figures of one result on the scale of one; None where it lacks the indicator."""
        own, leaf = self.results[which], self.leaves[id][scale]
        if self.leaves[id][which] is None:
            return None
        at = own.leaves.index(id)
        own_scores = own.entering[:, at]
        if (
            which == scale
            or leaf is None
            or "normalise" not in own.stages
            or "normalise" not in self.results[scale].stages
        ):
            return own_scores
        figures = _before(own)[:, at]
        if leaf.normalisation.method == "goalposts" and leaf.then is None:
            scored = normalised(
                figures, leaf.normalisation, sign=leaf.sign, node=leaf.node, data=self.results[scale].data
            )
        else:
            line = _line(self.results[scale], id) if leaf.normalisation.method in LINE else None
            if line is None:
                self.unscaled.add(id)
                return own_scores
            slope, base, most = line
            scored = np.minimum(slope * figures + base, most)
        # What was filled in on the scale of the other has no figure to be scaled.
        return np.where(np.isnan(scored), own_scores, scored)


def _leaf(result: IndexResult, id: str) -> Leaf | None:
    return next((leaf for leaf in result.tree.leaves if leaf.id == id and id in result.leaves), None)


def _before(result: IndexResult) -> Numbers:
    """The figures before they are normalised."""
    steps = list(result.stages)
    return result.stages[steps[steps.index("normalise") - 1]]


def _line(result: IndexResult, id: str) -> tuple[float, float, float] | None:
    """The straight line that normalised an indicator: slope, base, and where it is cut off above; None where there is
    none."""
    at = result.leaves.index(id)
    figures, scores = _before(result)[:, at], result.stages["normalise"][:, at]
    seen = ~np.isnan(figures) & ~np.isnan(scores)
    x, y = figures[seen], scores[seen]
    below = y < y.max() if y.size else np.zeros(0, np.bool_)
    if below.sum() < 2 or x[below].min() == x[below].max():
        below = np.ones_like(below)
    if not x.size or x[below].min() == x[below].max():
        return None
    low, high = np.argmin(np.where(below, x, np.inf)), np.argmax(np.where(below, x, -np.inf))
    slope = float((y[high] - y[low]) / (x[high] - x[low]))
    base = float(y[low] - slope * x[low])
    most = float(y.max())
    cut = slope * x + base > most + 1e-9 * max(1.0, abs(most))
    if not np.allclose(np.minimum(slope * x + base, most), y, rtol=1e-9, atol=1e-9):
        return None
    return slope, base, most if cut.any() else np.inf
