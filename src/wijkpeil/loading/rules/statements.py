"""Statements: nouns that a sentence can use, milestones that rise, parts that sum, and nothing half said."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Raw
from wijkpeil.model.base import LANGUAGES
from wijkpeil.model.milestones import read_milestones
from wijkpeil.model.nouns import ARTICLES, read_noun
from wijkpeil.model.statement import TargetRevision

STATED = ("targets", "ambitions", "readings", "target_revisions")
"""Registers whose records are statements."""
_COUNTED = ("", "name", "printed_code")
_DIRECTIONS = ("change", "relative-change", "growth-against-reference")


def _built(content: Content, *names: str) -> Iterator[tuple[Raw, Any]]:
    for register in STATED:
        yield from content.built(register, *names)


def nouns_have_article_and_plural(content: Content) -> Iterator[Fault]:
    """A noun is an article, a singular and a plural, in each language; the article of a level is one that there is."""
    remedy = say("Write article, singular and plural, such as `de woning; woningen` or `a dwelling; dwellings`.")
    for register in (*STATED, "outputs", "indicators"):
        for raw, made in content.built(register, "noun"):
            for language in LANGUAGES if made.noun is not None else ():
                if not made.noun.in_(language):
                    continue  # That it is missing is a fault of its own.
                try:
                    read_noun(made.noun.in_(language), language)
                except ValueError as why:
                    key = ("noun",) if register in STATED else ("noun", language)
                    yield raw.fault(key, say("The noun cannot be used: {why}.", why=why.args[0]), remedy)
    for raw, info in content.built("programme", "levels"):
        for number, level in enumerate(info.levels):
            for language in LANGUAGES if level.article is not None else ():
                if level.article.in_(language) not in ARTICLES[language]:
                    message = say("The article is none of {articles}.", articles=" / ".join(ARTICLES[language]))
                    yield raw.fault(("levels", number, "article", language), message, say("Correct the article."))


def relations_have_a_bound(content: Content) -> Iterator[Fault]:
    """A relation without a bound compares with nothing, unless it says a direction or follows another."""
    for raw, made in _built(content, "relation", "bound", "comparator", "transformation"):
        directed = made.comparator is not None or made.transformation in _DIRECTIONS
        if made.relation is not None and made.bound is None and not directed:
            message = say("The relation {relation} has no bound to compare with.", relation=made.relation)
            yield raw.fault(("relation",), message, say("Write the bound, or leave the relation empty."), "warning")


def counted_areas_have_a_condition(content: Content) -> Iterator[Fault]:
    """A number or share of areas says which areas count; anything else has no such condition."""
    for raw, made in _built(content, "quantifier", "condition", "edge"):
        counts = made.quantifier in ("number-of-areas", "share-of-areas")
        if counts and made.condition is None:
            message = say("It is not said which areas count.")
            yield raw.fault(("condition",), message, say("Write the condition, and its number in edge."))
        for name in ("condition", "edge"):
            if not counts and getattr(made, name) is not None:
                message = say("{name} goes with a number or a share of areas alone.", name=name)
                yield raw.fault((name,), message, say("Leave it empty, or write another quantifier."))


def references_are_complete(content: Content) -> Iterator[Fault]:
    """What is set against a reference names it: the group, the number, or the statement that moves along."""
    needed = {"group": "reference_group", "fixed-number": "reference_value", "comparator": "comparator"}
    for raw, made in _built(content, "transformation", "reference", *needed.values()):
        named = needed.get(made.reference or "")
        if named is not None and getattr(made, named) is None:
            message = say("The reference is a {reference} and {name} is empty.", reference=made.reference, name=named)
            yield raw.fault((named,), message, say("Fill it in, or write another reference."))
        against = made.transformation in ("growth-against-reference", "gap-to-reference")
        if against and made.reference in (None, "own-baseline"):
            message = say("It is set against a reference, and none is named.")
            yield raw.fault(("reference",), message, say("Write the reference: city, rest-of-city, group or another."))


def milestones_rise(content: Content) -> Iterator[Fault]:
    """Milestones are a day and a number each, rise by day, and lie between the start and the term."""
    for raw, made in _built(content, "milestones", "path", "baseline_on", "deadline"):
        try:
            found = read_milestones(made.milestones)
        except ValueError as why:
            message = say("The milestones cannot be read: {why}.", why=why.args[0])
            yield raw.fault(("milestones",), message, say("Write a day and a number, such as `2008-12-31 4500`."))
            continue
        outside = [
            day
            for day, _ in found
            if (made.deadline and day > made.deadline) or (made.baseline_on and day < made.baseline_on)
        ]
        if outside:
            message = say("The milestone of {day} lies outside start and term.", day=outside[0].isoformat())
            yield raw.fault(("milestones",), message, say("Correct the day, the start or the term."))
        if (made.path == "linear") == bool(found):
            message = (
                say("A linear path has no milestones.") if found else say("A path that is not linear needs milestones.")
            )
            yield raw.fault(("path",), message, say("Write the milestones, or make the path linear."))


def breakdowns_sum(content: Content) -> Iterator[Fault]:
    """The bounds of the parts that must sum give the bound of the whole."""
    bounds = {target.id: target.bound for target in content.records("targets", "id", "bound")}
    for raw, made in _built(content, "breakdown", "bound"):
        if raw.record is TargetRevision:
            # The parts say what was decided last, and it says what was before.
            continue
        parts = [bounds.get(part) for part in made.breakdown]
        if not parts or made.bound is None or any(part is None for part in parts):
            continue
        total = sum((part for part in parts if part is not None), Decimal(0))
        if total != made.bound:
            message = say("The parts sum to {total}, and the whole is {bound}.", total=total, bound=made.bound)
            yield raw.fault(("breakdown",), message, say("Correct a bound, or leave out what is no part of the sum."))


def areas_are_counted_by_something(content: Content) -> Iterator[Fault]:
    """Areas are counted each once, by name, by printed code, or by a level that is there."""
    levels = [level.id for info in content.records("programme", "levels") for level in info.levels]
    for raw, made in _built(content, "counted_by"):
        if levels and made.counted_by not in (*_COUNTED, *levels):
            message = say("Areas cannot be counted by {by}.", by=repr(made.counted_by))
            remedy = say(
                "Write name, printed_code or the id of a level ({levels}), or leave it empty.", levels=", ".join(levels)
            )
            yield raw.fault(("counted_by",), message, remedy)
