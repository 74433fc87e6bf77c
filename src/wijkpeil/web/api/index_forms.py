"""The forms in which the API tells of indices."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema

from wijkpeil.methods.composite.coherence import Flag
from wijkpeil.web.api.forms import TextOut

Numbers = dict[str, float | None]


class IndexLinks(Schema):
    """Where to go on."""

    definition: str
    scores: str
    contributions: str
    coherence: str
    explorations: str


class IndexOut(Schema):
    """An index of a programme."""

    id: str
    name: TextOut
    description: TextOut
    polarity: Literal["high-is-better", "low-is-better"] = Field(description="Which way its score is better.")
    version: str
    author: str
    reference: str = Field(description="The document or paper that it follows.")
    review: date = Field(description="Day by which it is looked at anew.")
    since: date | None = Field(description="Day on which this version was adopted.")
    shape: TextOut | None = Field(description="Where its shape alone is known: what is not. Then it is not computed.")
    indicators: int = Field(description="Number of indicators in it.")
    release: str | None = Field(description="The release of figures that it is computed over.")
    periods: list[str] = Field(description="Periods with scores; empty where each indicator counts with its last.")
    weight_sets: list[str] = Field(description="Ids of its sets of weights.")
    weight_set: str | None = Field(description="The set that counts; null: the weights of the tree.")
    computed: bool
    reasons: list[TextOut] = Field(description="Why it is not computed.")
    simulated: bool = Field(description="True where the programme is made up.")
    links: IndexLinks


class NodeOut(Schema):
    """A node of the tree, with the choices that hold for it worked out."""

    id: str
    name: TextOut
    parent: str | None = Field(description="Null for the top.")
    depth: int
    indicator: str | None = Field(description="Id of its indicator; null for a node with parts.")
    direction: Literal["up", "down"] | None = Field(description="Whether more of it raises or lowers the score.")
    weight: float = Field(description="The weight that counted, of the last period.")
    share: float = Field(description="Its share of the weight of its siblings and itself.")
    whole: float = Field(description="Its share of the weight of the whole index.")
    choices: dict[str, dict[str, Any] | None] = Field(
        description="By step, what holds for it; null: nothing. The fields are those of the file of an index."
    )


class IndexDetail(IndexOut):
    """An index with its definition."""

    method: list[TextOut] = Field(description="What is computed, in sentences, in order.")
    breaks: list[TextOut] = Field(description="Why scores of some periods do not compare as they stand.")
    nodes: list[NodeOut] = Field(description="The tree, parents before their parts.")
    definition: dict[str, Any] = Field(description="The definition as it is written; the fields are those of its file.")


class IndexHead(Schema):
    """What scores are of."""

    simulated: bool = Field(description="True where the programme is made up.")
    index: str
    version: str = Field(description="Version of the definition.")
    release: str | None = Field(description="The release of the figures.")
    period: str | None = Field(description="Null where each indicator counts with its last period.")
    weight_set: str | None = Field(description="The set of weights that counted; null: the weights of the tree.")
    first: Literal["worst", "best"] = Field(description="Whether number 1 is doing worst or best.")
    ranked: int = Field(description="Number of areas with a rank.")


class DrawsOut(Schema):
    """What ranges of ranks rest on."""

    count: int
    worst: int = Field(description="How many areas the worst are, in among_worst.")
    drawn: list[TextOut] = Field(description="What was drawn.")
    declared: bool = Field(description="Whether the index declares itself what could be chosen otherwise.")


class DrawnHead(IndexHead):
    """What scores are of, and what ranges of ranks rest on."""

    draws: DrawsOut | None
    unsure: TextOut | None = Field(description="Why there are no draws.")


class ScoreOut(Schema):
    """Where an area stands."""

    area: str
    name: TextOut
    score: float | None
    rank: int | None
    rank_low: int | None = Field(description="Least rank of the middle 90 % of the draws.")
    rank_high: int | None = Field(description="Greatest rank of them.")
    among_worst: float | None = Field(description="Share of the draws in which it is among the worst.")
    band: str | None = Field(description="Id of its class.")
    quantile: int | None = Field(description="Its group of equal size, 1 for the first.")
    reason: TextOut | None = Field(description="Why it has no score.")
    nodes: Numbers | None = Field(None, description="With nodes=true: its score on each node and indicator.")


class Scores(DrawnHead):
    """One page of the scores, the best rank first, areas without a score last."""

    total: int
    page: int
    page_size: int
    items: list[ScoreOut]


class ContributionOut(Schema):
    """What makes up the score of an area."""

    area: str
    name: TextOut
    score: float | None
    contributions: Numbers = Field(description="What each indicator adds; they add up to the score. Null: no figure.")


class Contributions(IndexHead):
    """One page of what makes up the scores."""

    means: Numbers = Field(description="What each indicator adds on average.")
    total: int
    page: int
    page_size: int
    items: list[ContributionOut]


class AreaNodeOut(Schema):
    """An area on one node of the tree."""

    id: str
    name: TextOut
    score: float | None
    rank: int | None
    contribution: float | None = Field(description="What it adds to the score of the index.")
    beside_mean: float | None = Field(description="The same, less what it adds on average.")


class AreaScore(DrawnHead):
    """Where one area stands and why."""

    standing: ScoreOut
    nodes: list[AreaNodeOut] = Field(description="The tree, parents before their parts.")
    sentences: list[TextOut] = Field(description="Why it ranks where it does.")


class CoherentIndicator(Schema):
    """How one indicator goes with the others; null where too few areas or no variation allow a number."""

    id: str
    parent: str
    available: float = Field(description="Share of the areas with a figure, before any was filled in.")
    filled: float = Field(description="Share of the areas of which the figure was filled in.")
    constant: bool = Field(description="Whether all areas score the same, so that it decides nothing.")
    with_index: float | None = Field(description="Correlation with the score of the index.")
    with_parent: float | None
    with_siblings: float | None = Field(description="Correlation with the other parts of its node, weighted.")
    siblings_low: float | None = Field(description="Where that correlation lies 19 times in 20; null for few areas.")
    siblings_high: float | None
    nominal: float = Field(description="Its share of all weight.")
    effective: float | None = Field(description="Its share of what makes areas differ.")
    shift: float | None = Field(description="Mean shift of places without it.")
    flags: list[Flag]


class PairOut(Schema):
    """Two parts of a node that say the same, or pull against each other."""

    one: str
    other: str
    correlation: float


class CoherentNode(Schema):
    """How the parts of one node go together."""

    id: str
    parts: list[str]
    correlations: list[list[float | None]] = Field(description="By part and part; null where there is none.")
    alpha: float | None = Field(description="Cronbach's alpha.")
    explained: float | None = Field(description="Part of the variance on the first principal component of its parts.")
    available: float
    withheld: int = Field(description="Areas without a result because too little of it is there.")
    pairs: list[PairOut]


class AstrayOut(Schema):
    """An indicator that goes more with another group than with its own."""

    indicator: str
    group: str


class CoherenceOut(IndexHead):
    """Whether the parts of an index go together."""

    sentences: list[TextOut] = Field(description="What to know before trusting it.")
    indicators: list[CoherentIndicator]
    nodes: list[CoherentNode]
    groups: list[str]
    across: list[list[float | None]] = Field(description="Correlations of each indicator with each group.")
    astray: list[AstrayOut]


class ChosenOut(Schema):
    """What is chosen otherwise than declared."""

    weights: dict[str, float] = Field(description="By node; those as declared are left out.")
    said: list[TextOut] = Field(description="All of it in words.")
    query: str = Field(description="The same as the explorer of the site has it in its address.")


class ExploredOut(Schema):
    """Where an area would stand."""

    area: str
    name: TextOut
    score: float | None
    rank: int | None
    declared_rank: int | None = Field(description="Its rank by the declared choices.")
    places: int | None = Field(description="Places that it does better than declared; below 0 for worse.")


class Explorations(IndexHead):
    """One page of what other choices would give."""

    chosen: ChosenOut
    total: int
    page: int
    page_size: int
    items: list[ExploredOut]
