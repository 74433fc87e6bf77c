"""What measures of the made-up city planned and delivered, which target they should move and why, and stories of it.

What was delivered is written down by year (``YEARLY``); in which area or quarter it fell is drawn by chance from
``SEED``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from voorbeeldstad_figures import SEED, YEARS
from voorbeeldstad_places import FOCUS, FOCUS_IDS, both
from voorbeeldstad_registers import CITY_HALL, HOMES, PEOPLE, POLICE, SCHOOLS

from wijkpeil.model.base import Text
from wijkpeil.model.delivery import Expectation, Output, Story

HOMES_DONE = both("de opgeknapte woning; opgeknapte woningen", "a renewed home; renewed homes")
PLACES = both("de leerwerkplek; leerwerkplekken", "a training place; training places")
PLAYGROUNDS = both("de speelplek; speelplekken", "a playground; playgrounds")
LAMPS = both("de vernieuwde lantaarn; vernieuwde lantaarns", "a renewed lamp; renewed lamps")
GARDENS = both("de buurttuin; buurttuinen", "a shared garden; shared gardens")
GUESTS = both("de deelnemer aan een buurtfeest; deelnemers aan buurtfeesten", "a party guest; party guests")
ROUNDS = both("de ronde door de buurt; rondes door de buurt", "a round through the area; rounds through the area")
LESSONS = both("het uur huiswerkhulp; uren huiswerkhulp", "an hour of help with homework; hours of help with homework")
TREES = both("de geplante boom; geplante bomen", "a planted tree; planted trees")

YEARLY: dict[str, tuple[int | None, ...]] = {
    "homes": (120, 170, 120, 120),
    "places": (150, 390, 600, 815),
    "playgrounds": (1, 3, 2, 3),
    "lamps": (40, 50, 40, 40),
    "gardens": (None, None, None, 3),
    "guests": (None, None, None, None),
    "rounds": (300, 320, 310, None),
    "lessons": (4100, 4250, 4300, 4600),
    "trees": (60, 40, 30, 20),
}
"""What was delivered by year; of places and gardens the total since the start. None: nobody counted, or reported."""
PLANNED: dict[str, tuple[int, ...]] = {
    "homes": (125, 125, 125, 125),
    "places": (200, 400, 600, 800),
    "playgrounds": (3, 3, 3, 3),
    "lamps": (100, 100, 100, 100),
    "gardens": (1, 2, 3, 4),
    "guests": (60, 60, 60, 60),
    "rounds": (300, 300, 300, 300),
    "lessons": (4000, 4000, 4000, 4000),
    "trees": (100, 100, 100, 100),
}
FEW = FOCUS_IDS[:4]
"""Areas over which homes and playgrounds are spread."""
QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def _spread(chance: random.Random, total: int | None, parts: int) -> tuple[int | None, ...]:
    """Let a number fall over parts by chance, one by one; what is unknown is unknown in each."""
    if total is None:
        return (None,) * parts
    found = [0] * parts
    for _ in range(total):
        found[chance.randrange(parts)] += 1
    return tuple(found)


def _even(total: int, parts: int) -> tuple[int, ...]:
    """Plan a number as evenly over parts as whole ones go."""
    return tuple(total // parts + (place < total % parts) for place in range(parts))


def _row(measure: int, name: str, noun: Text, owner: str, **told: Any) -> Output:
    settings: dict[str, Any] = {
        "area": FOCUS,
        "accumulation": "per-period",
        "lines": "3",
    }
    area, period = told.get("area", FOCUS), told["period"]
    planned, delivered = told.pop("planned"), told.pop("delivered")
    return Output(
        id=f"simulated-{name}-{area.removeprefix('simulated-')}-{period}",
        measure=f"simulated-M{measure}",
        noun=noun,
        owner=owner,
        planned=Decimal(planned),
        delivered=None if delivered is None else Decimal(delivered),
        reported_on=None if delivered is None else date(int(period[:4]) + 1, 2, 1),
        **{**settings, **told},
    )


def _yearly(measure: int, name: str, noun: Text, owner: str, **told: Any) -> Iterator[Output]:
    for year, planned, delivered in zip(YEARS, PLANNED[name], YEARLY[name], strict=True):
        yield _row(measure, name, noun, owner, period=str(year), planned=planned, delivered=delivered, **told)


def _by_area(chance: random.Random, measure: int, name: str, noun: Text, owner: str) -> Iterator[Output]:
    for year, planned, delivered in zip(YEARS, PLANNED[name], YEARLY[name], strict=True):
        for area, plan, part in zip(FEW, _even(planned, len(FEW)), _spread(chance, delivered, len(FEW)), strict=True):
            yield _row(measure, name, noun, owner, area=area, period=str(year), planned=plan, delivered=part)


def _by_quarter(chance: random.Random, measure: int, name: str, noun: Text, owner: str) -> Iterator[Output]:
    for year, planned, delivered in zip(YEARS, PLANNED[name], YEARLY[name], strict=True):
        for quarter, plan, part in zip(QUARTERS, _even(planned, 4), _spread(chance, delivered, 4), strict=True):
            yield _row(measure, name, noun, owner, period=f"{year}{quarter}", planned=plan, delivered=part)


def _delivered() -> Iterator[Output]:
    chance = random.Random(SEED)
    yield from _by_area(chance, 1, "homes", HOMES_DONE, HOMES)
    yield from _yearly(2, "places", PLACES, SCHOOLS, accumulation="cumulative")
    yield from _by_area(chance, 3, "playgrounds", PLAYGROUNDS, CITY_HALL)
    yield from _by_quarter(chance, 4, "lamps", LAMPS, CITY_HALL)
    yield from _yearly(5, "gardens", GARDENS, PEOPLE, accumulation="cumulative")
    yield from _by_quarter(chance, 6, "rounds", ROUNDS, POLICE)
    yield from _yearly(7, "lessons", LESSONS, SCHOOLS)
    yield from _yearly(8, "guests", GUESTS, PEOPLE)
    yield from _yearly(9, "trees", TREES, CITY_HALL)


DELIVERED = tuple(_delivered())


def _tie(measure: int, target: int, dutch: str, english: str, evidence: Text | None = None) -> Expectation:
    return Expectation(
        id=f"simulated-M{measure}-T{target}",
        measure=f"simulated-M{measure}",
        target=f"simulated-T{target}",
        reasoning=both(f"{dutch} (gesimuleerd).", f"{english} (simulated)."),
        evidence=evidence,
        lines="3",
    )


MADE_UP = both("een verzonnen onderzoek, zonder bron", "a made-up study, without a source")
EXPECTATIONS = (
    _tie(1, 1, "Elke opgeknapte woning telt mee", "Each renewed home counts"),
    _tie(2, 2, "Elke leerwerkplek telt mee", "Each training place counts"),
    _tie(3, 3, "Elke nieuwe speelplek telt mee", "Each new playground counts"),
    _tie(4, 4, "Elke vernieuwde lantaarn telt mee", "Each renewed lamp counts"),
    _tie(4, 7, "Waar licht is, voelen mensen zich veiliger", "Where there is light, people feel safer", MADE_UP),
    _tie(5, 5, "Elke buurttuin telt mee", "Each shared garden counts"),
    _tie(6, 7, "Wie elkaar kent en ziet, voelt zich veiliger", "Who know and see each other feel safer"),
    _tie(
        7, 6, "Wie geholpen wordt met huiswerk, haakt minder af", "Who is helped with homework drops out less", MADE_UP
    ),
    _tie(8, 8, "Wie naar het feest komt, telt mee", "Whoever comes to the party counts"),
    _tie(9, 11, "In een groene straat woont men prettiger", "A green street is more pleasant to live in", MADE_UP),
)


def _story(number: int, on: date, owner: str | None, role: tuple[str, str], text: Text, **about: str) -> Story:
    return Story(id=f"simulated-s{number}", on=on, owner=owner, role=both(*role), text=text, lines="3", **about)


_MANAGER = ("programmamanager", "programme manager")
STORIES = (
    _story(
        1,
        date(2011, 2, 15),
        SCHOOLS,
        ("directie onderwijs", "board of education"),
        both(
            "Gesimuleerd: er is meer hulp gegeven dan gepland, en toch gingen meer jongeren van school zonder "
            "diploma. De hulp bereikte vooral wie toch al bleef.",
            "Simulated: more help was given than planned, and still more young people left school without a "
            "diploma. The help mostly reached those who stayed anyway.",
        ),
        target="simulated-T6",
    ),
    _story(
        2,
        date(2011, 2, 20),
        None,
        _MANAGER,
        both(
            "Gesimuleerd: de tevredenheid steeg, terwijl er veel minder bomen zijn geplant dan gepland. Waardoor, "
            "is niet bekend.",
            "Simulated: people became more content, while far fewer trees were planted than planned. Why, is not "
            "known.",
        ),
        target="simulated-T11",
    ),
    _story(
        3,
        date(2010, 2, 10),
        CITY_HALL,
        ("hoofd buitenruimte", "head of public space"),
        both(
            "Gesimuleerd: de levering van lantaarns liep vertraging op; in 2011 wordt ingehaald wat kan.",
            "Simulated: the supply of lamps was delayed; in 2011 what can be made up for is.",
        ),
        measure="simulated-M4",
    ),
)
