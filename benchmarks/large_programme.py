"""A made-up programme of a large city, the same for the same seed: 500 areas on the board, 5,000 records in the ledger.

Everything in it is invented and marked as simulated. It is made for timing.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from wijkpeil.loading import definitions_hash, format_definitions, release_checksum, write_programme
from wijkpeil.model.areas import Area, Group, Level, Membership
from wijkpeil.model.base import Text
from wijkpeil.model.claims import Claim, Reading
from wijkpeil.model.delivery import Expectation, Output
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Aggregation, Normalisation
from wijkpeil.model.indicators import Border, Bound, Indicator, IndicatorGroup, RedCount
from wijkpeil.model.ledger import (
    Agreement,
    Commitment,
    CommitmentKind,
    Measure,
    MeasureKind,
    Partner,
    Request,
    RequestKind,
    Target,
    Theme,
)
from wijkpeil.model.money import Budget, BudgetLine
from wijkpeil.model.practices import Practice
from wijkpeil.model.programme import Definitions, Document, Ledger, Opening, Programme, ProgrammeInfo, ReleasedFigures

PROGRAMME, INDEX = "large", "overall"
AREAS, RECORDS, SEED = 500, 5_000, 2007
DISTRICTS, THEMES, BUDGETS, CLAIMS = 20, 12, 4, 40
INDICATORS = tuple(f"i{number:02}" for number in range(1, 13))
SHARES = {
    "partners": 0.02,
    "targets": 0.06,
    "agreements": 0.03,
    "commitments": 0.12,
    "requests": 0.08,
    "practices": 0.02,
    "budget_lines": 0.27,
    "expectations": 0.1,
    "outputs": 0.1,
}
"""Share of each register in the records; themes and budgets are few, and measures are the rest."""
_WORDS = ("Noorder", "Zuider", "Ooster", "Wester", "Linde", "Beuken", "Haven", "Molen", "Kerk", "Veld")
_ENDS = ("wijk", "buurt", "hoek", "dijk", "park", "oord", "land", "dam", "kwartier", "polder")
_DOING = ("opknappen", "uitbreiden", "begeleiden", "vergroenen", "handhaven", "scholen", "verlichten", "samenvoegen")


def large_programme(areas: int = AREAS, records: int = RECORDS, seed: int = SEED) -> Programme:
    """Make the programme: its definitions, one release, and ``records`` records in its ledger."""
    chance = random.Random(seed)
    definitions = _definitions(chance, areas)
    definitions = replace(definitions, hash=definitions_hash(format_definitions(definitions)))
    places = [area.id for area in definitions.areas if area.level == "wijk"]
    return Programme(
        definitions=definitions,
        ledger=_ledger(chance, places, records),
        releases=(_release(chance, places),),
    )


def write_large_programme(folder: Path, areas: int = AREAS, records: int = RECORDS, seed: int = SEED) -> Path:
    """Write the programme as a programme folder."""
    made = large_programme(areas, records, seed)
    write_programme(made, format_definitions(made.definitions), folder)
    return folder


def both(text: str) -> Text:
    return Text(nl=text, en=f"{text} (en)")


def sentence(chance: random.Random) -> Text:
    words = [chance.choice(_DOING) for _ in range(chance.randrange(5, 12))]
    return both(f"Het plan is {', '.join(words)} in {chance.choice(_WORDS)}{chance.choice(_ENDS)}.")


def _name(chance: random.Random) -> Text:
    return both(f"{chance.choice(_WORDS)}{chance.choice(_ENDS)} {chance.choice(_DOING)}")


def _definitions(chance: random.Random, count: int) -> Definitions:
    ids = [f"a{number:04}" for number in range(1, count + 1)]
    districts = [f"d{number:02}" for number in range(1, DISTRICTS + 1)]
    areas = [Area(id="city", level="stad", name=both("Verzonnen stad"))]
    areas += [Area(id=each, level="district", name=both(f"District {each[1:]}")) for each in districts]
    side = int(count**0.5) + 1
    for number, each in enumerate(ids):
        row, column = divmod(number, side)
        at = 52 + row * 0.004 + chance.random() * 0.002, 4.5 + column * 0.006 + chance.random() * 0.003
        name = both(f"{chance.choice(_WORDS)}{chance.choice(_ENDS)} {number + 1}")
        areas.append(Area(id=each, level="wijk", name=name, code=each.upper(), lat=at[0], lon=at[1]))
    memberships = [Membership(child=each, parent="board") for each in ids]
    memberships += [Membership(child=each, parent=districts[place % DISTRICTS]) for place, each in enumerate(ids)]
    memberships += [Membership(child=each, parent="city") for each in districts]
    return Definitions(
        info=_info(),
        areas=tuple(areas),
        groups=(Group(id="board", name=both("Alle wijken"), level="wijk"),),
        memberships=tuple(memberships),
        indicators=tuple(_indicator(each) for each in INDICATORS),
        indices=(_index(),),
        claims=tuple(_claim(number) for number in range(1, CLAIMS + 1)),
    )


def _index() -> Index:
    pillars = (("one", INDICATORS[:4]), ("two", INDICATORS[4:]))
    return Index(
        id=INDEX,
        name=both("Verzonnen index"),
        description=both("Een verzonnen index."),
        polarity="high-is-better",
        version="1",
        author="Niemand",
        reference="Verzonnen",
        review=date(2099, 12, 31),
        normalisation=Normalisation(method="min-max"),
        aggregation=Aggregation(method="arithmetic-mean"),
        tree=IndexNode(
            parts=tuple(
                IndexNode(id=f"pillar-{name}", parts=tuple(IndexNode(indicator=each) for each in many))
                for name, many in pillars
            )
        ),
    )


def _info() -> ProgrammeInfo:
    plan = Document(
        id="plan", title=both("Verzonnen plan"), short=both("plan"), publisher="Niemand", licence=both("CC0")
    )
    halves = {"one": INDICATORS[:4], "two": INDICATORS[4:]}
    return ProgrammeInfo(
        id=PROGRAMME,
        name=both("Grote verzonnen stad"),
        city="city",
        language="nl",
        introduction=both("Een verzonnen programma, om de snelheid mee te meten."),
        main_document="plan",
        documents=(plan,),
        board_group="board",
        levels=tuple(Level(id=each, name=both(each), plural=both(each)) for each in ("wijk", "district", "stad")),
        indicator_groups=tuple(
            IndicatorGroup(id=name, name=both(f"Groep {name}"), indicators=many) for name, many in halves.items()
        ),
        counts=tuple(RedCount(id=name, name=both(f"Telling {name}"), indicators=many) for name, many in halves.items()),
        openings=tuple(
            Opening(up_to=up_to, name=both(words)) for up_to, words in ((4, "gaat goed"), (8, "wisselt"), (12, "zakt"))
        ),
        simulated=True,
    )


def _indicator(id: str) -> Indicator:
    return Indicator(
        id=id,
        name=both(f"Verzonnen cijfer {id}"),
        short_name=both(f"Cijfer {id}"),
        description=both("Een verzonnen cijfer."),
        polarity="high-is-better",
        unit=both("punten"),
        decimals=1,
        period="2020",
        theme="t01",
        source=both("Verzonnen."),
        border=Border(negative=Bound(value=Decimal("5.0")), positive=Bound(value=Decimal("7.0"))),
        lines="1",
    )


def _claim(number: int) -> Claim:
    indicator = INDICATORS[number % len(INDICATORS)]
    formulas = (f'count(red("{indicator}"))', f'count(below("{indicator}", 6.0))', 'total("budget_lines")')
    return Claim(
        id=f"C{number:02}",
        title=both(f"Bewering {number}"),
        statement=both("Het verzonnen plan noemt een getal."),
        printed=Decimal(100 + number),
        unit="areas",
        readings=(Reading(id="plain", name=both("zoals het er staat"), formula=formulas[number % 3]),),
        explanation=both("Het getal is verzonnen."),
        explains="contradicts",
        lines=str(number),
    )


def _release(chance: random.Random, places: list[str]) -> ReleasedFigures:
    observations = tuple(
        Observation(
            indicator=indicator,
            area=area,
            period="2020",
            value=Decimal(chance.randrange(30, 95)) / 10,
            lines=str(number),
        )
        for number, area in enumerate(places, start=1)
        for indicator in INDICATORS
    )
    release = Release(id="made-up", title=both("Verzonnen cijfers"), document="plan", simulated=True)
    return ReleasedFigures(release=release, observations=observations, checksum=release_checksum(observations))


def _ledger(chance: random.Random, places: list[str], records: int) -> Ledger:
    many = {name: round(records * share) for name, share in SHARES.items()}
    many["measures"] = records - sum(many.values()) - THEMES - BUDGETS
    makers: dict[str, Callable[[int], Any]] = {
        "partners": lambda number: _partner(chance, number),
        "targets": lambda number: _target(chance, places, number),
        "measures": lambda number: _measure(chance, places, number, many),
        "expectations": lambda number: _expectation(chance, number, many),
        "outputs": lambda number: _output(chance, places, number, many),
        "agreements": lambda number: _agreement(chance, places, number, many),
        "commitments": lambda number: _commitment(chance, places, number, many),
        "requests": lambda number: _request(chance, number, many),
        "practices": lambda number: _practice(chance, places, number),
        "budget_lines": lambda number: _budget_line(chance, places, number),
    }
    made = {name: tuple(make(number) for number in range(1, many[name] + 1)) for name, make in makers.items()}
    themes = tuple(Theme(id=f"t{number:02}", name=both(f"Thema {number}")) for number in range(1, THEMES + 1))
    budgets = tuple(Budget(id=f"g{n}", name=both(f"Begroting {n}"), lines="1") for n in range(1, BUDGETS + 1))
    return Ledger(themes=themes, budgets=budgets, **made)


def _theme(chance: random.Random) -> str:
    return f"t{chance.randint(1, THEMES):02}"


def _some(chance: random.Random, prefix: str, of: int, most: int = 3) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{prefix}{chance.randint(1, of):04}" for _ in range(chance.randint(1, most))))


def _partner(chance: random.Random, number: int) -> Partner:
    return Partner(id=f"p{number:04}", name=_name(chance), role=sentence(chance), kind="association", lines="1")


def _target(chance: random.Random, places: list[str], number: int) -> Target:
    indicator, measured = chance.choice(INDICATORS), number % 3 == 0
    return Target(
        id=f"o{number:04}",
        theme=_theme(chance),
        level="outcome",
        quantity="indicator",
        quantifier="number-of-areas",
        transformation="level",
        sentence=sentence(chance),
        short=_name(chance),
        indicator=indicator if measured else None,
        condition="below",
        edge=Decimal(5),
        areas=tuple(chance.sample(places, 2)),
        scope=both("twee wijken"),
        relation="at-most",
        bound=Decimal(chance.randrange(5, 100)),
        deadline=date(2026 + number % 5, 12, 31),
        lines=str(number),
    )


def _measure(chance: random.Random, places: list[str], number: int, many: dict[str, int]) -> Measure:
    return Measure(
        id=f"m{number:04}",
        kind=chance.choice(get_args(MeasureKind)),
        theme=_theme(chance),
        name=_name(chance),
        description=sentence(chance),
        areas=tuple(chance.sample(places, chance.randint(0, 3))),
        scope=both("enkele wijken"),
        partners=_some(chance, "p", many["partners"]),
        record_kept=both("een telling"),
        lines=str(number),
    )


def _expectation(chance: random.Random, number: int, many: dict[str, int]) -> Expectation:
    round_, measure = divmod(number - 1, many["measures"])
    return Expectation(
        id=f"e{number:04}",
        measure=f"m{measure + 1:04}",
        target=f"o{(measure + 7 * round_) % many['targets'] + 1:04}",
        reasoning=sentence(chance),
        lines=str(number),
    )


def _output(chance: random.Random, places: list[str], number: int, many: dict[str, int]) -> Output:
    """Make an output: four years of one measure after another."""
    series, year = divmod(number - 1, 4)
    return Output(
        id=f"u{number:04}",
        measure=f"m{series % many['measures'] + 1:04}",
        noun=Text(nl="de woning; woningen", en="a dwelling; dwellings"),
        area=places[series // many["measures"]],
        period=str(2017 + year),
        accumulation="per-period",
        planned=Decimal(chance.randrange(50, 100)),
        delivered=Decimal(chance.randrange(40, 110)),
        lines=str(number),
    )


def _agreement(chance: random.Random, places: list[str], number: int, many: dict[str, int]) -> Agreement:
    return Agreement(
        id=f"g{number:04}",
        kind="area-agreement",
        name=_name(chance),
        description=sentence(chance),
        partners=_some(chance, "p", many["partners"]),
        areas=tuple(chance.sample(places, 1)),
        status="signed",
        lines=str(number),
    )


def _commitment(chance: random.Random, places: list[str], number: int, many: dict[str, int]) -> Commitment:
    return Commitment(
        id=f"c{number:04}",
        agreement=f"g{chance.randint(1, many['agreements']):04}",
        kind=chance.choice(get_args(CommitmentKind)),
        sentence=sentence(chance),
        from_partners=_some(chance, "p", many["partners"], 1),
        to_partners=_some(chance, "p", many["partners"], 1),
        areas=tuple(chance.sample(places, 1)),
        lines=str(number),
    )


def _request(chance: random.Random, number: int, many: dict[str, int]) -> Request:
    return Request(
        id=f"r{number:04}",
        theme=_theme(chance),
        kinds=(chance.choice(get_args(RequestKind)),),
        sentence=sentence(chance),
        from_partner=f"p{chance.randint(1, many['partners']):04}",
        to_partner=f"p{chance.randint(1, many['partners']):04}",
        lines=str(number),
    )


def _practice(chance: random.Random, places: list[str], number: int) -> Practice:
    return Practice(
        id=f"x{number:04}",
        name=_name(chance),
        description=sentence(chance),
        place=both("een wijk"),
        areas=tuple(chance.sample(places, 1)),
        theme=_theme(chance),
        lines=str(number),
    )


def _budget_line(chance: random.Random, places: list[str], number: int) -> BudgetLine:
    return BudgetLine(
        id=f"b{number:04}",
        budget=f"g{number % BUDGETS + 1}",
        heading=both(f"District {number % DISTRICTS + 1:02}"),
        name=_name(chance),
        kind="area",
        district=f"d{number % DISTRICTS + 1:02}",
        areas=(chance.choice(places),),
        theme=_theme(chance),
        amount=Decimal(chance.randrange(10_000, 5_000_000)),
        name_line=number,
    )
