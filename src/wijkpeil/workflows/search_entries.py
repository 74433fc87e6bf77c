"""What can be found by search: one entry per record, with its words, made again only where the record changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from wijkpeil.model.base import Text
from wijkpeil.model.practices import Adoption, Practice
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.money import line_name
from wijkpeil.workflows.search_delivery import (
    Named,
    Said,
    expectation_said,
    expectations_found,
    outputs_found,
    outputs_said,
    stories_found,
    story_said,
)

HitKind = Literal[
    "area",
    "target",
    "measure",
    "indicator",
    "index",
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
    "output",
    "expectation",
    "story",
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
    titled: str
    """Folded words of id, title and codes in this order, with a space before and after each: one look into the text
    finds the word that begins so."""
    told: str
    """Folded words of the rest, in both languages, with spaces likewise."""
    on: tuple[Literal["measure", "target"], str] | None = None
    """Kind and id of the record on whose page it stands; None where it has a place of its own."""


@dataclass(frozen=True)
class Index:
    """All that can be found in a programme in one language, areas first."""

    language: str
    registers: Mapping[HitKind, tuple[tuple[Any, ...], tuple[Entry, ...]]]
    """The records of each kind, and the entry of each."""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entry of every record."""
        return tuple(entry for _records, made in self.registers.values() for entry in made)

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word of more than two signs, in order."""
        found = {word for entry in self.entries for text in (entry.titled, entry.told) for word in text.split()}
        return tuple(sorted(word for word in found if len(word) > 2))


def folded_words(text: str) -> tuple[str, ...]:
    """Split a text into words without case, accents or signs: ``Kinderdagverblijf 't Čäs`` gives three."""
    plain = text.casefold()
    # Most text has no accents, and taking them off is most of the work.
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return tuple(_WORD.findall(plain))


def index_of(programme: Programme, language: str, before: Index | None = None) -> Index:
    """Return what can be found in a programme in a language.

    ``before`` may be the index of any programme, such as an earlier state of this one or what another viewer may see
    of it: a record that is the very same object there keeps its entry, and nothing else is taken from it.
    """
    same = before if before is not None and before.language == language else None
    return Index(language, {kind: _register(kind, many, same, language) for kind, many in _sources(programme).items()})


def _register(
    kind: HitKind, records: tuple[Any, ...], before: Index | None, language: str
) -> tuple[tuple[Any, ...], tuple[Entry, ...]]:
    held, made = before.registers[kind] if before is not None else ((), ())
    if held is records:
        return held, made
    # By object: what is held lives as long as this look, so that no other thing can have its number.
    known = {_object(record): entry for record, entry in zip(held, made, strict=True)}
    return records, tuple(known.get(_object(record)) or _entry(kind, record, language) for record in records)


def _object(record: Any) -> tuple[int, ...] | int:
    """Return what tells the things that an entry is made from, from all others that live."""
    return tuple(map(id, (*record.records, *record.names))) if isinstance(record, Named) else id(record)


def _sources(programme: Programme) -> dict[HitKind, tuple[Any, ...]]:
    definitions, ledger = programme.definitions, programme.ledger
    practices = {practice.id: practice for practice in ledger.practices}
    return {
        "area": definitions.areas,
        "theme": ledger.themes,
        "indicator": definitions.indicators,
        "index": definitions.indices,
        "target": ledger.targets,
        "measure": ledger.measures,
        "claim": definitions.claims,
        "partner": ledger.partners,
        "request": ledger.requests,
        "commitment": ledger.commitments,
        "agreement": ledger.agreements,
        "ambition": ledger.ambitions,
        "budget-line": ledger.budget_lines,
        "running-programme": ledger.running_programmes,
        "practice": ledger.practices,
        "adoption": tuple(Named((one,), (practices.get(one.practice),)) for one in ledger.adoptions),
        "facility": ledger.facilities,
        "zone": ledger.zones,
        "hotspot": ledger.hotspots,
        "area-plan": ledger.area_plans,
        "capacity": ledger.capacities,
        "instrument": ledger.instruments,
        "output": outputs_found(programme),
        "expectation": expectations_found(ledger),
        "story": stories_found(ledger),
    }


_SAID: dict[HitKind, Callable[[Any], Said]] = {
    "area": lambda one: Said(one.name, (one.short_name, one.note), (one.code, one.printed_code)),
    "theme": lambda one: Said(one.name),
    "indicator": lambda one: Said(one.name, (one.description, one.short_name)),
    "index": lambda one: Said(one.name, (one.description, one.why)),
    "target": lambda one: Said(one.short, (one.sentence, one.scope)),
    "measure": lambda one: Said(one.name, (one.description, one.scope)),
    "claim": lambda one: Said(one.title, (one.statement,)),
    "partner": lambda one: Said(one.name, (one.role,)),
    "request": lambda one: Said(one.sentence, (one.answer,)),
    "commitment": lambda one: Said(one.sentence),
    "agreement": lambda one: Said(one.name, (one.description,)),
    "ambition": lambda one: Said(one.sentence),
    "budget-line": lambda one: Said(line_name(one), (one.heading, one.note)),
    "running-programme": lambda one: Said(one.name, (one.sector, one.note)),
    "practice": lambda one: Said(one.name, (one.description, one.place)),
    "adoption": lambda one: _adoption(*one.records, *one.names),
    "facility": lambda one: Said(one.name, (one.description, one.place, one.note)),
    "zone": lambda one: Said(one.name, (one.criteria, one.description, _listed(one.streets))),
    "hotspot": lambda one: Said(one.name, (one.criteria, one.approach, _listed(one.streets))),
    "area-plan": lambda one: Said(one.name, (one.description, one.document, one.note)),
    "capacity": lambda one: Said(one.name, (one.description, one.note)),
    "instrument": lambda one: Said(one.name, (one.description,)),
    "output": outputs_said,
    "expectation": expectation_said,
    "story": story_said,
}


def _listed(streets: tuple[str, ...]) -> Text:
    return Text(nl=", ".join(streets), en=", ".join(streets))


def _adoption(adoption: Adoption, practice: Practice | None) -> Said:
    title = practice.name if practice is not None else adoption.place
    return Said(title, (adoption.place, adoption.result, adoption.note))


def _entry(kind: HitKind, record: Any, language: str) -> Entry:
    said = _SAID[kind](record)
    key = (record.records[0] if isinstance(record, Named) else record).id
    others = [text for text in said.more if text is not None]
    texts = (text for one in (said.title, *others) for text in (one.nl, one.en))
    return Entry(
        kind=kind,
        id=key,
        title=said.title.in_(language),
        body=others[0].in_(language) if others else "",
        titled=_spaced(folded_words(" ".join((key, said.title.in_(language), *said.codes)))),
        told=_spaced(dict.fromkeys(folded_words(" ".join(texts)))),
        on=said.on,
    )


def _spaced(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "
