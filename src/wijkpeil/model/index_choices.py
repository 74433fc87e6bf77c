"""The choices of an index: one record for each step, its words, and what stands behind it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from wijkpeil.model.base import Text, record

Step = Literal["screen", "denominate", "impute", "treat", "normalise", "aggregate"]
Direction = Literal["up", "down"]
ScreeningBy = Literal["missing", "zeros", "missing-and-zeros"]
ImputationMethod = Literal["none", "mean", "median", "row-mean", "constant", "latest", "linear", "custom"]
Transformation = Literal["log", "log-ct", "log-ct-plain", "log-gii", "box-cox"]
TreatmentMethod = Literal[
    "none",
    "winsorise",
    "cap-at-quantiles",
    "log",
    "log-ct",
    "log-ct-plain",
    "log-gii",
    "box-cox",
    "skew-kurtosis-rule",
    "custom",
]
NormalisationMethod = Literal[
    "as-is",
    "min-max",
    "scaled",
    "z-score",
    "distance-to-maximum",
    "distance-to-reference",
    "distance-to-target",
    "distance-to-mean",
    "difference-from-mean",
    "above-or-below-mean",
    "fraction-of-maximum",
    "percentile-rank",
    "rank",
    "normal-score",
    "borda",
    "goalposts",
    "exponential-rank",
    "flag",
    "quantile-band",
    "custom",
]
AggregationMethod = Literal[
    "arithmetic-mean",
    "geometric-mean",
    "harmonic-mean",
    "generalised-mean",
    "minimum",
    "maximum",
    "weighted-sum",
    "count-of-flags",
    "copeland",
    "mazziotta-pareto",
    "adjusted-mazziotta-pareto",
    "benefit-of-the-doubt",
    "custom",
]
WeightMethod = Literal["given", "equal", "budget-allocation", "pca", "optimised"]
AvailabilityBy = Literal["weight", "count"]
Ties = Literal["min", "max", "average", "dense"]
"""Which rank equal figures share: the least of theirs, the greatest, the mean, or the least without gaps after it."""
PlaceTies = Literal["min", "max", "dense"]
"""The same for places, which are whole numbers."""


@record
class Choice:
    """What stands behind a choice. What it leaves out is that of the index as a whole."""

    why: Text | None = None
    """Why it was chosen."""
    reference: str = ""
    """The paper or document that it follows."""
    author: str = ""
    """Who chose it."""
    version: str = ""
    """Version in which it was chosen so."""
    review: date | None = None
    """Day by which it is looked at anew."""


@record
class Screening(Choice):
    """Which areas have too few figures to be scored; they fall out, each with its reason."""

    SHORT: ClassVar[str] = "minimum"
    minimum: Decimal
    """Least share of its figures, from 0 to 1, that an area must have."""
    by: ScreeningBy = "missing"
    """What counts as no figure."""


@record
class Denominator(Choice):
    """What an indicator is divided by."""

    SHORT: ClassVar[str] = "by"
    by: str
    """The column that it is divided by, such as residents; in a programme, another indicator."""
    per: Decimal = Decimal(1)
    """What the quotient is multiplied by: ``1000`` for so many per thousand."""


@record
class Imputation(Choice):
    """What stands in for a figure that is missing."""

    SHORT: ClassVar[str] = "method"
    method: ImputationMethod
    """How it is filled in."""
    group: str | None = None
    """For ``mean`` and ``median``: those of the areas of the same group, by this column; in a programme, of the areas
    in the same area at this level."""
    value: Decimal | None = None
    """For ``constant``: the value."""
    most_periods: int | None = None
    """For ``latest`` and ``linear``: most periods that a figure is carried or bridged; empty: any number."""
    function: str = ""
    """For ``custom``: the name of a function that is given from Python."""


@record
class Treatment(Choice):
    """What is done with figures that lie far out, and when: only where both skewness and kurtosis pass their limits."""

    SHORT: ClassVar[str] = "method"
    method: TreatmentMethod
    """How; ``skew-kurtosis-rule`` winsorises, and transforms the original figures where that did not suffice."""
    most_points: int | None = None
    """Most figures that are winsorised; empty: as many as it takes."""
    skewness: Decimal = Decimal(2)
    """Skewness, apart from its sign, that is accepted."""
    kurtosis: Decimal = Decimal("3.5")
    """Excess kurtosis that is accepted."""
    force: bool = False
    """True: it is done whether the figures ask for it or not."""
    transformation: Transformation | None = None
    """For ``skew-kurtosis-rule``: the transformation; empty: ``log-ct``."""
    combine: bool | None = None
    """For ``skew-kurtosis-rule``: whether the winsorised figures are transformed, and not the original ones."""
    shift: Decimal | None = None
    """For ``log``: what is added before the logarithm; empty: nothing."""
    power: Decimal | None = None
    """For ``box-cox``: the power; 0 is the logarithm."""
    lower: Decimal | None = None
    """For ``cap-at-quantiles``: the share of areas, from 0 to 1, whose lowest figures are brought in; empty: 0.05."""
    upper: Decimal | None = None
    """For the same: the share above which they are; empty: 0.95."""
    function: str = ""
    """For ``custom``: the name of a function that is given from Python."""


@record
class Normalisation(Choice):
    """How figures are brought to one scale. docs/index.md lists the parameters of each method; it takes no others."""

    SHORT: ClassVar[str] = "method"
    method: NormalisationMethod
    """The method."""
    lower: Decimal | None = None
    """Lower end: of the result for ``min-max``, of what is possible for ``scaled`` and ``goalposts``."""
    upper: Decimal | None = None
    """Upper end of the same."""
    constant: Decimal | None = None
    """For ``min-max``: what all score where their figures are the same; without it, that is refused."""
    mean: Decimal | None = None
    """For ``z-score`` and ``normal-score``: mean of the result."""
    sd: Decimal | None = None
    """For the same: standard deviation of the result."""
    whole: bool | None = None
    """For ``z-score``: whether the areas are all that there are, so that the standard deviation is that of a population
    and not of a sample."""
    weighted_by: str | None = None
    """For ``z-score`` and ``quantile-band``: the column that areas count by, such as residents; in a programme, another
    indicator. Empty: each area counts once."""
    scale: Decimal | None = None
    """For ``goalposts`` how much more the upper one scores than the lower, for ``distance-to-mean`` what the mean does,
    for ``exponential-rank`` the constant of the curve."""
    base: Decimal | None = None
    """For ``goalposts``: what the lower one scores; empty: 0."""
    truncate: bool | None = None
    """For ``goalposts``: whether what lies beyond them scores as they do."""
    target: Decimal | None = None
    """For ``distance-to-target``: the target; an indicator may give its own."""
    cap: bool | None = None
    """For ``distance-to-target`` and ``distance-to-reference``: whether more than it scores no more."""
    area: str | None = None
    """For ``distance-to-reference`` and the means: the area that others are compared with, such as the city."""
    value: Decimal | None = None
    """For the same: the value that areas are compared with."""
    margin: Decimal | None = None
    """For ``above-or-below-mean``: the share of the mean within which a figure is neither."""
    threshold: Decimal | None = None
    """For ``flag``: from which figure on, in the direction of the indicator, an area is flagged; an indicator may give
    its own."""
    border: Literal["negative", "positive"] | None = None
    """For ``flag`` in a programme: the side of the indicator's border that is the threshold, compared as it says."""
    strict: bool | None = None
    """For ``flag``: whether the threshold itself is not flagged."""
    count: int | None = None
    """For ``quantile-band``: how many bands."""
    ties: Ties | None = None
    """For the methods that rank: which rank equal figures share."""
    reversing: Literal["values", "ranks"] | None = None
    """For ``percentile-rank`` of what lowers the score: whether figures are ranked the other way round, or 1 less the
    rank is taken; they differ for equal figures alone."""
    period: str = ""
    """The period whose figures give the parameters in every period; empty: each period its own."""
    function: str = ""
    """For ``custom``: the name of a function that is given from Python."""
    decimals: int | None = None
    """Decimals that the result is rounded to, half away from zero; empty: not at all."""


