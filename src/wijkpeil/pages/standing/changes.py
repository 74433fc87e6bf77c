"""What changed since a day, target by target, the worst first; and in the measures."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wijkpeil.model.base import Text, record
from wijkpeil.model.ledger import Target
from wijkpeil.model.status import TargetState
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import day
from wijkpeil.pages.names import Names, Reference
from wijkpeil.pages.record_values import value_words
from wijkpeil.pages.record_words import field_words
from wijkpeil.pages.standing.comparing import Compared
from wijkpeil.pages.status_marks import StatusMark, status_mark
from wijkpeil.pages.target_units import Unit, unit_of
from wijkpeil.workflows.monitor import WORST_FIRST
from wijkpeil.workflows.target_changes import TargetChange


@record
class ChangeLine:
    """What changed of one target."""

    target: Reference
    before: StatusMark | None
    """Its status before, where that moved."""
    after: StatusMark | None
    """Its status now, where that moved."""
    worse: bool
    """True where it moved towards the worst."""
    said: tuple[str, ...]
    """The other changes, each in a few words."""
    revised: bool
    """True where its history says what was revised."""


@record
class MeasureLine:
    """A measure that was entered, reported on or taken out."""

    measure: Reference
    what: str


@record
class Changes:
    """What changed since a day."""

    sentence: str
    note: str
    """What is compared, where the workspace knows nothing of that day; else empty."""
    lines: tuple[ChangeLine, ...]
    measures: tuple[MeasureLine, ...]


def changes_of(context: ViewContext, found: Compared | None, names: Names, language: str) -> Changes:
    """Say what changed, in the active language."""
    if found is None:
        return Changes(sentence=_("There are no figures to compare."), note="", lines=(), measures=())
    targets = {one.id: one for one in context.programme.ledger.targets}
    ordered = sorted(found.targets, key=_order)
    words = {"added": pgettext("history", "added"), "changed": _("changed"), "removed": _("removed")}
    return Changes(
        sentence=changes_sentence(found, language),
        note="" if found.by_ledger else _figures_only(found, language),
        lines=tuple(_line(context, one, targets.get(one.target), names, language) for one in ordered),
        measures=tuple(
            MeasureLine(measure=names.get("measure", one.id), what=words[one.kind]) for one in found.measures
        ),
    )


def changes_sentence(found: Compared, language: str) -> str:
    """Say how much changed since a day, in the active language."""
    since = day(found.since, language)
    moved = [one for one in found.targets if "moved" in one.kinds]
    if not found.targets and not found.measures:
        return _("Since %(since)s nothing changed.") % {"since": since}
    if not moved:
        return _("Since %(since)s no target moved to another status.") % {"since": since}
    worse = sum(bool(one.worse) for one in moved)
    how = ngettext("%(worse)d for the worse.", "%(worse)d for the worse.", worse) % {"worse": worse}
    how = how if worse else _("none for the worse.")
    said = ngettext(
        "Since %(since)s %(moved)d target moved to another status",
        "Since %(since)s %(moved)d targets moved to another status",
        len(moved),
    ) % {"since": since, "moved": len(moved)}
    return f"{said}, {how}"


def _figures_only(found: Compared, language: str) -> str:
    text = _(
        "The workspace knows nothing of %(since)s itself: the figures up to that day are compared with those up to "
        "%(until)s."
    )
    return text % {"since": day(found.since, language), "until": day(found.until, language)}


def _order(change: TargetChange) -> tuple[int, int]:
    """Put what moved to the worse first, then what moved otherwise, then the rest; within these the worst first."""
    place = {True: 0, False: 1, None: 2}[change.worse]
    return place, WORST_FIRST.index(change.after.status) if change.after else len(WORST_FIRST)


def _line(context: ViewContext, change: TargetChange, target: Target | None, names: Names, language: str) -> ChangeLine:
    moved = "moved" in change.kinds
    before, after = change.before, change.after
    return ChangeLine(
        target=names.get("target", change.target),
        before=status_mark(before.status) if moved and before else None,
        after=status_mark(after.status) if moved and after else None,
        worse=bool(change.worse),
        said=_said(change, unit_of(context.programme, target, language) if target else None, target, names, language),
        revised="revised" in change.kinds,
    )


def _said(
    change: TargetChange, unit: Unit | None, target: Target | None, names: Names, language: str
) -> tuple[str, ...]:
    found = []
    for kind in change.kinds:
        if kind == "figure" and unit:
            found.append(_figure(change.before, change.after, unit, language, change.broken))
        elif kind == "corrected" and unit:
            found.append(
                _("corrected: %(figures)s") % {"figures": _figure(change.before, change.after, unit, language)}
            )
        elif kind == "revised":
            fields = "; ".join(_revised(one, change, names, language) for one in change.revised)
            found.append(_("revised: %(fields)s") % {"fields": fields})
        elif kind == "term" and target and target.deadline:
            found.append(_("term passed on %(day)s") % {"day": day(target.deadline, language)})
        elif kind == "added":
            found.append(pgettext("history", "added"))
        elif kind == "removed":
            found.append(_("removed"))
    return tuple(found)


def _revised(field: str, change: TargetChange, names: Names, language: str) -> str:
    """Say which field was revised; what is no text, from what into what."""
    word = field_words().get(field, field)
    old, new = getattr(change.old, field), getattr(change.new, field)
    if isinstance(old or new, Text):
        return word
    was, now = (value_words("targets", field, one, names, language) for one in (old, new))
    return f"{word} {was} → {now}"


def _figure(
    before: TargetState | None, after: TargetState | None, unit: Unit, language: str, broken: date | None = None
) -> str:
    """Say which figure came after which; over a day from which they are made otherwise, that they do not compare."""
    was = unit.number(before.actual) if before else ""
    now = unit.number(after.actual) if after else ""
    if after and not now:
        return _("no figure any more")
    on = _on(after.actual_on, language) if after and after.actual_on else ""
    if not was:
        return _("first figure %(now)s (%(on)s)") % {"now": now, "on": on}
    if broken is not None:
        text = _("was %(was)s, now %(now)s (%(on)s): made otherwise from %(day)s on, so the two do not compare")
        return text % {"was": was, "now": now, "on": on, "day": day(broken, language)}
    return f"{was} → {now} ({on})"


def _on(when: date, language: str) -> str:
    """Write the day of a figure: the last day of a year as the year."""
    return str(when.year) if (when.month, when.day) == (12, 31) else day(when, language)
