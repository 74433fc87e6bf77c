"""An index as it would be with other weights or other methods, for whoever wants to see what a choice decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Aggregation, Normalisation
from wijkpeil.model.index_tree import node_id, node_weights, resolved


def with_weights(index: Index, weights: Mapping[str, Decimal]) -> Index:
    """Give an index that has these weights, by node; other nodes keep the weight that counts for them.

    It has no sets of weights: what it weighs stands in its tree.
    """
    given = {**{node: Decimal(repr(weight)) for node, weight in node_weights(resolved(index)).items()}, **weights}

    def weighed(node: IndexNode, own: str) -> IndexNode:
        parts = tuple(weighed(part, node_id(part)) for part in node.parts)
        return replace(node, weight=given[own].normalize() + 0 if given[own] else Decimal(0), parts=parts)

    tree = weighed(index.tree, node_id(index.tree, index.id))
    return replace(index, tree=replace(tree, weight=index.tree.weight), weight_sets=(), weight_set=None)


def with_aggregation(index: Index, choice: Aggregation) -> Index:
    """Give an index that puts the parts of every node together in one way."""

    def put(node: IndexNode) -> IndexNode:
        return replace(node, aggregation=None, parts=tuple(put(part) for part in node.parts))

    levels = tuple(replace(level, aggregation=None) for level in index.levels)
    return replace(index, aggregation=choice, levels=levels, tree=put(index.tree))


def with_normalisation(index: Index, choice: Normalisation) -> Index:
    """Give an index that brings every indicator to one scale in one way."""

    def put(node: IndexNode) -> IndexNode:
        return replace(node, normalisation=None, parts=tuple(put(part) for part in node.parts))

    return replace(index, normalisation=choice, tree=put(index.tree))
