"""How a target stands, in words: what is asked by now, what is needed from now on, what is expected, how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.model.ledger import Target
from wijkpeil.model.statement import StatedReading, TargetRevision
from wijkpeil.model.status import EarlierState, ReadingState, TargetState
from wijkpeil.pages.chance_words import chance_word
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import day
from wijkpeil.pages.names import Names, Reference
from wijkpeil.pages.stating.sentence import statement_sentence
from wijkpeil.pages.target_chart import circled
from wijkpeil.pages.target_words import status_word
from wijkpeil.workflows.reasons import number_in
from wijkpeil.workflows.revised import earlier_statements


@record
class Told:
    """How a target stands, beside its status and the reason for it; empty where there is nothing to tell."""

    measured_on: str
    required: str
    """What the path asks for on that day."""
    needed: str
    expected: str
    certainty: str
    rule: str
    """Version of the rule that gave the status."""


@record
class ReadingRow:
    """Another reading of a target, with what comes of it."""

    id: str
    name: str
    sentence: str
    actual: str
    status_word: str
    reason: str
    failing: tuple[Reference, ...]
    note: str
    lines: str


@record
class EarlierRow:
    """What a target stated until a decision, how that stood, and the decision."""

    sign: str
    number: int
    sentence: str
    wording: str
    until: str
    why: str
    decision: str
    by: Reference
    status_word: str
    reason: str
    as_of: str
    missed: bool
    together: tuple[Reference, ...]
    """Other targets that the same decision revised."""
    lines: str


@record
class Revised:
    """That a target was revised: its state against the original, and every earlier statement."""

    status_word: str
    reason: str
    missed: int
    rows: tuple[EarlierRow, ...]


def told_of(state: TargetState, language: str) -> Told:
    """Tell how a target stands, in the active language."""
    return Told(
        measured_on=day(state.actual_on, language) if state.actual_on else "",
        required="" if state.required is None else number_in(state.required, language),
        needed=needed(state, language),
        expected=expected(state, language),
        certainty=certainty(state, language),
        rule=state.rule_version,
    )


def certainty(state: TargetState, language: str) -> str:
    """Say how sure a status is, where figures carry margins; empty where they do not."""
    if state.probability is None:
        return ""
    chance = number_in(Decimal(repr(state.probability)) * 100, language, 0)
    past = state.deadline is not None and state.as_of is not None and state.as_of >= state.deadline
    what = _("that it was met") if past or state.required is None else _("that it is on its path")
    if state.status == "uncertain":
        # Its reason holds the number already.
        return _("It is {word} {what}.").format(word=chance_word(state.probability), what=what)
    return _("It is {word} {what}: the chance is {chance}%.").format(
        word=chance_word(state.probability), what=what, chance=chance
    )


def needed(state: TargetState, language: str) -> str:
    """Say what is needed each year from now on; empty where nothing is."""
    if state.needed_per_year is None or state.status in ("achieved", "not-measured", "withheld"):
        return ""
    change = state.needed_per_year
    if not change:
        return ""
    text = _("{amount} more each year") if change > 0 else _("{amount} less each year")
    return text.format(amount=number_in(abs(change), language))


def expected(state: TargetState, language: str) -> str:
    """Say where it is going, with the margin and the method; empty where there are too few figures."""
    found = state.forecast
    if found is None or state.deadline is None:
        return ""
    return _(
        "If it goes on as it went, it will be {value} on {day}, and in {coverage} of 100 cases between {lower} and "
        "{upper}. That follows from a line through {points} figures whose level wanders and whose pace bends."
    ).format(
        value=number_in(found.value, language),
        day=day(state.deadline, language),
        coverage=round(found.coverage * 100),
        lower=number_in(found.lower, language),
        upper=number_in(found.upper, language),
        points=found.points,
    )


def reading_rows(
    context: ViewContext, target: Target, state: TargetState, names: Names, language: str
) -> tuple[ReadingRow, ...]:
    """Give the other readings of a target, each with its result."""
    stated = {one.id: one for one in context.programme.ledger.readings if one.of == target.id}
    return tuple(_reading(context, stated[one.id], one, names, language) for one in state.readings if one.id in stated)


def _reading(
    context: ViewContext, stated: StatedReading, found: ReadingState, names: Names, language: str
) -> ReadingRow:
    return ReadingRow(
        id=found.id,
        name=found.name.in_(language),
        sentence=statement_sentence(context.programme, stated, language),
        actual="" if found.actual is None else number_in(found.actual, language),
        status_word=status_word(found.status),
        reason=found.reason.in_(language),
        failing=names.all("area", (one.area for one in found.failing)),
        note=stated.note.in_(language) if stated.note else "",
        lines=stated.lines,
    )


def revised_of(context: ViewContext, target: Target, state: TargetState, names: Names, language: str) -> Revised | None:
    """Give what a target stated before, with the state against the original; None where it was never revised."""
    earlier = earlier_statements(context.programme.ledger).get(target.id, ())
    if state.original is None:
        return None
    states = {one.number: one for one in state.earlier}
    return Revised(
        status_word=status_word(state.original.status),
        reason=state.original.reason.in_(language),
        missed=len(state.missed),
        rows=tuple(_earlier(context, one, states[one.number], names, language) for one in earlier),
    )


def _earlier(
    context: ViewContext, stated: TargetRevision, found: EarlierState, names: Names, language: str
) -> EarlierRow:
    return EarlierRow(
        sign=circled(stated.number),
        number=stated.number,
        sentence=statement_sentence(context.programme, stated, language) or stated.sentence.in_(language),
        wording=stated.sentence.in_(language),
        until=day(stated.decided_on, language),
        why=stated.reason.in_(language),
        decision=stated.decision,
        by=names.get("partner", stated.decided_by),
        status_word=status_word(found.status),
        reason=found.reason.in_(language),
        as_of=day(found.as_of, language),
        missed=found.missed,
        together=names.all("target", (one.of for one in _decided_with(context, stated))),
        lines=stated.lines,
    )


def _decided_with(context: ViewContext, stated: TargetRevision) -> Iterable[TargetRevision]:
    """Give what the same decision replaced elsewhere: one of the same day, partner and reference."""
    own = (stated.decided_on, stated.decision, stated.decided_by)
    return (
        one
        for one in context.programme.ledger.target_revisions
        if one.of != stated.of and (one.decided_on, one.decision, one.decided_by) == own
    )
