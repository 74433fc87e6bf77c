"""What other choices would give, as plain data, for programs: the same choices as the explorer has in its address."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.model.base import LANGUAGES, Language
from wijkpeil.model.index_tree import Tree
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.indices.answers import Told, both, computed, heading
from wijkpeil.pages.indices.controls import chosen_words, query_of, read_exploration
from wijkpeil.pages.indices.scored import Places, Scored
from wijkpeil.pages.narrowing import Query
from wijkpeil.workflows.explore import Exploration, explore


def exploration_told(context: ViewContext, id: str, query: Query) -> Told:
    """Tell who would stand where with the choices of a query, beside where they stand as declared.

    Nothing of it is kept; what takes longer than a page may take is refused.

    Raises:
        NotFound: the programme has no such index.
        NotComputed: it is not computed.
        FaultsFound: with every choice that cannot be taken, or what makes them impossible together.
    """
    found = computed(context, id)
    chosen = _chosen(found.tree, query)
    now = _now(found, chosen)
    return {
        **heading(context, found, now.result, None),
        "chosen": {
            "weights": {node: float(weight) for node, weight in chosen.weights.items()},
            "said": _said(found.tree, chosen),
            "query": query_of(chosen).removeprefix("?"),
        },
        "items": _items(context, found.places, now),
    }


def _chosen(tree: Tree, query: Query) -> Exploration:
    """Read the choices of a query; every one that the page would leave out is a fault."""
    with override("en"):
        chosen, out = read_exploration(tree, query, "en")
        alone = {name: read_exploration(tree, {name: text}, "en")[1] for name, text in query.items()} if out else {}
    faults = []
    for said in out:
        name = next((name for name, each in alone.items() if said in each), "")
        remedy = say("See the nodes of the index, and the lists of its explorer.")
        faults.append(Fault(file="query", line=None, key=name, message=said, remedy=remedy))
    if faults:
        raise FaultsFound(faults)
    return chosen


def _now(found: Scored, chosen: Exploration) -> Places:
    if not chosen.any:
        return found.places
    assert found.ready is not None
    explored = explore(found.ready, chosen)
    if explored.result is None:
        raise FaultsFound(explored.faults)
    return Places(explored.index, explored.result)


def _said(tree: Tree, chosen: Exploration) -> list[dict[str, str]]:
    """Say in both languages what is chosen."""
    spoken: dict[Language, tuple[str, ...]] = {}
    for language in LANGUAGES:
        with override(language):
            spoken[language] = chosen_words(tree, chosen, language)
    return [{"nl": nl, "en": en} for nl, en in zip(spoken["nl"], spoken["en"], strict=True)]


def _items(context: ViewContext, declared: Places, now: Places) -> list[dict[str, Any]]:
    """Give an area each, the best new rank first, those without one last."""
    areas, told = context.lookup.areas, []
    for area in dict.fromkeys([*now.ranks, *now.result.areas, *declared.ranks]):
        rank, before = now.ranks.get(area), declared.ranks.get(area)
        better = None
        if rank is not None and before is not None:
            better = rank - before if declared.first_is_worst else before - rank
        name = both(areas[area].name if area in areas else area)
        row = {"area": area, "name": name, "score": now.score(area), "rank": rank}
        told.append({**row, "declared_rank": before, "places": better})
    return told
