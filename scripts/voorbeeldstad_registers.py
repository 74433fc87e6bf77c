"""Who took part in the made-up city, what was done, agreed, asked and paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from voorbeeldstad_places import DISTRICTS, FOCUS, FOCUS_IDS, IDS, NAMES, both

from wijkpeil.model.base import Text
from wijkpeil.model.ledger import Agreement, Commitment, Measure, Partner, Request, Theme
from wijkpeil.model.money import Budget, BudgetLine
from wijkpeil.model.practices import Practice

AMOUNT = 1_250_000
"""Euros for the first area of the budget; each next one has 150,000 more."""
TOTAL = sum(AMOUNT + 150_000 * place for place in range(len(FOCUS_IDS)))
THEMES = (
    Theme(id="simulated-safety", name=both("Veilig (gesimuleerd)", "Safety (simulated)"), lines="1"),
    Theme(id="simulated-living", name=both("Wonen en samenleven (gesimuleerd)", "Living (simulated)"), lines="1"),
    Theme(
        id="simulated-work-theme", name=both("Werk en school (gesimuleerd)", "Work and school (simulated)"), lines="1"
    ),
)
CITY_HALL, STATE, HOMES, PEOPLE = "simulated-p-city", "simulated-p-state", "simulated-p-homes", "simulated-p-residents"
SCHOOLS, POLICE = "simulated-p-schools", "simulated-p-police"
_ROLES: tuple[tuple[str, Any, str, str], ...] = (
    (CITY_HALL, "municipality", "Gemeente Voorbeeldstad", "Municipality of Voorbeeldstad"),
    (STATE, "state", "Het verzonnen rijk", "The made-up state"),
    (HOMES, "association", "Woningcorporatie De Verzonnen Sleutel", "Housing association De Verzonnen Sleutel"),
    (PEOPLE, "residents", "Bewonersraad Fantasia", "Residents' council Fantasia"),
    (SCHOOLS, "school", "Schoolbestuur Het Bedachte Bord", "School board Het Bedachte Bord"),
    (POLICE, "justice", "Politie Voorbeeldstad", "Police of Voorbeeldstad"),
)
PARTNERS = tuple(
    Partner(
        id=id,
        name=both(dutch, english),
        role=both("Verzonnen deelnemer aan het voorbeeld.", "Made-up participant in the example."),
        kind=kind,
        lines="1",
    )
    for id, kind, dutch, english in _ROLES
)


def _measure(number: int, theme: str, name: Text, partners: tuple[str, ...]) -> Measure:
    return Measure(
        id=f"simulated-M{number}",
        kind="measure",
        theme=theme,
        name=name,
        description=both(f"Gesimuleerd: {name.nl.lower()}.", f"Simulated: {name.en.lower()}."),
        areas=(FOCUS,),
        scope=both("de acht voorbeeldbuurten", "the eight example neighbourhoods"),
        partners=partners,
        record_kept=both("een telling per jaar, niets over personen", "a count per year, nothing about persons"),
        lines="3",
    )


MEASURES = (
    _measure(1, "simulated-living", both("Woningen opknappen", "Renewing homes"), (HOMES,)),
    _measure(2, "simulated-work-theme", both("Leerwerkplekken", "Training places"), (SCHOOLS, CITY_HALL)),
    _measure(3, "simulated-living", both("Speelplekken aanleggen", "Laying out playgrounds"), (CITY_HALL,)),
    _measure(4, "simulated-safety", both("Lantaarns vernieuwen", "Renewing street lamps"), (CITY_HALL,)),
    _measure(5, "simulated-living", both("Buurttuinen", "Shared gardens"), (PEOPLE,)),
    _measure(6, "simulated-safety", both("Samen toezicht houden", "Watching together"), (POLICE, PEOPLE)),
    _measure(7, "simulated-work-theme", both("Hulp bij huiswerk", "Help with homework"), (SCHOOLS,)),
    _measure(8, "simulated-living", both("Buurtfeesten", "Neighbourhood parties"), (PEOPLE,)),
    _measure(9, "simulated-living", both("Straten groener maken", "Greening streets"), (CITY_HALL, PEOPLE)),
)
AGREEMENTS = (
    Agreement(
        id="simulated-G1",
        kind="charter",
        name=both("Verzonnen charter", "Made-up charter"),
        description=both("Gesimuleerd: stad en rijk trekken samen op.", "Simulated: city and state work together."),
        partners=(CITY_HALL, STATE),
        areas=(FOCUS,),
        status="signed",
        deadline=date(2007, 12, 31),
        lines="4",
    ),
    Agreement(
        id="simulated-G2",
        kind="area-agreement",
        name=both("Verzonnen gebiedsafspraak Bedachtburg", "Made-up area agreement for Bedachtburg"),
        description=both("Gesimuleerd: wie wat doet in Bedachtburg.", "Simulated: who does what in Bedachtburg."),
        partners=(CITY_HALL, HOMES, PEOPLE),
        areas=(IDS[0],),
        status="drawn-up",
        lines="4",
    ),
)
COMMITMENTS = (
    Commitment(
        id="simulated-C1",
        agreement="simulated-G2",
        kind="project",
        sentence=both(
            "De corporatie knapt 120 woningen op in Bedachtburg (gesimuleerd).",
            "The association renews 120 homes in Bedachtburg (simulated).",
        ),
        from_partners=(HOMES,),
        to_partners=(CITY_HALL, PEOPLE),
        areas=(IDS[0],),
        deadline=date(2010, 12, 31),
        lines="4",
    ),
    Commitment(
        id="simulated-C2",
        agreement="simulated-G1",
        kind="process",
        sentence=both(
            "Stad en rijk spreken elkaar twee keer per jaar (gesimuleerd).",
            "City and state meet twice a year (simulated).",
        ),
        from_partners=(CITY_HALL, STATE),
        to_partners=(CITY_HALL, STATE),
        areas=(FOCUS,),
        lines="4",
    ),
)
REQUESTS = (
    Request(
        id="simulated-R1",
        theme="simulated-living",
        kinds=("money",),
        sentence=both(
            "Het rijk betaalt de helft van de begroting (gesimuleerd).",
            "The state pays half of the budget (simulated).",
        ),
        from_partner=CITY_HALL,
        to_partner=STATE,
        amount=Decimal(TOTAL) / 2,
        answer=both("Verzonnen antwoord: ja, tot en met 2011.", "Made-up answer: yes, through 2011."),
        answered_on=date(2008, 3, 15),
        lines="5",
    ),
    Request(
        id="simulated-R2",
        theme="simulated-work-theme",
        kinds=("rule", "experiment"),
        sentence=both(
            "Het rijk laat een proef met leerwerkplekken toe (gesimuleerd).",
            "The state allows a trial with training places (simulated).",
        ),
        from_partner=CITY_HALL,
        to_partner=STATE,
        lines="5",
    ),
)
BUDGETS = (
    Budget(
        id="simulated-budget",
        name=both("Verzonnen begroting", "Made-up budget"),
        printed_total=Decimal(TOTAL),
        total_lines="99",
        first_year=2008,
        last_year=2011,
        lines="10-99",
    ),
)


def _line(number: int, area: str) -> BudgetLine:
    place = IDS.index(area)
    district, heading = DISTRICTS[place // 12]
    return BudgetLine(
        id=f"simulated-b{number + 1}",
        budget="simulated-budget",
        heading=both(heading, heading),
        name=both(NAMES[place], NAMES[place]),
        kind="area",
        district=district,
        areas=(area,),
        theme=THEMES[number % 3].id,
        funder=(CITY_HALL, STATE, HOMES)[number % 3],
        amount=Decimal(AMOUNT + 150_000 * number),
        name_line=10 + number,
        amount_line=30 + number,
        note=both("Gesimuleerd bedrag.", "Simulated amount."),
    )


LINES = tuple(_line(number, area) for number, area in enumerate(FOCUS_IDS))
PRACTICES = (
    Practice(
        id="simulated-x1",
        name=both("De verzonnen klusbus", "The made-up handy van"),
        description=both(
            "Gesimuleerd: buren helpen elkaar met klussen.", "Simulated: neighbours help each other with odd jobs."
        ),
        place=both("Bedachtburg", "Bedachtburg"),
        areas=(IDS[0],),
        theme="simulated-living",
        lines="6",
    ),
)
