"""Every method by itself, over arrays of NumPy: ``wi.methods.min_max(column, direction=1)``.

What a definition does step by step; each says its source, its domain and what it does at the edges.
"""

from wijkpeil.methods.composite.aggregating import (
    arithmetic_mean,
    count_of_flags,
    generalised_mean,
    geometric_mean,
    harmonic_mean,
    maximum,
    minimum,
    weighted_sum,
)
from wijkpeil.methods.composite.availability import availability
from wijkpeil.methods.composite.benefit_of_the_doubt import benefit_of_the_doubt, best_weights
from wijkpeil.methods.composite.changes import change
from wijkpeil.methods.composite.correlating import correlations, cronbach, pair_flags, principal_components
from wijkpeil.methods.composite.denominating import denominate
from wijkpeil.methods.composite.describing import describe
from wijkpeil.methods.composite.imputing import impute_constant, impute_mean, impute_median, impute_row_mean
from wijkpeil.methods.composite.imputing_over_time import impute_latest, impute_linear
from wijkpeil.methods.composite.leaving_out import leave_out
from wijkpeil.methods.composite.mazziotta_pareto import (
    adjusted_goalposts,
    adjusted_mazziotta_pareto,
    mazziotta_pareto,
)
from wijkpeil.methods.composite.normalising import (
    difference_from_mean,
    distance_to_maximum,
    distance_to_mean,
    distance_to_reference,
    distance_to_target,
    fraction_of_maximum,
    goalposts,
    min_max,
    scaled,
    z_score,
)
from wijkpeil.methods.composite.normalising_by_order import (
    above_or_below_mean,
    borda,
    exponential_rank,
    flag,
    normal_score,
    percentile_rank,
    quantile_band,
    rank,
)
from wijkpeil.methods.composite.outranking import copeland, duels, outranking
from wijkpeil.methods.composite.parting import parts_of
from wijkpeil.methods.composite.ranking import ranks
from wijkpeil.methods.composite.screening import screen
from wijkpeil.methods.composite.sobol import design, indices, sobol_indices
from wijkpeil.methods.composite.strengths import standings
from wijkpeil.methods.composite.treating import (
    box_cox,
    cap_at_quantiles,
    log,
    log_ct,
    log_ct_plain,
    log_gii,
    skew_kurtosis_rule,
    winsorise,
)
from wijkpeil.methods.composite.weighing import effective_weights, optimised_weights, pca_weights

__all__ = [
    "above_or_below_mean",
    "adjusted_goalposts",
    "adjusted_mazziotta_pareto",
    "arithmetic_mean",
    "availability",
    "benefit_of_the_doubt",
    "best_weights",
    "borda",
    "box_cox",
    "cap_at_quantiles",
    "change",
    "copeland",
    "correlations",
    "count_of_flags",
    "cronbach",
    "denominate",
    "describe",
    "design",
    "difference_from_mean",
    "distance_to_maximum",
    "distance_to_mean",
    "distance_to_reference",
    "distance_to_target",
    "duels",
    "effective_weights",
    "exponential_rank",
    "flag",
    "fraction_of_maximum",
    "generalised_mean",
    "geometric_mean",
    "goalposts",
    "harmonic_mean",
    "impute_constant",
    "impute_latest",
    "impute_linear",
    "impute_mean",
    "impute_median",
    "impute_row_mean",
    "indices",
    "leave_out",
    "log",
    "log_ct",
    "log_ct_plain",
    "log_gii",
    "maximum",
    "mazziotta_pareto",
    "min_max",
    "minimum",
    "normal_score",
    "optimised_weights",
    "outranking",
    "pair_flags",
    "parts_of",
    "pca_weights",
    "percentile_rank",
    "principal_components",
    "quantile_band",
    "rank",
    "ranks",
    "scaled",
    "screen",
    "skew_kurtosis_rule",
    "sobol_indices",
    "standings",
    "weighted_sum",
    "winsorise",
    "z_score",
]
