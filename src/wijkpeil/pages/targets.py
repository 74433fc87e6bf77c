"""Themes and targets: what was promised, by when, and whether anyone could find it missed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import record
from wijkpeil.model.ledger import Ambition, Target
from wijkpeil.model.status import TargetState, TargetStatus
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.narrowing import Facet, Narrowing, Query, narrow
from wijkpeil.pages.said import said_of_targets
from wijkpeil.pages.stating.sentence import statement_sentence
from wijkpeil.pages.status_marks import StatusMark, status_mark
from wijkpeil.pages.target_words import course, level_words, missing_words, status_word, term
from wijkpeil.workflows.monitor import WORST_FIRST
from wijkpeil.workflows.reasons import number_in


@record
class TargetRow:
    """One target or part as a line of a list."""

    id: str
    sentence: str
    short: str
    part: bool
    level: str
    effort: bool
    start: str
    """Where it starts; empty where no start is stated."""
    reach: str
    """The number to reach with its unit; empty where none is stated."""
    term: str
    checkable: bool
    missing: tuple[str, ...]
    actual: str
    """The latest figure; empty where there is none."""
    status: TargetStatus
    status_word: str
    mark: StatusMark
    reason: str
    original: str
    """Where it was revised: its status against the original."""
    missed: int
    """How many earlier terms were missed."""
    same_as: Reference | None
    lines: str


@record
class AmbitionRow:
    """A city-wide ambition."""

    id: str
    sentence: str
    term: str
    mark: StatusMark | None
    """Its status; None where it was not asked for."""
    reason: str
    lines: str


@record
class ThemeSection:
    """A theme with its targets and the city's ambitions beside it."""

    id: str
    name: str
    targets: tuple[TargetRow, ...]
    checkable: int
    ambitions: tuple[AmbitionRow, ...]


@record
class TargetsPage:
    """All targets by theme, or those that were chosen."""

    sentence: SafeString
    second: str
    sections: tuple[ThemeSection, ...]
    form: Narrowing


def targets_page(context: ViewContext, language: str, query: Query) -> TargetsPage:
    """Show the targets by theme, with the city's ambitions where nothing but a theme was chosen."""
    with override(language):
        ledger = context.programme.ledger
        names = names_of(context, language)
        states = {state.id: state for state in context.target_states}
        kept, form = narrow(ledger.targets, query, _facets(names, states), _words(language))
        only_theme = not form.text and not any(one.chosen for one in form.choices if one.name != "theme")
        ambitions = ledger.ambitions if only_theme else ()
        states |= {state.id: state for state in context.ambition_states}
        said = said_of_targets(context, language)
        rows = tuple(target_row(one, states[one.id], names, language, sentence=said[one.id]) for one in kept)
        beside = tuple(ambition_row(one, language, states[one.id], _said(context, one, language)) for one in ambitions)
        sections = (
            _section(theme.id, names, kept, rows, ambitions, beside)
            for theme in ledger.themes
            if not query.get("theme") or query.get("theme") == theme.id or query.get("theme") not in names.themes
        )
        checkable = sum(state.checkable for state in context.target_states)
        measured = sum(state.actual is not None for state in context.target_states)
        return TargetsPage(
            sentence=targets_sentence(len(ledger.targets), checkable),
            second=measured_sentence(measured),
            sections=tuple(one for one in sections if one.targets or one.ambitions),
            form=form,
        )


def targets_sentence(total: int, checkable: int) -> SafeString:
    """Say how many targets could be found missed, in the active language."""
    text = ngettext(
        "Of the {total} targets and parts, <b>{checkable} names a number and a term</b>.",
        "Of the {total} targets and parts, <b>{checkable} name a number and a term</b>.",
        checkable,
    )
    return format_html(text, total=total, checkable=checkable)


def measured_sentence(measured: int) -> str:
    """Say for how many targets there is a figure, in the active language."""
    if not measured:
        return _("For none of them does the document hold a figure.")
    return ngettext(
        "For %(measured)d of them the document holds a figure to measure it by.",
        "For %(measured)d of them the document holds a figure to measure them by.",
        measured,
    ) % {"measured": measured}


def target_row(target: Target, state: TargetState, names: Names, language: str, *, sentence: str = "") -> TargetRow:
    """Show one target as a line of a list, in the active language.

    ``sentence`` is that of its statement; where it is empty, the register's own stands.
    """
    start, reach = course(target, language)
    return TargetRow(
        id=target.id,
        sentence=sentence or target.sentence.in_(language),
        short=target.short.in_(language),
        part=target.part_of is not None,
        level=level_words()[target.level],
        effort=target.effort,
        start=start,
        reach=reach,
        term=term(target, language),
        checkable=state.checkable,
        missing=missing_words(state.missing),
        actual="" if state.actual is None else number_in(state.actual, language),
        status=state.status,
        status_word=status_word(state.status),
        mark=status_mark(state.status),
        reason=state.reason.in_(language),
        original=status_word(state.original.status) if state.original else "",
        missed=len(state.missed),
        same_as=names.get("target", target.same_as) if target.same_as else None,
        lines=target.lines,
    )


def ambition_row(
    ambition: Ambition, language: str, state: TargetState | None = None, sentence: str = ""
) -> AmbitionRow:
    """Show one ambition, with its state where that is given, in the active language.

    ``sentence`` is that of its statement; where it is empty, the register's own stands.
    """
    return AmbitionRow(
        id=ambition.id,
        sentence=sentence or ambition.sentence.in_(language),
        term=ambition.deadline_label.in_(language) if ambition.deadline_label else "",
        mark=status_mark(state.status) if state else None,
        reason=state.reason.in_(language) if state else "",
        lines=ambition.lines,
    )


def _section(
    theme: str,
    names: Names,
    targets: Sequence[Target],
    shown: Sequence[TargetRow],
    ambitions: Sequence[Ambition],
    beside: Sequence[AmbitionRow],
) -> ThemeSection:
    rows = tuple(row for one, row in zip(targets, shown, strict=True) if one.theme == theme)
    return ThemeSection(
        id=theme,
        name=names.themes[theme],
        targets=rows,
        checkable=sum(row.checkable for row in rows),
        ambitions=tuple(row for one, row in zip(ambitions, beside, strict=True) if one.theme == theme),
    )


def _facets(names: Names, states: dict[str, TargetState]) -> tuple[Facet[Target], ...]:
    def of_check(target: Target) -> tuple[str, ...]:
        return ("yes",) if states[target.id].checkable else ("no",)

    return (
        Facet(name="theme", label=_("Theme"), of=lambda one: (one.theme,), labels=names.themes),
        Facet(name="level", label=_("Level"), of=lambda one: (one.level,), labels=level_words()),
        Facet(
            name="check",
            label=_("Number and term"),
            of=of_check,
            labels={"yes": _("names both"), "no": _("lacks one or both")},
        ),
        Facet(
            name="status",
            label=_("Status"),
            of=lambda one: (states[one.id].status,),
            labels={one: status_word(one) for one in WORST_FIRST},
        ),
    )


def _said(context: ViewContext, ambition: Ambition, language: str) -> str:
    return statement_sentence(context.programme, ambition, language)


def _words(language: str) -> Callable[[Target], str]:
    def words(target: Target) -> str:
        return " ".join((target.id, *(text.in_(language) for text in (target.sentence, target.short, target.scope))))

    return words
