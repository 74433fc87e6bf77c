"""The sentence of a statement: a whole template for each quantifier and transformation, filled in by a language.

Nothing of Django is needed, so that the command line says the same.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

from wijkpeil.errors import SoftwareError
from wijkpeil.model.nouns import Noun, read_noun
from wijkpeil.model.programme import Programme
from wijkpeil.model.statement import Quantifier, Statement, Transformation
from wijkpeil.pages.stating import en, nl
from wijkpeil.pages.stating.parts import Scope, StatementParts
from wijkpeil.workflows.reasons import decimals_kept
from wijkpeil.workflows.revised import earlier_statements, stated_on

TEMPLATES = Path(__file__).resolve().parent / "templates.csv"
_COUNTED = ("output", "facilities", "agreements", "money")


@cache
def templates() -> dict[tuple[str, str, str], str]:
    """Return the template of each quantifier, transformation and language.

    Raises:
        SoftwareError: one is missing.
    """
    with TEMPLATES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {
        (row["quantifier"], row["transformation"], language): row[language] for row in rows for language in ("nl", "en")
    }
    for quantifier in get_args(Quantifier):
        for transformation in get_args(Transformation):
            if any((quantifier, transformation, language) not in found for language in ("nl", "en")):
                raise SoftwareError(f"there is no sentence for {quantifier} and {transformation}")
    return found


def statement_sentence(programme: Programme, stated: Statement, language: str) -> str:
    """Say a statement as one plain sentence; empty where it has no quantifier, no transformation or no noun."""
    parts = parts_of(programme, stated, language)
    if parts is None or stated.quantifier is None or stated.transformation is None:
        return ""
    return filled(templates()[stated.quantifier, stated.transformation, language], parts, language)


def target_sentences(programme: Programme, language: str, day: date | None = None) -> dict[str, str]:
    """Say every target as its statement of ``day`` reads, by id; empty where it is not stated far enough.

    Without a day it is the statement that was decided last.
    """
    earlier = earlier_statements(programme.ledger)
    stated = {one.id: stated_on(one, earlier.get(one.id, ()), day) for one in programme.ledger.targets}
    return {own: statement_sentence(programme, one, language) for own, one in stated.items()}


def filled(template: str, parts: StatementParts, language: str) -> str:
    """Fill a template in; an aside that ends the sentence leaves its second comma out."""
    slots = nl.slots(parts) if language == "nl" else en.slots(parts)
    return template.format(**slots).replace(",.", ".")


def parts_of(programme: Programme, stated: Statement, language: str) -> StatementParts | None:
    """Look the nouns of a statement up; None where what it measures has none."""
    definitions = programme.definitions
    indicator = next((one for one in definitions.indicators if one.id == stated.indicator), None)
    text = stated.noun or (indicator.noun if indicator else None)
    if text is not None:
        noun = read_noun(text.in_(language), language)
    elif indicator is not None:
        name = indicator.name.in_(language)
        noun = Noun("de", f"waarde van {name}", name) if language == "nl" else Noun("a", f"value of {name}", name)
    else:
        return None
    return StatementParts(
        stated=stated,
        noun=noun,
        counted=stated.quantity in _COUNTED and stated.transformation != "conversion",
        scope=_scope(programme, stated, language),
        reference=_reference(programme, stated, language),
        own_unit=indicator.unit.en if indicator else "",
    )


def _scope(programme: Programme, stated: Statement, language: str) -> Scope:
    info = programme.definitions.info
    groups = {group.id: group for group in programme.definitions.groups}
    board = groups.get(info.board_group)
    wanted = stated.counted_by if stated.counted_by in {one.id for one in info.levels} else board.level if board else ""
    found = next((one for one in info.levels if one.id == wanted), info.levels[0])
    article = found.article.in_(language) if found.article else ("de" if language == "nl" else "a")
    level = Noun(article, found.name.in_(language), found.plural.in_(language))
    group = groups.get(stated.group or "")
    if group is not None:
        return Scope(called=(group.called or group.name).in_(language), level=level)
    here = stated.group or (stated.areas[0] if len(stated.areas) == 1 else info.city)
    area = next((one for one in programme.definitions.areas if one.id == here), None)
    return Scope(area=area.name.in_(language) if area else here, level=level)


def _reference(programme: Programme, stated: Statement, language: str) -> str:
    dutch = language == "nl"
    if stated.reference == "city":
        return "in de stad als geheel" if dutch else "in the city as a whole"
    if stated.reference == "rest-of-city":
        return "in de rest van de stad" if dutch else "in the rest of the city"
    if stated.reference == "fixed-number" and stated.reference_value is not None:
        return decimals_kept(stated.reference_value, language)
    if stated.reference == "group":
        groups = {one.id: (one.called or one.name) for one in programme.definitions.groups}
        areas = {one.id: one.name for one in programme.definitions.areas}
        text = groups.get(stated.reference_group or "") or areas.get(stated.reference_group or "")
        return f"in {text.in_(language)}" if text else ""
    if stated.reference == "comparator":
        return f"wat {stated.comparator} meet" if dutch else f"what {stated.comparator} measures"
    return ""
