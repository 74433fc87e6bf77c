"""An index as it would be with other weights or other methods, for whoever wants to see what a choice decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from wijkpeil.model.index import STEPS, Index, IndexLevel, IndexNode
from wijkpeil.model.index_choices import Aggregation, Choice, Imputation, Normalisation, Step, Treatment
from wijkpeil.model.index_tree import node_id


def with_weights(index: Index, weights: Mapping[str, float | Decimal]) -> Index:
    """Give an index that has these weights, by node; a node that is not among them keeps the one in the tree.

    It has no sets of weights: what it weighs stands in its tree.
    """

    def weighed(node: IndexNode, own: str) -> IndexNode:
        parts = tuple(weighed(part, node_id(part)) for part in node.parts)
        given = weights.get(own, node.weight)
        exact = Decimal(repr(given)) if isinstance(given, float) else given
        return replace(node, weight=exact.normalize() + 0 if exact else Decimal(0), parts=parts)

    tree = weighed(index.tree, node_id(index.tree, index.id))
    return replace(index, tree=replace(tree, weight=index.tree.weight), weight_sets=(), weight_set=None)


def with_aggregation(index: Index, choice: Aggregation, depth: int | None = None) -> Index:
    """Give an index that puts parts together in one way: those of every node, or of the nodes at one depth."""

    def put(node: IndexNode, at: int) -> IndexNode:
        parts = tuple(put(part, at + 1) for part in node.parts)
        return replace(node, aggregation=None if depth in (None, at) else node.aggregation, parts=parts)

    levels = list(index.levels)
    if depth is None:
        levels = [replace(level, aggregation=None) for level in levels]
        return replace(index, aggregation=choice, levels=tuple(levels), tree=put(index.tree, 0))
    levels += [IndexLevel()] * (depth + 1 - len(levels))
    levels[depth] = replace(levels[depth], aggregation=choice)
    return replace(index, levels=tuple(levels), tree=put(index.tree, 0))


def with_normalisation(index: Index, choice: Normalisation) -> Index:
    """Give an index that brings every indicator to one scale in one way."""
    return _everywhere(_taking(replace(index, normalisation=choice), "normalise"), "normalisation")


def with_treatment(index: Index, choice: Treatment) -> Index:
    """Give an index that does one thing with the figures far out of every indicator."""
    return _everywhere(_taking(replace(index, treatment=choice), "treat"), "treatment")


def with_imputation(index: Index, choice: Imputation) -> Index:
    """Give an index that fills what is missing of every indicator in one way.

    The mean of an area's other figures is taken where these stand on one scale: after normalisation.
    """
    index = replace(index, imputation=choice)
    if choice.method == "row-mean":
        index = _before(replace(index, steps=_without(index, "impute")), "impute", "aggregate")
    return _everywhere(_taking(index, "impute"), "imputation")


def without_past_reviews(index: Index, day: date) -> Index:
    """Give an index of which no choice is to be looked at anew by a day that has been."""
    made: Index = _unreviewed(index, day)
    return made


def _unreviewed(record: Any, day: date) -> Any:
    if isinstance(record, tuple):
        return tuple(_unreviewed(one, day) for one in record)
    if not is_dataclass(record) or isinstance(record, type):
        return record
    found = {field.name: _unreviewed(getattr(record, field.name), day) for field in fields(record)}
    if isinstance(record, Choice) and record.review is not None and record.review <= day:
        found["review"] = None
    return replace(record, **found)


def _taking(index: Index, step: Step) -> Index:
    """Give an index that takes a step; where it did not, just before indicators are on one scale."""
    steps = _steps(index)
    if step in steps:
        return index
    return _before(index, step, "normalise" if "normalise" in steps else "aggregate")


def _before(index: Index, step: Step, next: Step) -> Index:
    steps = _steps(index)
    at = steps.index(next)
    return replace(index, steps=(*steps[:at], step, *steps[at:]))


def _steps(index: Index) -> tuple[Step, ...]:
    return index.steps or STEPS


def _without(index: Index, step: Step) -> tuple[Step, ...]:
    return tuple(one for one in _steps(index) if one != step)


def _everywhere(index: Index, field: str) -> Index:
    """Give an index of which no node says anything of its own about a choice."""

    def bare(node: IndexNode) -> IndexNode:
        said: dict[str, Any] = {field: None}
        return replace(node, parts=tuple(bare(part) for part in node.parts), **said)

    return replace(index, tree=bare(index.tree))
