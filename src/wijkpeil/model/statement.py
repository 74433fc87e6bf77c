"""A promise as a statement that can be checked: what is measured, where, against what, by how much and by when.

Targets, ambitions and their readings are statements: each is one row that says all of it. What the source does not say
stays empty, so that what is missing can be named (``workflows.lacking``).
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from wijkpeil.model.base import Text, record
from wijkpeil.model.claims import Relation

Quantity = Literal["indicator", "derived", "output", "facilities", "agreements", "money"]
Quantifier = Literal["each-area", "number-of-areas", "share-of-areas", "total", "weighted-mean"]
Transformation = Literal[
    "level", "change", "relative-change", "growth-against-reference", "gap-to-reference", "conversion"
]
Reference = Literal["own-baseline", "city", "rest-of-city", "group", "fixed-number", "comparator"]
PathShape = Literal["linear", "stepped", "own"]
Accumulation = Literal["standing", "cumulative", "each-year"]
Difference = Literal["points", "ratio"]
Direction = Literal["rise", "fall"]


@record
class Statement:
    """What targets, ambitions and readings state, each part in a field of its own."""

    quantity: Quantity | None = None
    """What is measured: an indicator, one derived from others, what measures delivered (output), a number of
    facilities, of agreements, or money; empty where the source does not say."""
    indicator: str | None = None
    """Id of the indicator that measures it, where the programme has it."""
    formula: str = ""
    """How its current value is computed, in the language of claims, where no indicator gives it; empty where no figure
    exists."""
    noun: Text | None = None
    """What is measured as a noun: article, singular, and the plural after a semicolon, such as *de woning; woningen*,
    in English *a dwelling; dwellings*. Empty: the noun of the indicator."""
    group: str | None = None
    """Id of the group or area it is about."""
    areas: tuple[str, ...] = ()
    """Areas it names in particular; where there are any, the statement is about these."""
    boundaries: date | None = None
    """Day whose memberships and boundaries say which areas belong; empty: those of the folder."""
    counted_by: str = ""
    """How areas are counted: ``name`` (areas of one name count once), ``printed_code``, or the id of a level, whose
    areas are counted instead; empty: each area once."""
    weights: str | None = None
    """Id of the indicator that weighs areas in a weighted mean; empty: their residents."""
    quantifier: Quantifier | None = None
    """Of which areas it must hold: each, a number, a share, their total, or their weighted mean."""
    transformation: Transformation | None = None
    """What is compared: the level, the change since the start, the relative change in per cent, the growth against that
    of a reference, the gap to a reference, or a conversion: the share of participants for whom it led to something."""
    reference: Reference | None = None
    """Against what: its own start, the city, the rest of the city, a group, a fixed number, or another statement that
    moves along (``comparator``)."""
    reference_group: str | None = None
    """Id of the group or area it is compared with, where the reference is a group."""
    reference_value: Decimal | None = None
    """The number it is compared with, where the reference is a fixed number."""
    comparator: str | None = None
    """Id of an ambition or target that moves along with it."""
    direction: Direction = "rise"
    """Which way a change is counted: a fall of 50 % is the bound 50 with the direction ``fall``."""
    difference: Difference = "points"
    """Whether a growth or gap is in points (a difference) or a ratio in per cent: 10 points faster, or 10 % faster."""
    condition: Relation | None = None
    """For a number or share of areas: how the quantity of an area must stand to ``edge`` for the area to count."""
    edge: Decimal | None = None
    """For a number or share of areas: the number that the quantity of an area is compared with."""
    relation: Relation | None = None
    """How the quantity must stand to the bound."""
    bound: Decimal | None = None
    """The number to reach; empty where none is stated. Per cent where it is a share, a relative change or a ratio."""
    unit: Text | None = None
    """Unit of bound and baseline."""
    tolerance: Decimal | None = None
    """How far a figure may fall short by chance and still count as reached, in the unit of the bound; empty: none."""
    baseline: Decimal | None = None
    """The stated starting value."""
    baseline_on: date | None = None
    """Day of the start, from which the path runs; for a year its 31 December."""
    baseline_note: Text | None = None
    """The start in words, where it is no number."""
    deadline: date | None = None
    """Last day; for a year its 31 December."""
    deadline_label: Text | None = None
    """The term as stated, in words."""
    path: PathShape = "linear"
    """How it should go from start to bound: in a straight line, in steps that must be reached on their day, or along
    milestones with straight lines between them (own)."""
    milestones: tuple[str, ...] = ()
    """Day and value of each milestone, such as ``2008-12-31 4500``, rising by day."""
    accumulation: Accumulation = "standing"
    """Whether a figure is a state, a running total since the start (cumulative), or what one year gave (each-year); a
    change that each year must give is counted from the year before."""
    breakdown: tuple[str, ...] = ()
    """Ids of the targets whose bounds must sum to this one's."""


@record
class StatedReading(Statement):
    """Another way to read an ambiguous target or ambition; whatever it states is computed beside the first reading."""

    id: str
    """Id."""
    of: str
    """Id of the target or ambition that can be read so."""
    name: Text
    """The reading in a few words, such as *by names*."""
    lines: str
    """Lines that leave the reading open."""
    note: Text | None = None
    """Why it can be read so."""


@record
class TargetRevision(Statement):
    """What a target stated until a decision changed it; the target itself states what was decided last."""

    id: str
    """Id."""
    of: str
    """Id of the target that was revised."""
    number: int
    """Which revision it is: 1 for the one that replaced the original, then 2, and so on."""
    sentence: Text
    """The target in one sentence, as the register had it until then."""
    decided_on: date
    """Day of the decision, from which the next statement holds."""
    reason: Text
    """Why it was revised."""
    decision: str
    """Where the decision can be found, such as the number of a council's decision."""
    decided_by: str
    """Id of the partner that decided."""
    lines: str = ""
    """Lines that state the decision; empty where the document does not hold it."""


@cache
def statement_fields() -> tuple[str, ...]:
    """Return the names of the fields of a statement, in their order."""
    return tuple(one.name for one in fields(Statement))


def differs(one: Any, other: Any) -> bool:
    """Tell whether two records state something else; numbers are compared as numbers."""
    return any(getattr(one, name) != getattr(other, name) for name in statement_fields())
