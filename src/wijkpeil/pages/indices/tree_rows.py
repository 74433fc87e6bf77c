"""The tree of an index as rows: what it is made of, and what each part weighs as written and in effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkpeil.model.base import Language, Text, record
from wijkpeil.model.index import IndexLevel
from wijkpeil.model.index_tree import Branch, Leaf, Tree, node_weights
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
    whole_share: float
    """The same in per cent."""
    effective: str
    """Of what makes areas differ on the index; empty where it is not known."""
    effective_share: float | None


def tree_rows(tree: Tree, language: Language, effective: Mapping[str, float] | None = None) -> tuple[TreeRow, ...]:
    """Give the nodes, parents before their parts; ``effective`` has shares from 0 to 1 of nodes."""
    weights = node_weights(tree)
    shares = shares_of(tree, weights)
    whole: dict[str, float] = {}
    rows = []
    for node in tree.nodes:
        share = shares.get(node.id, 1.0)
        whole[node.id] = share * whole.get(node.parent, 1.0)
        own = (effective or {}).get(node.id)
        rows.append(
            TreeRow(
                id=node.id,
                name=node_name(node, language),
                indicator=node.node.indicator or "",
                level=_level(tree, node, language),
                depth=node.depth,
                sign=node.sign if isinstance(node, Leaf) else 0,
                weight=number(short(weights[node.id]), language) if node.depth else "",
                share=percent(100 * share, language, 0) if node.depth else "",
                whole=percent(100 * whole[node.id], language, 1) if node.depth else "",
                whole_share=round(100 * whole[node.id], 2),
                effective="" if own is None else percent(100 * own, language, 1),
                effective_share=None if own is None else round(min(100.0, max(0.0, 100 * own)), 2),
            )
        )
    return tuple(rows)


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
