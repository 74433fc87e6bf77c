"""The normalised figures of an index for many draws of its figures from their own intervals, all draws at a time.

What is missing is the same in every draw, so a step takes an indicator in all draws as rows of one table, ``(draws,
n)``. Where a choice looks at more than its own indicator or at other periods, draws are remade one by one, as
``remaking`` does; that is also the way to tell what is wrong with a draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkpeil.errors import FaultsFound
from wijkpeil.methods.composite.applying import normalised, rounded
from wijkpeil.methods.composite.columns import Flags, Numbers
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.denominating import denominate
from wijkpeil.methods.composite.imputing import impute_constant
from wijkpeil.methods.composite.pipeline import SCREENS, Work, prepared
from wijkpeil.methods.composite.remaking import Picked, changed_tree, interval_error, remade
from wijkpeil.methods.composite.treating_many import NotTogether, treated_rows
from wijkpeil.model.index_choices import Imputation, Normalisation
from wijkpeil.model.index_tree import Leaf, Tree, steps_of

ROWS = 256
"""Areas that are turned at a time, so that they stay in the cache."""
FILLS = frozenset({"none", "constant", "mean", "median"})
"""Imputations that look at their own indicator in its own period alone."""
BY_THEMSELVES = frozenset({"as-is", "scaled", "goalposts", "flag"})
"""Normalisations under which a figure depends on no other."""


@dataclass(frozen=True, slots=True)
class Redrawing:
    """What every draw of the same choices shares."""

    result: IndexResult
    picked: Picked
    panel: Sequence[IndexData]
    tree: Tree
    together: bool
    """Whether all draws can be taken together."""
    begun: NDArray[np.int64]
    """Rows of the areas that take part at first."""
    ended: NDArray[np.int64]
    """Which of these take part in the end."""
    leaves: tuple[Leaf, ...]
    """The indicators that take part in the end."""
    mine: NDArray[np.int64]
    """Which of the areas that take part in the end are those of the result, one for each of ``there``."""
    there: NDArray[np.int64]
    """Their rows in the result."""
    error: Numbers
    """Standard errors, ``(n, k)`` as in the figures."""

    def figures(self, seeds: NDArray[np.int64]) -> Mapping[str, Numbers]:
        """Give per leaf of the result its figures in each draw, ``(draws, n)``.

        Raises:
            FaultsFound: the figures lie outside the domain of a choice.
            ValueError: other periods are needed and not given.
        """
        if self.together:
            try:
                return self._all(seeds)
            except (NotTogether, ValueError):
                # One by one, so that what is refused is told in the words of a single computation.
                pass
        each = [remade(self.result, *self.picked, panel=self.panel, seed=int(seed)) for seed in seeds]
        whole = np.stack(each)
        return {leaf: np.ascontiguousarray(whole[:, :, at]) for at, leaf in enumerate(self.result.leaves)}

    def _all(self, seeds: NDArray[np.int64]) -> Mapping[str, Numbers]:
        data, result = self.result.data, self.result
        drawn = drawn_columns(data.values, self.error, seeds)
        place = {name: at for at, name in enumerate(data.indicators)}
        empty = np.full((len(seeds), len(result.areas)), np.nan)
        found = dict.fromkeys(result.leaves, empty)
        for leaf in self.leaves:
            if leaf.id in found:
                found[leaf.id] = self._placed(self._taken(leaf, drawn, place), empty)
        return found

    def _placed(self, made: Numbers, empty: Numbers) -> Numbers:
        """Put the areas that took part where they stand in the result."""
        if made.shape == empty.shape and (self.there == self.mine).all() and len(self.there) == made.shape[1]:
            return made
        wide = empty.copy()
        wide[:, self.there] = made[:, self.mine]
        return wide

    def _taken(self, leaf: Leaf, drawn: Numbers, place: Mapping[str, int]) -> Numbers:
        """Take an indicator through the steps before aggregation."""
        data, rows = self.result.data, self.begun
        now = _of(drawn[place[leaf.node.indicator or ""]], rows)
        for step in steps_of(self.tree.index):
            match step:
                case "screen":
                    now, rows = _of(now, self.ended), rows[self.ended]
                case "denominate" if leaf.denominator is not None:
                    sizes = _of(drawn[place[leaf.denominator.by]], rows)
                    scale = float(leaf.denominator.per)
                    rates: Numbers = denominate(now.reshape(-1), sizes.reshape(-1), scale=scale)
                    now = rates.reshape(now.shape)
                case "impute":
                    now = filled(now, leaf.imputation, self._groups(leaf.imputation.group, rows))
                case "treat":
                    now = treated_rows(now, leaf.treatment)
                case "normalise":
                    now = scaled_rows(now, leaf.normalisation, leaf.sign, leaf, data)
                    if leaf.then is not None:
                        now = scaled_rows(now, leaf.then, 1, leaf, data)
        return now

    def _groups(self, name: str | None, rows: NDArray[np.int64]) -> list[str] | None:
        if not name:
            return None
        if name not in self.result.data.groups:
            raise NotTogether
        return [self.result.data.groups[name][row] for row in rows]


def redrawing(result: IndexResult, picked: Picked, panel: Sequence[IndexData] = ()) -> Redrawing:
    """Prepare draws of the figures of a result under some choices."""
    tree = changed_tree(result, *picked)
    if _together(tree):
        try:
            (work,) = prepared(tree, (result.data,), result.declared)
        except FaultsFound:
            pass
        else:
            return _shared(result, picked, panel, tree, work)
    none = np.zeros(0, np.int64)
    return Redrawing(result, picked, panel, tree, False, none, none, (), none, none, np.zeros((0, 0)))


def _shared(result: IndexResult, picked: Picked, panel: Sequence[IndexData], tree: Tree, work: Work) -> Redrawing:
    data = result.data
    begun = np.array([at for at, area in enumerate(data.areas) if area not in data.compared], np.int64)
    kept, row = set(work.areas), {area: at for at, area in enumerate(result.areas)}
    ended = np.array([at for at, of in enumerate(begun) if data.areas[of] in kept], np.int64)
    mine = np.array([at for at, area in enumerate(work.areas) if area in row], np.int64)
    there = np.array([row[work.areas[at]] for at in mine], np.int64)
    return Redrawing(result, picked, panel, tree, True, begun, ended, work.leaves, mine, there, interval_error(data))


def _together(tree: Tree) -> bool:
    screening = tree.index.screening
    if screening is not None and SCREENS[screening.by] != "missing":
        return False
    for leaf in tree.leaves:
        choices = [leaf.normalisation, *([leaf.then] if leaf.then is not None else [])]
        if leaf.imputation.method not in FILLS or any(one.period or one.area or one.weighted_by for one in choices):
            return False
    return True


def drawn_columns(values: Numbers, error: Numbers, seeds: NDArray[np.int64]) -> Numbers:
    """Give ``(indicators, draws, n)``: the figures that ``within_interval`` draws by each seed."""
    count, indicators = values.shape
    found = np.empty((indicators, len(seeds), count))
    for draw, seed in enumerate(seeds):
        noise = np.random.default_rng(int(seed)).standard_normal(values.shape)
        for start in range(0, count, ROWS):
            inside = slice(start, start + ROWS)
            found[:, draw, inside] = (values[inside] + error[inside] * noise[inside]).T
    return found


def _of(table: Numbers, rows: NDArray[np.int64]) -> Numbers:
    """Give some columns of a table; the table itself where it is all of them."""
    return table if len(rows) == table.shape[1] else table[:, rows]


def filled(rows: Numbers, choice: Imputation, groups: Sequence[str] | None) -> Numbers:
    """Fill what is missing, ``(draws, n)``, in every draw from its own figures."""
    gaps: Flags = np.isnan(rows[0]) if len(rows) else np.zeros(rows.shape[1], np.bool_)
    if choice.method == "none" or not gaps.any():
        return rows
    if choice.method == "constant":
        return impute_constant(rows, constant=float(choice.value or 0)).values
    if groups is not None and not all(groups):
        raise NotTogether
    codes = np.unique(np.array(groups), return_inverse=True)[1] if groups is not None else np.zeros(gaps.size, np.int64)
    made = rows.copy()
    for code in np.unique(codes[gaps]):
        inside = codes == code
        known = rows[:, inside & ~gaps]
        if known.shape[1]:
            centre = known.mean(axis=1) if choice.method == "mean" else np.median(known, axis=1)
            made[:, inside & gaps] = centre[:, None]
    return made


def scaled_rows(rows: Numbers, choice: Normalisation, sign: int, leaf: Leaf, data: IndexData) -> Numbers:
    """Bring figures ``(draws, n)`` to a scale, in every draw by its own figures."""
    if choice.method in BY_THEMSELVES:
        flat = normalised(rows.reshape(-1), choice, sign=sign, node=leaf.node, data=data)
        return flat.reshape(rows.shape)
    if choice.method == "min-max" and choice.constant is None:
        lower, upper = float(choice.lower or 0), float(100 if choice.upper is None else choice.upper)
        low, high = np.fmin.reduce(rows, axis=1)[:, None], np.fmax.reduce(rows, axis=1)[:, None]
        if not lower < upper or not (low < high).all() or not np.isfinite(high - low).all():
            raise NotTogether
        made = rows - low if sign == 1 else high - rows
        made /= high - low
        made *= upper - lower
        made += lower
        return rounded(made, choice.decimals)
    return np.stack([normalised(row, choice, sign=sign, node=leaf.node, data=data) for row in rows])
