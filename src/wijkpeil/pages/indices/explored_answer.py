"""What other choices would give, as plain data, for programs: the same choices as the explorer has in its address."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.model.base import LANGUAGES, Language
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.indices.answers import Told, both, computed, heading
from wijkpeil.pages.indices.chosen import chosen_rows
from wijkpeil.pages.indices.reading import query_of, read_exploration
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
    chosen = _chosen(found, query)
    now = _now(found, chosen)
    return {
        **heading(context, found, now.result, None),
        "chosen": {
            "weights": {node: float(weight) for node, weight in chosen.weights.items()},
            "said": _said(found, chosen),
            "query": query_of(chosen).removeprefix("?"),
        },
        "items": _items(context, found.places, now),
    }


def _chosen(found: Scored, query: Query) -> Exploration:
    """Read the choices of a query; every one that the page would leave out is a fault."""
    with override("en"):
        read = read_exploration(found, query, "en")
        apart = query if read.left_out else {}
        alone = {name: read_exploration(found, {name: text}, "en").left_out for name, text in apart.items()}
    faults = []
    for said in read.left_out:
        name = next((name for name, each in alone.items() if said in each), "")
        remedy = say("See the nodes of the index, and the lists of its explorer.")
        faults.append(Fault(file="query", line=None, key=name, message=said, remedy=remedy))
    if faults:
        raise FaultsFound(faults)
    return read.chosen


def _now(found: Scored, chosen: Exploration) -> Places:
    if not chosen.any:
        return found.places
    assert found.ready is not None
    explored = explore(found.ready, chosen)
    if explored.result is None:
        raise FaultsFound(explored.faults)
    return Places(explored.index, explored.result)


def _said(found: Scored, chosen: Exploration) -> list[dict[str, str]]:
    """Say in both languages what is chosen, beside what is declared."""
    assert found.result is not None
    spoken: dict[Language, tuple[str, ...]] = {}
    for language in LANGUAGES:
        with override(language):
            rows = chosen_rows(found.tree, chosen, found.result.weights, language)
            spoken[language] = tuple(f"{row.what}: {row.now}. {_('Declared')}: {row.declared}." for row in rows)
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
