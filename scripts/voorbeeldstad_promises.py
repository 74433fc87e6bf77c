"""What was promised in the made-up city: such that every status of a target occurs at the end of 2010."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from voorbeeldstad_delivery import (
    DELIVERED,
    EXPECTATIONS,
    GARDENS,
    GUESTS,
    HOMES_DONE,
    LAMPS,
    PLACES,
    PLAYGROUNDS,
    STORIES,
)
from voorbeeldstad_places import CITY, FOCUS, IDS, both
from voorbeeldstad_registers import (
    AGREEMENTS,
    BUDGETS,
    COMMITMENTS,
    LINES,
    MEASURES,
    PARTNERS,
    PRACTICES,
    REQUESTS,
    THEMES,
)

from wijkpeil.model.ledger import Ambition, Target
from wijkpeil.model.programme import Ledger
from wijkpeil.model.statement import StatedReading, TargetRevision, statement_fields

START, TERM = date(2006, 12, 31), date(2011, 12, 31)
SAFETY, LIVING, WORK = "simulated-safety", "simulated-living", "simulated-work-theme"


def _target(id: str, theme: str, sentence: tuple[str, str], short: tuple[str, str], **stated: Any) -> Target:
    settings: dict[str, Any] = {
        "level": "outcome",
        "scope": both("de acht voorbeeldbuurten", "the eight example neighbourhoods"),
        "lines": "1",
        "deadline": TERM,
        "note": both("Gesimuleerd doel.", "Simulated target."),
    }
    return Target(id=id, theme=theme, sentence=both(*sentence), short=both(*short), **{**settings, **stated})


def _output(id: str, theme: str, sentence: tuple[str, str], short: tuple[str, str], **stated: Any) -> Target:
    """Make a target about what measures deliver, counted from nothing at the start."""
    settings: dict[str, Any] = {
        "level": "output",
        "scope": both("de hele stad", "the whole city"),
        "quantity": "output",
        "areas": (CITY,),
        "quantifier": "total",
        "transformation": "level",
        "relation": "at-least",
        "baseline": Decimal(0),
        "baseline_on": START,
        "accumulation": "cumulative",
    }
    return _target(id, theme, sentence, short, **{**settings, **stated})


def _level(indicator: str, areas: tuple[str, ...], relation: str, bound: str) -> dict[str, Any]:
    """State that an indicator of some areas must stand to a bound."""
    return {
        "quantity": "indicator",
        "indicator": indicator,
        "areas": areas,
        "quantifier": "total",
        "transformation": "level",
        "relation": relation,
        "bound": Decimal(bound),
    }


OUTPUTS = (
    _output(
        "simulated-T1",
        LIVING,
        ("Eind 2010 zijn 500 woningen opgeknapt.", "By the end of 2010, 500 homes have been renewed."),
        ("500 woningen opgeknapt", "500 homes renewed"),
        noun=HOMES_DONE,
        bound=Decimal(500),
        deadline=date(2010, 12, 31),
    ),
    _output(
        "simulated-T2",
        WORK,
        (
            "Eind 2011 zijn er 1.000 leerwerkplekken geweest.",
            "By the end of 2011 there have been 1,000 training places.",
        ),
        ("1.000 leerwerkplekken", "1,000 training places"),
        noun=PLACES,
        bound=Decimal(1000),
    ),
    _output(
        "simulated-T3",
        LIVING,
        ("Eind 2011 zijn er vijftien nieuwe speelplekken.", "By the end of 2011 there are fifteen new playgrounds."),
        ("Vijftien speelplekken", "Fifteen playgrounds"),
        noun=PLAYGROUNDS,
        bound=Decimal(15),
    ),
    _output(
        "simulated-T4",
        SAFETY,
        ("Eind 2011 zijn 500 lantaarns vernieuwd.", "By the end of 2011, 500 street lamps have been renewed."),
        ("500 lantaarns", "500 street lamps"),
        noun=LAMPS,
        bound=Decimal(500),
    ),
    _output(
        "simulated-T5",
        LIVING,
        ("Eind 2012 zijn er tien buurttuinen.", "By the end of 2012 there are ten shared gardens."),
        ("Tien buurttuinen", "Ten shared gardens"),
        noun=GARDENS,
        bound=Decimal(10),
        deadline=date(2012, 12, 31),
        baseline=None,
        baseline_on=None,
        accumulation="standing",
    ),
)
OUTCOMES = (
    _target(
        "simulated-T6",
        WORK,
        (
            "In 2011 verlaat hoogstens 7 % de school zonder diploma.",
            "In 2011 at most 7 % leave school without a diploma.",
        ),
        ("Minder zonder diploma", "Fewer without a diploma"),
        scope=both("de hele stad", "the whole city"),
        **_level("simulated-school", (CITY,), "at-most", "7"),
    ),
    _target(
        "simulated-T7",
        SAFETY,
        ("In 2011 heeft Bedachtburg een veiligheidscijfer van 6,1.", "In 2011 Bedachtburg has a safety mark of 6.1."),
        ("Bedachtburg veiliger", "Bedachtburg safer"),
        **_level("simulated-safe", (IDS[0],), "at-least", "6.1"),
    ),
    _output(
        "simulated-T8",
        LIVING,
        (
            "Eind 2011 hebben 300 bewoners meegedaan aan een buurtfeest.",
            "By the end of 2011, 300 residents have joined a party.",
        ),
        ("300 bewoners op een feest", "300 residents at a party"),
        noun=GUESTS,
        bound=Decimal(300),
    ),
    _target(
        "simulated-T9",
        LIVING,
        ("Bewoners voelen zich meer thuis in hun buurt.", "Residents feel more at home in their neighbourhood."),
        ("Meer thuis", "More at home"),
        deadline=None,
    ),
    _target(
        "simulated-T10",
        WORK,
        (
            "In 2011 verlaat in Zogenaamd hoogstens 9 % de school zonder diploma.",
            "In 2011 at most 9 % in Zogenaamd leave school without a diploma.",
        ),
        ("Zogenaamd: diploma", "Zogenaamd: diploma"),
        **_level("simulated-school", (IDS[7],), "at-most", "9"),
    ),
    _target(
        "simulated-T11",
        LIVING,
        (
            "In 2011 is in hoogstens twee voorbeeldbuurten minder dan 60 % tevreden.",
            "In 2011 fewer than 60 % are content in at most two example neighbourhoods.",
        ),
        ("Hoogstens twee ontevreden buurten", "At most two discontent areas"),
        quantity="indicator",
        indicator="simulated-content",
        group=FOCUS,
        quantifier="number-of-areas",
        transformation="level",
        condition="below",
        edge=Decimal(60),
        relation="at-most",
        bound=Decimal(2),
        reading=both("de acht buurten", "the eight neighbourhoods"),
    ),
    _target(
        "simulated-T12",
        SAFETY,
        (
            "In 2011 komen uit elke voorbeeldbuurt hoogstens 10 meldingen per 1.000 bewoners per kwartaal.",
            "In 2011 every example neighbourhood has at most 10 reports per 1,000 residents per quarter.",
        ),
        ("Overal minder meldingen", "Fewer reports everywhere"),
        quantity="indicator",
        indicator="simulated-reports",
        group=FOCUS,
        quantifier="each-area",
        transformation="level",
        relation="at-most",
        bound=Decimal(10),
    ),
    _target(
        "simulated-T13",
        WORK,
        (
            "In 2011 is het verschil in werk tussen de voorbeeldbuurten en de stad hoogstens 3 punten.",
            "In 2011 the gap in work between the example neighbourhoods and the city is at most 3 points.",
        ),
        ("Werk dichter bij de stad", "Work nearer to the city"),
        quantity="indicator",
        indicator="simulated-work",
        group=FOCUS,
        quantifier="weighted-mean",
        transformation="gap-to-reference",
        reference="city",
        direction="fall",
        relation="at-most",
        bound=Decimal(3),
    ),
)
AMBITIONS = (
    Ambition(
        id="simulated-A1",
        theme=WORK,
        sentence=both("In 2011 heeft 68 % van de stad werk.", "In 2011, 68 % of the city is in work."),
        lines="2",
        deadline=TERM,
        **_level("simulated-work", (CITY,), "at-least", "68"),
    ),
    Ambition(
        id="simulated-A2",
        theme=SAFETY,
        sentence=both(
            "In 2011 is het veiligheidscijfer van de stad 7,0.", "In 2011 the city has a safety mark of 7.0."
        ),
        lines="2",
        deadline=TERM,
        **_level("simulated-safe", (CITY,), "at-least", "7.0"),
    ),
)
READINGS = (
    StatedReading(
        id="simulated-T11-city",
        of="simulated-T11",
        name=both("alle buurten van de stad", "all neighbourhoods of the city"),
        lines="1",
        quantity="indicator",
        indicator="simulated-content",
        areas=IDS,
        quantifier="number-of-areas",
        transformation="level",
        condition="below",
        edge=Decimal(60),
        relation="at-most",
        bound=Decimal(2),
        deadline=TERM,
        note=both("Verzonnen twijfel over het gebied.", "Made-up doubt about the area."),
    ),
)
_TARGETS = {one.id: one for one in (*OUTPUTS, *OUTCOMES)}


def _revision(
    of: str,
    number: int,
    day: date,
    sentence: tuple[str, str],
    reason: tuple[str, str],
    **was: Any,
) -> TargetRevision:
    """Make what a target stated until a decision: as it states now, but for ``was``."""
    target = replace(_TARGETS[of], **was)
    return TargetRevision(
        id=f"{of}-{number}",
        of=of,
        number=number,
        sentence=both(*sentence),
        decided_on=day,
        reason=both(*reason),
        decision=f"simulated-{day.year}-{day.month:02}",
        decided_by="simulated-p-city",
        **{name: getattr(target, name) for name in statement_fields()},
    )


REVISIONS = (
    _revision(
        "simulated-T2",
        1,
        date(2009, 10, 15),
        (
            "Eind 2011 zijn er 1.250 leerwerkplekken geweest.",
            "By the end of 2011 there have been 1,250 training places.",
        ),
        ("Gesimuleerd: er was minder geld dan gedacht.", "Simulated: there was less money than was thought."),
        bound=Decimal(1250),
    ),
    _revision(
        "simulated-T4",
        1,
        date(2008, 12, 10),
        ("Eind 2009 zijn 800 lantaarns vernieuwd.", "By the end of 2009, 800 street lamps have been renewed."),
        (
            "Gesimuleerd: bij de telling bleken er maar 500 lantaarns oud te zijn.",
            "Simulated: a count found only 500 of the lamps to be old.",
        ),
        bound=Decimal(800),
        deadline=date(2009, 12, 31),
    ),
    _revision(
        "simulated-T4",
        2,
        date(2010, 3, 1),
        ("Eind 2009 zijn 500 lantaarns vernieuwd.", "By the end of 2009, 500 street lamps have been renewed."),
        (
            "Gesimuleerd: de termijn was voorbij, en het doel bleef staan.",
            "Simulated: the term had passed, and the target was kept.",
        ),
        deadline=date(2009, 12, 31),
    ),
)
LEDGER = Ledger(
    themes=THEMES,
    partners=PARTNERS,
    targets=(*OUTPUTS, *OUTCOMES),
    ambitions=AMBITIONS,
    readings=READINGS,
    target_revisions=REVISIONS,
    measures=MEASURES,
    outputs=DELIVERED,
    expectations=EXPECTATIONS,
    stories=STORIES,
    agreements=AGREEMENTS,
    commitments=COMMITMENTS,
    requests=REQUESTS,
    budgets=BUDGETS,
    budget_lines=LINES,
    practices=PRACTICES,
)
