"""Practices: ways of working that proved themselves somewhere, and where they were taken over since."""

from __future__ import annotations

from datetime import date

from wijkpeil.model.base import Text, Visibility, record


@record
class Practice:
    """A way of working that proved itself somewhere (*pareltje*)."""

    id: str
    """Id."""
    name: Text
    """Name."""
    description: Text
    """What it is, in one or two sentences."""
    place: Text
    """Where."""
    areas: tuple[str, ...] = ()
    """Ids of areas."""
    theme: str
    """Id of a theme."""
    partners: tuple[str, ...] = ()
    """Ids of partners."""
    lines: str = ""
    """Lines; empty where the programme office entered it."""
    owner: str | None = None
    """Id of the partner that keeps the record; empty: the programme office."""
    visibility: Visibility = "public"
    """Who may see it: its owner, the partners named, or everybody."""
    visible_to: tuple[str, ...] = ()
    """Ids of the partners who may see it besides its owner, where the visibility is ``named``."""


@record
class Adoption:
    """The taking over of a practice in another place (*overname*), with what came of it."""

    id: str
    """Id."""
    practice: str
    """Id of the practice that was taken over."""
    place: Text
    """Where it was taken over, in words."""
    areas: tuple[str, ...] = ()
    """Ids of areas or groups where it was taken over; none: outside the areas of the programme, or not said."""
    since: date | None = None
    """Day since which it works there; of a month or year alone, its last day."""
    since_label: Text | None = None
    """Since when, in words, where the day is not known."""
    result: Text | None = None
    """What came of it; empty: not known."""
    partners: tuple[str, ...] = ()
    """Ids of the partners who took it over."""
    lines: str = ""
    """Lines; empty where the programme office entered it."""
    note: Text | None = None
    """What is unclear."""
    owner: str | None = None
    """Id of the partner that keeps the record; empty: the programme office."""
    visibility: Visibility = "public"
    """Who may see it: its owner, the partners named, or everybody."""
    visible_to: tuple[str, ...] = ()
    """Ids of the partners who may see it besides its owner, where the visibility is ``named``."""
