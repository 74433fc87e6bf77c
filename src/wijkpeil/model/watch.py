"""The watch list: signals of one area and indicator together, and what was done about them."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from wijkpeil.model.base import Visibility, record
from wijkpeil.model.signals import Signal

HandlingState = Literal["acknowledged", "assigned", "closed"]
ClosingReason = Literal["explained", "measure", "solved", "data", "chance", "accepted"]
CLOSING_REASONS: tuple[ClosingReason, ...] = get_args(ClosingReason)
WatchState = Literal["open", "anew", "acknowledged", "assigned", "closed"]
WATCH_STATES: tuple[WatchState, ...] = get_args(WatchState)


@record
class Handling:
    """What is done about the signals of one indicator in one area, whatever their kind (*opvolging*)."""

    id: str
    """Id; the software makes it of the area and the indicator."""
    area: str
    """Id of an area."""
    indicator: str
    """Id of an indicator."""
    state: HandlingState
    """Seen, assigned to a partner, or closed."""
    release: str
    """Id of the release whose signals were last judged; what comes up in a later one is not covered by a closing."""
    decided_on: date | None = None
    """Day on which this was last decided."""
    due: date | None = None
    """Last day by which the partner is to report, where it is assigned."""
    reason: ClosingReason | None = None
    """Why it is closed: explained, a measure deals with it, solved, a fault in the data, likely chance, accepted."""
    note: str = ""
    """What was found or is to be done, in the words of who wrote it; nothing about persons."""
    owner: str | None = None
    """Id of the partner to whom it is assigned, who keeps the record from then on; empty: the programme office."""
    visibility: Visibility = "public"
    """Who may see it: its owner, the partners named, or everybody."""
    visible_to: tuple[str, ...] = ()
    """Ids of the partners who may see it besides its owner, where the visibility is ``named``."""


@record
class WatchLine:
    """All signals of one indicator in one area, for how long they have been there, and how they are handled."""

    area: str
    """Id of an area."""
    indicator: str
    """Id of an indicator."""
    value: float | None
    """The figure; None where it is not known any more."""
    signals: tuple[Signal, ...]
    """In the order of ``KINDS``; none where nothing stands out any more and the handling is still open."""
    releases: int
    """Releases in a row, this one included, in which one of these signals was there without a break."""
    since: str
    """Id of the first of them; empty without signals."""
    state: WatchState
    """``anew``: it was closed, and a signal came that was not there then, or came back."""
    handling: Handling | None = None
    """The record of it, where there is one."""
