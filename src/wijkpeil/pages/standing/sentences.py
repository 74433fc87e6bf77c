"""The finding of the standing in a sentence: what is behind, and how many promises can be checked at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.model.status import TargetState, TargetStatus

BEHIND: tuple[TargetStatus, ...] = ("moving-away", "off-track", "behind")
"""What asks for somebody to move."""
UNMEASURED: tuple[TargetStatus, ...] = ("withheld", "not-measured", "not-measurable")
"""What no figure says anything of."""


def standing_sentence(states: Sequence[TargetState]) -> SafeString:
    """Say how many targets are behind; where most are not measured, say first how many can be checked at all."""
    if not states:
        return format_html("{}", _("No target is stated."))
    if 2 * measured(states) >= len(states):
        return _behind(states)
    return _joined(checked_sentence(states), _of_measured(states))


def second_sentence(states: Sequence[TargetState]) -> str:
    """Say what the first sentence leaves out: how many promises can be checked; empty where it says so itself."""
    return checked_sentence(states) if 2 * measured(states) >= len(states) > 0 else ""


def checked_sentence(states: Sequence[TargetState]) -> SafeString:
    """Say of how many promises it could be found that they were missed, and how many are measured."""
    text = ngettext(
        "Of the {total} promises <b>{checkable} can be checked at all</b>, and {measured} is measured.",
        "Of the {total} promises <b>{checkable} can be checked at all</b>, and {measured} are measured.",
        measured(states),
    )
    return format_html(text, total=len(states), checkable=checkable(states), measured=measured(states))


def measured(states: Sequence[TargetState]) -> int:
    """Count the targets of which a figure says something."""
    return sum(one.status not in UNMEASURED for one in states)


def checkable(states: Sequence[TargetState]) -> int:
    """Count the targets that state a number and a term."""
    return sum(one.checkable for one in states)


def _behind(states: Sequence[TargetState]) -> SafeString:
    counted = Counter(one.status for one in states)
    if {one for one in counted if one not in UNMEASURED} == {"too-early"}:
        return format_html("{}", _("There is a figure of the start only, so that nothing is behind yet."))
    behind = sum(counted[one] for one in BEHIND)
    if not behind:
        return _joined(_("No target that is measured is behind."), _open(counted))
    parts = ", ".join(_counted(one, counted[one]) for one in BEHIND if counted[one])
    text = ngettext(
        "<b>{behind} of the {total} targets is behind</b>: {parts}.",
        "<b>{behind} of the {total} targets are behind</b>: {parts}.",
        behind,
    )
    said = format_html(text, behind=behind, total=len(states), parts=parts)
    return _joined(said, _open(counted))


def _counted(status: TargetStatus, count: int) -> str:
    """Say of how many a status is that asks for somebody to move."""
    if status == "moving-away":
        text = ngettext("%(count)d moves away", "%(count)d move away", count)
    elif status == "off-track":
        text = ngettext("%(count)d is far behind", "%(count)d are far behind", count)
    else:
        text = ngettext("%(count)d is somewhat behind", "%(count)d are somewhat behind", count)
    return text % {"count": count}


def _open(counted: Counter[TargetStatus]) -> str:
    """Say of how many the figures do not decide; empty where they always do."""
    count = counted["uncertain"]
    if not count:
        return ""
    return ngettext(
        "Of %(count)d the figures do not decide it.", "Of %(count)d the figures do not decide it.", count
    ) % {"count": count}


def _of_measured(states: Sequence[TargetState]) -> SafeString:
    known = [one for one in states if one.status not in UNMEASURED]
    return _behind(known) if known else SafeString("")


def _joined(*sentences: str) -> SafeString:
    return format_html_join(" ", "{}", ((one,) for one in sentences if one))