@record
class Rescaling(Normalisation):
    """What is done with the result of a node itself, such as ranking a sum."""

    passed_on: bool = True
    """False: the node above takes the result as it was before this."""


@record
class Aggregation(Choice):
    """How the parts of a node become one figure."""

    SHORT: ClassVar[str] = "method"
    method: AggregationMethod
    """The method; weights count in proportion, and need not add up to anything."""
    power: Decimal | None = None
    """For ``generalised-mean``: the power; 1 is the arithmetic mean, −1 the harmonic one."""
    freedom: Decimal | None = None
    """For ``benefit-of-the-doubt``: how far the part of each indicator may lie from the share of its weight, 0 to 1;
    empty: any distance."""
    penalty: Direction | None = None
    """For both Mazziotta–Pareto methods: whether imbalance lowers the result (``down``) or raises it (``up``)."""
    function: str = ""
    """For ``custom``: the name of a function that is given from Python."""
    decimals: int | None = None
    """Decimals that the result is rounded to before anything is done with it, half away from zero; empty: none."""


@record
class Availability(Choice):
    """How much of a node must be there for it to have a figure."""

    SHORT: ClassVar[str] = "minimum"
    minimum: Decimal
    """Least share, from 0 to 1."""
    by: AvailabilityBy = "weight"
    """Whether parts count by their weight, or one each."""


