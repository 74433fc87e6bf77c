"""The words of a definition and the functions that they name.

A word is the field's own term in kebab-case; the function has the same name with underscores, unless it would say
nothing among others (``imputation: mean`` is ``impute_mean``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wijkpeil.methods.composite import (
    aggregating,
    benefit_of_the_doubt,
    custom,
    imputing,
    imputing_over_time,
    mazziotta_pareto,
    normalising,
    normalising_by_order,
    outranking,
    treating,
    weighing,
)

Method = Callable[..., Any]


def _words(*methods: Method) -> dict[str, Method]:
    verbs = ("impute_", "treat_", "normalise_", "aggregate_")
    names = [next((m.__name__.removeprefix(v) for v in verbs if m.__name__.startswith(v)), m.__name__) for m in methods]
    return {name.replace("_", "-"): method for name, method in zip(names, methods, strict=True)}


NORMALISATIONS: Mapping[str, Method] = _words(
    normalising.min_max,
    normalising.scaled,
    normalising.z_score,
    normalising.distance_to_maximum,
    normalising.distance_to_reference,
    normalising.distance_to_target,
    normalising.fraction_of_maximum,
    normalising.goalposts,
    normalising.distance_to_mean,
    normalising.difference_from_mean,
    normalising_by_order.above_or_below_mean,
    normalising_by_order.percentile_rank,
    normalising_by_order.rank,
    normalising_by_order.normal_score,
    normalising_by_order.borda,
    normalising_by_order.exponential_rank,
    normalising_by_order.quantile_band,
    normalising_by_order.flag,
    custom.normalise_custom,
)
"""Of a column, with ``direction``."""

AGGREGATIONS: Mapping[str, Method] = _words(
    aggregating.arithmetic_mean,
    aggregating.weighted_sum,
    aggregating.geometric_mean,
    aggregating.harmonic_mean,
    aggregating.generalised_mean,
    aggregating.minimum,
    aggregating.maximum,
    aggregating.count_of_flags,
    outranking.copeland,
    mazziotta_pareto.mazziotta_pareto,
    mazziotta_pareto.adjusted_mazziotta_pareto,
    benefit_of_the_doubt.benefit_of_the_doubt,
    custom.aggregate_custom,
)
"""Of a table and weights."""

IMPUTATIONS: Mapping[str, Method] = _words(
    imputing.impute_mean,
    imputing.impute_median,
    imputing.impute_row_mean,
    imputing.impute_constant,
    custom.impute_custom,
)
"""Of a table."""

IMPUTATIONS_OVER_TIME: Mapping[str, Method] = _words(imputing_over_time.impute_latest, imputing_over_time.impute_linear)
"""Of a table per period."""

WEIGHTS: Mapping[str, Method] = {"pca": weighing.pca_weights, "optimised": weighing.optimised_weights}
"""Of a table, for the weights that come from the figures."""

TREATMENTS: Mapping[str, Method] = _words(
    treating.skew_kurtosis_rule,
    treating.winsorise,
    treating.cap_at_quantiles,
    treating.log,
    treating.log_ct,
    treating.log_ct_plain,
    treating.log_gii,
    treating.box_cox,
    custom.treat_custom,
)
"""Of a column."""
