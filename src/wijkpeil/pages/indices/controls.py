"""What can be chosen otherwise in the explorer, as fields of a form, and what an address chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from wijkpeil.index.words import AGGREGATIONS, NORMALISATIONS
from wijkpeil.model.base import Language, record
from wijkpeil.model.index_tree import Tree, node_weights
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.format import number, percent
from wijkpeil.pages.indices.tree_rows import node_name, shares_of
from wijkpeil.pages.left_out import left_out, readable
from wijkpeil.pages.narrowing import Query
from wijkpeil.workflows import explore
from wijkpeil.workflows.explore import Exploration

WEIGHT, SCALE, PUT = "w.", "n", "a"
"""Beginning of the name of a weight, and the names of the lists, in an address."""


@record
class WeightControl:
    """A weight to set."""

    field: str
    """Its name in the address."""
    name: str
    depth: int
    value: str
    """As a field holds it, with a point."""
    most: str
    """The end of the slider."""
    step: str
    declared: str
    declared_share: str
    share: str
    """Of its siblings, as it is set."""
    changed: bool


@record
class WeightGroup:
    """Weights that count beside each other."""

    name: str
    weights: tuple[WeightControl, ...]


@record
class ListOption:
    """A method to choose."""

    value: str
    label: str
    selected: bool


@record
class ListControl:
    """A list of methods."""

    field: str
    label: str
    says: str
    """What the declared method does."""
    options: tuple[ListOption, ...]


def read_exploration(tree: Tree, query: Query, language: Language) -> tuple[Exploration, tuple[str, ...]]:
    """Read what an address chooses; return that, and what was left out of it in words, in the active language."""
    given = {name.removeprefix(WEIGHT): text for name, text in query.items() if name.startswith(WEIGHT)}
    weights, out = explore.read_weights(tree, given)
    scales, puts = explore.offered_normalisations(tree.index), explore.offered_aggregations(tree.index)
    chosen = Exploration(
        weights=weights,
        normalisation=query.get(SCALE, "") if query.get(SCALE, "") in scales else "",
        aggregation=query.get(PUT, "") if query.get(PUT, "") in puts else "",
    )
    flags: tuple[str, ...] = ()
    if chosen.normalisation and not chosen.aggregation and explore.counts_flags(tree):
        chosen = replace(chosen, normalisation="")
        flags = (_("Flags are counted here: with another scale, choose another way of putting together too."),)
    names = {node.id: node_name(node, language) for node in tree.nodes}
    said = tuple(
        _("The weight “%(value)s” of %(part)s is left out. %(reason)s")
        % {
            "value": readable(one.value),
            "part": names.get(one.what, readable(one.what)),
            "reason": fault_words(one.reason, language),
        }
        for one in out
    )
    return chosen, (*said, *flags, *left_out(query, [(SCALE, scale_label(), scales), (PUT, put_label(), puts)]))


def scale_label() -> str:
    """Say what the list of scales is, in the active language."""
    return _("One scale")


def put_label() -> str:
    """Say what the list of ways to put parts together is, in the active language."""
    return _("Putting together")


def query_of(chosen: Exploration, more: Mapping[str, str] | None = None) -> str:
    """Write what is chosen as a query, as short as it can be; empty where nothing is."""
    found = {f"{WEIGHT}{node}": format(weight, "f") for node, weight in chosen.weights.items()}
    found |= {SCALE: chosen.normalisation, PUT: chosen.aggregation, **(more or {})}
    kept = {name: value for name, value in found.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def chosen_words(tree: Tree, chosen: Exploration, language: Language) -> tuple[str, ...]:
    """Say what is chosen otherwise, each with what is declared, in the active language."""
    written, names = explore.declared_weights(tree), method_names()
    said = [
        _("%(part)s weighs %(weight)s (declared: %(declared)s)")
        % {
            "part": node_name(tree.node(node), language),
            "weight": number(weight, language),
            "declared": number(written[node], language),
        }
        for node, weight in chosen.weights.items()
    ]
    said += [
        f"{label}: {names.get(method, method)}"
        for label, method in ((scale_label(), chosen.normalisation), (put_label(), chosen.aggregation))
        if method
    ]
    return tuple(said)


def weight_groups(tree: Tree, chosen: Exploration, language: Language) -> tuple[WeightGroup, ...]:
    """Give the weights to set, siblings together, in the active language."""
    declared = node_weights(tree)
    now = {**declared, **{node: float(weight) for node, weight in chosen.weights.items()}}
    shares, before = shares_of(tree, now), shares_of(tree, declared)
    written = explore.declared_weights(tree)
    groups = []
    for branch in tree.branches:
        if len(branch.parts) < 2:
            continue
        most = _most([max(written[part], chosen.weights.get(part, Decimal(0))) for part in branch.parts])
        step = Decimal(1).scaleb((most / 10).adjusted())
        controls = tuple(
            WeightControl(
                field=f"{WEIGHT}{part}",
                name=node_name(tree.node(part), language),
                depth=branch.depth + 1,
                value=format(chosen.weights.get(part, written[part]), "f"),
                most=format(most, "f"),
                step=format(step, "f"),
                declared=number(written[part], language),
                declared_share=percent(100 * before[part], language, 0),
                share=percent(100 * shares[part], language, 0),
                changed=part in chosen.weights,
            )
            for part in branch.parts
        )
        groups.append(WeightGroup(name=node_name(branch, language), weights=controls))
    return tuple(groups)


def _most(weights: list[Decimal]) -> Decimal:
    """Give the end of the sliders of siblings: twice the greatest, so that each can be the heaviest by far."""
    return 2 * max(weights) or Decimal(1)


def list_controls(tree: Tree, chosen: Exploration, language: Language) -> tuple[ListControl, ...]:
    """Give the lists of methods, in the active language."""
    scales = {leaf.normalisation.method for leaf in tree.leaves}
    puts = {branch.aggregation.method for branch in tree.branches}
    return (
        _list(SCALE, scale_label(), scales, explore.offered_normalisations(tree.index), chosen.normalisation, language),
        _list(PUT, put_label(), puts, explore.offered_aggregations(tree.index), chosen.aggregation, language),
    )


def _list(
    field: str, label: str, declared: set[str], offered: tuple[str, ...], chosen: str, language: Language
) -> ListControl:
    words: Mapping[str, str] = NORMALISATIONS if field == SCALE else AGGREGATIONS
    names = method_names()
    shown = ", ".join(sorted(names.get(one, one) for one in declared))
    options = [ListOption(value="", label=_("as declared: %(method)s") % {"method": shown}, selected=not chosen)]
    options += [ListOption(value=one, label=names.get(one, one), selected=one == chosen) for one in offered]
    says = [chosen] if chosen else sorted(declared)
    return ListControl(
        field=field,
        label=label,
        says=" ".join(fault_words(words[one], language) for one in says),
        options=tuple(options),
    )


def method_names() -> dict[str, str]:
    """Name the methods that a reader may meet in the explorer, in the active language; others have their word."""
    return {
        "min-max": _("between the lowest and the highest"),
        "z-score": _("standard deviations from the mean"),
        "percentile-rank": _("share of areas below"),
        "rank": _("place among the areas"),
        "flag": _("beyond its threshold or not"),
        "goalposts": _("between two goalposts"),
        "as-is": _("figures as they are"),
        "arithmetic-mean": _("weighted mean"),
        "geometric-mean": _("geometric mean"),
        "harmonic-mean": _("harmonic mean"),
        "mazziotta-pareto": _("mean with a penalty for imbalance"),
        "copeland": _("areas two by two"),
        "weighted-sum": _("weighted sum"),
        "count-of-flags": _("number of flags"),
    }
