"""The weights that may be tried on an index: sets of them, and single ones that differ from a set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from wijkpeil.errors import say
from wijkpeil.methods.composite.deriving import deriving_of
from wijkpeil.model.index import Index
from wijkpeil.model.index_altered import with_weights
from wijkpeil.model.index_tree import Tree, resolved

MOST = Decimal(1_000_000)
"""The greatest weight that is taken."""
DECIMALS = 4
"""Decimals of a weight that are taken."""
EQUAL, IN_TREE = ".equal", ".tree"
"""Sets that the definition does not name: all alike, and the weights in the tree; no id begins with a point."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A choice that cannot be taken, with the reason."""

    what: str
    """A node, or the name of the list."""
    value: str
    reason: str


def offered_sets(index: Index) -> tuple[str, ...]:
    """Name the sets of weights that may be tried, without the one that counts: those that the definition names, its
    tree, and all alike."""
    found = [each.id for each in index.weight_sets if each.id != index.weight_set]
    if index.weight_set is not None:
        found.append(IN_TREE)
    if all(each.method != "equal" for each in index.weight_sets):
        found.append(EQUAL)
    return tuple(found)


def with_set(index: Index, chosen: str) -> Index:
    """Give an index of which another set of weights counts; as declared where none is chosen."""
    if chosen == EQUAL:
        return with_weights(index, {node.id: Decimal(1) for node in resolved(index).nodes})
    if chosen == IN_TREE:
        return replace(index, weight_set=None)
    return replace(index, weight_set=chosen) if chosen else index


def written(index: Index) -> bool:
    """Say whether the weights that count are written down, and need no figures."""
    return deriving_of(resolved(index), None) is None


def weighed_nodes(tree: Tree) -> tuple[str, ...]:
    """Name the nodes whose weight decides something: those with siblings."""
    alone = {part for branch in tree.branches if len(branch.parts) == 1 for part in branch.parts}
    return tuple(node.id for node in tree.nodes if node.id != tree.top and node.id not in alone)


def short(weight: float | Decimal) -> Decimal:
    """Give a weight with as many decimals as are taken, and no zeros after them."""
    rounded = round(Decimal(repr(weight)) if isinstance(weight, float) else weight, DECIMALS)
    return rounded.normalize() + 0 if rounded else Decimal(0)


def read_weights(
    tree: Tree, base: Mapping[str, float], given: Mapping[str, str]
) -> tuple[dict[str, Decimal], tuple[LeftOut, ...]]:
    """Read weights by node from texts; return those that differ from ``base``, and what was left out."""
    known, those = set(weighed_nodes(tree)), {node: short(weight) for node, weight in base.items()}
    taken: dict[str, Decimal] = {}
    out: list[LeftOut] = []
    for node, text in given.items():
        if not text.strip():
            continue
        if node not in known:
            out.append(LeftOut(node, text, say("The index has no such part.")))
        elif (weight := weight_of(text)) is None:
            out.append(LeftOut(node, text, say("A weight is a number from 0 to {most}.", most=int(MOST))))
        elif weight != those[node]:
            taken[node] = weight
    for branch in tree.branches:
        if not any(taken.get(part, base[part]) for part in branch.parts):
            for part in branch.parts:
                if part in taken:
                    out.append(LeftOut(part, str(taken.pop(part)), say("Of parts together, one must weigh something.")))
    return taken, tuple(out)


def weight_of(text: str) -> Decimal | None:
    """Read a weight; None where it is none."""
    if len(text) > 20:
        return None
    try:
        weight = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return short(weight) if weight.is_finite() and 0 <= weight <= MOST else None
