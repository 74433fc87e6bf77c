"""What each method of an index takes: its parameters, those it cannot do without, and where their values must lie."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

NORMALISATION_TAKES: Mapping[str, tuple[str, ...]] = {
    "as-is": (),
    "min-max": ("lower", "upper", "constant", "period"),
    "scaled": ("lower", "upper"),
    "z-score": ("mean", "sd", "whole", "weighted_by", "period"),
    "distance-to-maximum": ("period",),
    "distance-to-reference": ("area", "value", "cap", "period"),
    "distance-to-target": ("target", "cap", "period"),
    "distance-to-mean": ("area", "value", "scale", "period"),
    "difference-from-mean": ("area", "value", "period"),
    "above-or-below-mean": ("area", "value", "margin", "period"),
    "fraction-of-maximum": ("period",),
    "percentile-rank": ("ties", "reversing", "period"),
    "rank": ("ties",),
    "normal-score": ("mean", "sd", "ties"),
    "borda": ("ties",),
    "goalposts": ("lower", "upper", "base", "scale", "truncate"),
    "exponential-rank": ("scale", "ties"),
    "flag": ("threshold", "border", "strict"),
    "quantile-band": ("count", "weighted_by", "period"),
    "custom": ("function",),
}
"""The parameters of each normalisation, apart from ``decimals``, which all take."""
RESCALING_TAKES: Mapping[str, tuple[str, ...]] = {
    method: tuple(name for name in takes if name not in ("area", "border", "weighted_by"))
    for method, takes in NORMALISATION_TAKES.items()
}
"""The same for what is done with a result: no area is compared with there, and no indicator has a border."""
NORMALISATION_NEEDS: Mapping[str, tuple[str, ...]] = {"quantile-band": ("count",), "custom": ("function",)}
"""The parameters without which a normalisation is nothing; ends, targets and thresholds may stand with an indicator."""
AGGREGATION_TAKES: Mapping[str, tuple[str, ...]] = {
    "generalised-mean": ("power",),
    "mazziotta-pareto": ("penalty",),
    "adjusted-mazziotta-pareto": ("penalty",),
    "benefit-of-the-doubt": ("freedom",),
    "custom": ("function",),
}
AGGREGATION_NEEDS: Mapping[str, tuple[str, ...]] = {"generalised-mean": ("power",), "custom": ("function",)}
IMPUTATION_TAKES: Mapping[str, tuple[str, ...]] = {
    "mean": ("group",),
    "median": ("group",),
    "constant": ("value",),
    "latest": ("most_periods",),
    "linear": ("most_periods",),
    "custom": ("function",),
}
IMPUTATION_NEEDS: Mapping[str, tuple[str, ...]] = {"constant": ("value",), "custom": ("function",)}
TREATMENT_TAKES: Mapping[str, tuple[str, ...]] = {
    "winsorise": ("most_points",),
    "cap-at-quantiles": ("lower", "upper"),
    "log": ("shift",),
    "box-cox": ("power",),
    "skew-kurtosis-rule": ("most_points", "transformation", "combine", "power", "shift"),
    "custom": ("function",),
}
TREATMENT_NEEDS: Mapping[str, tuple[str, ...]] = {"box-cox": ("power",), "custom": ("function",)}
WEIGHTS_TAKE: Mapping[str, tuple[str, ...]] = {
    "given": ("weights",),
    "budget-allocation": ("votes",),
    "pca": ("by", "nodes", "period"),
    "optimised": ("weights", "nodes", "period"),
}
WEIGHTS_NEED: Mapping[str, tuple[str, ...]] = {"budget-allocation": ("votes",)}
TAKES = {
    "Normalisation": NORMALISATION_TAKES,
    "Rescaling": RESCALING_TAKES,
    "Aggregation": AGGREGATION_TAKES,
    "Imputation": IMPUTATION_TAKES,
    "Treatment": TREATMENT_TAKES,
    "WeightSet": WEIGHTS_TAKE,
}
"""By name of the record, the parameters that each of its methods takes."""
NEEDS = {
    "Normalisation": NORMALISATION_NEEDS,
    "Rescaling": NORMALISATION_NEEDS,
    "Aggregation": AGGREGATION_NEEDS,
    "Imputation": IMPUTATION_NEEDS,
    "Treatment": TREATMENT_NEEDS,
    "WeightSet": WEIGHTS_NEED,
}
"""By name of the record, the parameters that each of its methods cannot do without."""


def parameters_of(record: str) -> tuple[str, ...]:
    """Return every parameter that some method of a record takes."""
    return tuple(dict.fromkeys(name for names in TAKES[record].values() for name in names))


Ends = tuple[Decimal | None, Decimal | None, bool]
DOMAINS: Mapping[tuple[str, str], Ends] = {
    ("Screening", "minimum"): (Decimal(0), Decimal(1), True),
    ("Availability", "minimum"): (Decimal(0), Decimal(1), True),
    ("Denominator", "per"): (Decimal(0), None, False),
    ("Imputation", "most_periods"): (Decimal(1), None, True),
    ("Treatment", "most_points"): (Decimal(0), None, True),
    ("Treatment", "lower"): (Decimal(0), Decimal(1), True),
    ("Treatment", "upper"): (Decimal(0), Decimal(1), True),
    ("Treatment", "skewness"): (Decimal(0), None, True),
    ("Treatment", "kurtosis"): (Decimal(0), None, True),
    ("Normalisation", "sd"): (Decimal(0), None, False),
    ("Normalisation", "scale"): (Decimal(0), None, False),
    ("Normalisation", "margin"): (Decimal(0), None, True),
    ("Normalisation", "count"): (Decimal(2), None, True),
    ("Normalisation", "decimals"): (Decimal(0), Decimal(12), True),
    ("Aggregation", "freedom"): (Decimal(0), Decimal(1), True),
    ("Aggregation", "decimals"): (Decimal(0), Decimal(12), True),
    ("Index", "decimals"): (Decimal(0), Decimal(12), True),
    ("Index", "quantiles"): (Decimal(2), None, True),
    ("Alternatives", "weights_within"): (Decimal(0), Decimal(1), True),
}
"""By record and field: the least and the largest value, and whether these belong to it."""
ORDERING = frozenset({"percentile-rank", "rank", "normal-score", "borda", "exponential-rank", "quantile-band"})
"""Normalisations that look at the order of figures alone."""
FROZEN = frozenset(method for method, takes in NORMALISATION_TAKES.items() if "period" in takes)
"""Normalisations whose parameters can be taken from the figures of another period."""
