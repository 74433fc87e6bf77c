"""Indicators, their borders and bands, and the counts of red made from them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from wijkpeil.model.base import Text, record

Polarity = Literal["high-is-better", "low-is-better"]
Comparison = Literal["strict", "inclusive"]
Colour = Literal["red", "neutral", "green", "none"]
ChanceModel = Literal["proportion", "rate", "mean"]


@record
class Bound:
    """One side of a border: a written value, or the mean of a group's areas. Exactly one of the two."""

    value: Decimal | None = None
    """The value as written or printed."""
    mean_of: str | None = None
    """Id of a group: the bound is the unweighted mean of its areas in the same release."""
    origin: Text | None = None
    """Where the value comes from, such as *mean of the forty selected neighbourhoods, as printed*."""
    lines: str = ""
    """Lines of the main source."""


@record
class Border:
    """A negative and a positive bound that together colour a value."""

    negative: Bound
    """Worse than this is red."""
    positive: Bound
    """Better than this is green."""
    comparison: Comparison = "strict"
    """Whether a value equal to a bound stays neutral (strict) or takes its colour (inclusive)."""
    lines: str = ""
    """Lines of the main source that state the rule."""


@record
class SeriesBreak:
    """A day from which figures are made otherwise, so that those before and after it do not compare as they stand."""

    day: date
    """First day of what is measured otherwise."""
    why: Text
    """What changed, in one sentence."""


@record
class Band:
    """One of the ordered categories of an indicator, such as *probleemwijk*."""

    id: str
    """Id, unique in the indicator."""
    name: Text
    """Name as on a page."""
    lower: Decimal | None = None
    """Lower edge; empty: none."""
    upper: Decimal | None = None
    """Upper edge; empty: none."""
    lower_included: bool = True
    """Whether a value on the lower edge belongs to this band."""
    upper_included: bool = False
    """Whether a value on the upper edge belongs to this band."""
    note: Text | None = None
    """Doubt about an edge, in words."""


@record
class Indicator:
    """Something measured for areas. The file's name is the id."""

    id: str
    """Id, equal to the file's name without ``.yaml``."""
    name: Text
    """Name as on a page."""
    short_name: Text
    """Name for a column head."""
    noun: Text | None = None
    """What it is called in a sentence: article, singular, and plural after a semicolon, such as *de index; indexen*,
    in English *an index; indices*."""
    description: Text
    """What it measures, in one or two plain sentences."""
    polarity: Polarity
    """Which way is better; declared, never guessed."""
    unit: Text
    """Unit as on a page, such as *% van de huishoudens*; for an index its scale."""
    decimals: int
    """Decimals that the source prints by rule."""
    period: str
    """Period of the figures, such as ``2006``; empty where the source does not say."""
    theme: str
    """Id of a theme."""
    source: Text
    """Who made it and how, in one sentence."""
    chance_model: ChanceModel | None = None
    """How chance moves the figure: ``proportion`` of so many people (binomial), ``rate`` of events (Poisson), or
    ``mean`` with a 95 % interval (normal). Empty: unknown; then no signal rests on its chance."""
    per: Decimal | None = None
    """What a proportion or a rate is stated per: ``100`` for a percentage, ``1000`` for so many per thousand."""
    subjective: bool | None = None
    """True: what people say; False: what registers hold; empty: mixed or unknown."""
    sensitive: bool = False
    """Origin, health or convictions: enters no selection, signal or index by default."""
    ground: Text | None = None
    """Why a sensitive indicator is kept at all; required where ``sensitive``."""
    border: Border | None = None
    """The border that colours it."""
    bands: tuple[Band, ...] = ()
    """Ordered categories, from worst to best or the other way round, without gaps."""
    city_value: Decimal | None = None
    """The city's own score, as printed."""
    city_lines: str = ""
    """Lines that print the city's score."""
    breaks: tuple[SeriesBreak, ...] = ()
    """Days from which its figures are made otherwise, rising."""
    superlative: Text | None = None
    """How the worst area is said of it, after *geen gebied*: *heeft een ongunstiger PPC-score*."""
    lines: str = ""
    """Lines of the main source that name it."""


@record
class IndicatorGroup:
    """Indicators that stand together on a board, in their order."""

    id: str
    """Id, such as ``rotterdam``."""
    name: Text
    """Heading above the columns."""
    indicators: tuple[str, ...]
    """Ids in order."""


@record
class RedCount:
    """A count of red cells per area over some indicators, as a document prints it."""

    id: str
    """Id; the key under ``counts`` in the board's JSON."""
    name: Text
    """Heading of the column."""
    indicators: tuple[str, ...]
    """The indicators counted, under the document's own rule."""
    factor: int = 1
    """What the number of reds is multiplied by."""
    comparison: Comparison = "strict"
    """Strict or inclusive, as the document's rule says."""
    lines: str = ""
    """Lines of the main source that state the rule."""
    note: Text | None = None
    """What a reader must know."""


@record
class PublishedCount:
    """A count of reds that a document prints for one area: a claim, not a figure."""

    count: str
    """Id of a red count."""
    area: str
    """Id of an area."""
    printed: int
    """The number as printed."""
    lines: str
    """The line that prints it."""
