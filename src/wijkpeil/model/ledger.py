"""What was agreed: themes, partners, targets, measures, agreements, requests. Each with the lines that state it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from wijkpeil.model.base import Text, Visibility, record
from wijkpeil.model.statement import Statement

TargetLevel = Literal["outcome", "output", "process", "input"]
MeasureKind = Literal["principle", "measure", "instrument", "programme", "research", "diagnosis"]
CommitmentKind = Literal["project", "process"]
RequestKind = Literal[
    "money", "law", "rule", "policy", "process", "supervision", "experiment", "capacity", "justice", "system"
]
InstrumentKind = Literal["index", "monitor", "register", "survey", "plan", "agreement", "programme", "person-level"]


@record
class Pillar:
    """A pillar of the city's own programme."""

    id: str
    """Id."""
    name: Text
    """Name."""
    lines: str = ""
    """Lines."""


@record
class Theme:
    """A theme under which targets and measures are ordered."""

    id: str
    """Id."""
    name: Text
    """Name."""
    main: bool = True
    """True for the themes of the programme itself; False for headings such as money."""
    lines: str = ""
    """Lines."""
    owner: str | None = None
    """Id of the partner that keeps the record; empty: the programme office."""
    visibility: Visibility = "public"
    """Who may see it: its owner, the partners named, or everybody."""
    visible_to: tuple[str, ...] = ()
    """Ids of the partners who may see it besides its owner, where the visibility is ``named``."""


@record
class Partner:
    """An organisation, or a kind of organisation, that takes part."""

    id: str
    """Id."""
    name: Text
    """Name."""
    role: Text
    """What it does in the programme."""
    kind: Literal[
        "state",
        "municipality",
        "district",
        "association",
        "residents",
        "civil",
        "business",
        "school",
        "justice",
        "care",
        "other",
    ]
    """Kind of partner."""
    lines: str = ""
    """Lines."""
    owner: str | None = None
    """Id of the partner that keeps the record; empty: the programme office."""
    visibility: Visibility = "public"
    """Who may see it: its owner, the partners named, or everybody."""
    visible_to: tuple[str, ...] = ()
    """Ids of the partners who may see it besides its owner, where the visibility is ``named``."""


@record
class Target(Statement):
    """Something to be reached by a date. Parts of a target name it in ``part_of``."""

    id: str
    """Id."""
    part_of: str | None = None
    """Id of the target this is a part of."""
    same_as: str | None = None
    """Id of a target that this one repeats."""
    theme: str
    """Id of a theme."""
    level: TargetLevel
    """Outcome, output, process or input."""
    effort: bool = False
    """True where effort is promised, not the result."""
    sentence: Text
    """The target in one sentence, close to the source."""
    short: Text
    """A few words for lists and headings."""
    scope: Text
    """The scope in words, with doubt about it."""
    reading: Text | None = None
    """The reading in a few words, where the target can be read otherwise as well (``readings.csv``)."""
    lines: str
    """Lines that state it."""
    repeated_lines: str = ""
    """Lines that state it again."""
    note: Text | None = None
    """What is unclear or in conflict."""


@record
class Ambition(Statement):
    """A city-wide ambition, which may be the comparator of a target."""

    id: str
    """Id."""
    theme: str
    """Id of a theme."""
    sentence: Text
    """The ambition in one sentence, close to the source."""
    reading: Text | None = None
    """The reading in a few words, where it can be read otherwise as well (``readings.csv``)."""
    lines: str
    """Lines."""


@record
class Measure:
    """A project, activity, principle or instrument of policy; never an indicator."""

    id: str
    """Id."""
    kind: MeasureKind
    """Kind."""
    theme: str
    """Id of a theme; ``general`` where it serves all."""
    name: Text
    """Name in a few words."""
    description: Text
    """What it is, in one sentence."""
    areas: tuple[str, ...] = ()
    """Ids of areas or groups where it is done; empty: the whole city."""
    scope: Text
    """Where, in words."""
    partners: tuple[str, ...] = ()
    """Ids of partners named with it."""
    record_kept: Text
    """What the programme keeps of it: a count, a register, nothing about persons."""
    lines: str = ""
    """Lines; empty where the programme office entered it."""
    owner: str | None = None
    """Id of the partner that keeps the record; empty: the programme office."""
    visibility: Visibility = "public"
    """Who may see it: its owner, the partners named, or everybody."""
    visible_to: tuple[str, ...] = ()
    """Ids of the partners who may see it besides its owner, where the visibility is ``named``."""


@record
class Agreement:
    """An agreement between partners: the charter, an area agreement."""

    id: str
    """Id."""
    kind: Literal["charter", "area-agreement", "theme-agreement"]
    """Kind."""
    name: Text
    """Name."""
    description: Text
    """What it is to hold, in one or two sentences."""
    partners: tuple[str, ...]
    """Ids of the partners to it."""
    areas: tuple[str, ...] = ()
    """Ids of areas or groups it is about."""
    status: Literal["intended", "drawn-up", "signed", "unknown"]
    """Its state in the source."""
    deadline: date | None = None
    """Last day by which it is to be agreed."""
    deadline_label: Text | None = None
    """The term in words."""
    lines: str
    """Lines."""


@record
class Commitment:
    """What a partner promises another, about a project or about the process."""

    id: str
    """Id."""
    agreement: str | None = None
    """Id of the agreement it belongs to."""
    kind: CommitmentKind
    """Project or process."""
    sentence: Text
    """The commitment in one sentence."""
    from_partners: tuple[str, ...]
    """Ids of the partners who promise."""
    to_partners: tuple[str, ...] = ()
    """Ids of the partners to whom."""
    areas: tuple[str, ...] = ()
    """Ids of areas or groups."""
    deadline: date | None = None
    """Last day."""
    deadline_label: Text | None = None
    """The term in words."""
    lines: str
    """Lines."""


@record
class Request:
    """A commitment asked of another partner, with its answer where one is known."""

    id: str
    """Id."""
    theme: str
    """Id of a theme; ``general`` for the introduction."""
    kinds: tuple[RequestKind, ...]
    """What is asked: money, law, rule …"""
    sentence: Text
    """The request in one sentence."""
    from_partner: str
    """Id of the partner who asks."""
    to_partner: str
    """Id of the partner who is asked."""
    amount: Decimal | None = None
    """Amount asked, in euros; empty where none is stated."""
    personal_data: bool = False
    """True where it asks for a system or duty about persons; recorded as a request, and nothing more."""
    group_targeted: bool = False
    """True where it is aimed at a group by origin; shown as the wording of its time, with context."""
    answer: Text | None = None
    """The answer; empty: not known."""
    answered_on: date | None = None
    """Date of the answer."""
    lines: str
    """Lines."""


@record
class Instrument:
    """An index, monitor or register that the programme relies on."""

    id: str
    """Id."""
    name: Text
    """Name."""
    kind: InstrumentKind
    """Kind; ``person-level`` is never built here."""
    description: Text
    """What it does for the programme, and what is kept of it here."""
    lines: str
    """Lines."""
