"""The tree of an index as rows: what it is made of, and what each part weighs as written and in effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkpeil.model.base import Language, Text, record
from wijkpeil.model.index import IndexLevel
from wijkpeil.model.index_tree import Branch, Leaf, Tree
from wijkpeil.pages.format import number, percent
from wijkpeil.workflows.explore_weights import short


@record
class TreeRow:
    """A node of the tree."""

    id: str
    name: str
    indicator: str
    """Id of the indicator that it is; empty for a node with parts."""
    level: str
    """What a node at this depth is called; empty where the index does not say."""
    depth: int
    """0 for the index itself."""
    sign: int
    """1 where a higher figure raises the score, -1 where it lowers it, 0 for a node with parts."""
    weight: str
    """As written; empty for the index itself."""
    share: str
    """Of its siblings together."""
    whole: str
    """Of the index as a whole, as written."""
    whole_x: float
    """Where that stands in the picture, in per cent from the left."""
    effective: str
    """Of what makes areas differ on the index; empty where it is not known."""
    effective_x: float | None


def tree_rows(
    tree: Tree, weights: Mapping[str, float], language: Language, effective: Mapping[str, float] | None = None
) -> tuple[TreeRow, ...]:
    """Give the nodes with their weights, parents before their parts; ``effective`` has shares from 0 to 1 of nodes."""
    shares = shares_of(tree, weights)
    whole: dict[str, float] = {}
    for node in tree.nodes:
        whole[node.id] = shares.get(node.id, 1.0) * whole.get(node.parent, 1.0)
    own = effective or {}
    below = [node.id for node in tree.nodes if node.depth]
    # The picture is as wide as its largest share, so that small ones can be told apart.
    widest = max((max(whole[id], own.get(id, 0.0)) for id in below), default=1.0) or 1.0
    return tuple(
        TreeRow(
            id=node.id,
            name=node_name(node, language),
            indicator=node.node.indicator or "",
            level=_level(tree, node, language),
            depth=node.depth,
            sign=node.sign if isinstance(node, Leaf) else 0,
            weight=number(short(weights[node.id]), language) if node.depth else "",
            share=percent(100 * shares.get(node.id, 1.0), language, 0) if node.depth else "",
            whole=percent(100 * whole[node.id], language, 1) if node.depth else "",
            whole_x=_across(whole[node.id], widest),
            effective=percent(100 * own[node.id], language, 1) if node.id in own else "",
            effective_x=_across(own[node.id], widest) if node.id in own else None,
        )
        for node in tree.nodes
    )


def _across(share: float, widest: float) -> float:
    return round(min(100.0, max(0.0, 100 * share / widest)), 2)


def shares_of(tree: Tree, weights: Mapping[str, float]) -> dict[str, float]:
    """Give the share of each node among its siblings, by the weights; of the top there is none."""
    found = {}
    for branch in tree.branches:
        total = sum(weights[part] for part in branch.parts)
        found |= {part: weights[part] / total if total else 0.0 for part in branch.parts}
    return found


def node_name(node: Leaf | Branch, language: Language) -> str:
    """Name a node; one without a name is named by its id."""
    name: Any = node.node.name
    return name.in_(language) if isinstance(name, Text) else node.id


def _level(tree: Tree, node: Leaf | Branch, language: Language) -> str:
    levels = tree.index.levels
    level = levels[node.depth] if node.depth < len(levels) and isinstance(node, Branch) else IndexLevel()
    return level.name.in_(language) if level.name else ""
