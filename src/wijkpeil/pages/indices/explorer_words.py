"""The words of the explorer: what its lists and their choices are called, and what each does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.index.words import AGGREGATIONS, IMPUTATIONS, NORMALISATIONS, PARAMETERS, TREATMENTS, VALUES, WEIGHTS
from wijkpeil.model.base import Language
from wijkpeil.model.index import IndexLevel
from wijkpeil.model.index_choices import Aggregation, Imputation, Normalisation, Treatment, WeightSet
from wijkpeil.model.index_methods import parameters_of
from wijkpeil.model.index_tree import Tree
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.format import number
from wijkpeil.workflows import explore_methods
from wijkpeil.workflows.explore_methods import Methods
from wijkpeil.workflows.explore_weights import EQUAL, IN_TREE

Method = Normalisation | Aggregation | Imputation | Treatment
SAYS: Mapping[str, str] = {
    **{f"normalisation.{word}": said for word, said in NORMALISATIONS.items()},
    **{f"aggregation.{word}": said for word, said in AGGREGATIONS.items()},
    **{f"imputation.{word}": said for word, said in IMPUTATIONS.items()},
    **{f"treatment.{word}": said for word, said in TREATMENTS.items()},
}
"""What each method does, by the field of the definition and its word."""


def list_labels(tree: Tree, fields: Iterable[str], language: Language) -> dict[str, str]:
    """Say what each list is, by its field, in the active language."""
    known = {
        "s": _("Set of weights"),
        "n": _("One scale"),
        "a": _("Putting together"),
        "i": _("Missing figures"),
        "t": _("Figures far out"),
    }
    return {field: known.get(field) or _level_label(tree, int(field.partition(".")[2]), language) for field in fields}


def _level_label(tree: Tree, depth: int, language: Language) -> str:
    levels = tree.index.levels
    level = levels[depth] if depth < len(levels) else IndexLevel()
    if not depth:
        return _("Putting together into the index")
    if level.name:
        return _("Putting together into each “%(level)s”") % {"level": level.name.in_(language)}
    return _("Putting together at depth %(depth)d") % {"depth": depth}


def method_label(choice: Method, language: Language) -> str:
    """Name a method with its parameters, in the active language."""
    given = ", ".join(_parameters(choice, language))
    name = method_names(language).get(f"{_field(choice)}.{choice.method}", choice.method)
    return f"{name} ({given})" if given else name


def _parameters(choice: Method, language: Language) -> Iterator[str]:
    """Say the parameters of a method; the side of a penalty is that of the index, and no choice."""
    for name in parameters_of(type(choice).__name__):
        value = getattr(choice, name)
        if value in (None, "") or value is False or name == "penalty":
            continue
        word = fault_words(PARAMETERS[name], language)
        if value is True:
            yield word
        elif isinstance(value, Decimal | int):
            yield f"{word} {number(value, language)}"
        else:
            yield f"{word} {fault_words(VALUES.get(value, value), language)}"


def says_of(choice: Method, language: Language) -> str:
    """Say what a method does, in the active language."""
    said = fault_words(SAYS[f"{_field(choice)}.{choice.method}"], language)
    more = ""
    if choice.method == "benefit-of-the-doubt":
        more = _("Weights set here then count for nothing, apart from 0.")
    if choice.method == "row-mean":
        more = _("It is filled in after all stand on one scale.")
    if isinstance(choice, Treatment) and choice.method != "none" and not choice.force:
        more = _("Only where the shape of an indicator asks for it.")
    return f"{said} {more}".strip()


def _field(choice: Method) -> str:
    return type(choice).__name__.casefold()


def made(field: str, word: str, methods: Methods, tree: Tree) -> Method:
    """Give a method of a list as it would be computed, by the field of the list."""
    if field == "n":
        return explore_methods.normalisation_of(replace(methods, normalisation=word))
    if field == "i":
        return explore_methods.IMPUTATIONS[word]
    if field == "t":
        return explore_methods.TREATMENTS[word]
    return explore_methods.aggregation_of(word, methods, tree.index)


def held(field: str, tree: Tree) -> tuple[Method, ...]:
    """Give the methods of a list that the index has, each once."""
    of: Mapping[str, Callable[[], Iterable[Method]]] = {
        "n": lambda: (leaf.normalisation for leaf in tree.leaves),
        "i": lambda: (leaf.imputation for leaf in tree.leaves),
        "t": lambda: (leaf.treatment for leaf in tree.leaves),
        "a": lambda: (branch.aggregation for branch in tree.branches),
    }
    depth = field.partition(".")[2]
    if depth:
        return tuple(dict.fromkeys(one.aggregation for one in tree.branches if one.depth == int(depth)))
    return tuple(dict.fromkeys(of[field]()))


def set_label(tree: Tree, chosen: str, language: Language) -> str:
    """Name a set of weights, the one that counts where none is given, in the active language."""
    if chosen == EQUAL:
        return _("all alike")
    own = _set(tree, chosen or tree.index.weight_set or "")
    if chosen == IN_TREE or own is None:
        return _("those in the tree")
    return own.name.in_(language) if own.name else own.id


def set_says(tree: Tree, chosen: str, language: Language) -> str:
    """Say where a set of weights comes from, in the active language."""
    if chosen == EQUAL:
        return fault_words(WEIGHTS["equal"], language)
    own = _set(tree, chosen or tree.index.weight_set or "")
    if chosen == IN_TREE or own is None:
        return _("Weights are those that stand with the parts.")
    said = fault_words(WEIGHTS[own.method], language)
    return f"{said} {own.why.in_(language)}" if own.why else said


def _set(tree: Tree, id: str) -> WeightSet | None:
    return next((each for each in tree.index.weight_sets if each.id == id), None)


@cache
def method_names(language: Language) -> Mapping[str, str]:
    """Name the methods that a reader may meet in the explorer, by field and word; others have their word."""
    with override(language):
        kinds = {"normalisation": _scales(), "aggregation": _puts(), "imputation": _fills(), "treatment": _treats()}
        return {f"{kind}.{word}": name for kind, names in kinds.items() for word, name in names.items()}


def _scales() -> dict[str, str]:
    return {
        "as-is": _("figures as they are"),
        "min-max": _("between the lowest and the highest"),
        "z-score": _("standard deviations from the mean"),
        "distance-to-maximum": _("how near to the best, from 0 to 1"),
        "distance-to-mean": _("per cent of the mean"),
        "fraction-of-maximum": _("share of the highest"),
        "above-or-below-mean": _("above, around or below the mean"),
        "percentile-rank": _("share of areas below"),
        "rank": _("place among the areas"),
        "normal-score": _("place, on a bell curve"),
        "borda": _("number of areas below"),
        "exponential-rank": _("places, spread out at the top"),
        "quantile-band": _("groups of equal size"),
        "goalposts": _("between two goalposts"),
        "flag": _("beyond its threshold or not"),
    }


def _puts() -> dict[str, str]:
    return {
        "arithmetic-mean": _("weighted mean"),
        "geometric-mean": _("geometric mean"),
        "harmonic-mean": _("harmonic mean"),
        "generalised-mean": _("mean with a power to choose"),
        "minimum": _("the weakest part"),
        "maximum": _("the strongest part"),
        "weighted-sum": _("weighted sum"),
        "count-of-flags": _("number of flags"),
        "copeland": _("areas two by two"),
        "mazziotta-pareto": _("mean with a penalty for imbalance"),
        "adjusted-mazziotta-pareto": _("mean with a penalty, made for 70 to 130"),
        "benefit-of-the-doubt": _("each area its own best weights"),
    }


def _fills() -> dict[str, str]:
    return {
        "none": _("left missing"),
        "mean": _("mean of the other areas"),
        "median": _("median of the other areas"),
        "row-mean": _("mean of the area's other indicators"),
        "constant": _("a fixed figure"),
        "latest": _("its last figure before"),
        "linear": _("on the line between two figures"),
    }


def _treats() -> dict[str, str]:
    return {
        "none": _("left as they are"),
        "winsorise": _("pulled in to their neighbours"),
        "cap-at-quantiles": _("the lowest and highest twentieth brought in"),
        "log-ct": _("logarithm of the distance to the lowest"),
        "skew-kurtosis-rule": _("pulled in, else a logarithm"),
    }
