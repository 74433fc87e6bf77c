"""The programme as a whole: definitions, ledger and figures, as every reader of it gets them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from wijkpeil.model.areas import Area, Group, Level, Membership
from wijkpeil.model.base import Language, Text, record
from wijkpeil.model.claims import Claim, Fact
from wijkpeil.model.delivery import Expectation, Output, Story
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.index import Index
from wijkpeil.model.indicators import Indicator, IndicatorGroup, PublishedCount, RedCount
from wijkpeil.model.ledger import (
    Agreement,
    Ambition,
    Commitment,
    Instrument,
    Measure,
    Partner,
    Pillar,
    Request,
    Target,
    Theme,
)
from wijkpeil.model.money import Budget, BudgetLine, FundingStatement, RunningProgramme
from wijkpeil.model.places import AreaPlan, Capacity, Facility, Hotspot, Zone
from wijkpeil.model.practices import Adoption, Practice
from wijkpeil.model.statement import StatedReading, TargetRevision
from wijkpeil.model.watch import Handling


@record
class Document:
    """A document that figures, targets and claims are taken from."""

    id: str
    """Id."""
    title: Text
    """Title."""
    short: Text
    """How it is cited before a line number: *aanvraag van 2007*."""
    publisher: str
    """Who published it."""
    published: date | None = None
    """Date of publication, where known."""
    published_label: Text | None = None
    """The date in words, where only a part of it is known."""
    licence: Text
    """What may be done with it."""


@record
class Opening:
    """How an area's sentence opens, by its number of reds."""

    up_to: int
    """Used up to and including this number of reds."""
    name: Text
    """The opening: *staat onder druk*."""


@record
class MapLine:
    """A line on the schematic map, such as a river, drawn by hand for orientation."""

    id: str
    """Id."""
    name: Text
    """Name on the map."""
    points: tuple[tuple[float, float], ...]
    """Pairs of latitude and longitude in degrees (WGS84)."""
    width_m: float
    """Width to draw, in metres."""


@record
class ProgrammeInfo:
    """What ``programme.yaml`` holds."""

    id: str
    """Id, equal to the folder's name."""
    name: Text
    """Name as in the masthead."""
    city: str
    """Id of the city among the areas."""
    language: Language
    """Default language of the pages."""
    introduction: Text
    """Two or three sentences that say what the programme is."""
    main_document: str
    """Id of the document that ``lines`` refer to."""
    documents: tuple[Document, ...]
    """Documents."""
    board_group: str
    """Id of the group whose areas are the rows of the board."""
    levels: tuple[Level, ...]
    """Levels of areas."""
    indicator_groups: tuple[IndicatorGroup, ...]
    """Groups of indicators in the order of the board."""
    counts: tuple[RedCount, ...] = ()
    """Counts of red."""
    openings: tuple[Opening, ...] = ()
    """Openings of the area sentence, rising."""
    map_lines: tuple[MapLine, ...] = ()
    """Lines on the schematic map."""
    simulated: bool = False
    """True for a made-up programme."""


@record
class Definitions:
    """What is measured and how: everything that is a file and no database row."""

    info: ProgrammeInfo
    areas: tuple[Area, ...] = ()
    groups: tuple[Group, ...] = ()
    memberships: tuple[Membership, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    published_counts: tuple[PublishedCount, ...] = ()
    facts: tuple[Fact, ...] = ()
    claims: tuple[Claim, ...] = ()
    indices: tuple[Index, ...] = ()
    hash: str = ""
    """SHA-256 of the definition files, hexadecimal."""


@record
class Ledger:
    """What was agreed: the records that a workspace keeps in its database."""

    pillars: tuple[Pillar, ...] = ()
    themes: tuple[Theme, ...] = ()
    partners: tuple[Partner, ...] = ()
    targets: tuple[Target, ...] = ()
    ambitions: tuple[Ambition, ...] = ()
    readings: tuple[StatedReading, ...] = ()
    target_revisions: tuple[TargetRevision, ...] = ()
    measures: tuple[Measure, ...] = ()
    outputs: tuple[Output, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    stories: tuple[Story, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    requests: tuple[Request, ...] = ()
    budgets: tuple[Budget, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    funding_statements: tuple[FundingStatement, ...] = ()
    running_programmes: tuple[RunningProgramme, ...] = ()
    practices: tuple[Practice, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    facilities: tuple[Facility, ...] = ()
    zones: tuple[Zone, ...] = ()
    hotspots: tuple[Hotspot, ...] = ()
    area_plans: tuple[AreaPlan, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    handlings: tuple[Handling, ...] = ()


@record
class ReleasedFigures:
    """A release with its observations."""

    release: Release
    observations: tuple[Observation, ...] = ()
    checksum: str = ""
    """SHA-256 of the observations in canonical order, hexadecimal."""


@record
class Programme:
    """Definitions, ledger and figures at one moment: what workflows take and pages show."""

    definitions: Definitions
    ledger: Ledger
    releases: tuple[ReleasedFigures, ...] = ()

    @property
    def simulated(self) -> bool:
        """Whether the programme, or any of its releases, is made up."""
        return self.definitions.info.simulated or any(one.release.simulated for one in self.releases)


def total_known(amounts: tuple[Decimal | None, ...]) -> tuple[Decimal, int]:
    """Sum the known amounts; return the sum and how many are unknown."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)), len(amounts) - len(known)
