"""How much of everything there is in the made-up city: a start, a yearly course, and chance.

A figure is the level of the city, plus what being an example neighbourhood makes of it, plus what is the area's own,
plus years times a course, plus chance of sampling. What is the area's own, its course and chance come from ``SEED``.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import sqrt

from voorbeeldstad_places import CITY, DOCUMENT, FOCUS_IDS, IDS, RESIDENTS, both

from wijkpeil.loading import release_checksum
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.programme import ReleasedFigures

SEED = 2007
YEARS = (2007, 2008, 2009, 2010)
Z = 1.96
SUDDEN, SUDDEN_QUARTER, SUDDEN_FACTOR = IDS[16], "2010Q4", 3.0
"""One area where reports of nuisance triple in the last quarter, for no reason."""
CREEPING, CREEPING_FROM, CREEPING_FACTOR = IDS[8], "2009Q1", 1.15
"""One area where somewhat more is reported from one quarter on: no single quarter stands out, all together do."""
PULLED_BACK, PULL = IDS[10], 9.0
"""One area whose work falls by so many points in the last year."""
NOT_COLLECTED = {
    ("simulated-content", IDS[4], 2008),
    ("simulated-work", IDS[20], 2010),
    ("simulated-safe", IDS[22], 2009),
}
SUPPRESSED = {
    ("simulated-school", IDS[7], 2010),
    ("simulated-moving", IDS[15], 2010),
    ("simulated-health", IDS[2], 2010),
}
"""Cells without a figure: nobody asked, or too few people to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How one indicator goes: city level, effect of being an example neighbourhood, course per year, people asked."""

    level: float
    focus: float
    own: float
    course: float
    focus_course: float
    asked: float
    """Share of residents behind a figure."""
    interval: bool


SHAPES = {
    "simulated-safe": Shape(level=6.9, focus=-1.6, own=0.3, course=0.02, focus_course=0.10, asked=0.02, interval=True),
    "simulated-content": Shape(level=74, focus=-19, own=3, course=0.2, focus_course=1.6, asked=0.04, interval=True),
    "simulated-moving": Shape(level=19, focus=13, own=2, course=0.1, focus_course=-0.8, asked=0.04, interval=True),
    "simulated-work": Shape(level=64, focus=-11, own=2, course=0.3, focus_course=0.9, asked=0.6, interval=False),
    "simulated-school": Shape(level=8, focus=4.5, own=0.8, course=0.25, focus_course=0.3, asked=0.15, interval=False),
    "simulated-health": Shape(level=80, focus=-9, own=2, course=0.1, focus_course=0.2, asked=0.04, interval=True),
}
SPREAD_OF_MARKS = 1.8
"""Standard deviation of the marks that people give."""
REPORTS = Shape(level=7.5, focus=6, own=0.8, course=-0.1, focus_course=-0.2, asked=1, interval=False)


def _normal(chance: random.Random) -> float:
    """Draw from nearly a normal distribution, by sums alone, so that every machine draws the same."""
    return sum(chance.random() for _ in range(12)) - 6


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.1f}")


def _annual(chance: random.Random, indicator: str) -> list[Observation]:
    shape, found = SHAPES[indicator], []
    for place, area in enumerate(IDS):
        focus, own = area in FOCUS_IDS, shape.own * _normal(chance)
        course = (shape.focus_course if focus else shape.course) + shape.own * 0.1 * _normal(chance)
        for year in YEARS:
            true = shape.level + shape.focus * focus + own + course * (year - YEARS[0])
            if (indicator, area, year) == ("simulated-work", PULLED_BACK, YEARS[-1]):
                true -= PULL
            found.append(_asked(chance, indicator, area, year, true, round(RESIDENTS[place] * shape.asked)))
    return [*found, *_of_city(found)]


def _asked(chance: random.Random, indicator: str, area: str, year: int, true: float, n: int) -> Observation:
    """Give what ``n`` people said or were, where the truth is ``true``."""
    draw = _normal(chance)
    key = (indicator, area, year)
    if key in NOT_COLLECTED or key in SUPPRESSED:
        status = "suppressed" if key in SUPPRESSED else "not-collected"
        return Observation(indicator=indicator, area=area, period=str(year), status=status)
    error = SPREAD_OF_MARKS / sqrt(n) if indicator == "simulated-safe" else sqrt(true * (100 - true) / n)
    value = true + error * draw
    ends = (_decimal(value - Z * error), _decimal(value + Z * error)) if SHAPES[indicator].interval else (None, None)
    return Observation(
        indicator=indicator, area=area, period=str(year), value=_decimal(value), lower=ends[0], upper=ends[1], n=n
    )


def _of_city(found: list[Observation]) -> list[Observation]:
    """Give the city's own figures: the mean of what is known, weighed by people."""
    cities = []
    for period in sorted({one.period for one in found}):
        known = [(float(one.value), one.n or 0) for one in found if one.period == period and one.value is not None]
        people = sum(n for _, n in known)
        value = _decimal(sum(value * n for value, n in known) / people)
        cities.append(Observation(indicator=found[0].indicator, area=CITY, period=period, value=value, n=people))
    return cities


def _reports(chance: random.Random) -> list[Observation]:
    found = []
    for place, area in enumerate(IDS):
        focus, own = area in FOCUS_IDS, REPORTS.own * _normal(chance)
        course = (REPORTS.focus_course if focus else REPORTS.course) / 4
        for number, period in enumerate(f"{year}Q{quarter}" for year in YEARS for quarter in (1, 2, 3, 4)):
            rate = REPORTS.level + REPORTS.focus * focus + own + course * number
            rate *= SUDDEN_FACTOR if (area, period) == (SUDDEN, SUDDEN_QUARTER) else 1
            rate *= CREEPING_FACTOR if area == CREEPING and period >= CREEPING_FROM else 1
            n = RESIDENTS[place]
            value = _decimal(max(0.1, rate + sqrt(rate * 1000 / n) * _normal(chance)))
            found.append(Observation(indicator="simulated-reports", area=area, period=period, value=value, n=n))
    return [*found, *_of_city(found)]


def observations() -> list[Observation]:
    """Give all figures of the four years."""
    chance = random.Random(SEED)
    found = [one for indicator in SHAPES for one in _annual(chance, indicator)]
    return [*found, *_reports(chance)]


def releases() -> tuple[ReleasedFigures, ...]:
    """Give a release for each year, with the figures of that year and of those before it."""
    every = observations()
    return tuple(_release(year, tuple(one for one in every if int(one.period[:4]) <= year)) for year in YEARS)


def _release(year: int, found: tuple[Observation, ...]) -> ReleasedFigures:
    release = Release(
        id=f"simulated-{year}",
        title=both(f"Gesimuleerde cijfers tot en met {year}", f"Simulated figures up to {year}"),
        document=DOCUMENT,
        published=date(year + 1, 3, 1),
        licence="CC0-1.0",
        simulated=True,
        note=both("Alles is verzonnen, met een vast begin van het toeval.", "All of it is made up, with a fixed seed."),
    )
    return ReleasedFigures(release=release, observations=found, checksum=release_checksum(found))
