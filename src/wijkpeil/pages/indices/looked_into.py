"""One area on an index, and whether the parts of an index go together, as plain data, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.utils.translation import override

from wijkpeil.errors import NotComputed, NotFound, say
from wijkpeil.index.explaining import place_in_words
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.methods.composite.coherence import Coherence, NodeReport
from wijkpeil.methods.composite.data import IndexResult, Places
from wijkpeil.methods.composite.placing import places_of
from wijkpeil.model.base import LANGUAGES, Language
from wijkpeil.model.index_tree import Leaf
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.indices.answers import (
    Told,
    both,
    computed,
    draws_told,
    heading,
    kept,
    means_of,
    result_of,
    rows_of,
)
from wijkpeil.pages.indices.coherence import coherence_section
from wijkpeil.pages.indices.scored import Scored, report


def area_told(context: ViewContext, id: str, area: str, period: str | None, weights: str | None) -> Told:
    """Tell where one area stands on an index and on each of its nodes, and why.

    Raises:
        NotFound: there is no such index, period or set of weights, or the area has no part in the index.
        NotComputed: the index is not computed.
    """
    found = computed(context, id)
    result = result_of(context, found, period, weights)
    rows = rows_of(context, found, result, weights)
    own = next((row for row in rows if row["area"] == area), None)
    if own is None:
        remedy = did_you_mean(area, [row["area"] for row in rows], say("See the scores for the areas that it has."))
        raise NotFound(say("The index {id} has no area {area}. {remedy}", id=id, area=area, remedy=remedy))
    part = ("node ranks", id, weights or "", result.data.period)
    ranks = kept(context, part, lambda: {node: places_of(result, node) for node in result.scores})
    return {
        **heading(context, found, result, weights),
        **draws_told(context, found, result),
        "standing": own,
        "nodes": _nodes(result, own, means_of(context, found, result, weights), ranks),
        "sentences": [both(one) for one in place_in_words((result,), area)],
    }


def _nodes(
    result: IndexResult, own: Told, means: Mapping[str, float | None], ranks: Mapping[str, Places]
) -> list[Told]:
    row = result.areas.index(own["area"]) if own["area"] in result.areas else None
    added = {leaf: _under(result, leaf, own["contributions"]) for leaf in result.scores}
    usual = {leaf: _under(result, leaf, means) for leaf in result.scores}
    told = []
    for node in (each for each in result.tree.nodes if each.id in result.scores):
        score = None if row is None else _plain(result.scores[node.id][row])
        mine, mean = added[node.id], usual[node.id]
        told.append(
            {
                "id": node.id,
                "name": both(node.node.name or node.id),
                "score": score,
                "rank": int(ranks[node.id][row]) if row is not None and score is not None else None,
                "contribution": mine,
                "beside_mean": None if mine is None or mean is None else mine - mean,
            }
        )
    return told


def _under(result: IndexResult, node: str, parts: Mapping[str, float | None]) -> float | None:
    """Add up what is known of the indicators of a node; None where nothing is."""
    tree, pending, known = result.tree, [node], list[float]()
    while pending:
        one = tree.node(pending.pop())
        if isinstance(one, Leaf):
            part = parts.get(one.id)
            known += [] if part is None else [part]
        else:
            pending += one.parts
    return sum(known) if known else None


def coherence_told(context: ViewContext, id: str) -> Told:
    """Tell whether the parts of an index go together.

    Raises:
        NotFound: the programme has no such index.
        NotComputed: it is not computed, or ranks fewer than two areas.
    """
    found = computed(context, id)
    made = report(context, id)
    if made is None or found.result is None:
        raise NotComputed(say("The index {id} ranks fewer than two areas: there is nothing to compare.", id=id), ())
    return {
        **heading(context, found, found.result, None),
        "sentences": _sentences(found, made),
        "indicators": [_fields(one) for one in made.indicators],
        "nodes": [_node(one) for one in made.nodes],
        "groups": list(made.groups),
        "across": _table(made.across),
        "astray": [{"indicator": leaf, "group": group} for leaf, group in made.astray],
    }


def _sentences(found: Scored, made: Coherence) -> list[dict[str, str]]:
    spoken: dict[Language, tuple[str, ...]] = {}
    for language in LANGUAGES:
        with override(language):
            spoken[language] = coherence_section(made, found.tree, found.places.count, language).sentences
    return [{"nl": nl, "en": en} for nl, en in zip(spoken["nl"], spoken["en"], strict=True)]


def _fields(one: Any) -> Told:
    return {name: _known(getattr(one, name)) for name in one.__dataclass_fields__}


def _node(one: NodeReport) -> Told:
    pairs = [{"one": each, "other": other, "correlation": pair.correlation} for each, other, pair in one.pairs]
    return {**_fields(one), "correlations": _table(one.correlations), "pairs": pairs}


def _table(values: Any) -> list[list[float | None]]:
    return [[_plain(cell) for cell in row] for row in values]


def _known(value: Any) -> Any:
    return None if isinstance(value, float) and np.isnan(value) else value


def _plain(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)
