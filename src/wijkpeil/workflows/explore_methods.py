"""Which methods may be tried on an index: those that need nothing that an index may lack, and how each is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from wijkpeil.model.index import Index
from wijkpeil.model.index_altered import with_aggregation, with_imputation, with_normalisation, with_treatment
from wijkpeil.model.index_choices import Aggregation, AggregationMethod, Choice, Imputation, Normalisation, Treatment
from wijkpeil.model.index_tree import Tree
from wijkpeil.workflows.index_cost import seconds

C = TypeVar("C", bound=Choice)
LONGEST_SECONDS = 0.5
"""What a page may take to compute, by estimate."""
POWER, LEAST_POWER, MOST_POWER = Decimal("0.5"), Decimal(-10), Decimal(10)
"""The power of a generalised mean where none is given, and the ends of what is taken."""

NORMALISATIONS: Mapping[str, Normalisation] = {
    "min-max": Normalisation(method="min-max", lower=Decimal(1), upper=Decimal(100)),
    "z-score": Normalisation(method="z-score", mean=Decimal(100), sd=Decimal(10)),
    "distance-to-maximum": Normalisation(method="distance-to-maximum"),
    "distance-to-mean": Normalisation(method="distance-to-mean"),
    "fraction-of-maximum": Normalisation(method="fraction-of-maximum"),
    "above-or-below-mean": Normalisation(method="above-or-below-mean"),
    "percentile-rank": Normalisation(method="percentile-rank"),
    "rank": Normalisation(method="rank"),
    "normal-score": Normalisation(method="normal-score", mean=Decimal(100), sd=Decimal(10)),
    "borda": Normalisation(method="borda"),
    "exponential-rank": Normalisation(method="exponential-rank"),
    "quantile-band": Normalisation(method="quantile-band", count=10),
}
"""Scales for a whole index. Those that have no end of their own get one above 0, so that any mean can be taken."""
AGGREGATIONS: tuple[AggregationMethod, ...] = (
    "arithmetic-mean",
    "geometric-mean",
    "harmonic-mean",
    "generalised-mean",
    "minimum",
    "maximum",
    "weighted-sum",
    "mazziotta-pareto",
    "adjusted-mazziotta-pareto",
    "copeland",
    "benefit-of-the-doubt",
)
"""Ways to put parts together."""
IMPUTATIONS: Mapping[str, Imputation] = {
    "none": Imputation(method="none"),
    "mean": Imputation(method="mean"),
    "median": Imputation(method="median"),
    "row-mean": Imputation(method="row-mean"),
    "latest": Imputation(method="latest"),
}
TREATMENTS: Mapping[str, Treatment] = {
    "none": Treatment(method="none"),
    "skew-kurtosis-rule": Treatment(method="skew-kurtosis-rule", most_points=5),
    "winsorise": Treatment(method="winsorise"),
    "cap-at-quantiles": Treatment(method="cap-at-quantiles"),
    "log-ct": Treatment(method="log-ct"),
}
"""What is done with figures far out, each only where the shape of an indicator asks for it."""

_ADJUSTED = {"lower": Decimal(70), "upper": Decimal(130)}
"""The ends that the adjusted method of Mazziotta and Pareto is made for."""


@dataclass(frozen=True, slots=True)
class Methods:
    """The methods that are chosen otherwise than declared; each is empty where it is as declared."""

    normalisation: str = ""
    """A key of ``NORMALISATIONS``."""
    aggregation: str = ""
    """One of ``AGGREGATIONS``, for all nodes."""
    levels: Mapping[int, str] = field(default_factory=dict)
    """The same for the nodes at one depth."""
    power: Decimal | None = None
    """For ``generalised-mean``; empty: ``POWER``."""
    imputation: str = ""
    """A key of ``IMPUTATIONS``."""
    treatment: str = ""
    """A key of ``TREATMENTS``."""

    @property
    def any(self) -> bool:
        """Whether any is chosen otherwise."""
        return bool(self.normalisation or self.imputation or self.treatment or self.putting)

    @property
    def putting(self) -> frozenset[str]:
        """The ways of putting together that are chosen."""
        return frozenset({self.aggregation, *self.levels.values()} - {""})

    @property
    def powered(self) -> bool:
        """Whether the power counts."""
        return "generalised-mean" in self.putting


def normalisation_of(methods: Methods) -> Normalisation:
    """Give the scale that is chosen, with the ends that suit how parts are put together."""
    choice = NORMALISATIONS[methods.normalisation]
    if choice.method == "min-max" and "adjusted-mazziotta-pareto" in methods.putting:
        return replace(choice, lower=_ADJUSTED["lower"], upper=_ADJUSTED["upper"])
    return choice


def aggregation_of(method: str, methods: Methods, index: Index) -> Aggregation:
    """Give a way of putting together: imbalance counts against an area, whichever way the score is better."""
    word: AggregationMethod = next(one for one in AGGREGATIONS if one == method)
    if word == "generalised-mean":
        return Aggregation(method=word, power=POWER if methods.power is None else methods.power)
    if word in ("mazziotta-pareto", "adjusted-mazziotta-pareto"):
        return Aggregation(method=word, penalty="down" if index.polarity == "high-is-better" else "up")
    return Aggregation(method=word)


def with_methods(index: Index, methods: Methods) -> Index:
    """Give an index with other methods. Classes of the score fall away where its scale is another."""
    found = index
    if methods.normalisation:
        found = with_normalisation(found, normalisation_of(methods))
    if methods.aggregation:
        found = with_aggregation(found, aggregation_of(methods.aggregation, methods, index))
    for depth, method in methods.levels.items():
        found = with_aggregation(found, aggregation_of(method, methods, index), depth)
    if methods.imputation:
        found = with_imputation(found, IMPUTATIONS[methods.imputation])
    if methods.treatment:
        found = with_treatment(found, TREATMENTS[methods.treatment])
    return replace(found, bands=()) if methods.normalisation or methods.putting else found


def offered_normalisations(tree: Tree) -> tuple[str, ...]:
    """Name the scales that may be tried, without the one that the whole index has already."""
    held = {_bare(leaf.normalisation) for leaf in tree.leaves}
    return tuple(name for name, choice in NORMALISATIONS.items() if held != {choice})


def offered_aggregations(tree: Tree, areas: int, depth: int | None = None) -> tuple[str, ...]:
    """Name the ways to put parts together that may be tried over so many areas: not the one that all nodes (or those at
    one depth) have already, nor what would keep a reader waiting.

    Benefit of the doubt gives each area the weights that raise its score most. Where a high score is bad, these are
    those that make it look worst, and it is not offered.
    """
    held = {branch.aggregation.method for branch in tree.branches if depth in (None, branch.depth)}
    # Of a mean of a power the power is chosen as well.
    held -= {"generalised-mean"}
    accusing = {"benefit-of-the-doubt"} if tree.index.polarity == "low-is-better" else set()
    names = (name for name in AGGREGATIONS if name not in accusing)
    return tuple(name for name in names if held != {name} and _soon(tree.index, name, areas))


def _soon(index: Index, method: AggregationMethod, areas: int) -> bool:
    if method not in ("copeland", "benefit-of-the-doubt"):
        return True
    return seconds(with_aggregation(index, Aggregation(method=method)), areas) <= LONGEST_SECONDS


def offered_imputations(tree: Tree, periods: int) -> tuple[str, ...]:
    """Name what may be tried for missing figures; the last figure before where there are several periods alone."""
    held = {_bare(leaf.imputation) for leaf in tree.leaves}
    names = [name for name, choice in IMPUTATIONS.items() if held != {choice}]
    return tuple(name for name in names if name != "latest" or periods > 1)


def offered_treatments(tree: Tree) -> tuple[str, ...]:
    """Name what may be tried with figures that lie far out."""
    held = {_bare(leaf.treatment) for leaf in tree.leaves}
    return tuple(name for name, choice in TREATMENTS.items() if held != {choice})


def putting_depths(tree: Tree) -> tuple[int, ...]:
    """Give the depths at which parts are put together, where there are several."""
    depths = tuple(sorted({branch.depth for branch in tree.branches}))
    return depths if len(depths) > 1 else ()


def counts_flags(tree: Tree) -> bool:
    """Say whether some node counts flags, so that another scale needs another way to put parts together as well."""
    return any(branch.aggregation.method == "count-of-flags" for branch in tree.branches)


def _bare(choice: C) -> C:
    """Give a choice without what stands behind it."""
    return replace(choice, why=None, reference="", author="", version="", review=None)
