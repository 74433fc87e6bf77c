"""How sure scores and ranks are: the index again and again, each time with other choices that could be defended as
well.

Ranks of all draws are kept, so that any question can be asked of them: the interval of a rank, how often an area is
among the worst, how often one does worse than another. Seeded: the same seed gives the same, whatever the number of
processors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wijkpeil.errors import FaultsFound, say
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.draws import Choices, Draws, choices_of, drawn, random_points
from wijkpeil.methods.composite.many import CELLS, Matrix, rise_many
from wijkpeil.methods.composite.ranking_many import Ranks, kind_of, ranks_of_rows
from wijkpeil.methods.composite.redrawing import Redrawing, redrawing
from wijkpeil.methods.composite.remaking import Picked, remade
from wijkpeil.model.index_choices import Alternatives
from wijkpeil.model.index_tree import ranking_of

Progress = Callable[[int, int], None]
"""Told how many draws are done, and how many there are."""
BLOCK = 1_450_000
"""Cells of scores that are worked on at once."""
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What so many draws say of each area; rows as in the result."""

    result: IndexResult
    choices: Choices
    ranks: Ranks
    """``(draws, n)``; 0 where the draw gives no score."""
    score_mean: Numbers
    score_deviation: Numbers
    """Standard deviation of the score over the draws."""
    scores: Numbers | None
    """``(draws, n)`` where they were asked for."""

    @property
    def draws(self) -> int:
        """How many there were."""
        return len(self.ranks)

    def interval(self, share: float = 0.9) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the lowest and the highest place of each area, between which at least ``share`` of its draws lie; 0 for
        none.

        The same part is left out at both ends, rounded down, so that the interval is never too narrow.
        """
        if not 0 < share < 1:
            raise ValueError(say("A share of {value} is not between 0 and 1.", value=share))
        low, high = np.zeros((2, self.ranks.shape[1]), np.int64)
        for inside, ordered in self._ordered():
            counts = (ordered > 0).sum(axis=1)
            missing = self.draws - counts
            cut = np.floor((1 - share) / 2 * np.maximum(counts - 1, 0)).astype(np.int64)
            rows = np.arange(len(ordered))
            seen = counts > 0
            low[inside] = np.where(seen, ordered[rows, np.minimum(missing + cut, self.draws - 1)], 0)
            high[inside] = np.where(seen, ordered[rows, self.draws - 1 - cut], 0)
        return low, high

    def mean_rank(self) -> Numbers:
        """Give the mean place of each area over the draws that score it; NaN for none."""
        counts = (self.ranks > 0).sum(axis=0)
        with np.errstate(invalid="ignore"):
            return np.asarray(self.ranks.sum(axis=0, dtype=np.int64) / counts)

    def median_rank(self) -> Numbers:
        """Give the median place of each area over the draws that score it; NaN for none."""
        found = np.full(self.ranks.shape[1], np.nan)
        for inside, ordered in self._ordered():
            counts = (ordered > 0).sum(axis=1)
            first = self.draws - counts
            rows = np.arange(len(ordered))
            below = ordered[rows, np.minimum(first + np.maximum(counts - 1, 0) // 2, self.draws - 1)]
            above = ordered[rows, np.minimum(first + counts // 2, self.draws - 1)]
            found[inside] = np.where(counts > 0, (below.astype(np.float64) + above) / 2, np.nan)
        return found

    def chance_worst(self, count: int) -> Numbers:
        """Give how often each area is among the ``count`` worst, of the draws that score it; whoever ties with the last
        of them is among them. NaN where no draw scores it."""
        if count < 1:
            raise ValueError(say("Ask for one or more."))
        known = self.ranks > 0
        if self._first_is_worst:
            among = known & (self.ranks <= count)
        else:
            edge = known.sum(axis=1)[:, None] - count + 1
            # With ties the last place that is taken may lie above the edge.
            bound = np.where(self.ranks <= edge, self.ranks, 0).max(axis=1, keepdims=True)
            among = known & (self.ranks >= np.maximum(bound, 1))
        with np.errstate(invalid="ignore"):
            return np.asarray(among.sum(axis=0) / known.sum(axis=0))

    def chance_worse(self, one: str, other: str) -> float:
        """Give how often ``one`` does worse than ``other``, of the draws that score both; a tie is not worse.

        Raises:
            KeyError: no such area.
            ValueError: no draw scores both.
        """
        left, right = (self.ranks[:, self._row(area)] for area in (one, other))
        both = (left > 0) & (right > 0)
        if not both.any():
            raise ValueError(say("No draw scores both {one} and {other}.", one=one, other=other))
        worse = left < right if self._first_is_worst else left > right
        return float(worse[both].mean())

    @property
    def _first_is_worst(self) -> bool:
        index = self.result.tree.index
        return (ranking_of(index).first == "highest") == (index.polarity == "low-is-better")

    def _row(self, area: str) -> int:
        if area not in self.result.areas:
            raise KeyError(area)
        return self.result.areas.index(area)

    def _ordered(self) -> Iterator[tuple[slice, Ranks]]:
        """Yield areas in pieces, each with its places in order, draws without a score first."""
        step = max(1, 4 * BLOCK // max(self.draws, 1))
        for start in range(0, self.ranks.shape[1], step):
            inside = slice(start, start + step)
            yield inside, np.sort(np.ascontiguousarray(self.ranks[:, inside].T), axis=1)


def uncertainty(
    result: IndexResult,
    draws: int = 1_000,
    *,
    seed: int = 1,
    alternatives: Alternatives | None = None,
    panel: Sequence[IndexData] = (),
    keep_scores: bool = False,
    progress: Progress | None = None,
    workers: int = WORKERS,
) -> Uncertainty:
    """Compute an index ``draws`` times with other choices; see ``draws`` for which.

    ``panel`` are the figures of all periods, needed where choices reach into other periods.

    Raises:
        ValueError: nothing varies, no draws are asked for, or choices do not go together.
    """
    if draws < 1:
        raise ValueError(say("Ask for one or more."))
    choices = choices_of(result, alternatives)
    sample = drawn(choices, random_points(choices, draws, seed))
    n = len(result.areas)
    ranks = np.zeros((draws, n), kind_of(n))
    scores = np.full((draws, n), np.nan) if keep_scores else None
    moments = np.zeros((3, n))
    high_first = ranking_of(result.tree.index).first == "highest"
    centre = np.nan_to_num(result.score, nan=0.0)

    def taken(rows: NDArray[np.int64], found: Numbers) -> tuple[int, Numbers]:
        # Every draw has rows of its own, so that workers do not meet.
        ranks[rows] = ranks_of_rows(found, high_first)
        if scores is not None:
            scores[rows] = found
        return len(rows), _moments(found, centre)

    done = 0
    for count, found in _each(scored_draws(result, choices, sample, panel), taken, workers):
        moments += found
        done += count
        if progress is not None:
            progress(done, draws)
    mean, deviation = _from_moments(moments)
    return Uncertainty(result, choices, ranks, mean + centre, deviation, scores)


def _moments(scores: Numbers, centre: Numbers) -> Numbers:
    """Give of each column how many are known, the sum of their distance to a centre and of its square, ``(3, n)``."""
    found = np.empty((3, scores.shape[1]))
    # Some areas at a time, so that what is worked on stays in the cache.
    step = max(16, CELLS // max(len(scores), 1))
    for start in range(0, scores.shape[1], step):
        inside = slice(start, start + step)
        apart = scores[:, inside] - centre[inside]
        count, total = found[0, inside], found[1, inside]
        count[:], total[:] = len(apart), apart.sum(axis=0)
        if np.isnan(total.sum()):
            gaps = np.isnan(apart)
            apart[gaps] = 0.0
            count -= gaps.sum(axis=0)
            total[:] = apart.sum(axis=0)
        found[2, inside] = np.einsum("ij,ij->j", apart, apart)
    return found


def _from_moments(moments: Numbers) -> tuple[Numbers, Numbers]:
    count, total, squares = moments
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = total / count
        spread = np.sqrt(np.maximum(squares - count * mean**2, 0.0) / (count - 1))
    return mean, np.where(count > 1, spread, np.nan)


Task = Callable[[], tuple[NDArray[np.int64], Numbers]]
Taken = TypeVar("Taken")


def _each(tasks: Iterator[Task], then: Callable[[NDArray[np.int64], Numbers], Taken], workers: int) -> Iterator[Taken]:
    """Do tasks side by side, few enough at once to keep memory bounded; give what comes of them in their order."""
    if workers < 2:
        yield from (then(*task()) for task in tasks)
        return
    with ThreadPoolExecutor(max_workers=workers) as pool:
        waiting: list[Future[Taken]] = []
        for task in tasks:
            waiting.append(pool.submit(lambda one: then(*one()), task))
            if len(waiting) > workers:
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


def run_draws(
    result: IndexResult,
    choices: Choices,
    sample: Draws,
    outcome: Callable[[Numbers], Numbers],
    into: Numbers,
    *,
    panel: Sequence[IndexData] = (),
    progress: Progress | None = None,
    workers: int = WORKERS,
) -> None:
    """Compute the scores of every draw, ``(rows, n)`` at a time, and write what ``outcome`` makes of them,
    ``(rows,)``."""

    def told(rows: NDArray[np.int64], found: Numbers) -> int:
        into[rows] = outcome(found)
        return len(rows)

    done = 0
    for count in _each(scored_draws(result, choices, sample, panel), told, workers):
        done += count
        if progress is not None:
            progress(done, sample.count)


def scored_draws(
    result: IndexResult, choices: Choices, sample: Draws, panel: Sequence[IndexData] = ()
) -> Iterator[Task]:
    """Yield pieces of work, each of which gives the rows of some draws and their scores ``(rows, n)``.

    Draws with the same imputation, treatment, normalisation and aggregation share one matrix of normalised figures.
    """
    keys = np.column_stack(
        [sample.chosen[name] for name in ("imputations", "treatments", "normalisations", "aggregations")]
    )
    step = max(1, BLOCK // max(1, len(result.areas)))
    few = max(1, BLOCK // max(1, result.data.values.size))
    matrices: dict[tuple[int, ...], Matrix] = {}
    redrawn: dict[tuple[int, ...], Redrawing] = {}
    for key in sorted({tuple(row) for row in keys.tolist()}):
        rows = np.flatnonzero((keys == key).all(axis=1))
        base = key[:3]
        if choices.intervals:
            if base not in redrawn:
                redrawn[base] = redrawing(result, picked_of(choices, base), panel)
            for at in range(0, len(rows), few):
                yield _of_rows(result, choices, sample, rows[at : at + few], key, redrawn[base])
            continue
        if base not in matrices:
            matrices[base] = made_matrix(result, choices, base, panel)
        for at in range(0, len(rows), step):
            yield _of_rows(result, choices, sample, rows[at : at + step], key, matrices[base])


def made_matrix(result: IndexResult, choices: Choices, key: tuple[int, ...], panel: Sequence[IndexData]) -> Matrix:
    """Give the normalised figures under the choices of a key: places in the lists of imputations, treatments,
    normalisations."""
    picked = picked_of(choices, key)
    if picked == (None, None, None):
        return Matrix(result.entering, result.leaves)
    try:
        return Matrix(remade(result, *picked, panel=panel), result.leaves)
    except (ValueError, FaultsFound) as error:
        raise _refused(picked, error) from error


def picked_of(choices: Choices, key: tuple[int, ...]) -> Picked:
    """Give the choices of a key."""
    return choices.imputations[key[0]], choices.treatments[key[1]], choices.normalisations[key[2]]


def _of_rows(
    result: IndexResult,
    choices: Choices,
    sample: Draws,
    rows: NDArray[np.int64],
    key: tuple[int, ...],
    figures: Matrix | Redrawing,
) -> Task:
    def made() -> Matrix:
        if isinstance(figures, Matrix):
            return figures
        try:
            drawn_figures = figures.figures(sample.seeds[rows])
        except (ValueError, FaultsFound) as error:
            raise _refused(figures.picked, error) from error
        return Matrix(np.empty((len(result.areas), 0)), result.leaves, drawn_figures)

    def work() -> tuple[NDArray[np.int64], Numbers]:
        matrix = made()
        factors = dict(zip(choices.nodes, sample.weights[rows].T, strict=True))
        weights = {node: factors.get(node, np.ones(len(rows))) * weight for node, weight in result.weights.items()}
        out = sample.chosen["left_out"][rows]
        without = np.zeros((len(rows), len(result.leaves)))
        for at in np.flatnonzero(out):
            leaf = choices.left_out[out[at]]
            assert leaf is not None
            weights[leaf] = weights[leaf].copy()
            weights[leaf][at] = 0.0
            without[at, result.leaves.index(leaf)] = 1.0
        aggregation = choices.aggregations[key[3]]
        try:
            return rows, rise_many(result.tree, matrix, weights, result.data, aggregation, without)
        except ValueError as error:
            raise _refused((aggregation, choices.normalisations[key[2]]), error) from error

    return work


def _refused(picked: Sequence[object], error: Exception) -> ValueError:
    names = tuple(str(getattr(one, "method", "")) for one in picked if one is not None)
    return ValueError(
        say("The choices {names} do not go together: {reason}", names=names or (say("as declared"),), reason=str(error))
    )
