"""The course of a target over time: what was measured, what was asked for, and what it is set against."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from wijkpeil.model.base import record
from wijkpeil.model.figures import FigureStatus
from wijkpeil.model.indicators import SeriesBreak
from wijkpeil.model.statement import PathShape
from wijkpeil.model.status import Forecast


@record
class CoursePoint:
    """A figure of a day, in the unit of the bound unless it says otherwise."""

    on: date
    """Last day of its period."""
    value: Decimal | None
    """The figure; None where it is missing."""
    lower: Decimal | None = None
    """Lower end of its 95 % interval."""
    upper: Decimal | None = None
    """Upper end of its 95 % interval."""
    status: FigureStatus = "measured"
    """``measured``, or why the figure is missing."""
    releases: tuple[str, ...] = ()
    """Ids of the releases that hold it; empty where a formula gives it."""


@record
class AskedPath:
    """What one statement of a target asks for over time."""

    number: int = 0
    """Which revision replaced it: 1 for the original; 0 for the statement that holds."""
    decided_on: date | None = None
    """Day of the decision that replaced it; None for the statement that holds."""
    shape: PathShape
    """How the path goes."""
    corners: tuple[CoursePoint, ...] = ()
    """Start, milestones and bound with their days, rising by day; empty where no path can be drawn."""
    on_days: tuple[CoursePoint, ...] = ()
    """What it asks for on the days of the figures, as the rule of statuses has it."""
    bound: Decimal | None
    """The number to reach."""
    deadline: date | None
    """Last day."""


@record
class AreaCourse:
    """One area of a target: where it was, where it is, and how far that is from where it should be."""

    area: str
    """Id of the area."""
    first: CoursePoint
    """Its first figure."""
    last: CoursePoint
    """Its latest figure."""
    gap: Decimal
    """How far the latest figure is from the edge, in the unit of the edge; 0 where it stands as it should."""
    in_the_way: bool
    """Whether it does not stand as the target wants."""


@record
class TargetCourse:
    """All that a picture of a target draws, and the table under it says."""

    measured: tuple[CoursePoint, ...] = ()
    """The figures, rising by day; empty where it must hold in each area."""
    asked: AskedPath
    """What the statement that holds asks for."""
    earlier: tuple[AskedPath, ...] = ()
    """What earlier statements asked for, the original first."""
    breaks: tuple[SeriesBreak, ...] = ()
    """Days between its figures from which these were made otherwise."""
    forecast: Forecast | None = None
    """Where it will be at the term, where there are enough figures."""
    own: tuple[CoursePoint, ...] = ()
    """Where it is set against a reference: its own level, in the unit of the indicator."""
    reference: tuple[CoursePoint, ...] = ()
    """The level of that reference on the same days."""
    edge: Decimal | None = None
    """The number that the figure of each area is held against; None where it is not about areas one by one."""
    areas: tuple[AreaCourse, ...] = ()
    """The areas with a figure, those that do not stand as they should first and the farthest of these before."""
