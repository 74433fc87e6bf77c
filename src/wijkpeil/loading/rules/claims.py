"""Claims: readings or a judgement, a margin where it is needed, and a sentence that can be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.model.base import LANGUAGES

_SLOT = re.compile(r"\{([^{}]*)\}")
_SLOTS = {"printed", "recomputed"}


def claims_are_read_or_judged(content: Content) -> Iterator[Fault]:
    """A claim has readings that a machine can do, or the judgement of a reader: one of the two.

    Readings are set against a printed number; where none is printed, words say so.
    """
    for raw, claim in content.built("claims", "readings", "judgement", "printed", "printed_label"):
        if claim.readings and claim.judgement is not None:
            message = say("The claim has both readings and a judgement.")
            yield raw.fault(
                ("judgement",), message, say("Keep the readings where a machine can recount, else the judgement.")
            )
        if not claim.readings and claim.judgement is None:
            message = say("The claim has neither readings nor a judgement.")
            yield raw.fault((), message, say("Add a reading with its formula, or the judgement of a reader."))
        if claim.readings and claim.printed is None and claim.printed_label is None:
            message = say("The claim has readings, and no printed number to compare them with.")
            yield raw.fault(("readings",), message, say("Write the number under `printed:`."))


def about_has_a_margin(content: Content) -> Iterator[Fault]:
    """The relation *about* says how far off still counts, and no other relation does."""
    for raw, claim in content.built("claims", "relation", "margin"):
        if claim.relation == "about" and claim.margin is None:
            message = say("The relation is about, and no margin says how far off still counts.")
            yield raw.fault(("relation",), message, say("Write the largest difference under `margin:`."))
        if claim.relation != "about" and claim.margin is not None:
            message = say("A margin is given, and the relation {relation} has no use for it.", relation=claim.relation)
            yield raw.fault(("margin",), message, say("Write `relation: about`, or remove the margin."))
        if claim.margin is not None and claim.margin < 0:
            yield raw.fault(
                ("margin",), say("The margin {margin} is negative.", margin=claim.margin), say("Write 0 or more.")
            )


def explanations_can_be_filled_in(content: Content) -> Iterator[Fault]:
    """An explanation holds no other slots than {printed} and {recomputed}."""
    for raw, claim in content.built("claims", "explanation"):
        for language in LANGUAGES:
            text = claim.explanation.in_(language)
            for slot in _SLOT.findall(text):
                if slot not in _SLOTS:
                    message = say("The explanation has a slot {{{slot}}} that nothing fills.", slot=slot)
                    yield raw.fault(("explanation", language), message, say("Use {printed} and {recomputed} only."))
