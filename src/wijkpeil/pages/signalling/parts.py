"""What sentences about signals are made from, in both languages."""

from __future__ import annotations

from typing import Literal

from wijkpeil.model.base import record
from wijkpeil.model.signals import Direction, Reference, SignalKind

Side = Literal["above", "below", "level"]
"""Where a figure lies from the city's."""
MOST_ODDS = 1_000_000
"""Odds beyond which only *at most* is said: nobody knows a law of chance so far out."""


@record
class Stands:
    """One signal, with its numbers written out."""

    kind: SignalKind
    direction: Direction
    reference: Reference
    value: str
    """The figure; for ``gap`` the distance to the city, without its sign."""
    other: str
    """What it was compared with; for ``gap`` without its sign; empty for ``neighbours``."""
    odds: str = ""
    """*2.500*: by chance it comes once in so many; empty where no chance is claimed."""
    odds_at_most: bool = False
    """True where it comes more rarely than that."""
    side: Side = "level"
    """For ``gap``: on which side of the city the area lies now."""
    other_side: Side = "level"
    """For ``gap``: on which side it lay on average before."""
    certain: bool = True
    run: int = 1
    points: int = 0
    rules: tuple[int, ...] = ()
    neighbours: int = 0
    alike: int = 0


@record
class Stand:
    """All signals of one indicator in one area."""

    area: str
    indicator: str
    """Short name, as it stands within a sentence."""
    value: str
    """The figure with its unit sign; empty where it is not known any more."""
    signals: tuple[Stands, ...]
    releases: int = 1
    """Releases in a row in which one of them was there."""
