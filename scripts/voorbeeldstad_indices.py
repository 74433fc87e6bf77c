"""What is put together into one figure in the made-up city."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from voorbeeldstad_places import both

from wijkpeil.model.index import Index, IndexLevel, IndexNode
from wijkpeil.model.index_choices import Aggregation, Alternatives, Availability, Normalisation
from wijkpeil.model.indicators import Band

NOWHERE = "docs/voorbeeldstad.md (simulated)"

BANDS = (
    Band(id="low", name=both("blijft achter", "stays behind"), upper=Decimal("35.0")),
    Band(id="middle", name=both("kan beter", "could be better"), lower=Decimal("35.0"), upper=Decimal("60.0")),
    Band(id="fair", name=both("redelijk", "fair"), lower=Decimal("60.0"), upper=Decimal("80.0")),
    Band(id="high", name=both("goed", "good"), lower=Decimal("80.0")),
)

SAID = IndexNode(
    id="simulated-said-pillar",
    name=both("Wat bewoners zeggen (gesimuleerd)", "What residents say (simulated)"),
    weight=Decimal(2),
    parts=(
        IndexNode(indicator="simulated-safe", weight=Decimal(2)),
        IndexNode(indicator="simulated-content"),
        IndexNode(indicator="simulated-moving"),
    ),
)
KEPT = IndexNode(
    id="simulated-kept-pillar",
    name=both("Wat registers zeggen (gesimuleerd)", "What registers say (simulated)"),
    weight=Decimal(3),
    parts=(
        IndexNode(indicator="simulated-work"),
        IndexNode(indicator="simulated-school"),
        IndexNode(indicator="simulated-reports"),
    ),
)

LIVEABILITY = Index(
    id="simulated-liveability",
    name=both("Leefbaarheid (gesimuleerd)", "Liveability (simulated)"),
    description=both(
        "Verzonnen index: hoe het met een buurt gaat, naar wat bewoners zeggen en wat registers weten.",
        "Made-up index: how a neighbourhood is doing, by what residents say and what registers know.",
    ),
    why=both(
        "Om te laten zien wat een index kan vertellen, en wat niet. Er wordt niets mee verdeeld.",
        "To show what an index can tell, and what it cannot. Nothing is given out by it.",
    ),
    polarity="high-is-better",
    version="1",
    author="Wijkpeil (simulated)",
    reference=NOWHERE,
    since=date(2010, 1, 1),
    review=date(2012, 12, 31),
    normalisation=Normalisation(
        method="min-max",
        lower=Decimal(0),
        upper=Decimal(100),
        why=both(
            "Iedereen begrijpt een schaal van 0 tot 100; de uitersten zijn die van het laatste jaar.",
            "Everybody understands a scale of 0 to 100; its ends are those of the last year.",
        ),
    ),
    aggregation=Aggregation(
        method="arithmetic-mean",
        why=both(
            "Goed op het ene mag slecht op het andere goedmaken.",
            "Doing well on one thing may make up for another.",
        ),
    ),
    availability=Availability(
        minimum=Decimal("0.6"),
        why=both(
            "Met minder dan zes tiende van het gewicht zegt een cijfer over iets anders iets.",
            "With less than six tenths of the weight, a figure tells of something else.",
        ),
    ),
    levels=(IndexLevel(name=both("index", "index")), IndexLevel(name=both("pijler", "pillar"))),
    tree=IndexNode(parts=(SAID, KEPT)),
    bands=BANDS,
    alternatives=Alternatives(
        weights_within=Decimal("0.25"),
        normalisations=(Normalisation(method="percentile-rank"),),
        intervals=True,
        why=both(
            "Gewichten zijn een keuze, en enquêtes hebben marges.",
            "Weights are a choice, and surveys have margins.",
        ),
    ),
)

INDICES = (LIVEABILITY,)
