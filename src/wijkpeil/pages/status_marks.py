"""The sign of a status: a little path from the start to where one should be, with what was covered of it."""

from __future__ import annotations

from typing import Literal

from wijkpeil.model.base import record
from wijkpeil.model.status import TargetStatus
from wijkpeil.pages.target_words import status_word

Pattern = Literal["solid", "grey", "hatch", "outline", "dotted"]
WIDTH, HEIGHT = 22, 12
"""Size of a sign in pixels; the start stands at 5, where one should be at 17."""
_START, _DUE = "M5 2v8", "M17 1v10"


@record
class StatusMark:
    """A status as a word, a sign and a pattern: none of them a colour."""

    status: TargetStatus
    word: str
    pattern: Pattern
    """How the word is framed: the heavier, the worse."""
    lines: str
    """Path of the start and of where one should be."""
    bar: str
    """Path of what was covered; empty where nothing is known."""
    broken: bool
    """True where the bar is broken, since the figures leave it open."""


def status_mark(status: TargetStatus) -> StatusMark:
    """Give the sign of a status, in the active language."""
    pattern, bar = _SIGNS[status]
    due = "" if status in ("not-measurable", "withheld") else _DUE
    return StatusMark(
        status=status,
        word=status_word(status),
        pattern=pattern,
        lines=_START + due,
        bar=bar,
        broken=status == "uncertain",
    )


_SIGNS: dict[TargetStatus, tuple[Pattern, str]] = {
    "moving-away": ("solid", "M5 4h-5v4h5z"),
    "off-track": ("solid", "M5 4h4v4h-4z"),
    "behind": ("grey", "M5 4h9v4h-9z"),
    "uncertain": ("hatch", "M5 4h3v4h-3zM10 4h3v4h-3zM15 4h1v4h-1zM18 4h2v4h-2z"),
    "too-early": ("dotted", "M4 4h2v4h-2z"),
    "on-track": ("outline", "M5 4h12v4h-12z"),
    "achieved": ("outline", "M5 3h17v6h-17z"),
    "not-measured": ("dotted", ""),
    "not-measurable": ("dotted", ""),
    "withheld": ("dotted", "M8 4h2v4h-2zM12 4h2v4h-2z"),
}
