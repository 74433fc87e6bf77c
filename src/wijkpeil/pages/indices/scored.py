"""An index of a programme with what comes of it, made once for the same definitions and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np

from wijkpeil.errors import Fault, FaultsFound, UserError
from wijkpeil.ledger.memory import Memory, Same
from wijkpeil.methods.composite.coherence import Coherence, coherence
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.pipeline import compute_panel
from wijkpeil.model.index import Index
from wijkpeil.model.index_tree import Tree, node_weights, ranking_of, resolved
from wijkpeil.pages.context import ViewContext
from wijkpeil.workflows.index_certainty import Certainty, Unsure, certainty_of
from wijkpeil.workflows.index_change import Changed, changed
from wijkpeil.workflows.index_sensitivity import Dependence, dependence_of
from wijkpeil.workflows.score import ReadyIndex, index_of, ready_index, with_names

T = TypeVar("T")
KEPT = 96
"""Number of results that a process keeps, over all indices: of one that is looked at in both languages some twelve."""

_kept: Memory[Any, Any] = Memory(KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An index over the release that a page shows."""

    index: Index
    """With the names that its indicators have in the programme."""
    ready: ReadyIndex | None
    """What it is computed from; None where there are no figures."""
    results: tuple[IndexResult, ...]
    """By period; empty where it cannot be computed."""
    faults: tuple[Fault, ...]
    """Why not."""

    @property
    def result(self) -> IndexResult | None:
        """The result of the last period."""
        return self.results[-1] if self.results else None

    @property
    def tree(self) -> Tree:
        """Its tree, with every choice worked out."""
        return resolved(self.index, self.ready.polarities if self.ready else None)

    @property
    def weights(self) -> Mapping[str, float]:
        """The weight that each node has in the last period; as declared, where that was not computed."""
        return {**node_weights(self.tree), **(self.result.weights if self.result else {})}

    @property
    def places(self) -> Places:
        """The ranks of the last period.

        Raises:
            ValueError: it cannot be computed.
        """
        if self.result is None:
            raise ValueError("there are no scores")
        return Places(self.index, self.result)


@dataclass(frozen=True)
class Places:
    """Who stands where, and which end is the worst."""

    index: Index
    result: IndexResult

    @cached_property
    def first_is_worst(self) -> bool:
        """Whether number 1 is doing worst."""
        highest = ranking_of(self.index).first == "highest"
        return highest == (self.index.polarity == "low-is-better")

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The rank of each area that has one, in the order of the ranks."""
        found = zip(self.result.areas, self.result.ranks.tolist(), strict=True)
        return dict(sorted(((area, rank) for area, rank in found if rank), key=lambda one: one[1]))

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each area in the result."""
        return {area: row for row, area in enumerate(self.result.areas)}

    @property
    def count(self) -> int:
        """Number of areas with a rank."""
        return len(self.ranks)

    @cached_property
    def last(self) -> int:
        """The greatest rank."""
        return max(self.ranks.values(), default=0)

    @cached_property
    def worst_first(self) -> tuple[str, ...]:
        """The areas with a rank, the worst first."""
        return tuple(self.ranks) if self.first_is_worst else tuple(reversed(self.ranks))

    def quarter(self, area: str) -> int:
        """Give the quarter that an area stands in, 1 for the best and 4 for the worst; 0 where it has no rank."""
        rank = self.ranks.get(area)
        return 0 if rank is None else quarter_of(rank, self.last, first_is_worst=self.first_is_worst)

    def score(self, area: str) -> float | None:
        """Give the score of an area; None where it has none."""
        row = self.rows.get(area)
        if row is None or np.isnan(self.result.score[row]):
            return None
        return float(self.result.score[row])


def quarter_of(rank: int, last: int, *, first_is_worst: bool) -> int:
    """Give the quarter of a rank among ranks up to ``last``: 1 for the best, 4 for the worst."""
    better = last - rank if first_is_worst else rank - 1
    return min(4, 1 + 4 * better // max(1, last))


def scored(context: ViewContext, id: str) -> Scored:
    """Give an index of a programme with its results.

    Raises:
        NotFound: the programme has no such index.
    """
    index = index_of(context.programme, id)
    return of_figures(context, ("scored", id), lambda: _scored(context, index))


def _scored(context: ViewContext, index: Index) -> Scored:
    named = with_names(index, context.programme)
    ready = None
    try:
        if index.shape is None:
            ready = ready_index(context.programme, named)
        over = ready or ReadyIndex(named, (), {}, "")
        results = compute_panel(over.index, over.panel, polarities=over.polarities)
    except FaultsFound as error:
        return Scored(index=named, ready=ready, results=(), faults=tuple(error.faults))
    except UserError as error:
        fault = Fault(file=f"indices/{index.id}.yaml", line=None, key="", message=error.said, remedy="")
        return Scored(index=named, ready=ready, results=(), faults=(fault,))
    return Scored(index=named, ready=ready, results=results, faults=())


def drawn(context: ViewContext, id: str) -> Certainty | Unsure | None:
    """Give how sure the ranks of an index are, or why nothing could be drawn; None where it cannot be computed.

    Raises:
        NotFound: the programme has no such index.
    """
    return _of_result(context, id, "drawn", certainty_of)


def certainty(context: ViewContext, id: str) -> Certainty | None:
    """Give how sure the ranks of an index are; None where it cannot be computed or drawn.

    Raises:
        NotFound: the programme has no such index.
    """
    found = drawn(context, id)
    return found if isinstance(found, Certainty) else None


def dependence(context: ViewContext, id: str) -> Dependence | Unsure | None:
    """Give which choices the ranks of an index depend on, or why that is not known; None where it cannot be computed.

    Raises:
        NotFound: the programme has no such index.
    """
    return _of_result(context, id, "dependence", dependence_of)


def _of_result(context: ViewContext, id: str, name: str, make: Callable[[ReadyIndex, IndexResult], T]) -> T | None:
    """Give what is made of the last result of an index, made once; None where it cannot be computed."""
    found = scored(context, id)
    ready, result = found.ready, found.result
    if ready is None or result is None:
        return None
    return of_figures(context, (name, id), lambda: make(ready, result))


def change_of(context: ViewContext, id: str) -> Changed | None:
    """Give what changed in an index since the period or the release before; None where there is nothing before it.

    Raises:
        NotFound: the programme has no such index.
    """
    found = scored(context, id)
    ready, results = found.ready, found.results
    if ready is None or not results:
        return None
    return of_figures(context, ("change", id), lambda: changed(context.programme, ready, results))


def report(context: ViewContext, id: str) -> Coherence | None:
    """Give whether the parts of an index go together; None where it cannot be computed, or has one area alone.

    Raises:
        NotFound: the programme has no such index.
    """
    result = scored(context, id).result
    if result is None or (result.ranks > 0).sum() < 2:
        return None
    return of_figures(context, ("coherence", id), lambda: coherence(result))


def of_figures(context: ViewContext, part: tuple[str, ...], make: Callable[[], T]) -> T:
    """Return what was made of the definitions and figures of a programme, once for all states that have the same."""
    programme = context.programme
    return cast(T, _kept.get((part, Same(programme.definitions), Same(programme.releases)), make))
