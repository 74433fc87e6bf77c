"""What sentences in both languages are made from: plain records, so that each grammar decides on its own words."""

from __future__ import annotations

from wijkpeil.model.base import record


@record
class AreaFindings:
    """What the sentence about one area says."""

    name: str
    opening: str
    """*staat onder druk*; empty where the programme writes none."""
    reds: int
    greens: int
    known: int
    """Number of figures that are known."""
    missing: int
    worst: tuple[str, ...] = ()
    """Indicators in which no area does worse, and none as badly."""
    superlative: str = ""
    """How the only one of ``worst`` is said after *no area*, where the definitions say how."""
    best: tuple[str, ...] = ()
    """Indicators in which no area does better, and none as well."""
    undecided: int = 0
    """Number of figures of which rounding decides whether they are worse than the border."""
    low: int = 0
    """The least number of reds that rounding leaves open."""
    high: int = 0


@record
class WholeFindings:
    """What the sentence about a larger area, or a group of areas, says."""

    name: str
    areas: int
    reds: int
    known: int
    worst: tuple[str, ...] = ()
    worst_reds: int = 0
    worst_known: int = 0
    undecided: int = 0
    """Number of figures of which rounding decides whether they are worse than the border."""
    low: int = 0
    high: int = 0


@record
class OverviewFindings:
    """What the sentence above the overview says."""

    city: str
    areas: int
    reds: int
    known: int
    worst: tuple[str, ...]
    """Areas with the most reds: names, or links."""
    worst_reds: int
    worst_known: int


@record
class CountDispute:
    """A count that is printed otherwise than it is recounted, for one area."""

    name: str
    column: str
    document: str
    printed: int
    recounted: int
    low: int
    """The least that rounding leaves open."""
    high: int


@record
class CountFinding:
    """One printed count beside its recount, over all areas."""

    name: str
    differing: int
    printed: int
    """Number of areas for which a count is printed."""
