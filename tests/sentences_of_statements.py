"""All combinations of a statement's sentence; run as a program, it writes the golden file anew, to be read."""

import csv
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from wijkpeil.model.base import Text
from wijkpeil.model.nouns import Noun
from wijkpeil.model.statement import Quantifier, Statement, Transformation
from wijkpeil.pages.stating.parts import Scope, StatementParts
from wijkpeil.pages.stating.sentence import filled, templates

GOLDEN = Path(__file__).resolve().parent / "spec" / "statement_sentences.csv"
YEAR, DAY = date(2010, 12, 31), date(2008, 6, 30)
POINTS = Text(nl="procentpunten", en="percentage points")
BOUNDS: list[tuple[str, dict[str, Any]]] = [
    (
        "at least",
        {"relation": "at-least", "bound": Decimal("2.5"), "deadline": YEAR, "baseline_on": date(2006, 12, 31)},
    ),
    ("at most", {"relation": "at-most", "bound": Decimal(1000), "deadline": YEAR}),
    ("at most nothing", {"relation": "at-most", "bound": Decimal(0), "deadline": DAY, "baseline_on": DAY}),
    ("at least nothing", {"relation": "at-least", "bound": Decimal(0), "deadline": YEAR}),
    ("below zero", {"relation": "at-most", "bound": Decimal(-2), "deadline": YEAR}),
    ("a fall", {"relation": "at-least", "bound": Decimal(10), "deadline": YEAR, "direction": "fall"}),
    ("a ratio, more than", {"relation": "above", "bound": Decimal(5), "deadline": YEAR, "difference": "ratio"}),
    ("points", {"relation": "at-least", "bound": Decimal(1), "deadline": YEAR, "unit": POINTS}),
    ("exactly, each year", {"relation": "equals", "bound": Decimal(3), "accumulation": "each-year"}),
    ("up, no number", {"relation": "above"}),
]
OUTER: list[dict[str, Any]] = [
    {"relation": "at-most", "bound": Decimal(0)},
    {"relation": "at-least", "bound": Decimal(4), "counted_by": "name"},
    {"relation": "at-most", "bound": Decimal(1)},
]
NOUNS = {
    "nl": (Noun("de", "veiligheidsindex", "veiligheidsindexen"), Noun("de", "woning", "woningen")),
    "en": (Noun("a", "safety index", "safety indices"), Noun("a", "dwelling", "dwellings")),
}
SCOPES = {
    "nl": (
        Scope(called="de zeven Krachtwijken", level=Noun("de", "Krachtwijk", "Krachtwijken")),
        Scope(area="Rotterdam", level=Noun("het", "postcodegebied", "postcodegebieden")),
    ),
    "en": (
        Scope(called="the seven Krachtwijken", level=Noun("a", "Krachtwijk", "Krachtwijken")),
        Scope(area="Rotterdam", level=Noun("a", "postcode area", "postcode areas")),
    ),
}
REFERENCE = {"nl": "in de rest van de stad", "en": "in the rest of the city"}


def rows() -> Iterator[dict[str, str]]:
    """Every combination with its two sentences."""
    for quantifier in get_args(Quantifier):
        for transformation in get_args(Transformation):
            for number, (name, fields) in enumerate(BOUNDS):
                made = {language: _sentence(quantifier, transformation, number, fields, language) for language in NOUNS}
                yield {"quantifier": quantifier, "transformation": transformation, "bound": name, **made}


def _sentence(quantifier: str, transformation: str, number: int, fields: dict[str, Any], language: str) -> str:
    given = dict(fields)
    if quantifier in ("number-of-areas", "share-of-areas"):
        given |= {"condition": given.pop("relation"), "edge": given.pop("bound", None)}
        given |= (
            OUTER[number % 3] if quantifier == "number-of-areas" else {"relation": "at-least", "bound": Decimal(80)}
        )
    counted = quantifier == "total" and transformation == "level"
    stated = Statement(quantifier=quantifier, transformation=transformation, **given)  # type: ignore[arg-type]
    parts = StatementParts(
        stated=stated,
        noun=NOUNS[language][counted],
        counted=counted,
        scope=SCOPES[language][number % 2],
        reference=REFERENCE[language],
    )
    return filled(templates()[quantifier, transformation, language], parts, language)  # type: ignore[index]


def main() -> None:
    """Write the golden file."""
    with GOLDEN.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["quantifier", "transformation", "bound", "nl", "en"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())


if __name__ == "__main__":
    sys.exit(main())
