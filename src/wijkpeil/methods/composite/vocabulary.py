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
    imputing,
    imputing_over_time,
    mazziotta_pareto,
    normalising,
    normalising_by_order,
    outranking,
    treating,
)

Method = Callable[..., Any]


def _words(*methods: Method) -> dict[str, Method]:
    return {method.__name__.removeprefix("impute_").replace("_", "-"): method for method in methods}


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
    normalising_by_order.borda,
    normalising_by_order.exponential_rank,
    normalising_by_order.quantile_band,
    normalising_by_order.flag,
)
"""Of a column, with ``direction``."""

AGGREGATIONS: Mapping[str, Method] = _words(
    aggregating.arithmetic_mean,
    aggregating.weighted_sum,
    aggregating.geometric_mean,
    aggregating.harmonic_mean,
    aggregating.generalised_mean,
    aggregating.count_of_flags,
    outranking.copeland,
    mazziotta_pareto.mazziotta_pareto,
    mazziotta_pareto.adjusted_mazziotta_pareto,
    benefit_of_the_doubt.benefit_of_the_doubt,
)
"""Of a table and weights."""

IMPUTATIONS: Mapping[str, Method] = _words(
    imputing.impute_mean, imputing.impute_median, imputing.impute_row_mean, imputing.impute_constant
)
"""Of a table."""

IMPUTATIONS_OVER_TIME: Mapping[str, Method] = _words(imputing_over_time.impute_latest, imputing_over_time.impute_linear)
"""Of a table per period."""

TREATMENTS: Mapping[str, Method] = _words(
    treating.skew_kurtosis_rule,
    treating.winsorise,
    treating.log,
    treating.log_ct,
    treating.log_ct_plain,
    treating.log_gii,
    treating.box_cox,
)
"""Of a column."""
