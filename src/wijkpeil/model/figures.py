"""What was measured: observations in immutable releases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from wijkpeil.model.base import Text, record

FigureStatus = Literal["measured", "not-collected", "suppressed", "invalid", "not-applicable"]


@record
class Observation:
    """One value of one indicator in one area and period, or the reason why there is none."""

    indicator: str
    """Id of an indicator."""
    area: str
    """Id of an area."""
    period: str
    """Period, such as ``2006``; empty where the source does not say."""
    value: Decimal | None = None
    """The value with the decimals it was printed with; empty where it is missing."""
    lower: Decimal | None = None
    """Lower end of its interval, where it is an estimate."""
    upper: Decimal | None = None
    """Upper end of its interval."""
    n: int | None = None
    """Number of observations behind an estimate."""
    status: FigureStatus = "measured"
    """``measured``, or why the value is missing."""
    lines: str = ""
    """Line of the release's document that prints it."""


@record
class Release:
    """A set of figures delivered together, never edited: a correction is a new release."""

    id: str
    """Id, equal to the name of its files."""
    title: Text
    """Title as on a page."""
    document: str
    """Id of the document the figures were taken from."""
    published: date | None = None
    """Date of publication, where known."""
    published_label: Text | None = None
    """The date in words, where only a part of it is known."""
    licence: str = ""
    """Licence of the figures, as an SPDX id or in words."""
    simulated: bool = False
    """True where the figures are made up; then said on every page that shows them."""
    note: Text | None = None
    """What a user of the figures must know."""
