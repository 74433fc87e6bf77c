"""Outputs, expectations and stories: series that add up, each thing said once, and by who takes part in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Raw
from wijkpeil.loading.rules.places import names_an_address
from wijkpeil.loading.scalars import shown
from wijkpeil.model.base import LANGUAGES
from wijkpeil.model.periods import first_day, last_day

_SERIES = ("measure", "noun", "area", "period", "accumulation")
_NUMBERS = ("planned", "delivered")
_REGISTERS = ("outputs", "expectations", "stories")
Row = tuple[Raw, Any]


def outputs_can_be(content: Content) -> Iterator[Fault]:
    """An output is about a period that can be read, is not below zero, and is not reported before it can be."""
    for raw, each in content.built("outputs", "period"):
        if first_day(each.period) is None:
            message = say("{period} is no period.", period=shown(each.period))
            remedy = say(
                "Write a year, quarter, month, day or school year: 2008, 2008Q1, 2008-03, 2008-03-31, 2007/2008."
            )
            yield raw.fault(("period",), message, remedy)
    for name in _NUMBERS:
        for raw, each in content.built("outputs", name):
            number = getattr(each, name)
            if number is not None and number < 0:
                message = say("The number {number} is below zero.", number=number)
                yield raw.fault((name,), message, say("Write 0 or more, or leave it empty where it is unknown."))
    for raw, each in content.built("outputs", "period", "reported_on"):
        start = first_day(each.period)
        if start is not None and each.reported_on is not None and each.reported_on < start:
            message = say("It was reported on {day}, before the period began.", day=each.reported_on.isoformat())
            yield raw.fault(("reported_on",), message, say("Correct the day, or the period."))


def outputs_are_given_once(content: Content) -> Iterator[Fault]:
    """No period of a series is given twice, or lies within another; running totals differ in their last day."""
    for rows in _series(content).values():
        for place, (raw, each) in enumerate(rows):
            before = next((other for _, other in rows[:place] if _overlap(each, other)), None)
            if before is not None:
                message = say(
                    "The period {period} is given already, in {id}, for this measure, noun and area.",
                    period=each.period,
                    id=f"{before.id} ({before.period})",
                )
                yield raw.fault(
                    ("period",), message, say("Keep one of them, or correct measure, noun, area or period.")
                )


def outputs_are_declared_alike(content: Content) -> Iterator[Fault]:
    """All of a series are running totals, or all are numbers of their period alone."""
    for rows in _series(content).values():
        first = rows[0][1]
        for raw, each in rows[1:]:
            if each.accumulation != first.accumulation:
                message = say(
                    "It is {here}, and {id} of the same measure, noun and area is {there}.",
                    here=each.accumulation,
                    id=first.id,
                    there=first.accumulation,
                )
                yield raw.fault(("accumulation",), message, say("Declare all of a series in the same way."))


def running_totals_do_not_fall(content: Content) -> Iterator[Fault]:
    """A running total falls only with a note that says why."""
    for name in _NUMBERS:
        for rows in _series(content, name, "note").values():
            reached: Any = None
            for raw, each in sorted(rows, key=lambda row: last_day(row[1].period) or row[1].period):
                number = getattr(each, name)
                if each.accumulation != "cumulative" or number is None:
                    continue
                if reached is not None and number < getattr(reached, name) and each.note is None:
                    message = say(
                        "The running total falls from {before} ({period}) to {after}, and no note says why.",
                        before=getattr(reached, name),
                        period=reached.period,
                        after=number,
                    )
                    yield raw.fault((name,), message, say("Correct the number, or say in the note why it fell."))
                reached = each


def outputs_are_counted_once(content: Content) -> Iterator[Fault]:
    """One thing is not counted both in an area and in another that holds a part of it."""
    if not content.of("outputs"):
        return
    inside = _Inside(content)
    found: dict[tuple[Any, ...], dict[str, Row]] = defaultdict(dict)
    for raw, each in content.built("outputs", "id", "measure", "noun", "area"):
        found[each.measure, each.noun].setdefault(each.area, (raw, each))
    for rows in found.values():
        areas = list(rows)
        for place, area in enumerate(areas):
            before = next((one for one in areas[:place] if inside.share(one, area)), None)
            if before is not None:
                raw, _ = rows[area]
                message = say(
                    "{area} shares ground with {other}, for which {id} counts the same, so that it would count twice.",
                    area=area,
                    other=before,
                    id=rows[before][1].id,
                )
                yield raw.fault(("area",), message, say("Count by areas that lie beside each other, or by one whole."))


def outputs_name_what_is_promised(content: Content) -> Iterator[Fault]:
    """What a measure counts has the noun of a target about outputs that it should move, where there is one."""
    promised = _promised(content)
    told: set[tuple[str, Any]] = set()
    for raw, each in content.built("outputs", "measure", "noun"):
        nouns = promised.get(each.measure, {})
        if not nouns or each.noun in nouns or (each.measure, each.noun) in told:
            continue
        told.add((each.measure, each.noun))
        message = say("No target that the measure {measure} should move counts this noun.", measure=each.measure)
        nearest = next(iter(nouns.values()))
        near = say("Write it as the target {target} does, if it is to count for that.", target=nearest)
        yield raw.fault(("noun",), message, near, "warning")


def _promised(content: Content) -> dict[str, dict[Any, str]]:
    """Give by measure the nouns of the targets about outputs that it should move, each with such a target."""
    targets = content.records("targets", "id", "part_of", "quantity", "indicator", "formula", "noun")
    counting = [one for one in targets if one.quantity == "output" and one.noun and not (one.indicator or one.formula)]
    found: dict[str, dict[Any, str]] = defaultdict(dict)
    for tie in content.records("expectations", "measure", "target"):
        for one in counting:
            if tie.target in (one.id, one.part_of):
                found[tie.measure].setdefault(one.noun, one.id)
    return found


def who_reports_takes_part(content: Content) -> Iterator[Fault]:
    """A partner that reports on a measure, or says what it should move, keeps the measure or is named with it."""
    measures = {one.id: one for one in content.records("measures", "id", "owner", "partners")}
    for register in _REGISTERS:
        for raw, each in content.built(register, "measure", "owner"):
            measure = measures.get(each.measure)
            if measure is not None and each.owner and each.owner not in (measure.owner, *measure.partners):
                message = say("{owner} is not named with the measure {id}.", owner=each.owner, id=measure.id)
                yield raw.fault(("owner",), message, say("Name the partner with the measure first, or correct either."))


def expectations_are_given_once(content: Content) -> Iterator[Fault]:
    """A measure and a target are tied once."""
    first: dict[tuple[str, str], str] = {}
    for raw, each in content.built("expectations", "id", "measure", "target"):
        before = first.setdefault((each.measure, each.target), each.id)
        if before != each.id:
            message = say(
                "The measure {measure} and the target {target} are tied already, in {id}.",
                measure=each.measure,
                target=each.target,
                id=before,
            )
            yield raw.fault(("target",), message, say("Say the reasoning there, or correct the target."))


def stories_are_about_one(content: Content) -> Iterator[Fault]:
    """A story is about one target or one measure, and tells of no address."""
    for raw, each in content.built("stories", "target", "measure"):
        if (each.target is None) == (each.measure is None):
            both = each.target is not None
            message = say("It names a target and a measure.") if both else say("It names no target and no measure.")
            yield raw.fault(("target",), message, say("Name one of them, and leave the other empty."))
    for raw, each in content.built("stories", "text"):
        for language in LANGUAGES:
            if names_an_address(each.text.in_(language)):
                message = say("The story tells of an address.")
                remedy = say("Write the name of the street or square alone; a single dwelling is never recorded.")
                yield raw.fault(("text", language), message, remedy)


def _series(content: Content, *names: str) -> dict[tuple[Any, ...], list[Row]]:
    """Gather the outputs with a readable period by their series, in the order of the file."""
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for raw, each in content.built("outputs", "id", *_SERIES, *names):
        if first_day(each.period) is not None:
            found[each.measure, each.noun, each.area].append((raw, each))
    return found


def _overlap(one: Any, other: Any) -> bool:
    if one.accumulation == other.accumulation == "cumulative":
        return last_day(one.period) == last_day(other.period)
    days = [(first_day(each.period), last_day(each.period)) for each in (one, other)]
    (start, end), (begin, stop) = days
    if start is None or end is None or begin is None or stop is None:
        return False
    return start <= stop and begin <= end


class _Inside:
    """Which areas lie within an area or group, with itself."""

    def __init__(self, content: Content) -> None:
        self._below: dict[str, list[str]] = defaultdict(list)
        for each in content.records("memberships", "child", "parent"):
            self._below[each.parent].append(each.child)
        self._found: dict[str, frozenset[str]] = {}

    def share(self, one: str, other: str) -> bool:
        return not self._all(one).isdisjoint(self._all(other))

    def _all(self, area: str) -> frozenset[str]:
        if area not in self._found:
            found, waiting = {area}, [area]
            while waiting:
                new = [child for child in self._below.get(waiting.pop(), ()) if child not in found]
                found.update(new)
                waiting += new
            self._found[area] = frozenset(found)
        return self._found[area]
