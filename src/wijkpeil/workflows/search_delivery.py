"""What search finds of outputs, expectations and stories: each stands on the page of a measure or a target."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from wijkpeil.model.areas import Area, Group
from wijkpeil.model.base import Language, Text
from wijkpeil.model.delivery import Expectation, Output, Story
from wijkpeil.model.ledger import Measure, Target
from wijkpeil.model.nouns import read_noun
from wijkpeil.model.programme import Ledger, Programme


class Said(NamedTuple):
    """What a record says: its title, further texts, and codes that are found as its title is."""

    title: Text
    more: tuple[Text | None, ...] = ()
    codes: tuple[str, ...] = ()
    on: tuple[Literal["measure", "target"], str] | None = None
    """Kind and id of the record on whose page it stands; None where it has a place of its own."""


class Named(NamedTuple):
    """A record, or several that are found as one, with those whose names are its title, as far as the viewer sees them.

    An adoption with its practice; an expectation with its measure and its target; a story with what it is about; and
    all outputs of one measure and noun with the measure, then the areas.
    """

    records: tuple[Any, ...]
    names: tuple[Any, ...]


def outputs_found(programme: Programme) -> tuple[Named, ...]:
    """Give the outputs to find: those of one measure and noun as one, with the measure and the areas."""
    measures = {one.id: one for one in programme.ledger.measures}
    places: dict[str, Area | Group] = {one.id: one for one in programme.definitions.groups}
    places |= {one.id: one for one in programme.definitions.areas}
    series: dict[tuple[str, Text], list[Output]] = {}
    for output in programme.ledger.outputs:
        series.setdefault((output.measure, output.noun), []).append(output)
    return tuple(
        Named(tuple(rows), (measures.get(rows[0].measure), *(places.get(own) for own in _areas(rows))))
        for rows in series.values()
    )


def expectations_found(ledger: Ledger) -> tuple[Named, ...]:
    """Give the expectations to find, each with its measure and its target."""
    measures, targets = {one.id: one for one in ledger.measures}, {one.id: one for one in ledger.targets}
    return tuple(Named((one,), (measures.get(one.measure), targets.get(one.target))) for one in ledger.expectations)


def stories_found(ledger: Ledger) -> tuple[Named, ...]:
    """Give the stories to find, each with what it is about."""
    measures, targets = {one.id: one for one in ledger.measures}, {one.id: one for one in ledger.targets}
    return tuple(
        Named((one,), (measures.get(one.measure or "") or targets.get(one.target or ""),)) for one in ledger.stories
    )


def _areas(rows: Iterable[Output]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.area for row in rows))


def outputs_said(found: Named) -> Said:
    """Say what outputs of one measure and noun are found by."""
    rows: tuple[Output, ...] = found.records
    measure, *places = found.names
    periods = sorted({row.period for row in rows})
    when = periods[0] if len(periods) == 1 else f"{periods[0]} – {periods[-1]}"

    def where(language: Language) -> str:
        return ", ".join([when, *(one.name.in_(language) for one in places if one is not None)])

    noun = rows[0].noun
    title = Text(
        nl=_listed(_plural(noun, "nl"), _name(measure, rows[0].measure, "nl")),
        en=_listed(_plural(noun, "en"), _name(measure, rows[0].measure, "en")),
    )
    notes = tuple(row.note for row in rows if row.note is not None)
    more = (Text(nl=where("nl"), en=where("en")), noun, *notes)
    return Said(title, more, tuple(row.id for row in rows), on=("measure", rows[0].measure))


def _plural(noun: Text, language: Language) -> str:
    try:
        return read_noun(noun.in_(language), language).plural
    except ValueError:
        return noun.in_(language)


def expectation_said(found: Named) -> Said:
    """Say what an expectation is found by."""
    one: Expectation = found.records[0]
    measure, target = found.names
    title = Text(
        nl=f"{_name(measure, one.measure, 'nl')} → {_name(target, one.target, 'nl')}",
        en=f"{_name(measure, one.measure, 'en')} → {_name(target, one.target, 'en')}",
    )
    return Said(title, (one.reasoning, one.evidence), on=("measure", one.measure))


def story_said(found: Named) -> Said:
    """Say what a story is found by."""
    one: Story = found.records[0]
    (about,) = found.names
    own = one.measure or one.target or ""
    title = Text(
        nl=_listed(_name(about, own, "nl"), one.role.in_("nl")), en=_listed(_name(about, own, "en"), one.role.in_("en"))
    )
    return Said(title, (one.text,), on=("measure", own) if one.measure else ("target", own))


def _name(one: Measure | Target | None, own: str, language: Language) -> str:
    if one is None:
        return own
    return (one.short if isinstance(one, Target) else one.name).in_(language)


def _listed(*parts: str) -> str:
    return ", ".join(parts)
