"""The state of a target: what is known of it, and why it cannot be said where it cannot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from wijkpeil.model.base import Text, record
from wijkpeil.model.ledger import TargetLevel

TargetStatus = Literal["not-measurable", "not-measured", "too-early"]
Missing = Literal["no-number", "no-term", "no-indicator", "no-baseline", "no-direction", "no-figure"]

RULE_VERSION = "0"
"""Version of the rule that gives a status.

Rule 0, the first that matches:

1. ``not-measurable``: the target states no relation or no number to reach, or nothing measures it
   (neither an indicator nor a formula);
2. ``not-measured``: it could be measured, but there is no figure;
3. ``too-early``: a figure exists, from the start of the programme only, so that no change can be said.
"""


@record
class TargetState:
    """What is known of one target."""

    id: str
    """Id of the target."""
    theme: str
    """Id of its theme."""
    level: TargetLevel
    """Outcome, output, process or input."""
    sentence: Text
    """The target in one sentence."""
    baseline: Decimal | None
    """The stated starting value."""
    bound: Decimal | None
    """The number to reach."""
    deadline: date | None
    """Last day."""
    actual: Decimal | None
    """The latest figure, where there is one."""
    required: Decimal | None
    """Where it should be by the date of the figures: None while no course is drawn."""
    status: TargetStatus
    """What can be said of it."""
    reason: Text
    """Why, in one sentence."""
    probability: float | None = None
    """Chance that it is met; None while none is estimated."""
    missing: tuple[Missing, ...] = ()
    """What it lacks to be followed."""
    checkable: bool
    """Whether it states a number and a term."""
    rule_version: str = RULE_VERSION
    """Version of the rule that gave the status."""
