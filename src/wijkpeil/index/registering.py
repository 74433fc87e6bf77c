"""An index as an entry of the Dutch algorithm register: what it is for, what was weighed, how it works, who decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wijkpeil.errors import say
from wijkpeil.index.explaining import method_in_words, name_of
from wijkpeil.model.index import Index
from wijkpeil.model.index_tree import each_node, resolved

Words = Callable[[Any], str]
"""Puts what was said, or a text in two languages, in one language."""
LONGEST: Mapping[str, int] = {"name": 100, "description_short": 350, "methods_and_models": 5000}
"""The longest texts that the standard allows, of the fields that could pass them."""


def registered(indices: Sequence[Index]) -> tuple[Index, ...]:
    """Return the indices that are computed, which alone are algorithms."""
    return tuple(index for index in indices if index.shape is None)


def register_fields(index: Index, words: Words) -> dict[str, str]:
    """Return what an entry says of an index, by field of the standard, in the language of ``words``.

    The organisation, and what only that knows, is for the caller to add.
    """
    leaves = resolved(index).leaves
    names = tuple(name_of(leaf.node, leaf.id) for leaf in leaves)
    said: dict[str, Any] = {
        "name": say("Index: {name}", name=index.name),
        "description_short": index.description,
        "goal": _goal(index),
        "proportionality": say(
            "The alternative is to weigh {count} figures by eye, which every reader does otherwise. Here every choice "
            "is written down, with who made it, after what, and until when.",
            count=len(leaves),
        ),
        "human_intervention": say(
            "People chose the indicators, the weights and the methods, and look at them anew by {review}. What a score "
            "means for an area is said by people who know it. No decision follows from it by itself.",
            review=index.review.isoformat(),
        ),
        "risks": _risks(index),
        "source_data": say(
            "Public figures by area: {indicators}. No data on persons, households or addresses.", indicators=names
        ),
        "tags": say("neighbourhoods, area-based programmes, statistics, index"),
    }
    found = {field: words(text) for field, text in said.items()}
    found["methods_and_models"] = " ".join(words(each) for each in method_in_words(index))
    found |= {"status": "In gebruik", "publication_category": "Overige algoritmes"}
    return {field: _cut(text, LONGEST.get(field, 2500)) for field, text in found.items()}


def _goal(index: Index) -> str:
    common = say(
        "It makes one figure of many, so that areas can be compared. Effect: it is looked into what is the matter "
        "where a score stands out."
    )
    return common if index.why is None else say("{first} {second}", first=common, second=index.why)


def _risks(index: Index) -> str:
    common = say(
        "Another choice that could be defended gives other ranks: the range of each rank is computed with it. What is "
        "missing or falls out is told with its reason. Being named can harm an area: what each indicator adds stands "
        "beside its score."
    )
    grounds = tuple(node.ground for node in each_node(index) if node.ground is not None)
    if not grounds:
        return say("{first} {second}", first=common, second=say("No sensitive indicator takes part."))
    told = say("Sensitive indicators take part for these reasons: {grounds}.", grounds=grounds)
    return say("{first} {second}", first=common, second=told)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
