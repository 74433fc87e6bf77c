"""Why an index cannot be computed with what a reader chose, in plain words, and a choice with which it can."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from wijkpeil.errors import Fault
from wijkpeil.model.base import Language, record
from wijkpeil.model.index_choices import Aggregation
from wijkpeil.model.index_tree import Branch, Tree, resolved
from wijkpeil.pages.faults import fault_in, fault_words
from wijkpeil.pages.indices.explorer_words import method_label
from wijkpeil.pages.indices.reading import query_of
from wijkpeil.pages.indices.scored import Scored
from wijkpeil.pages.indices.tree_rows import node_name
from wijkpeil.workflows.explore import Exploration, Explored, explore
from wijkpeil.workflows.explore_methods import normalisation_of


@record
class Remedy:
    """A choice with which it can be computed."""

    text: str
    query: str


def why_not(
    found: Scored, explored: Explored, chosen: Exploration, language: Language
) -> tuple[tuple[str, ...], Remedy | None]:
    """Say why an exploration has no result, and with what it would have one, in the active language."""
    tree = resolved(explored.index)
    reasons = tuple(dict.fromkeys(_reason(fault, tree, language) for fault in explored.faults))
    return reasons, _remedy(found, chosen, language)


def _remedy(found: Scored, chosen: Exploration, language: Language) -> Remedy | None:
    """Offer the scale that the way of putting together is made for, where that helps."""
    assert found.ready is not None
    scale = "z-score" if "mazziotta-pareto" in chosen.methods.putting else "min-max"
    safe = replace(chosen, methods=replace(chosen.methods, normalisation=scale))
    if safe == chosen or explore(found.ready, safe).result is None:
        return None
    label = method_label(normalisation_of(safe.methods), language)
    return Remedy(text=_("With the scale “%(scale)s” it can be") % {"scale": label}, query=query_of(safe))


def _reason(fault: Fault, tree: Tree, language: Language) -> str:
    node = next((one for one in tree.nodes if one.id == fault.key), None)
    if node is None:
        said = fault_in(fault, language)
        return f"{said.message} {said.remedy}".strip()
    if isinstance(node, Branch) and (plainly := _needs(node.aggregation)):
        return plainly
    reason = getattr(fault.message, "parts", {}).get("reason", fault.message)
    return f"{node_name(node, language)}: {fault_words(reason, language)}"


def _needs(choice: Aggregation) -> str:
    """Say what a way of putting together needs of its figures; empty where it takes any."""
    if choice.method in ("geometric-mean", "harmonic-mean", "generalised-mean"):
        if choice.power is not None and choice.power > 0:
            return _("A mean of this power has a meaning from 0 on, and on this scale some figures are below 0.")
        return _("This mean has a meaning above 0 alone, and on this scale some figures are 0 or less.")
    if choice.method in ("mazziotta-pareto", "adjusted-mazziotta-pareto"):
        return _("The penalty is a share of the mean, and on this scale some means are 0 or less.")
    if choice.method == "benefit-of-the-doubt":
        return _("Weights are found for figures from 0 on, and on this scale some are below 0.")
    return ""
