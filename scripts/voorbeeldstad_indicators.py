"""What is measured in the made-up city."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from voorbeeldstad_places import both

from wijkpeil.model.indicators import Band, Border, Bound, Indicator, SeriesBreak

PER_CENT, PER_THOUSAND = Decimal(100), Decimal(1000)
SOURCE = both("Gesimuleerd; niemand heeft dit gemeten.", "Simulated; nobody measured this.")
CHOSEN = both("Verzonnen grens.", "Made-up border.")


def _border(negative: str, positive: str) -> Border:
    return Border(
        negative=Bound(value=Decimal(negative), origin=CHOSEN), positive=Bound(value=Decimal(positive), origin=CHOSEN)
    )


def _indicator(id: str, name: tuple[str, str], short: tuple[str, str], noun: tuple[str, str], **more: Any) -> Indicator:
    settings: dict[str, Any] = {
        "description": both(f"{name[0]}: verzonnen cijfers.", f"{name[1]}: made-up figures."),
        "unit": both("%", "%"),
        "decimals": 1,
        "period": "2010",
        "source": SOURCE,
        "chance_model": "proportion",
        "per": PER_CENT,
        "polarity": "high-is-better",
    }
    return Indicator(id=id, name=both(*name), short_name=both(*short), noun=both(*noun), **{**settings, **more})


BANDS = (
    Band(id="low", name=both("onveilig", "unsafe"), upper=Decimal("6.3")),
    Band(id="middle", name=both("kan beter", "could be better"), lower=Decimal("6.3"), upper=Decimal("7.0")),
    Band(id="high", name=both("veilig", "safe"), lower=Decimal("7.0")),
)

INDICATORS = (
    _indicator(
        "simulated-safe",
        ("Veiligheidscijfer (gesimuleerd)", "Safety mark (simulated)"),
        ("Veilig", "Safe"),
        ("het veiligheidscijfer; veiligheidscijfers", "a safety mark; safety marks"),
        unit=both("cijfer 1 tot 10", "mark 1 to 10"),
        theme="simulated-safety",
        chance_model="mean",
        per=None,
        subjective=True,
        border=_border("6.3", "7.0"),
        bands=BANDS,
    ),
    _indicator(
        "simulated-content",
        ("Tevreden met de buurt (gesimuleerd)", "Content with the neighbourhood (simulated)"),
        ("Tevreden", "Content"),
        (
            "het deel tevreden bewoners; delen tevreden bewoners",
            "a share of content residents; shares of content residents",
        ),
        theme="simulated-living",
        subjective=True,
        border=_border("66.0", "75.0"),
    ),
    _indicator(
        "simulated-moving",
        ("Wil verhuizen (gesimuleerd)", "Wants to move (simulated)"),
        ("Verhuizen", "Move"),
        (
            "het deel dat wil verhuizen; delen die willen verhuizen",
            "a share that wants to move; shares that want to move",
        ),
        theme="simulated-living",
        polarity="low-is-better",
        subjective=True,
        border=_border("25.0", "18.0"),
    ),
    _indicator(
        "simulated-work",
        ("Mensen met werk (gesimuleerd)", "People in work (simulated)"),
        ("Werk", "In work"),
        ("het deel mensen met werk; delen mensen met werk", "a share of people in work; shares of people in work"),
        theme="simulated-work-theme",
        subjective=False,
        border=_border("60.0", "65.0"),
        breaks=(
            SeriesBreak(
                day=date(2009, 1, 1),
                why=both(
                    "Gesimuleerd: vanaf 2009 tellen kleine banen mee.",
                    "Simulated: from 2009 small jobs are counted too.",
                ),
            ),
        ),
    ),
    _indicator(
        "simulated-school",
        ("Zonder diploma van school (gesimuleerd)", "Left school without a diploma (simulated)"),
        ("School", "School"),
        ("het deel zonder diploma; delen zonder diploma", "a share without a diploma; shares without a diploma"),
        theme="simulated-work-theme",
        polarity="low-is-better",
        subjective=False,
        border=_border("11.0", "7.0"),
    ),
    _indicator(
        "simulated-reports",
        ("Meldingen van overlast per kwartaal (gesimuleerd)", "Reports of nuisance per quarter (simulated)"),
        ("Meldingen", "Reports"),
        (
            "het aantal meldingen per 1.000; aantallen meldingen per 1.000",
            "a number of reports per 1,000; numbers of reports per 1,000",
        ),
        unit=both("per duizend bewoners", "per thousand residents"),
        period="2010Q4",
        theme="simulated-safety",
        polarity="low-is-better",
        chance_model="rate",
        per=PER_THOUSAND,
        subjective=False,
        border=_border("10.0", "6.0"),
    ),
    _indicator(
        "simulated-health",
        ("Ervaren gezondheid (gesimuleerd)", "Health as people feel it (simulated)"),
        ("Gezond", "Healthy"),
        (
            "het deel gezonde bewoners; delen gezonde bewoners",
            "a share of healthy residents; shares of healthy residents",
        ),
        theme="simulated-living",
        subjective=True,
        sensitive=True,
        ground=both(
            "Om te laten zien hoe een gevoelig cijfer buiten keuzes en signalen blijft.",
            "To show how a sensitive figure stays out of selections and signals.",
        ),
    ),
)
