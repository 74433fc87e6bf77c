"""The vocabulary of definitions in sentences: what each word does, said once, for explanations and for the manual."""

from __future__ import annotations

from collections.abc import Mapping

from wijkpeil.errors import say

STEPS: Mapping[str, str] = {
    "screen": say("Areas with too few figures fall out, each with its reason."),
    "denominate": say("Sizes are divided by what they are a share of."),
    "impute": say("Missing figures are filled in, and marked as such."),
    "treat": say("Figures that lie far out are brought in, where the shape of the indicator asks for it."),
    "normalise": say("Indicators are brought to one scale, and turned so that they point the same way."),
    "aggregate": say("Parts are put together, up the tree."),
}
SCREENINGS: Mapping[str, str] = {
    "missing": say("An area falls out where fewer of its figures are there than the minimum."),
    "zeros": say("An area falls out where fewer of its figures differ from 0 than the minimum."),
    "missing-and-zeros": say("An area falls out by either: too few figures, or too few that differ from 0."),
}
IMPUTATIONS: Mapping[str, str] = {
    "none": say("Missing figures stay missing."),
    "mean": say("A missing figure becomes the mean of the other areas, or of those in the same group."),
    "median": say("A missing figure becomes the median of the other areas, or of those in the same group."),
    "row-mean": say("A missing figure becomes the mean of the area's other indicators in the same node."),
    "constant": say("A missing figure becomes the one that is declared."),
    "latest": say("A missing figure becomes the area's last one before it."),
    "linear": say("A missing figure lies on the line between the area's figures before and after it."),
    "custom": say("A missing figure becomes what a function of one's own says."),
}
TREATMENTS: Mapping[str, str] = {
    "none": say("Figures stay as they are."),
    "winsorise": say(
        "The farthest figures are pulled in to their neighbours, one after the other, until the shape passes."
    ),
    "cap-at-quantiles": say("The lowest and the highest figures are brought in to two quantiles."),
    "log": say("The natural logarithm of the figures is taken."),
    "log-ct": say("The logarithm of the distance to the lowest figure is taken, with a hundredth of the range added."),
    "log-ct-plain": say("The logarithm of the distance to the lowest figure is taken, with 1 added."),
    "log-gii": say("The logarithm is taken as in the Global Innovation Index."),
    "box-cox": say("A power of the figures is taken, by Box and Cox."),
    "skew-kurtosis-rule": say(
        "Figures are winsorised where the shape asks for it, and transformed where that did not suffice."
    ),
    "custom": say("Figures become what a function of one's own makes of them."),
}
NORMALISATIONS: Mapping[str, str] = {
    "as-is": say("Figures are taken as they are; one that lowers the score counts negative."),
    "min-max": say(
        "The lowest figure gets the lower end of a scale and the highest the upper one; the others lie between."
    ),
    "scaled": say(
        "Figures are set on a scale of 0 to 100 between two ends that are written down, and may lie beyond them."
    ),
    "z-score": say("Figures are told as standard deviations from the mean."),
    "distance-to-maximum": say("Figures are told by how close they come to the best one, which is 1; the worst is 0."),
    "distance-to-reference": say(
        "Figures are told by how close they come to that of one area, which is 1; the worst is 0."
    ),
    "distance-to-target": say("Figures are told by how close they come to a target, which is 1; the worst is 0."),
    "distance-to-mean": say(
        "Figures are told as a percentage of the mean, or of the figure of one area such as the city."
    ),
    "difference-from-mean": say("Figures are told as the difference from the mean, in their own unit."),
    "above-or-below-mean": say("Figures count 1 well above the mean, −1 well below it, and 0 between."),
    "fraction-of-maximum": say("Figures are told as a share of the highest."),
    "percentile-rank": say(
        "Figures are told as the share of the other areas that lie below: 0 is the lowest, 1 the highest."
    ),
    "rank": say("Figures are told as their place, 1 for the lowest."),
    "normal-score": say("Figures are told as what a normal law has at their place."),
    "borda": say("Figures are told as the number of areas that lie below."),
    "goalposts": say(
        "Figures are set on a scale between two goalposts, which are written down with the time that they hold."
    ),
    "exponential-rank": say("Ranks are spread so that the top tenth takes half of the scale of 0 to 100."),
    "flag": say("A figure beyond its threshold counts 1, any other 0."),
    "quantile-band": say("Areas are put in groups of equal size by their figures, 1 for the lowest."),
    "custom": say("Figures are told as a function of one's own says."),
}
AGGREGATIONS: Mapping[str, str] = {
    "arithmetic-mean": say("The weighted mean: what is lost on one part can be made good on another."),
    "geometric-mean": say("The weighted geometric mean: a low part pulls more than a high one makes good."),
    "harmonic-mean": say("The weighted harmonic mean: a low part pulls more still."),
    "generalised-mean": say("The weighted mean of a power that is declared."),
    "minimum": say("The weakest part decides."),
    "maximum": say("The strongest part decides."),
    "weighted-sum": say("The sum of the parts times their weights."),
    "count-of-flags": say("The number of parts that are flagged."),
    "copeland": say("Areas are compared two by two: how often one is ahead, less how often it is behind."),
    "mazziotta-pareto": say("The mean of standardised parts, with a penalty where they differ from each other."),
    "adjusted-mazziotta-pareto": say(
        "The mean of parts between goalposts, with a penalty where they differ from each other."
    ),
    "benefit-of-the-doubt": say(
        "Each area gets the weights that suit it best, and is compared with the best by these."
    ),
    "custom": say("Parts become what a function of one's own makes of them."),
}
WEIGHTS: Mapping[str, str] = {
    "given": say("Weights are listed."),
    "equal": say("All parts of a node weigh alike."),
    "budget-allocation": say("Weights are the mean shares of the points that people gave."),
    "pca": say("Weights come from the figures: the share of each part in the first principal component of its node."),
    "optimised": say(
        "Weights come from the figures: those with which the parts of a node matter in the proportions that were asked."
    ),
}
AVAILABILITIES: Mapping[str, str] = {
    "weight": say("A node has a result where at least this share of its weight is there."),
    "count": say("A node has a result where at least this share of the number of its parts is there."),
}
TIES: Mapping[str, str] = {
    "min": say("Equal scores share the best of their ranks."),
    "max": say("Equal scores share the worst of their ranks."),
    "average": say("Equal figures share the mean of their ranks."),
    "dense": say("Equal scores share a rank, and the next one follows without a gap."),
}
PARAMETERS: Mapping[str, str] = {
    "lower": say("lower end"),
    "upper": say("upper end"),
    "constant": say("score where all figures are equal"),
    "period": say("period that the scale is taken from"),
    "mean": say("mean"),
    "sd": say("standard deviation"),
    "whole": say("deviation of a population"),
    "weighted_by": say("areas count by"),
    "function": say("function"),
    "weights": say("as listed"),
    "votes": say("votes"),
    "by": say("by"),
    "nodes": say("of the parts of"),
    "area": say("area that is compared with"),
    "value": say("value"),
    "cap": say("cut off at the best"),
    "target": say("target"),
    "scale": say("scale"),
    "margin": say("margin"),
    "ties": say("rule for ties"),
    "reversing": say("turned round by"),
    "base": say("lowest score"),
    "truncate": say("cut off at the ends"),
    "threshold": say("threshold"),
    "border": say("border"),
    "strict": say("strictly beyond it"),
    "count": say("number of groups"),
    "decimals": say("decimals"),
    "power": say("power"),
    "penalty": say("penalty"),
    "freedom": say("freedom of weights"),
    "group": say("group"),
    "most_periods": say("periods at most"),
    "most_points": say("figures at most"),
    "shift": say("added before"),
    "transformation": say("if that does not do"),
    "combine": say("one after the other"),
}
"""The names of parameters, as a sentence says them."""
VALUES: Mapping[str, str] = {
    "negative": say("the negative one"),
    "positive": say("the positive one"),
    "values": say("the figures"),
    "ranks": say("the ranks"),
    "down": say("downwards"),
    "up": say("upwards"),
    "min": say("the best of their places"),
    "max": say("the worst of their places"),
    "average": say("the mean of their places"),
    "dense": say("one place, without a gap after it"),
    "log": say("the logarithm"),
    "log-ct": say("the logarithm of the distance to the lowest"),
    "log-ct-plain": say("the logarithm of the distance to the lowest, with 1 added"),
    "log-gii": say("the logarithm as in the Global Innovation Index"),
    "box-cox": say("a power by Box and Cox"),
    "squares": say("the squares of the loadings"),
    "loadings": say("the loadings"),
}
"""The words that parameters may hold, as a sentence says them."""
POINTS: Mapping[str, str] = {
    "winsorised-high": say("pulled down to the figures below it"),
    "winsorised-low": say("pulled up to the figures above it"),
    "capped-high": say("brought down to a quantile"),
    "capped-low": say("brought up to a quantile"),
    "log": VALUES["log"],
    "log-ct": VALUES["log-ct"],
    "log-ct-plain": VALUES["log-ct-plain"],
    "log-gii": VALUES["log-gii"],
    "box-cox": VALUES["box-cox"],
    "custom": say("by a function of one's own"),
}
"""What was done to one figure, as a sentence says it."""


def brought_in(point: str) -> str:
    """Say what was done to a figure, one step or two."""
    first, *more = (POINTS[one] for one in point.split("+"))
    return say("{one}, then {other}", one=first, other=more[0]) if more else first
