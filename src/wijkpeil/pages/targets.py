"""Themes and targets: what was promised, by when, and whether anyone could find it missed."""

from __future__ import annotations

from collections.abc import Callable

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
from wijkpeil.pages.paging import PageLink, paged
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
    checks: tuple[bool, ...]
    """Of each target on all pages together, whether it names a number and a term."""
    targets: tuple[TargetRow, ...]
    """Those on this page."""
    ambitions: tuple[AmbitionRow, ...]

    @property
    def checkable(self) -> int:
        """How many of its targets name a number and a term."""
        return sum(self.checks)

    @property
    def here(self) -> bool:
        """Whether anything of it stands on this page."""
        return bool(self.targets or self.ambitions)


PAGE = 100
"""Targets on one page of the list."""


@record
class TargetsPage:
    """All targets by theme, or those that were chosen."""

    sentence: SafeString
    second: str
    sections: tuple[ThemeSection, ...]
    form: Narrowing
    links: tuple[PageLink, ...]


def targets_page(context: ViewContext, language: str, query: Query) -> TargetsPage:
    """Show the targets by theme, page by page.

    The city's ambitions stand on the first page, where nothing but a theme was chosen: other pages lead to them there.
    """
    with override(language):
        ledger, names = context.programme.ledger, names_of(context, language)
        states = {state.id: state for state in context.target_states}
        kept, form = narrow(ledger.targets, query, _facets(names, states), _words(language))
        only_theme = not form.text and not any(one.chosen for one in form.choices if one.name != "theme")
        themes = [
            one.id
            for one in ledger.themes
            if not query.get("theme") or query.get("theme") == one.id or query.get("theme") not in names.themes
        ]
        cut = paged([one for theme in themes for one in kept if one.theme == theme], query, PAGE)
        said = said_of_targets(context, language)
        rows = {one.id: target_row(one, states[one.id], names, language, sentence=said[one.id]) for one in cut.shown}
        beside = _ambitions(context, language) if only_theme and cut.number == 1 else {}
        sections = (
            ThemeSection(
                id=theme,
                name=names.themes[theme],
                checks=tuple(states[one.id].checkable for one in kept if one.theme == theme),
                targets=tuple(rows[one.id] for one in cut.shown if one.theme == theme),
                ambitions=tuple(beside[one.id] for one in ledger.ambitions if one.theme == theme and one.id in beside),
            )
            for theme in themes
        )
        measured = sum(state.actual is not None for state in context.target_states)
        return TargetsPage(
            sentence=targets_sentence(len(ledger.targets), sum(one.checkable for one in context.target_states)),
            second=measured_sentence(measured),
            sections=tuple(one for one in sections if one.checks or one.ambitions),
            form=form,
            links=cut.links,
        )


def _ambitions(context: ViewContext, language: str) -> dict[str, AmbitionRow]:
    states = {state.id: state for state in context.ambition_states}
    return {
        one.id: ambition_row(one, language, states[one.id], statement_sentence(context.programme, one, language))
        for one in context.programme.ledger.ambitions
    }


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


def _words(language: str) -> Callable[[Target], str]:
    def words(target: Target) -> str:
        return " ".join((target.id, *(text.in_(language) for text in (target.sentence, target.short, target.scope))))

    return words
