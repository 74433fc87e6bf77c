"""From output to outcome: what measures delivered, which target they should move and why, and the story behind it.

What a partner answers for (delivery) and what all hope for (the course of a target) are kept apart: nothing here is
added to a figure of an indicator.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from wijkpeil.model.base import Text, Visibility, record

OutputAccumulation = Literal["cumulative", "per-period"]


@record
class Output:
    """What a measure planned and delivered (*prestatie*) in one period in one area; a count of things, never of names.

    Rows of one measure, noun and area are a series. It begins on the first day of its first period: before that
    nothing was planned or delivered.
    """

    id: str
    """Id."""
    measure: str
    """Id of the measure."""
    noun: Text
    """What is counted as a noun: article, singular, and the plural after a semicolon, such as *de woning; woningen*,
    in English *a dwelling; dwellings*; the same noun as that of the target for which it counts."""
    area: str
    """Id of the area or group where it was delivered; the city where it is not said for a part of it."""
    period: str
    """The period: a year, quarter, month or day, or a school year: ``2008``, ``2008Q1``, ``2008-03``, ``2008-03-31``,
    ``2007/2008``."""
    accumulation: OutputAccumulation
    """Whether a number is the total since the series began (cumulative), or what the period alone gave (per-period);
    the same in all of a series."""
    planned: Decimal | None = None
    """The number that was planned; empty: unknown, which is never zero."""
    delivered: Decimal | None = None
    """The number that was delivered; empty: not reported yet, which is never zero."""
    reported_on: date | None = None
    """Day on which the delivered number was reported."""
    lines: str = ""
    """Lines; empty where a partner or the programme office entered it."""
    note: Text | None = None
    """What a reader must know of it, such as why a running total fell."""
    owner: str | None = None
    """Id of the partner that reports it and keeps the record; empty: the programme office."""
    visibility: Visibility = "public"
    """Who may see it: its owner, the partners named, or everybody."""
    visible_to: tuple[str, ...] = ()
    """Ids of the partners who may see it besides its owner, where the visibility is ``named``."""


@record
class Expectation:
    """That a measure should move a target (*veronderstelling*), and why it should work."""

    id: str
    """Id."""
    measure: str
    """Id of the measure."""
    target: str
    """Id of the target that it should move."""
    reasoning: Text | None = None
    """Why it should work, in one sentence; empty: the source does not say."""
    evidence: Text | None = None
    """What is known of whether it works, with the source; empty: none is named."""
    lines: str = ""
    """Lines that tie the two; empty where a partner or the programme office entered it."""
    owner: str | None = None
    """Id of the partner that keeps the record; empty: the programme office."""
    visibility: Visibility = "public"
    """Who may see it: its owner, the partners named, or everybody."""
    visible_to: tuple[str, ...] = ()
    """Ids of the partners who may see it besides its owner, where the visibility is ``named``."""


@record
class Story:
    """The story behind the figures of one target or measure (*toelichting*), dated, by a partner in a named role.

    Never the name of a person, and no free text of residents.
    """

    id: str
    """Id."""
    target: str | None = None
    """Id of the target it is about; empty where it is about a measure."""
    measure: str | None = None
    """Id of the measure it is about; empty where it is about a target."""
    on: date
    """Day on which it was told."""
    role: Text
    """In which role the owner tells it: *programme manager*, *district manager*; never a person's name."""
    text: Text
    """The story, in a few sentences."""
    lines: str = ""
    """Lines; empty where a partner or the programme office entered it."""
    owner: str | None = None
    """Id of the partner that tells it and keeps the record; empty: the programme office."""
    visibility: Visibility = "public"
    """Who may see it: its owner, the partners named, or everybody."""
    visible_to: tuple[str, ...] = ()
    """Ids of the partners who may see it besides its owner, where the visibility is ``named``."""
