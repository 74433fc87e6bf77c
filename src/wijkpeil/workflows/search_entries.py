"""What can be found by search: one entry per record, with its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from wijkpeil.model.base import Text
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.money import line_name

HitKind = Literal[
    "area",
    "target",
    "measure",
    "indicator",
    "claim",
    "partner",
    "request",
    "commitment",
    "agreement",
    "ambition",
    "budget-line",
    "running-programme",
    "practice",
    "adoption",
    "facility",
    "zone",
    "hotspot",
    "area-plan",
    "capacity",
    "instrument",
    "theme",
]

_WORD = re.compile(r"[0-9a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record as search sees it."""

    kind: HitKind
    id: str
    title: str
    body: str
    """Further text in the language asked for, shown as a snippet."""
    words: frozenset[str]
    """Folded words of id, title and codes."""
    more_words: frozenset[str]
    """Folded words of the rest, in both languages."""


@lru_cache(maxsize=16_384)
def folded_words(text: str) -> tuple[str, ...]:
    """Split a text into words without case, accents or signs: ``Kinderdagverblijf 't Čäs`` gives three."""
    plain = text.casefold()
    # Most text has no accents, and taking them off is most of the work.
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return tuple(_WORD.findall(plain))


def entries(programme: Programme, language: str) -> Iterator[Entry]:
    """Give every record that can be found, areas first."""
    definitions, ledger = programme.definitions, programme.ledger
    for area in definitions.areas:
        others = [area.short_name, area.note]
        yield _entry("area", area.id, area.name, others, language, (area.code, area.printed_code))
    for theme in ledger.themes:
        yield _entry("theme", theme.id, theme.name, (), language)
    for indicator in definitions.indicators:
        texts = (indicator.description, indicator.short_name)
        yield _entry("indicator", indicator.id, indicator.name, texts, language)
    for target in ledger.targets:
        yield _entry("target", target.id, target.short, (target.sentence, target.scope), language)
    for measure in ledger.measures:
        yield _entry("measure", measure.id, measure.name, (measure.description, measure.scope), language)
    for claim in definitions.claims:
        yield _entry("claim", claim.id, claim.title, (claim.statement,), language)
    for partner in ledger.partners:
        yield _entry("partner", partner.id, partner.name, (partner.role,), language)
    yield from _promises(programme, language)
    yield from _money_and_means(programme, language)


def _promises(programme: Programme, language: str) -> Iterator[Entry]:
    ledger = programme.ledger
    for request in ledger.requests:
        yield _entry("request", request.id, request.sentence, (request.answer,), language)
    for commitment in ledger.commitments:
        yield _entry("commitment", commitment.id, commitment.sentence, (), language)
    for agreement in ledger.agreements:
        yield _entry("agreement", agreement.id, agreement.name, (agreement.description,), language)
    for ambition in ledger.ambitions:
        yield _entry("ambition", ambition.id, ambition.sentence, (), language)


def _money_and_means(programme: Programme, language: str) -> Iterator[Entry]:
    ledger = programme.ledger
    for line in ledger.budget_lines:
        yield _entry("budget-line", line.id, line_name(line), (line.heading, line.note), language)
    for running in ledger.running_programmes:
        yield _entry("running-programme", running.id, running.name, (running.sector, running.note), language)
    for practice in ledger.practices:
        yield _entry("practice", practice.id, practice.name, (practice.description, practice.place), language)
    yield from _places(programme, language)
    for instrument in ledger.instruments:
        yield _entry("instrument", instrument.id, instrument.name, (instrument.description,), language)


def _places(programme: Programme, language: str) -> Iterator[Entry]:
    ledger = programme.ledger
    practices = {practice.id: practice.name for practice in ledger.practices}
    for adoption in ledger.adoptions:
        title = practices.get(adoption.practice, adoption.place)
        yield _entry("adoption", adoption.id, title, (adoption.place, adoption.result, adoption.note), language)
    for facility in ledger.facilities:
        yield _entry(
            "facility", facility.id, facility.name, (facility.description, facility.place, facility.note), language
        )
    for zone in ledger.zones:
        more = (zone.criteria, zone.description, _listed(zone.streets))
        yield _entry("zone", zone.id, zone.name, more, language)
    for hotspot in ledger.hotspots:
        more = (hotspot.criteria, hotspot.approach, _listed(hotspot.streets))
        yield _entry("hotspot", hotspot.id, hotspot.name, more, language)
    for plan in ledger.area_plans:
        yield _entry("area-plan", plan.id, plan.name, (plan.description, plan.document, plan.note), language)
    for capacity in ledger.capacities:
        yield _entry("capacity", capacity.id, capacity.name, (capacity.description, capacity.note), language)


def _listed(streets: tuple[str, ...]) -> Text:
    return Text(nl=", ".join(streets), en=", ".join(streets))


def _entry(
    kind: HitKind, key: str, title: Text, more: Iterable[Text | None], language: str, codes: tuple[str, ...] = ()
) -> Entry:
    others = [text for text in more if text is not None]
    texts = [title.nl, title.en, *(one for text in others for one in (text.nl, text.en))]
    return Entry(
        kind=kind,
        id=key,
        title=title.in_(language),
        body=others[0].in_(language) if others else "",
        words=frozenset(folded_words(" ".join((key, title.in_(language), *codes)))),
        more_words=frozenset(folded_words(" ".join(texts))),
    )
