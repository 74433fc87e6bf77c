"""The choices of an index, each with its reason, what it follows, who made it, and when it is looked at anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from wijkpeil.index.words import (
    AGGREGATIONS,
    AVAILABILITIES,
    IMPUTATIONS,
    NORMALISATIONS,
    SCREENINGS,
    TIES,
    TREATMENTS,
    WEIGHTS,
)
from wijkpeil.model.base import Language, record
from wijkpeil.model.index import Index
from wijkpeil.model.index_choices import Choice
from wijkpeil.model.index_tree import Tree, ranking_of
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.format import day
from wijkpeil.pages.indices.tree_rows import node_name


@record
class ChoiceRow:
    """One choice."""

    step: str
    method: str
    """Its word in the definition."""
    says: str
    holds_for: str
    """The nodes it holds for; empty where it holds for all."""
    why: str
    reference: str
    author: str
    version: str
    review: str


Made = tuple[str, str, Mapping[str, str], str, list[Any]]
"""A step, the field of a node, the words of its methods, the field with the method, and the nodes."""


def choice_rows(tree: Tree, language: Language) -> tuple[ChoiceRow, ...]:
    """Give every choice that the index makes, in the order in which it is computed, in the active language."""
    return tuple(_rows(tree, language))


def _rows(tree: Tree, language: Language) -> Iterator[ChoiceRow]:
    index = tree.index
    if index.screening:
        words = SCREENINGS[index.screening.by]
        least = str(index.screening.minimum)
        yield _row(index, _("Areas with too few figures"), least, words, "", index.screening, language)
    leaves, branches = list(tree.leaves), list(tree.branches)
    steps: tuple[Made, ...] = (
        (_("Missing figures"), "imputation", IMPUTATIONS, "method", leaves),
        (_("Figures far out"), "treatment", TREATMENTS, "method", leaves),
        (_("One scale"), "normalisation", NORMALISATIONS, "method", leaves),
        (_("Putting together"), "aggregation", AGGREGATIONS, "method", branches),
        (_("How much must be there"), "availability", AVAILABILITIES, "by", branches),
        (_("What is done with the result"), "then", NORMALISATIONS, "method", [*branches, *leaves]),
    )
    for made in steps:
        yield from _grouped(index, made, language)
    chosen = next((each for each in index.weight_sets if each.id == index.weight_set), None)
    if chosen is not None:
        yield _row(index, _("Weights"), chosen.method, WEIGHTS[chosen.method], "", chosen, language)
    ranking = ranking_of(index)
    yield _row(index, _("Ranks"), ranking.ties, TIES[ranking.ties], "", ranking, language)


def _grouped(index: Index, made: Made, language: Language) -> Iterator[ChoiceRow]:
    step, field, words, method, nodes = made
    by_choice: dict[Any, list[Any]] = {}
    for node in nodes:
        choice = getattr(node, field)
        if choice is not None:
            by_choice.setdefault(choice, []).append(node)
    for choice, those in by_choice.items():
        everywhere = len(those) == len(nodes)
        names = "" if everywhere else ", ".join(node_name(node, language) for node in those)
        word = getattr(choice, method)
        shown = f"{word} {choice.minimum}" if field == "availability" else word
        yield _row(index, step, shown, words[word], names, choice, language)


def _row(index: Index, step: str, method: str, words: str, nodes: str, choice: Choice, language: Language) -> ChoiceRow:
    review = choice.review or index.review
    return ChoiceRow(
        step=step,
        method=method,
        says=fault_words(words, language),
        holds_for=nodes,
        why=choice.why.in_(language) if choice.why else "",
        reference=choice.reference or index.reference,
        author=choice.author or index.author,
        version=choice.version or index.version,
        review=day(review, language),
    )