@record
class Goalposts(Choice):
    """Ends of a scale, written down, for the time that they hold."""

    ALONE: ClassVar[bool] = True
    lower: Decimal
    """What scores nothing where a higher figure raises the score."""
    upper: Decimal
    """What scores all."""
    valid_from: date | None = None
    """First day of the periods that they hold for; empty: always."""
    valid_to: date | None = None
    """Last day; empty: still."""


@record
class NodeWeight:
    """The weight of one node in a set of weights."""

    PAIR: ClassVar[tuple[str, str]] = ("node", "weight")
    node: str
    """Id of a node, or of an indicator in the tree."""
    weight: Decimal
    """Its weight beside its siblings: nothing below 0."""


@record
class Vote:
    """How one person shared out points in a budget allocation."""

    by: str
    """Role or number of who voted, and no name."""
    shares: tuple[NodeWeight, ...]
    """The points for each node; they need not add up to anything."""


@record
class WeightSet(Choice):
    """A named set of weights, beside those that stand in the tree."""

    id: str
    """Id."""
    name: Text | None = None
    """Name as on a page; empty: its id."""
    method: WeightMethod = "given"
    """``given``: as listed, and a node that is not listed keeps its own; ``equal``: all alike;
    ``budget-allocation``: the mean share of the points in the votes, and 0 beside these for a node that nobody gave
    any; ``pca`` and ``optimised``: what comes from the figures."""
    weights: tuple[NodeWeight, ...] = ()
    """For ``given``: the weights. For ``optimised``: how much each is to matter, in proportion; a node that is not
    listed as much as it weighs."""
    votes: tuple[Vote, ...] = ()
    """For ``budget-allocation``: the votes."""
    by: Literal["squares", "loadings"] | None = None
    """For ``pca``: whether the squares of the loadings are the weights, or the loadings; empty: their squares."""
    nodes: tuple[str, ...] = ()
    """For ``pca`` and ``optimised``: the nodes whose parts get their weights so, parts of others keep theirs; empty:
    all."""
    period: str = ""
    """For the same: the period whose figures weigh in every period, so that old scores stay comparable; empty: each
    period its own."""


@record
class Ranking(Choice):
    """How scores become ranks."""

    SHORT: ClassVar[str] = "ties"
    ties: PlaceTies = "min"
    """Which rank areas with the same score share: the best of theirs, the worst, or the best without gaps after it."""
    first: Literal["highest", "lowest"] = "highest"
    """Which score has rank 1."""


@record
class Alternatives(Choice):
    """Other choices that could be defended too: what an uncertainty analysis draws from, beside the declared ones."""

    weights_within: Decimal | None = None
    """Share, from 0 to 1, by which each weight may lie higher or lower; empty: weights stay."""
    normalisations: tuple[Normalisation, ...] = ()
    """Other normalisations of all indicators."""
    aggregations: tuple[Aggregation, ...] = ()
    """Other aggregations of all nodes."""
    imputations: tuple[Imputation, ...] = ()
    """Other imputations of all indicators."""
    treatments: tuple[Treatment, ...] = ()
    """Other treatments of all indicators."""
    leave_one_out: bool = False
    """Whether each indicator is left out in turn."""
    intervals: bool = False
    """Whether figures are drawn from their own 95 % intervals."""
