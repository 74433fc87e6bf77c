"""What an address of the explorer chooses: read from its fields, and written as short as it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.model.index_tree import resolved
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.format import number
from wijkpeil.pages.indices.explorer_words import list_labels
from wijkpeil.pages.indices.scored import Scored
from wijkpeil.pages.indices.tree_rows import node_name
from wijkpeil.pages.left_out import left_out, readable
from wijkpeil.pages.narrowing import Query
from wijkpeil.workflows import explore_methods, explore_weights
from wijkpeil.workflows.explore import Exploration, base_weights
from wijkpeil.workflows.explore_methods import LEAST_POWER, MOST_POWER, POWER, Methods

WEIGHT, SET, SCALE, PUT, FILL, FAR, POW = "w.", "s", "n", "a", "i", "t", "p"
"""Beginning of the name of a weight, and the names of the other fields, in an address."""
WAS = "was"
"""The field of a form that tells what it was filled with, as the query of an address."""
LONGEST = 4000
"""Letters of that which are read."""


@record
class Reading:
    """What an address chooses."""

    chosen: Exploration
    left_out: tuple[str, ...]
    """What was left out of it, in words."""
    lists: Mapping[str, tuple[str, ...]]
    """What each list offers, by its field."""
    base: Mapping[str, float]
    """The weight of every node by the set that is chosen."""


def offered(found: Scored) -> Mapping[str, tuple[str, ...]]:
    """Give what each list of the form offers beside what is declared, by the name of its field."""
    assert found.ready is not None
    tree, areas = found.tree, len(found.ready.panel[-1].areas)
    puts = {f"{PUT}.{depth}": depth for depth in explore_methods.putting_depths(tree)}
    return {
        SET: explore_weights.offered_sets(tree.index),
        SCALE: explore_methods.offered_normalisations(tree),
        PUT: explore_methods.offered_aggregations(tree, areas),
        **{field: explore_methods.offered_aggregations(tree, areas, depth) for field, depth in puts.items()},
        FILL: explore_methods.offered_imputations(tree, len(found.ready.panel)),
        FAR: explore_methods.offered_treatments(tree),
    }


def read_exploration(found: Scored, query: Query, language: Language) -> Reading:
    """Read what an address chooses; say what was left out of it in the active language.

    A form tells under ``was`` what it was filled with. Only weights that were typed then count, so that choosing a set
    of weights sets all others to it.
    """
    assert found.ready is not None
    lists = offered(found)
    methods, said = _methods(found, lists, query, language)
    weight_set = _of_list(lists, query, SET)
    base = base_weights(found.ready, Exploration(methods, weight_set))
    weights, out = explore_weights.read_weights(found.tree, base, _typed(found, query, weight_set, language))
    names = {node.id: node_name(node, language) for node in found.tree.nodes}
    refused = tuple(
        _("The weight “%(value)s” of %(part)s cannot be taken. %(reason)s")
        % {
            "value": readable(one.value),
            "part": names.get(one.what, readable(one.what)),
            "reason": fault_words(one.reason, language),
        }
        for one in out
    )
    labels = list_labels(found.tree, lists, language)
    unknown = left_out(query, [(field, labels[field], values) for field, values in lists.items()])
    chosen = Exploration(methods, weight_set, weights)
    return Reading(chosen=chosen, left_out=(*refused, *said, *unknown), lists=lists, base=base)


def _of_list(lists: Mapping[str, tuple[str, ...]], query: Query, field: str) -> str:
    value = query.get(field, "")
    return value if value in lists[field] else ""


def _methods(
    found: Scored, lists: Mapping[str, tuple[str, ...]], query: Query, language: Language
) -> tuple[Methods, tuple[str, ...]]:
    assert found.ready is not None
    levels = {field: _of_list(lists, query, field) for field in lists if field.startswith(f"{PUT}.")}
    methods = Methods(
        normalisation=_of_list(lists, query, SCALE),
        aggregation=_of_list(lists, query, PUT),
        levels={int(field.removeprefix(f"{PUT}.")): method for field, method in levels.items() if method},
        imputation=_of_list(lists, query, FILL),
        treatment=_of_list(lists, query, FAR),
    )
    said = []
    if methods.powered and (text := query.get(POW, "").strip()):
        power = _power(text)
        methods = replace(methods, power=None if power == POWER else power)
        if power is None:
            ends = {"least": number(LEAST_POWER, language), "most": number(MOST_POWER, language)}
            said.append(
                _("The power “%(value)s” cannot be taken: a power is a number from %(least)s to %(most)s.")
                % {"value": readable(text), **ends}
            )
    changed = explore_methods.with_methods(found.ready.index, methods)
    if methods.normalisation and explore_methods.counts_flags(resolved(changed)):
        methods = replace(methods, normalisation="")
        said.append(_("Flags are counted here: with another scale, choose another way of putting together too."))
    return methods, tuple(said)


def _power(text: str) -> Decimal | None:
    if len(text) > 20:
        return None
    try:
        power = Decimal(text.replace(",", ".").replace("−", "-"))
    except InvalidOperation:
        return None
    return explore_weights.short(power) if power.is_finite() and LEAST_POWER <= power <= MOST_POWER else None


def _typed(found: Scored, query: Query, weight_set: str, language: Language) -> dict[str, str]:
    """Give the weights that count of those in a form: where it tells what it was filled with, what differs from that,
    and what differed from the set before, if that is still the set."""
    assert found.ready is not None
    given = {name.removeprefix(WEIGHT): text for name, text in query.items() if name.startswith(WEIGHT)}
    if WAS not in query:
        return given
    read = read_exploration(found, _query(query[WAS]), language)
    before = read.chosen
    shown = {**{node: explore_weights.short(weight) for node, weight in read.base.items()}, **before.weights}
    typed = {node: text for node, text in given.items() if node not in shown or _other(text, shown[node])}
    kept = before.weights if before.weight_set == weight_set else {}
    return {**{node: format(weight, "f") for node, weight in kept.items()}, **typed}


def _other(text: str, shown: Decimal) -> bool:
    return explore_weights.weight_of(text) != shown


def _query(text: str) -> Query:
    """Read the query of an address; nothing where it is none."""
    try:
        found = dict(parse_qsl(text[:LONGEST].removeprefix("?"), max_num_fields=1000))
    except ValueError:
        return {}
    return {name: value for name, value in found.items() if name != WAS}


def query_of(chosen: Exploration, more: Mapping[str, str] | None = None) -> str:
    """Write what is chosen as a query, as short as it can be; empty where nothing is."""
    kept = {name: value for name, value in {**address_of(chosen), **(more or {})}.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def address_of(chosen: Exploration) -> dict[str, str]:
    """Give what is chosen by the names of fields."""
    return {name: value for name, value in _written(chosen) if value}


def _written(chosen: Exploration) -> Iterator[tuple[str, str]]:
    yield SET, chosen.weight_set
    yield from ((f"{WEIGHT}{node}", format(weight, "f")) for node, weight in chosen.weights.items())
    methods = chosen.methods
    yield SCALE, methods.normalisation
    yield PUT, methods.aggregation
    yield from ((f"{PUT}.{depth}", method) for depth, method in methods.levels.items())
    if methods.powered and methods.power is not None:
        yield POW, format(methods.power, "f")
    yield FILL, methods.imputation
    yield FAR, methods.treatment
