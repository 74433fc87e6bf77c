"""Claims: what a document prints, how to recompute it, and what the reconciliation finds."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from wijkpeil.model.base import Text, record
from wijkpeil.model.indicators import Comparison

Verdict = Literal[
    "reproduces",
    "reproduces-under-another-reading",
    "contradicts",
    "undecidable-by-rounding",
    "cannot-be-checked",
]
Relation = Literal["equals", "at-least", "at-most", "below", "above", "about"]


@record
class Fact:
    """A single number that the document prints outside its tables, for use in formulas."""

    id: str
    """Id, used as ``fact("id")`` in a formula."""
    name: Text
    """What the number is."""
    value: Decimal | None = None
    """The number; empty where the document gives none."""
    unit: str = ""
    """Unit, such as ``EUR`` or ``persons``."""
    lines: str = ""
    """Lines that print it."""


@record
class Reading:
    """One way to read a claim, with its formula."""

    id: str
    """Id, unique in the claim."""
    name: Text
    """The reading in words, such as *a score equal to the border counts too*."""
    formula: str
    """How to recompute it; the language is documented in ``docs/claims.md``."""
    comparison: Comparison | None = None
    """Strict or inclusive, over the border's own; empty: as the border says."""


@record
class Judgement:
    """A verdict that only a reader can give, with who gave it."""

    verdict: Verdict
    """The verdict."""
    by: str
    """Role of the reader, never a name."""


@record
class Claim:
    """A number or statement that a document prints, where it stands, and how to recompute it."""

    id: str
    """Id, such as ``N31``."""
    title: Text
    """What is claimed, as a heading."""
    statement: Text
    """What the document says, in our words."""
    printed: Decimal | None = None
    """The printed number; empty where the claim is not a number."""
    printed_label: Text | None = None
    """The printed side in words, where a number alone does not say it."""
    unit: str = ""
    """Unit of the printed number: ``EUR``, ``rows``, ``areas``, ``%`` …"""
    decimals: int = 0
    """Decimals to show."""
    relation: Relation = "equals"
    """How the recomputed number must stand to the printed one for the claim to hold."""
    margin: Decimal | None = None
    """For ``about``: the largest difference that still counts as about, in the claim's unit."""
    readings: tuple[Reading, ...] = ()
    """Readings, the document's own first; none where only a reader can judge."""
    judgement: Judgement | None = None
    """The judgement, where there are no readings."""
    explanation: Text
    """One plain sentence: why the verdict is what it is. May hold ``{printed}`` and ``{recomputed}``."""
    explains: Verdict
    """The verdict that the explanation is about; where the recount finds another, the page makes its own sentence and
    ``check`` warns."""
    areas: tuple[str, ...] = ()
    """Areas that the claim is about in particular."""
    concerns: tuple[str, ...] = ()
    """Ids of targets, budget lines, indicators and counts that it is about."""
    lines: str
    """Lines of the main source."""


@record
class StepPart:
    """A record, area or indicator that a step looked at, with its own value, so that a reader can do the step again."""

    id: str
    """Id of the record, area or indicator."""
    value: Decimal | None = None
    """Its own number: the amount of a record, the value or the recount of an area; None where unknown."""
    other: Decimal | None = None
    """The number that this was set against where each has its own: the printed count of an area, the border of an
    indicator."""
    counted: bool = True
    """Whether it was summed or counted."""
    undecided: bool = False
    """Whether rounding decides if it is counted."""


@record
class Step:
    """One step of a recomputation, for showing the working."""

    expression: str
    """The part of the formula."""
    value: Decimal | None
    """What it gives; None where unknown."""
    note: str = ""
    """What it was compared with, in signs that read the same in both languages, such as ``< 6.0``."""
    items: tuple[str, ...] = ()
    """Ids of the records or areas that were counted or summed."""
    low: Decimal | None = None
    """The least that rounding leaves open."""
    high: Decimal | None = None
    """The most that rounding leaves open."""
    unknown: tuple[str, ...] = ()
    """Ids of the records or areas that were left out because their amount or value is unknown."""
    parts: tuple[StepPart, ...] = ()
    """All that it looked at, each with its own value; none where the items have no value of their own."""


@record
class ReadingResult:
    """What one reading gives."""

    reading: str
    """Id of the reading."""
    recomputed: Decimal | None
    """The number; None where it cannot be had."""
    low: Decimal | None
    """The least it can be, given how the inputs are rounded."""
    high: Decimal | None
    """The most it can be."""
    holds: bool
    """Whether the claim holds on the values as stored."""
    could_hold: bool
    """Whether it holds for some values that round to those stored."""
    steps: tuple[Step, ...] = ()
    """The working, innermost first."""


@record
class Reconciliation:
    """Published beside recomputed, with a verdict."""

    claim: str
    """Id of the claim."""
    verdict: Verdict
    """What was found."""
    reading: str
    """Id of the reading that the verdict rests on; empty where a reader judged."""
    recomputed: Decimal | None
    """The number under that reading."""
    results: tuple[ReadingResult, ...] = ()
    """All readings, in order."""
