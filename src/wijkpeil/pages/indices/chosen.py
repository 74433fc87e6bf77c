"""What a reader chose otherwise, each beside what is declared, with the way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.model.index_tree import Tree
from wijkpeil.pages.format import number
from wijkpeil.pages.indices.controls import chosen_of, declared_label
from wijkpeil.pages.indices.explorer_words import list_labels, made, method_label, set_label
from wijkpeil.pages.indices.reading import FAR, FILL, PUT, SCALE, SET, query_of
from wijkpeil.pages.indices.tree_rows import node_name
from wijkpeil.workflows.explore import Exploration
from wijkpeil.workflows.explore_methods import Methods
from wijkpeil.workflows.explore_weights import short


@record
class ChosenRow:
    """One choice that is not the declared one."""

    what: str
    now: str
    declared: str
    back: str
    """The query without it."""


def chosen_rows(
    tree: Tree,
    chosen: Exploration,
    declared: Mapping[str, float],
    language: Language,
    more: Mapping[str, str] | None = None,
) -> tuple[ChosenRow, ...]:
    """Say what is chosen otherwise, each with what is declared, in the active language.

    ``declared`` are the weights of nodes that count as declared; ``more`` stays in the way back.
    """
    return (*_weights(tree, chosen, declared, language, more or {}), *_methods(tree, chosen, language, more or {}))


def _weights(
    tree: Tree, chosen: Exploration, declared: Mapping[str, float], language: Language, more: Mapping[str, str]
) -> Iterator[ChosenRow]:
    if chosen.weight_set:
        yield ChosenRow(
            what=list_labels(tree, (SET,), language)[SET],
            now=set_label(tree, chosen.weight_set, language),
            declared=set_label(tree, "", language),
            back=query_of(replace(chosen, weight_set=""), more),
        )
    for node, weight in chosen.weights.items():
        others = {one: value for one, value in chosen.weights.items() if one != node}
        yield ChosenRow(
            what=_("Weight of %(part)s") % {"part": node_name(tree.node(node), language)},
            now=number(weight, language) if weight else _("0, left out"),
            declared=number(short(declared[node]), language),
            back=query_of(replace(chosen, weights=others), more),
        )


def _methods(tree: Tree, chosen: Exploration, language: Language, more: Mapping[str, str]) -> Iterator[ChosenRow]:
    methods = chosen.methods
    fields = (SCALE, PUT, *(f"{PUT}.{depth}" for depth in methods.levels), FILL, FAR)
    labels = list_labels(tree, fields, language)
    for field in fields:
        word = chosen_of(field, methods)
        if not word:
            continue
        yield ChosenRow(
            what=labels[field],
            now=method_label(made(field, word, methods, tree), language),
            declared=declared_label(field, tree, language),
            back=query_of(replace(chosen, methods=_without(methods, field)), more),
        )


def _without(methods: Methods, field: str) -> Methods:
    if field == SCALE:
        return replace(methods, normalisation="")
    if field == PUT:
        return replace(methods, aggregation="")
    if field == FILL:
        return replace(methods, imputation="")
    if field == FAR:
        return replace(methods, treatment="")
    return replace(methods, levels={at: one for at, one in methods.levels.items() if f"{PUT}.{at}" != field})
