"""An index as plain data, for programs: what the pages show of it, with every digit and in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

import numpy as np

from wijkpeil.errors import Fault, NotComputed, NotFound, UserError, say
from wijkpeil.index.comparing import breaks_of
from wijkpeil.index.explaining import method_in_words
from wijkpeil.index.scoring import score_records
from wijkpeil.ledger.memory import Memory, Same
from wijkpeil.loading.json_form import record_json
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.pipeline import compute_panel
from wijkpeil.model.base import Text
from wijkpeil.model.index_tree import Leaf
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.indices.scored import Places, Scored, drawn, scored
from wijkpeil.pages.indices.tree_rows import shares_of
from wijkpeil.workflows.index_certainty import Certainty
from wijkpeil.workflows.score import index_of

T = TypeVar("T")
Told = dict[str, Any]
KEPT = 48
"""Number of tables that a process keeps, over all indices, periods and sets of weights."""
LEAF_CHOICES = ("denominator", "imputation", "treatment", "normalisation", "then")
BRANCH_CHOICES = ("aggregation", "availability", "then")

_kept: Memory[Any, Any] = Memory(KEPT)


def kept(context: ViewContext, part: tuple[str, ...], make: Callable[[], T]) -> T:
    """Return what was made of the definitions and figures of a programme, made once for the same.

    It is a memory of its own, so that whoever asks for many sets of weights and periods makes nobody draw anew.
    """
    programme = context.programme
    return cast(T, _kept.get((part, Same(programme.definitions), Same(programme.releases)), make))


def both(text: str | Text) -> dict[str, str]:
    """Return a text in both languages."""
    if isinstance(text, Text):
        return {"nl": text.nl, "en": text.en}
    return {"nl": fault_words(text, "nl"), "en": fault_words(text, "en")}


def index_told(context: ViewContext, id: str) -> Told:
    """Tell what an index is, and whether it is computed.

    Raises:
        NotFound: the programme has no such index.
    """
    found = scored(context, id)
    index = found.index
    return {
        "id": index.id,
        "name": both(index.name),
        "description": both(index.description),
        "polarity": index.polarity,
        "version": index.version,
        "author": index.author,
        "reference": index.reference,
        "review": index.review,
        "since": index.since,
        "shape": both(index.shape) if index.shape else None,
        "indicators": len(found.tree.leaves),
        "release": found.ready.release if found.ready else None,
        "periods": [result.data.period for result in found.results if result.data.period],
        "weight_sets": [each.id for each in index.weight_sets],
        "weight_set": index.weight_set,
        "computed": bool(found.results),
        "reasons": [both(fault.message) for fault in found.faults],
        "simulated": context.programme.simulated,
    }


def definition_told(context: ViewContext, id: str) -> Told:
    """Tell the definition of an index, as it is written and with every choice worked out.

    Raises:
        NotFound: the programme has no such index.
    """
    found = scored(context, id)
    return {
        **index_told(context, id),
        "method": [both(one) for one in method_in_words(found.index)],
        "breaks": [both(one) for one in breaks_of(found.results)],
        "nodes": nodes_told(found),
        "definition": record_json(index_of(context.programme, id)),
    }


def nodes_told(found: Scored) -> list[Told]:
    """Tell the nodes of the tree, parents before their parts, with the choices and the weights that count for each."""
    tree = found.tree
    weights = found.weights
    shares, whole, told = shares_of(tree, weights), dict[str, float](), list[Told]()
    for node in tree.nodes:
        leaf = isinstance(node, Leaf)
        whole[node.id] = shares.get(node.id, 1.0) * whole.get(node.parent, 1.0)
        choices = {name: getattr(node, name) for name in (LEAF_CHOICES if leaf else BRANCH_CHOICES)}
        told.append(
            {
                "id": node.id,
                "name": both(node.node.name or node.id),
                "parent": node.parent or None,
                "depth": node.depth,
                "indicator": node.node.indicator,
                "direction": {1: "up", -1: "down", 0: None}[node.sign],
                "weight": weights[node.id],
                "share": shares.get(node.id, 1.0),
                "whole": whole[node.id],
                "choices": {name: record_json(choice) if choice else None for name, choice in choices.items()},
            }
        )
    return told


def computed(context: ViewContext, id: str) -> Scored:
    """Give an index that is computed.

    Raises:
        NotFound: the programme has no such index.
        NotComputed: it is not computed, with every reason.
    """
    found = scored(context, id)
    if not found.results:
        raise NotComputed(say("The index {id} has no scores.", id=id), _remedied(found))
    return found


def _remedied(found: Scored) -> tuple[Fault, ...]:
    """Give why an index has no scores, each reason with what to do about it."""
    shape = say("Read its definition: it is kept for what is known of it, and gets scores once the rest is found.")
    usual = say("Correct the definition or the figures, and load them anew.")
    remedy = usual if found.index.shape is None else shape
    return tuple(fault if fault.remedy else replace(fault, remedy=remedy) for fault in found.faults)


def result_of(context: ViewContext, found: Scored, period: str | None, weights: str | None) -> IndexResult:
    """Give the result of a period, the last where none is named, by a set of weights, the declared where none is.

    Raises:
        NotFound: there are no figures of that period, or there is no such set.
        NotComputed: it cannot be computed by these weights.
    """
    results = found.results if weights in (None, found.index.weight_set) else _weighed(context, found, str(weights))
    periods = {result.data.period: result for result in results}
    if period is None:
        return results[-1]
    if period not in periods:
        known = tuple(each for each in periods if each) or (say("none"),)
        remedy = say("There are of: {known}.", known=known)
        raise NotFound(say("There are no figures of {period}. {remedy}", period=period, remedy=remedy))
    return periods[period]


def _weighed(context: ViewContext, found: Scored, weights: str) -> tuple[IndexResult, ...]:
    known = [each.id for each in found.index.weight_sets]
    if weights not in known:
        remedy = did_you_mean(weights, known, say("It has: {known}.", known=tuple(known) or (say("none"),)))
        raise NotFound(say("There is no set of weights {id} in the index. {remedy}", id=weights, remedy=remedy))
    ready = found.ready
    assert ready is not None

    def make() -> tuple[IndexResult, ...]:
        return compute_panel(ready.index, ready.panel, polarities=ready.polarities, weight_set=weights)

    try:
        return kept(context, ("results", found.index.id, weights), make)
    except UserError as error:
        said = say("The index {id} has no scores by the weights {weights}.", id=found.index.id, weights=weights)
        raise NotComputed(said, getattr(error, "faults", ())) from error


def heading(context: ViewContext, found: Scored, result: IndexResult, weights: str | None) -> Told:
    """Tell what scores are of: index, version, release, period and weights, and which end of the ranks is the worst."""
    places = Places(result.tree.index, result)
    return {
        "simulated": context.programme.simulated,
        "index": found.index.id,
        "version": found.index.version,
        "release": found.ready.release if found.ready else None,
        "period": result.data.period or None,
        "weight_set": weights or result.tree.index.weight_set,
        "first": "worst" if places.first_is_worst else "best",
        "ranked": places.count,
    }


def rows_of(context: ViewContext, found: Scored, result: IndexResult, weights: str | None) -> list[Told]:
    """Give a row per area, the best rank first, then those without a score: the records of ``wijkpeil score``.

    Ranges of ranks are those that the page shows: of its period, by the declared weights.
    """
    part = ("rows", found.index.id, weights or "", result.data.period)
    return kept(context, part, lambda: _rows(context, found, result))


def _rows(context: ViewContext, found: Scored, result: IndexResult) -> list[Told]:
    sure, at = certain(context, found, result), Places(found.index, result).rows
    areas, made = context.lookup.areas, []
    for one in score_records([result]):
        row, area = at.get(one["area"]), areas.get(one["area"])
        ranged = sure is not None and row is not None and one["rank"] is not None
        made.append(
            {
                **one,
                "name": both(area.name) if area else both(one["name"]),
                "rank_low": int(sure.low[row]) if sure and ranged else None,
                "rank_high": int(sure.high[row]) if sure and ranged else None,
                "nodes": None,
                "among_worst": _plain(sure.worst[row]) if sure and ranged else None,
                "reason": both(one["reason"]) if one["reason"] else None,
            }
        )
    return made


def certain(context: ViewContext, found: Scored, result: IndexResult) -> Certainty | None:
    """Give how sure the ranks of a result are, where the site draws that: of the result that its pages show."""
    if result is not found.result:
        return None
    sure = drawn(context, found.index.id)
    return sure if isinstance(sure, Certainty) else None


def draws_told(context: ViewContext, found: Scored, result: IndexResult) -> Told:
    """Tell what ranges of ranks rest on, or why there are none."""
    if result is not found.result:
        why = say("Draws are kept for the last period and the declared weights; `wijkpeil score --draws` makes others.")
        return {"draws": None, "unsure": both(why)}
    sure = drawn(context, found.index.id)
    if not isinstance(sure, Certainty):
        return {"draws": None, "unsure": both(sure.reason) if sure else None}
    told = {"count": sure.draws, "worst": sure.k, "drawn": [both(one) for one in sure.drawn], "declared": sure.declared}
    return {"draws": told, "unsure": None}


def nodes_of_areas(result: IndexResult) -> Callable[[str], dict[str, float | None]]:
    """Return what gives the scores of every node for an area; None where it has none."""
    at = {area: row for row, area in enumerate(result.areas)}

    def told(area: str) -> dict[str, float | None]:
        row = at.get(area)
        return {node: None if row is None else _plain(scores[row]) for node, scores in result.scores.items()}

    return told


def means_of(
    context: ViewContext, found: Scored, result: IndexResult, weights: str | None
) -> Mapping[str, float | None]:
    """Give what each indicator adds on average, over the areas that have a score and a figure of it."""
    rows = rows_of(context, found, result, weights)
    part = ("means", found.index.id, weights or "", result.data.period)
    return kept(context, part, lambda: {leaf: _mean(rows, leaf) for leaf in result.leaves})


def _mean(rows: list[Told], leaf: str) -> float | None:
    known = [row["contributions"][leaf] for row in rows if row["contributions"].get(leaf) is not None]
    return float(np.mean(known)) if known else None


def _plain(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)
