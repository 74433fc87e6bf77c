"""The tree of an index with every choice worked out: what a node does not say comes from above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wijkpeil.model.index import STEPS, Index, IndexLevel, IndexNode
from wijkpeil.model.index_choices import (
    Aggregation,
    Availability,
    Denominator,
    Imputation,
    Normalisation,
    Ranking,
    Rescaling,
    Treatment,
    Vote,
    WeightSet,
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator in the tree, with the choices that hold for it."""

    id: str
    node: IndexNode
    depth: int
    """0 for the top of the tree."""
    parent: str
    weight: float
    sign: int
    """1 where a higher figure raises the score of its node, −1 where it lowers it, 0 where nobody said."""
    denominator: Denominator | None
    imputation: Imputation
    treatment: Treatment
    normalisation: Normalisation
    then: Rescaling | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A node that is made of others, with the choices that hold for it."""

    id: str
    node: IndexNode
    depth: int
    parent: str
    weight: float
    sign: int
    parts: tuple[str, ...]
    aggregation: Aggregation
    availability: Availability | None
    then: Rescaling | None


@dataclass(frozen=True, slots=True)
class Tree:
    """All nodes of an index, parents before their parts."""

    index: Index
    nodes: tuple[Leaf | Branch, ...]

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The indicators in their order."""
        return tuple(node for node in self.nodes if isinstance(node, Leaf))

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The nodes that have parts, each before its own."""
        return tuple(node for node in self.nodes if isinstance(node, Branch))

    @property
    def top(self) -> str:
        """Id of the top."""
        return self.nodes[0].id

    def node(self, id: str) -> Leaf | Branch:
        """Return the node of an id; KeyError where there is none."""
        for node in self.nodes:
            if node.id == id:
                return node
        raise KeyError(id)


def columns_of(tree: Tree) -> tuple[str, ...]:
    """Return the columns that an index needs, each once: its indicators, what they are divided by, and what areas count
    by."""
    names = [leaf.node.indicator or "" for leaf in tree.leaves]
    names += [leaf.denominator.by for leaf in tree.leaves if leaf.denominator]
    names += [leaf.normalisation.weighted_by for leaf in tree.leaves if leaf.normalisation.weighted_by]
    return tuple(dict.fromkeys(names))


def node_id(node: IndexNode, otherwise: str = "") -> str:
    """Return the id of a node: its own, else that of its indicator, else another."""
    return node.id or node.indicator or otherwise


def steps_of(index: Index) -> tuple[str, ...]:
    """Return the steps that an index takes, in order."""
    return index.steps or STEPS


def ranking_of(index: Index) -> Ranking:
    """Return how an index ranks."""
    return index.ranking or Ranking()


def each_node(index: Index) -> Iterator[IndexNode]:
    """Yield all nodes of a tree, parents before their parts."""
    pending = [index.tree]
    while pending:
        node = pending.pop(0)
        yield node
        pending = [*node.parts, *pending]


def with_leaves(index: Index, change: Callable[[IndexNode], IndexNode]) -> Index:
    """Return an index of which every indicator in the tree is what ``change`` makes of it."""

    def changed(node: IndexNode) -> IndexNode:
        if node.indicator is not None:
            return change(node)
        return replace(node, parts=tuple(changed(part) for part in node.parts))

    return replace(index, tree=changed(index.tree))


def resolved(index: Index, polarities: Mapping[str, str] | None = None) -> Tree:
    """Work out every choice of every node.

    ``polarities`` are those of the indicators by id, ``high-is-better`` or ``low-is-better``, where they are known.
    """
    start = _Given(index.denominator, index.imputation, index.treatment, index.normalisation)
    found: list[Leaf | Branch] = []
    _add(found, index, index.tree, 0, "", start, polarities or {})
    return Tree(index, tuple(found))


def chosen_set(index: Index, set_id: str | None = None) -> WeightSet | None:
    """Return a named set of weights, or the one that the index declares; None where the tree weighs.

    Raises:
        KeyError: there is no such set.
    """
    wanted = set_id or index.weight_set
    return None if wanted is None else {each.id: each for each in index.weight_sets}[wanted]


def node_weights(tree: Tree, set_id: str | None = None) -> dict[str, float]:
    """Return the declared weight of every node: of a named set, or of the one that the index declares.

    Where a set gets its weights from the figures these are the ones that it begins with; what came of them is in the
    result.
    By ``budget-allocation`` it is the mean of the shares in which people laid out their points, each counting once;
    beside a node with points, one that nobody gave any weighs 0. Source: OECD and JRC, *Handbook on constructing
    composite indicators* (2008), step 6.

    Raises:
        KeyError: there is no such set.
    """
    own = {node.id: node.weight for node in tree.nodes}
    chosen = chosen_set(tree.index, set_id)
    if chosen is None:
        return own
    if chosen.method == "equal":
        return dict.fromkeys(own, 1.0)
    if chosen.method != "budget-allocation":
        return {**own, **{each.node: float(each.weight) for each in chosen.weights}}
    shares = _shares(chosen.votes)
    voted = {part for branch in tree.branches if shares.keys() & branch.parts for part in branch.parts}
    return {node: shares.get(node, 0.0) if node in voted else weight for node, weight in own.items()}


def _shares(votes: Sequence[Vote]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for vote in votes:
        total = sum(float(each.weight) for each in vote.shares)
        for each in vote.shares:
            shares[each.node] = shares.get(each.node, 0.0) + float(each.weight) / total / len(votes)
    return shares


@dataclass(frozen=True, slots=True)
class _Given:
    """The choices for indicators that hold at a node, from above it."""

    denominator: Denominator | None
    imputation: Imputation | None
    treatment: Treatment | None
    normalisation: Normalisation

    def under(self, node: IndexNode) -> _Given:
        return _Given(
            node.denominator or self.denominator,
            node.imputation or self.imputation,
            node.treatment or self.treatment,
            node.normalisation or self.normalisation,
        )


def _add(
    found: list[Leaf | Branch],
    index: Index,
    node: IndexNode,
    depth: int,
    parent: str,
    given: _Given,
    polarities: Mapping[str, str],
) -> None:
    given = given.under(node)
    if node.indicator is not None:
        found.append(_leaf(node, depth, parent, given, _sign(index, node, polarities)))
        return
    branch = _branch(index, node, depth, parent)
    found.append(branch)
    for part in node.parts:
        _add(found, index, part, depth + 1, branch.id, given, polarities)


def _leaf(node: IndexNode, depth: int, parent: str, given: _Given, sign: int) -> Leaf:
    return Leaf(
        id=node_id(node),
        node=node,
        depth=depth,
        parent=parent,
        weight=float(node.weight),
        sign=sign,
        denominator=given.denominator,
        imputation=given.imputation or Imputation(method="none"),
        treatment=given.treatment or Treatment(method="none"),
        normalisation=given.normalisation,
        then=node.then,
    )


def _branch(index: Index, node: IndexNode, depth: int, parent: str) -> Branch:
    level = index.levels[depth] if depth < len(index.levels) else IndexLevel()
    return Branch(
        id=node_id(node, index.id if not depth else ""),
        node=node,
        depth=depth,
        parent=parent,
        weight=float(node.weight),
        sign=-1 if node.direction == "down" else 1,
        parts=tuple(node_id(part) for part in node.parts),
        aggregation=node.aggregation or level.aggregation or index.aggregation,
        availability=node.availability or level.availability or index.availability,
        then=node.then or level.then,
    )


def _sign(index: Index, node: IndexNode, polarities: Mapping[str, str]) -> int:
    said = node.direction or index.direction
    if said is not None:
        return 1 if said == "up" else -1
    polarity = polarities.get(node.indicator or "")
    return 0 if polarity is None else 1 if polarity == index.polarity else -1
