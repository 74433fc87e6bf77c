"""The words of a target: its level, its course from start to bound, its term, its status and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkpeil.model.claims import Relation
from wijkpeil.model.ledger import Target, TargetLevel
from wijkpeil.model.status import Missing, TargetStatus
from wijkpeil.pages.format import day, number


def level_words() -> dict[str, str]:
    """Say the levels of targets, from result to means."""
    words: dict[TargetLevel, str] = {
        "outcome": _("outcome"),
        "output": _("output"),
        "process": _("process"),
        "input": _("input"),
    }
    return dict(words)


def status_word(status: TargetStatus) -> str:
    """Say a status."""
    return {
        "achieved": _("achieved"),
        "on-track": _("on track"),
        "behind": _("behind"),
        "off-track": _("off track"),
        "moving-away": _("moving away"),
        "uncertain": _("uncertain"),
        "too-early": _("too early to say"),
        "not-measured": _("not measured"),
        "not-measurable": _("not measurable"),
        "withheld": _("withheld"),
    }[status]


def missing_words(missing: Iterable[Missing]) -> tuple[str, ...]:
    """Say what a target lacks to be followed."""
    words: dict[Missing, str] = {
        "no-number": _("no number"),
        "no-term": _("no term"),
        "no-indicator": _("nothing measures it"),
        "no-baseline": _("no start"),
        "no-direction": _("no direction"),
        "no-figure": _("no figure"),
        "ambiguous": _("can be read in more than one way"),
    }
    return tuple(words[one] for one in missing)


def course(target: Target, language: str) -> tuple[str, str]:
    """Give where a target starts and what it is to reach, as text; empty where it is not stated."""
    unit = target.unit.in_(language) if target.unit else ""
    start = "" if target.baseline is None else number(target.baseline, language)
    if not start and target.baseline_note:
        start = target.baseline_note.in_(language)
    if target.bound is None:
        return start, ""
    share = unit.startswith("%")
    # All of something needs no "at least".
    relation = None if share and target.bound == 100 else target.relation
    return start, f"{bound_words(relation, target.bound, language)}{'' if share else ' '}{unit}".strip()


def bound_words(relation: Relation | None, bound: Decimal, language: str) -> str:
    """Say a bound with how the figure must stand to it."""
    written = number(bound, language)
    patterns = {
        "at-least": _("at least %(bound)s"),
        "at-most": _("at most %(bound)s"),
        "below": _("below %(bound)s"),
        "above": _("above %(bound)s"),
        "about": _("about %(bound)s"),
    }
    if relation == "at-most" and not bound:
        return written
    return patterns.get(relation or "", "%(bound)s") % {"bound": written}


def term(target: Target, language: str) -> str:
    """Say by when; empty where no term is stated."""
    if target.deadline_label:
        return target.deadline_label.in_(language)
    return "" if target.deadline is None else day(target.deadline, language)
