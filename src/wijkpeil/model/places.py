"""What there is in an area at a time: facilities, zones and hotspots, area plans, and capacity at work.

Areas, kind, period and number are exact, so that each can be counted as the quantity of a target. Nothing here is
about a person, a household or an address.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from wijkpeil.model.base import Text, Visibility, record

FacilityKind = Literal[
    "primary-school",
    "secondary-school",
    "childcare",
    "family-centre",
    "youth-centre",
    "community-centre",
    "health-centre",
    "sports",
    "play-area",
    "culture",
    "library",
    "enterprise-centre",
    "shelter",
    "police-station",
    "multi-use",
    "other",
]
ZoneKind = Literal["opportunity", "business-improvement", "youth-opportunity", "supervision", "search", "other"]
HotspotKind = Literal["cumulation", "drugs", "youth", "housing", "traffic", "other"]
PlanKind = Literal["general", "safety", "child-friendly", "health", "social", "economy", "housing", "other"]
CapacityKind = Literal[
    "wardens",
    "street-coaches",
    "youth-workers",
    "youth-brokers",
    "family-coaches",
    "mentors",
    "community-workers",
    "neighbourhood-brokers",
    "intervention-teams",
    "city-marines",
    "police",
    "culture-scouts",
    "volunteers",
    "other",
]


@record
class Facility:
    """A facility (*voorziening*) that people use: a school, a centre, a playground."""

    id: str
    """Id."""
    kind: FacilityKind
    """Kind."""
    name: Text
    """Name."""
    description: Text | None = None
    """What it offers, in one or two sentences."""
    areas: tuple[str, ...] = ()
    """Ids of areas where it stands; none: not known."""
    place: Text | None = None
    """Where, in words: a building, a street or a square."""
    theme: str
    """Id of a theme; ``general`` where it serves all."""
    status: Literal["planned", "open", "closed"] = "open"
    """Planned, in use or closed; one that is planned counts as none."""
    valid_from: date | None = None
    """First day it is open; of a month or year alone, its last day."""
    valid_to: date | None = None
    """Last day it is open."""
    period_label: Text | None = None
    """The period in words, where the days are not known."""
    number: Decimal | None = None
    """How much it offers, such as places; empty: unknown."""
    unit: Text | None = None
    """What the number counts: *places*, *pupils*, *firms*."""
    partners: tuple[str, ...] = ()
    """Ids of the partners who run it or pay for it."""
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


@record
class Zone:
    """A zone where a special rule or approach holds for a time, given by streets and never by addresses."""

    id: str
    """Id."""
    kind: ZoneKind
    """Kind."""
    name: Text
    """Name."""
    description: Text | None = None
    """What holds in it, in one or two sentences."""
    areas: tuple[str, ...] = ()
    """Ids of areas or groups that it lies in; none: not known."""
    streets: tuple[str, ...] = ()
    """Names of its streets and squares, without house numbers; none where it is whole areas."""
    criteria: Text | None = None
    """Criteria that it meets, in words."""
    theme: str
    """Id of a theme."""
    partners: tuple[str, ...] = ()
    """Ids of the partners who work there."""
    valid_from: date | None = None
    """First day it holds; of a month or year alone, its last day."""
    valid_to: date | None = None
    """Last day it holds."""
    period_label: Text | None = None
    """The period in words, where the days are not known."""
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


@record
class Hotspot:
    """One or more streets where problems pile up and partners step in together for a time; never an address."""

    id: str
    """Id."""
    kind: HotspotKind
    """What piles up there."""
    name: Text
    """Name."""
    areas: tuple[str, ...] = ()
    """Ids of areas that it lies in; none: not known."""
    streets: tuple[str, ...]
    """Names of its streets and squares, at least one, without house numbers."""
    criteria: Text
    """Criteria that it meets, in words: why it was chosen."""
    approach: Text | None = None
    """What is done there, in one or two sentences."""
    theme: str
    """Id of a theme."""
    partners: tuple[str, ...] = ()
    """Ids of the partners who work there."""
    valid_from: date | None = None
    """First day of the approach; of a month or year alone, its last day."""
    valid_to: date | None = None
    """Last day of the approach."""
    period_label: Text | None = None
    """The period in words, where the days are not known."""
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


@record
class AreaPlan:
    """A plan for one or more areas (*wijkplan*), made with those who live and work there."""

    id: str
    """Id."""
    kind: PlanKind
    """What it is a plan for; ``general`` where it is for the area as a whole."""
    name: Text
    """Name."""
    description: Text
    """What it is to bring, in one or two sentences."""
    areas: tuple[str, ...]
    """Ids of areas or groups that it is for."""
    theme: str
    """Id of a theme; ``general`` where it serves all."""
    partners: tuple[str, ...] = ()
    """Ids of the partners who made it."""
    status: Literal["intended", "drawn-up", "adopted", "ended", "unknown"]
    """Whether it is still to be made, made, decided upon, or over."""
    valid_from: date | None = None
    """First day it is for; of a month or year alone, its last day."""
    valid_to: date | None = None
    """Last day it is for."""
    period_label: Text | None = None
    """The period in words, where the days are not known."""
    document: Text | None = None
    """The document that holds it: title, number or date, and where it can be read."""
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


@record
class Capacity:
    """People at work in areas for a time (*inzet*), as a number and never by name: wardens, youth workers."""

    id: str
    """Id."""
    kind: CapacityKind
    """Kind."""
    name: Text
    """Name in a few words."""
    description: Text | None = None
    """What they do, in one or two sentences."""
    areas: tuple[str, ...] = ()
    """Ids of areas or groups where they work; none: the whole city."""
    theme: str
    """Id of a theme."""
    supplier: str | None = None
    """Id of the partner who supplies them; empty: not said."""
    number: Decimal | None = None
    """How many; empty: unknown, which is never zero."""
    unit: Text | None = None
    """What the number counts: *full-time posts*, *persons*, *teams*."""
    valid_from: date | None = None
    """First day; of a month or year alone, its last day."""
    valid_to: date | None = None
    """Last day."""
    period_label: Text | None = None
    """The period in words, where the days are not known."""
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
