"""The form in which the API tells how targets stand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import WithJsonSchema

from wijkpeil.model.ledger import TargetLevel
from wijkpeil.model.status import Missing, TargetStatus
from wijkpeil.web.api.forms import TextOut

Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]


class ShortfallOut(Schema):
    """An area that does not stand to the bound as it should."""

    area: str
    actual: Number
    gap: Number = Field(description="How far it is from the bound.")
    status: TargetStatus = Field(description="Its own status on its own path.")


class ForecastOut(Schema):
    """Where the quantity will be at the term if it goes on as it went."""

    value: Number
    lower: Number
    upper: Number
    coverage: float = Field(description="How often the interval should hold what comes.")
    points: int = Field(description="Number of figures it rests on.")


class ReadingStateOut(Schema):
    """What comes of another reading."""

    id: str
    name: TextOut
    bound: Number | None
    actual: Number | None
    status: TargetStatus
    reason: TextOut
    failing: list[ShortfallOut]


class EarlierStateOut(Schema):
    """How a target stood, or would stand, by what it stated before a decision."""

    number: int = Field(description="Which revision replaced it: 1 for the original.")
    decided_on: date = Field(description="Day of the decision that replaced it.")
    as_of: date
    bound: Number | None
    deadline: date | None
    actual: Number | None
    actual_on: date | None
    status: TargetStatus
    reason: TextOut
    missed: bool = Field(description="True where its term had passed unmet before the decision.")


class TargetStateOut(Schema):
    """How a target stands."""

    id: str
    theme: str
    level: TargetLevel | None
    sentence: TextOut = Field(description="What it promises, as its statement reads.")
    wording: TextOut = Field(description="The sentence of the register.")
    baseline: Number | None
    bound: Number | None
    deadline: date | None
    as_of: date | None
    actual: Number | None = Field(description="The latest figure; of each area that of the farthest.")
    actual_on: date | None
    required: Number | None = Field(description="Where it should be by the day of the figure.")
    gap: Number | None = Field(description="How far the figure is from there; above zero short of it.")
    share: Number | None = Field(description="Share of the required distance that was covered.")
    status: TargetStatus
    leaning: TargetStatus | None = Field(description="Where it is uncertain: what the figure alone would say.")
    reason: TextOut
    probability: float | None = Field(description="Chance that it is on its path; null where figures have no margin.")
    needed_per_year: Number | None
    forecast: ForecastOut | None
    failing: list[ShortfallOut]
    unknown_areas: int
    readings: list[ReadingStateOut]
    original: EarlierStateOut | None = Field(description="By what it promised first; null where it was never revised.")
    earlier: list[EarlierStateOut] = Field(description="Each earlier statement, the original first.")
    missing: list[Missing] = Field(description="What it lacks to be followed.")
    checkable: bool = Field(description="Whether it states a number and a term.")
    rule: str = Field(description="Version of the rule that gave the status.")
    simulated: bool = Field(description="True where the programme is made up.")


class TargetStates(Schema):
    """How the targets of a programme stand."""

    simulated: bool = Field(description="True where the programme is made up.")
    rule: str = Field(description="Version of the rule.")
    as_of: date | None = Field(description="Day of which the status is given; null where there are no figures.")
    total: int
    page: int
    page_size: int
    items: list[TargetStateOut]


def state_told(told: dict[str, Any], sentence: dict[str, str], *, simulated: bool) -> dict[str, Any]:
    """Put the fields of a state into this form: its sentence beside the register's, and the mark."""
    wording, rule = told.pop("sentence"), told.pop("rule_version")
    return {**told, "sentence": sentence, "wording": wording, "rule": rule, "simulated": simulated}
