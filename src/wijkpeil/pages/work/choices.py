"""What a field that names other records can name: their ids, with what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wijkpeil.ledger.seeing import seen
from wijkpeil.loading.rules.references import REFERENCES
from wijkpeil.model.base import record
from wijkpeil.model.delivery import Expectation, Output, Story
from wijkpeil.model.people import Actor
from wijkpeil.model.programme import Programme
from wijkpeil.pages.delivery import noun_of
from wijkpeil.pages.format import day

_TITLES = ("short", "name", "title", "sentence")
"""Fields that say what a record is called, the shortest first."""


@record
class Choice:
    """A record that can be named."""

    value: str
    """Its id."""
    label: str
    detail: str = ""
    """What tells it apart from others of the same name, such as a postcode."""


def referred_kinds(record_type: type, field: str) -> tuple[str, ...]:
    """Return the kinds of record that a field names; none where it names no record."""
    return REFERENCES.get((record_type, field), ())


def choices_of(programme: Programme, kinds: tuple[str, ...], language: str, actor: Actor) -> tuple[Choice, ...]:
    """Return the records of these kinds that the actor may see, kind by kind in their order."""
    return tuple(choice for kind in kinds for choice in _of(programme, kind, language, actor))


def title_of(each: Any, language: str) -> str:
    """Say what a record is called; its id where it has no name."""
    for name in _TITLES:
        text = getattr(each, name, None)
        if text is not None:
            return str(text.in_(language))
    place = getattr(each, "place", None)
    return str(place.in_(language)) if place is not None else _told(each, language)


def _told(each: Any, language: str) -> str:
    """Say what a record is called that has no name: what it counts and when, or its id."""
    if isinstance(each, Output):
        return f"{noun_of(each.noun, language)}, {each.period}, {each.area}"
    if isinstance(each, Expectation):
        return f"{each.measure} → {each.target}"
    if isinstance(each, Story):
        return f"{each.role.in_(language)}, {day(each.on, language)}"
    return str(each.id)


def _of(programme: Programme, kind: str, language: str, actor: Actor) -> Iterator[Choice]:
    held: Any = getattr(programme.ledger, kind, None)
    if kind == "release":
        held = tuple(one.release for one in programme.releases)
    elif held is None:
        held = getattr(programme.definitions, kind)
    for each in seen(actor, programme.definitions.info.id, kind, held):
        yield Choice(value=each.id, label=title_of(each, language), detail=getattr(each, "code", "") or "")
