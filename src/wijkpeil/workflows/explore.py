"""An index with choices of one's own: other weights, other methods.

The arithmetic is that of the index itself: what is explored is an index that differs in those choices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.pipeline import compute_panel
from wijkpeil.model.base import Text
from wijkpeil.model.index import Index
from wijkpeil.model.index_altered import with_weights, without_past_reviews
from wijkpeil.model.index_tree import chosen_set, node_weights, resolved
from wijkpeil.workflows.explore_methods import LONGEST_SECONDS, Methods, with_methods
from wijkpeil.workflows.explore_weights import with_set, written
from wijkpeil.workflows.index_cost import seconds
from wijkpeil.workflows.score import ReadyIndex


@dataclass(frozen=True, slots=True)
class Exploration:
    """What is chosen otherwise than declared."""

    methods: Methods = field(default_factory=Methods)
    weight_set: str = ""
    """One of ``offered_sets``; empty: as declared."""
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    """By node, those that differ from the set."""

    @property
    def any(self) -> bool:
        """Whether anything is chosen otherwise."""
        return bool(self.weights or self.weight_set or self.methods.any)


@dataclass(frozen=True, slots=True)
class Explored:
    """What comes of an exploration: a result, or what makes it impossible."""

    index: Index
    result: IndexResult | None
    faults: tuple[Fault, ...] = ()


def base_weights(ready: ReadyIndex, exploration: Exploration) -> Mapping[str, float]:
    """Give the weight of every node by the set that is chosen, without the single weights.

    Those of a set that takes them from the figures are computed with the methods that are chosen; where these cannot go
    together or would take too long, with those declared, and where that cannot be either, as declared.

    Raises:
        FaultsFound: the index cannot be computed as declared.
    """
    chosen = with_set(with_methods(ready.index, exploration.methods), exploration.weight_set)
    if written(chosen):
        return node_weights(resolved(chosen))
    for index in (chosen, with_set(ready.index, exploration.weight_set)):
        try:
            if _soon(index, ready):
                return _computed(index, ready).weights
        except FaultsFound:
            continue
    return _computed(ready.index, ready).weights


def _soon(index: Index, ready: ReadyIndex) -> bool:
    return seconds(index, len(ready.panel[-1].areas)) <= LONGEST_SECONDS


def explored_index(ready: ReadyIndex, exploration: Exploration) -> Index:
    """Give the index as it would be. Single weights are written into its tree with the others of their set."""
    index = with_set(with_methods(ready.index, exploration.methods), exploration.weight_set)
    if exploration.weights:
        index = with_weights(index, {**base_weights(ready, exploration), **exploration.weights})
    return index


def explore(ready: ReadyIndex, exploration: Exploration) -> Explored:
    """Compute an index with choices of one's own, over its last period."""
    index = with_set(with_methods(ready.index, exploration.methods), exploration.weight_set)
    if exploration.any and not _soon(index, ready):
        message = say("With so many areas this takes too long for a page.")
        remedy = say("Take the choices along as a definition, and compute it with `wijkpeil score`.")
        return Explored(index, None, (Fault(file="", line=None, key="", message=message, remedy=remedy),))
    try:
        index = explored_index(ready, exploration)
        return Explored(index, _computed(index, ready))
    except FaultsFound as error:
        return Explored(index, None, tuple(error.faults))


def _computed(index: Index, ready: ReadyIndex) -> IndexResult:
    return compute_panel(index, _needed(index, ready), polarities=ready.polarities)[-1]


def _needed(index: Index, ready: ReadyIndex) -> Sequence[IndexData]:
    """Give the last period alone where nothing is taken from the others."""
    tree = resolved(index)
    carried = any(leaf.imputation.method in ("latest", "linear") or leaf.normalisation.period for leaf in tree.leaves)
    frozen = any(node.then is not None and node.then.period for node in tree.nodes)
    chosen = chosen_set(index)
    frozen = frozen or bool(chosen is not None and chosen.period)
    return ready.panel if carried or frozen else ready.panel[-1:]


def as_definition(ready: ReadyIndex, exploration: Exploration, day: date, where: str) -> Index:
    """Give an exploration as a definition of its own, that says what it is an exploration of, and of what day.

    ``where`` is the address that it was made at.
    """
    index = without_past_reviews(explored_index(ready, exploration), day)
    of = {"nl": index.name.nl, "en": index.name.en}
    return replace(
        index,
        id=f"{index.id}-{day.isoformat()}",
        name=Text(nl=f"Verkenning van {of['nl']}", en=f"Exploration of {of['en']}"),
        description=Text(
            nl=f"Een verkenning van de index {index.id}, versie {index.version}, gemaakt op {day.isoformat()} "
            f"bij de levering {ready.release}. Niemand heeft haar vastgesteld.",
            en=f"An exploration of the index {index.id}, version {index.version}, made on {day.isoformat()} "
            f"with the release {ready.release}. Nobody adopted it.",
        ),
        version=f"{index.version}, explored {day.isoformat()}",
        author="A reader of the site",
        reference=where,
        why=None,
        lines="",
        since=day,
        review=max(index.review, day + timedelta(days=365)),
        alternatives=None,
    )
