"""Signals: figures that ask to be looked at, with the evidence and with how many chance alone would give."""

from __future__ import annotations

from typing import Literal

from wijkpeil.model.base import record

SignalKind = Literal["border", "level", "change", "gap", "chart", "spread"]
"""What was compared: with a border, with the city, with the own past, the distance to the city with its past, the
points of a series with its control limits, or the marks of neighbours with chance."""
KINDS: tuple[SignalKind, ...] = ("border", "level", "change", "gap", "chart", "spread")
Direction = Literal["worse", "better"]
Reference = Literal["negative-border", "positive-border", "city", "areas", "past", "last-period", "neighbours"]
Method = Literal[
    "comparison", "binomial", "poisson", "normal", "random-effects", "student", "individuals", "hypergeometric"
]
UntestedReason = Literal[
    "not-collected",
    "suppressed",
    "invalid",
    "not-applicable",
    "no-border",
    "no-chance-model",
    "no-size",
    "no-reference",
    "no-spread",
    "too-short",
    "no-neighbours",
]
RULE_VERSION = "1"
"""Version of the rules that give signals, described in ``docs/signals.md``."""


@record
class Signal:
    """One figure that asks to be looked at."""

    area: str
    """Id of an area."""
    indicator: str
    """Id of an indicator."""
    period: str
    """Period of the figure."""
    kind: SignalKind
    direction: Direction
    """By the indicator's polarity."""
    value: float
    """The figure; for ``gap`` the distance to the city."""
    reference: Reference
    """What it was compared with."""
    reference_value: float | None
    """That in numbers; None for ``neighbours``."""
    method: Method
    """The law that the p-value rests on."""
    score: float | None = None
    """Distance in standard deviations; rises with the figure, whichever way is better."""
    p: float | None = None
    """Chance of a distance at least this large where nothing is the matter; None where no chance is claimed."""
    q: float | None = None
    """The least false discovery rate at which it is a signal."""
    certain: bool = True
    """False where rounding, or the figure's own 95 % interval, leaves open that it lies on the other side."""
    run: int = 1
    """Periods in a row, this one included, on this side of the border or of the city."""
    points: int = 0
    """Earlier periods that it was compared with."""
    n: float | None = None
    """Size behind the figure, where known."""
    rules: tuple[int, ...] = ()
    """Rules of the control chart that its last point breaks."""
    neighbours: int | None = None
    """Neighbours with a figure, for ``spread``."""
    alike: int | None = None
    """Of these, marked as well."""


@record
class Untested:
    """How many cells could not be tested, and why."""

    reason: UntestedReason
    cells: int


@record
class SignalFamily:
    """All tests of one kind, among which the signals of that kind were found."""

    kind: SignalKind
    tested: int
    """Cells tested, of areas by indicators."""
    untested: tuple[Untested, ...]
    found: int
    """Signals found."""
    cut: float | None = None
    """The largest p-value that made a signal; None where no chance is claimed."""
    expected: float | None = None
    """Signals to expect from chance alone: up to that cut, or by the chart's false-alarm rate; None for ``border``."""


@record
class SignalReport:
    """All signals of one release."""

    release: str
    """Id of the release; empty without one."""
    rate: float
    """False discovery rate that was asked for."""
    signals: tuple[Signal, ...]
    """By area, indicator and kind, in the order of the programme."""
    families: tuple[SignalFamily, ...]
    """One per kind, in the order of ``KINDS``."""
    left_out: tuple[str, ...] = ()
    """Sensitive indicators, which enter no signal unless they are asked for."""
    rule_version: str = RULE_VERSION
