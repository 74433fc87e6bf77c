"""An index: a tree of nodes over indicators, with every choice that makes scores of figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from wijkpeil.model.base import Text, record
from wijkpeil.model.index_choices import (
    Aggregation,
    Alternatives,
    Availability,
    Choice,
    Denominator,
    Direction,
    Goalposts,
    Imputation,
    Normalisation,
    Ranking,
    Rescaling,
    Screening,
    Step,
    Treatment,
    WeightSet,
)
from wijkpeil.model.indicators import Band, Polarity

STEPS: tuple[Step, ...] = ("screen", "denominate", "impute", "treat", "normalise", "aggregate")
"""The steps in the order in which they are taken where an index declares no other."""


@record
class IndexNode(Choice):
    """A node of the tree: an indicator, or parts that are put together. An indicator alone may be written as its id."""

    SHORT: ClassVar[str] = "indicator"
    indicator: str | None = None
    """Id of an indicator, or the column that holds it; a node has either this or parts."""
    id: str | None = None
    """Id, unique in the index; of an indicator its own where nothing else is written."""
    name: Text | None = None
    """Name as on a page; empty: that of the indicator, else the id."""
    parts: tuple[IndexNode, ...] = ()
    """The nodes that it is made of."""
    weight: Decimal = Decimal(1)
    """Its weight beside its siblings: nothing below 0, in proportion to theirs."""
    direction: Direction | None = None
    """Whether a higher figure raises the score (``up``) or lowers it (``down``). Empty: by the index, else by the
    polarities of the indicator and of the index."""
    aggregation: Aggregation | None = None
    """How its parts are put together; empty: by its level, else by the index."""
    availability: Availability | None = None
    """How much of it must be there; empty: by its level, else by the index."""
    then: Rescaling | None = None
    """What is done with its result; empty: by its level, else nothing."""
    denominator: Denominator | None = None
    """What its indicator, or each below it, is divided by."""
    imputation: Imputation | None = None
    """What stands in for missing figures of its indicator, or of each below it."""
    treatment: Treatment | None = None
    """What is done with figures that lie far out, of its indicator or of each below it."""
    normalisation: Normalisation | None = None
    """How its indicator, or each below it, is brought to one scale."""
    goalposts: tuple[Goalposts, ...] = ()
    """For ``goalposts``: those of this indicator, rising in time."""
    target: Decimal | None = None
    """For ``distance-to-target``: the target of this indicator."""
    threshold: Decimal | None = None
    """For ``flag``: the threshold of this indicator."""
    ground: Text | None = None
    """Why a sensitive indicator enters the index; without it, it does not."""


@record
class IndexLevel:
    """What holds for all nodes at one depth of the tree, where they say nothing themselves."""

    name: Text | None = None
    """What a node at this depth is called: *pijler*."""
    aggregation: Aggregation | None = None
    """How parts are put together."""
    availability: Availability | None = None
    """How much must be there."""
    then: Rescaling | None = None
    """What is done with results."""


@record
class DataColumns:
    """How a table of figures is to be read."""

    area: str = ""
    """The column of areas; empty: the first one."""
    name: str = ""
    """The column of their names."""
    period: str = ""
    """The column of periods; empty: all rows are of one."""
    missing: tuple[str, ...] = ()
    """What stands for a missing figure beside an empty cell, such as ``-999``."""
    lower: str = ""
    """The column with the lower end of an interval of 95 %, such as ``{indicator}_low``; ``{indicator}`` stands for the
    indicator."""
    upper: str = ""
    """The column with the upper end."""
    leave_out: tuple[str, ...] = ()
    """Areas of the table that are not scored, such as totals; others can be compared with them."""


@record
class Index:
    """A composite index. The file's name is the id."""

    id: str
    """Id, equal to the file's name without ``.yaml``."""
    name: Text
    """Name as on a page."""
    description: Text
    """What it measures, in one or two plain sentences."""
    polarity: Polarity
    """Which way its score is better."""
    version: str
    """Version of the definition."""
    author: str
    """Who defined it: an organisation or a role."""
    reference: str
    """The document or paper that it follows."""
    review: date
    """Day by which it is looked at anew."""
    since: date | None = None
    """Day on which this version was adopted."""
    why: Text | None = None
    """What it is for, and what it is not for."""
    shape: Text | None = None
    """Of an index of which only the shape is known: what is not. Its nodes may then have no indicator, and it is not
    scored."""
    lines: str = ""
    """Lines of the main source that describe it."""
    areas: str | None = None
    """Id of the group of areas that are scored; empty: the rows of the board."""
    decimals: int = 1
    """Decimals of a score as on a page."""
    data: DataColumns | None = None
    """How a table of figures is to be read, where they do not come from a release."""
    steps: tuple[Step, ...] = ()
    """The steps in their order, of which one that is left out is not taken; empty: screen, denominate, impute, treat,
    normalise, aggregate."""
    direction: Direction | None = None
    """Whether higher figures raise the score, where an indicator does not say it itself."""
    screening: Screening | None = None
    """Which areas have too few figures; empty: none falls out by it."""
    denominator: Denominator | None = None
    """What every indicator is divided by, where it says nothing itself."""
    imputation: Imputation | None = None
    """What stands in for missing figures, where an indicator says nothing itself; empty: nothing."""
    treatment: Treatment | None = None
    """What is done with figures that lie far out, where an indicator says nothing itself; empty: nothing."""
    normalisation: Normalisation
    """How indicators are brought to one scale, where they say nothing themselves."""
    aggregation: Aggregation
    """How parts are put together, where a node and its level say nothing themselves."""
    availability: Availability | None = None
    """How much of a node must be there, where it and its level say nothing themselves; empty: any part suffices."""
    levels: tuple[IndexLevel, ...] = ()
    """What holds at each depth of the tree, from its top, for nodes with parts."""
    tree: IndexNode
    """The top of the tree: the index itself."""
    weight_sets: tuple[WeightSet, ...] = ()
    """Named sets of weights beside those of the tree."""
    weight_set: str | None = None
    """Id of the set of weights that counts; empty: the weights of the tree."""
    ranking: Ranking | None = None
    """How scores become ranks; empty: the highest score first, and equal scores share the best of their ranks."""
    bands: tuple[Band, ...] = ()
    """Ordered categories of the score, without gaps."""
    quantiles: int | None = None
    """Number of groups of equal size that areas are put in by rank: 10 for deciles."""
    alternatives: Alternatives | None = None
    """Other choices that could be defended as well, for an uncertainty analysis."""
