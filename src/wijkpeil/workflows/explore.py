"""An index with choices of one's own: other weights, another scale, another way to put parts together.

The arithmetic is that of the index itself: what is explored is an index that differs in those choices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.pipeline import compute_panel
from wijkpeil.model.base import Text
from wijkpeil.model.index import Index
from wijkpeil.model.index_altered import with_aggregation, with_normalisation, with_weights
from wijkpeil.model.index_choices import Aggregation, Normalisation
from wijkpeil.model.index_tree import Tree, node_weights, resolved
from wijkpeil.workflows.index_cost import seconds
from wijkpeil.workflows.score import ReadyIndex

MOST = Decimal(1_000_000)
"""The greatest weight that is taken."""
LONGEST_SECONDS = 0.5
"""What a page may take to compute, by estimate."""
DECIMALS = 4
"""Decimals of a weight that are taken."""
NORMALISATIONS: Mapping[str, Normalisation] = {
    "min-max": Normalisation(method="min-max", lower=Decimal(1), upper=Decimal(100)),
    "z-score": Normalisation(method="z-score", mean=Decimal(100), sd=Decimal(10)),
    "percentile-rank": Normalisation(method="percentile-rank"),
    "rank": Normalisation(method="rank"),
}
"""Scales that need nothing that an index may not have. The first two stay above 0, so that any mean can be taken."""
AGGREGATIONS: Mapping[str, Aggregation] = {
    method: Aggregation(method=method)
    for method in ("arithmetic-mean", "geometric-mean", "harmonic-mean", "mazziotta-pareto", "copeland")
}
"""Ways to put parts together that need nothing that an index may not have."""


@dataclass(frozen=True, slots=True)
class Exploration:
    """What is chosen otherwise than declared."""

    weights: Mapping[str, Decimal] = field(default_factory=dict)
    """By node; those that are as declared are left out."""
    normalisation: str = ""
    """A key of ``NORMALISATIONS``; empty: as declared."""
    aggregation: str = ""
    """A key of ``AGGREGATIONS``; empty: as declared."""

    @property
    def any(self) -> bool:
        """Whether anything is chosen otherwise."""
        return bool(self.weights or self.normalisation or self.aggregation)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A choice that cannot be taken, with the reason."""

    what: str
    """A node, or the name of the list."""
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explored:
    """What comes of an exploration: a result, or what makes it impossible."""

    index: Index
    result: IndexResult | None
    faults: tuple[Fault, ...] = ()


def offered_normalisations(index: Index) -> tuple[str, ...]:
    """Name the scales that may be tried, without the one that the whole index has already."""
    held = {leaf.normalisation for leaf in resolved(index).leaves}
    return tuple(name for name, choice in NORMALISATIONS.items() if {_bare(one) for one in held} != {choice})


def offered_aggregations(index: Index) -> tuple[str, ...]:
    """Name the ways to put parts together that may be tried, without the one that the whole index has already."""
    held = {branch.aggregation.method for branch in resolved(index).branches}
    return tuple(name for name in AGGREGATIONS if held != {name})


def counts_flags(tree: Tree) -> bool:
    """Say whether some node counts flags, so that another scale needs another way to put parts together as well."""
    return any(branch.aggregation.method == "count-of-flags" for branch in tree.branches)


def _bare(choice: Normalisation) -> Normalisation:
    return replace(choice, why=None, reference="", author="", version="", review=None)


def weighed_nodes(tree: Tree) -> tuple[str, ...]:
    """Name the nodes whose weight decides something: those with siblings."""
    alone = {part for branch in tree.branches if len(branch.parts) == 1 for part in branch.parts}
    return tuple(node.id for node in tree.nodes if node.id != tree.top and node.id not in alone)


def declared_weights(tree: Tree) -> dict[str, Decimal]:
    """Give the weight that counts for each node, as it is written."""
    return {node: short(weight) for node, weight in node_weights(tree).items()}


def short(weight: float | Decimal) -> Decimal:
    """Give a weight with as many decimals as are taken, and no zeros after them."""
    rounded = round(Decimal(repr(weight)) if isinstance(weight, float) else weight, DECIMALS)
    return rounded.normalize() + 0 if rounded else Decimal(0)


def read_weights(tree: Tree, given: Mapping[str, str]) -> tuple[dict[str, Decimal], tuple[LeftOut, ...]]:
    """Read weights by node from texts; return those that differ from what is declared, and what was left out."""
    known, declared = set(weighed_nodes(tree)), declared_weights(tree)
    taken: dict[str, Decimal] = {}
    out: list[LeftOut] = []
    for node, text in given.items():
        if not text.strip():
            continue
        if node not in known:
            out.append(LeftOut(node, text, say("The index has no such part.")))
        elif (weight := _weight(text)) is None:
            out.append(LeftOut(node, text, say("A weight is a number from 0 to {most}.", most=int(MOST))))
        elif weight != declared[node]:
            taken[node] = weight
    for branch in tree.branches:
        if not any(taken.get(part, declared[part]) for part in branch.parts):
            for part in branch.parts:
                if part in taken:
                    out.append(LeftOut(part, str(taken.pop(part)), say("Of parts together, one must weigh something.")))
    return taken, tuple(out)


def _weight(text: str) -> Decimal | None:
    if len(text) > 20:
        return None
    try:
        weight = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return short(weight) if weight.is_finite() and 0 <= weight <= MOST else None


def explored_index(index: Index, exploration: Exploration) -> Index:
    """Give the index as it would be. Classes of the score fall away where its scale is another."""
    found = index
    if exploration.weights:
        found = with_weights(found, exploration.weights)
    if exploration.normalisation:
        found = with_normalisation(found, NORMALISATIONS[exploration.normalisation])
    if exploration.aggregation:
        found = with_aggregation(found, AGGREGATIONS[exploration.aggregation])
    if exploration.normalisation or exploration.aggregation:
        found = replace(found, bands=())
    return found


def explore(ready: ReadyIndex, exploration: Exploration) -> Explored:
    """Compute an index with choices of one's own, over its last period."""
    index = explored_index(ready.index, exploration)
    if exploration.any and seconds(index, len(ready.panel[-1].areas)) > LONGEST_SECONDS:
        message = say("With so many areas this takes too long for a page.")
        remedy = say("Take the choices along as a definition, and compute it with `wijkpeil score`.")
        return Explored(index, None, (Fault(file="", line=None, key="", message=message, remedy=remedy),))
    try:
        result = compute_panel(index, _needed(index, ready), polarities=ready.polarities)[-1]
    except FaultsFound as error:
        return Explored(index, None, tuple(error.faults))
    return Explored(index, result)


def _needed(index: Index, ready: ReadyIndex) -> Sequence[IndexData]:
    """Give the last period alone where nothing is taken from the others."""
    tree = resolved(index)
    carried = any(leaf.imputation.method in ("latest", "linear") or leaf.normalisation.period for leaf in tree.leaves)
    frozen = any(node.then is not None and node.then.period for node in tree.nodes)
    return ready.panel if carried or frozen else ready.panel[-1:]


def as_definition(ready: ReadyIndex, exploration: Exploration, day: date, where: str) -> Index:
    """Give an exploration as a definition of its own, that says what it is an exploration of, and of what day.

    ``where`` is the address that it was made at.
    """
    index = explored_index(ready.index, exploration)
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
