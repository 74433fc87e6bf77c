"""The state of a target: what is known of it, and why it cannot be said where it cannot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from wijkpeil.model.base import Text, record
from wijkpeil.model.ledger import TargetLevel

TargetStatus = Literal[
    "achieved",
    "on-track",
    "behind",
    "off-track",
    "moving-away",
    "uncertain",
    "too-early",
    "not-measured",
    "not-measurable",
    "withheld",
]
Missing = Literal["no-number", "no-term", "no-indicator", "no-baseline", "no-direction", "no-figure", "ambiguous"]

RULE_VERSION = "2"
"""Version of the rule that gives a status; the rule is in ``methods.status`` and ``docs/status.md``."""


@record
class Shortfall:
    """An area that does not stand to the bound as it should."""

    area: str
    """Id of the area."""
    actual: Decimal
    """Its latest figure."""
    gap: Decimal
    """How far it is from the bound, in the unit of the bound; above zero."""
    status: TargetStatus
    """Its own status on its own path."""


@record
class Forecast:
    """Where a quantity will be at the term if it goes on as it went."""

    value: Decimal
    """The middle of what is expected."""
    lower: Decimal
    """Lower end of the interval."""
    upper: Decimal
    """Upper end of the interval."""
    coverage: float
    """How often the interval should hold what comes, such as 0.8."""
    points: int
    """Number of figures it rests on."""


@record
class ReadingState:
    """What comes of another reading of a target."""

    id: str
    """Id of the reading."""
    name: Text
    """The reading in a few words."""
    bound: Decimal | None
    """The number to reach under it."""
    actual: Decimal | None
    """The latest figure under it."""
    status: TargetStatus
    """Its status."""
    reason: Text
    """Why, in one sentence."""
    failing: tuple[Shortfall, ...] = ()
    """For *each area*: the areas that do not stand to the bound as they should, the farthest first."""


@record
class EarlierState:
    """How an earlier statement of a target stood."""

    number: int
    """Which revision replaced it: 1 for the original."""
    decided_on: date
    """Day of the decision that replaced it."""
    as_of: date
    """Day of which this is the state."""
    bound: Decimal | None
    """The number to reach under it."""
    deadline: date | None
    """Its last day."""
    actual: Decimal | None
    """The figure that decided, or the latest one."""
    actual_on: date | None
    """Day of that figure."""
    status: TargetStatus
    """Its status."""
    reason: Text
    """Why, in one sentence."""
    missed: bool
    """Whether its term had passed before the decision and it was not met; no decision undoes that."""


@record
class TargetState:
    """What is known of one target or ambition."""

    id: str
    """Id of the target."""
    theme: str
    """Id of its theme."""
    level: TargetLevel | None
    """Outcome, output, process or input; None for an ambition."""
    sentence: Text
    """The target in one sentence, as the register has it."""
    baseline: Decimal | None
    """The starting value: as stated, else from the figures."""
    bound: Decimal | None
    """The number to reach."""
    deadline: date | None
    """Last day."""
    as_of: date | None
    """Day of which this is the state; None where there are no figures."""
    actual: Decimal | None
    """The latest figure, where there is one. For *each area* that of the area farthest from the bound."""
    actual_on: date | None = None
    """Day of that figure."""
    required: Decimal | None
    """Where it should be by the day of the figure: None while no path can be drawn."""
    gap: Decimal | None = None
    """How far that figure is from there, in the unit of the bound: above zero short of it, below zero beyond it."""
    share: Decimal | None = None
    """Share of the required distance that was covered, 1 on the path; None where no distance is required."""
    status: TargetStatus
    """What can be said of it."""
    leaning: TargetStatus | None = None
    """Where it is uncertain: what the figure alone would say."""
    reason: Text
    """Why, in one sentence."""
    probability: float | None = None
    """Chance that it is on its path (at the term: that it is met), where figures carry intervals; else None."""
    needed_per_year: Decimal | None = None
    """Change per year that is needed from the latest figure to the term; None where met or without term."""
    forecast: Forecast | None = None
    """Where it will be at the term, where there are enough figures."""
    failing: tuple[Shortfall, ...] = ()
    """For *each area*: the areas that do not stand to the bound as they should, the farthest first."""
    unknown_areas: int = 0
    """Number of areas in its scope without a figure."""
    readings: tuple[ReadingState, ...] = ()
    """What comes of its other readings."""
    original: EarlierState | None = None
    """Where it was revised: the state against the original statement, on the same day."""
    earlier: tuple[EarlierState, ...] = ()
    """Each statement that was replaced, the original first: as it stood at its own term where that had passed, else on
    the day of the decision."""
    missing: tuple[Missing, ...] = ()
    """What it lacks to be followed."""
    checkable: bool
    """Whether it states a number and a term."""
    rule_version: str = RULE_VERSION
    """Version of the rule that gave the status."""

    @property
    def missed(self) -> tuple[EarlierState, ...]:
        """The earlier statements whose term had passed, unmet, before they were revised."""
        return tuple(one for one in self.earlier if one.missed)
