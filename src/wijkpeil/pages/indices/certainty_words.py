"""What was drawn to see how sure ranks are, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.model.base import Language
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.format import number
from wijkpeil.pages.indices.scored import Places
from wijkpeil.workflows.index_certainty import Certainty, Unsure


def certainty_sentence(found: Certainty | Unsure | None, places: Places, language: Language) -> str:
    """Say how many ranks are sure, in the active language."""
    if not isinstance(found, Certainty):
        why = fault_words(found.reason, language) if found else ""
        return _("How sure the places are could not be drawn. %(why)s") % {"why": why}
    known = [row for area, row in places.rows.items() if area in places.ranks]
    widths = sorted(int(found.high[row] - found.low[row]) for row in known)
    fixed = sum(width == 0 for width in widths)
    if fixed == len(widths):
        return _("However it is drawn, no area leaves its place in 9 of 10 draws.")
    first = _(
        "Half of the areas stay within %(places)d places in 9 of 10 draws over choices that could be made otherwise;"
    )
    second = ngettext("%(fixed)d area keeps its place.", "%(fixed)d areas keep their place.", fixed)
    second = second % {"fixed": fixed} if fixed else _("no area is sure of its place.")
    return f"{first % {'places': widths[len(widths) // 2] + 1}} {second}"


def drawn_words(found: Certainty | Unsure | None, language: Language) -> tuple[str, ...]:
    """Say how many draws there were, and what varied in them, in the active language; nothing without draws."""
    if not isinstance(found, Certainty):
        return ()
    count = _("%(draws)s draws, the same for everybody; in each of them:") % {"draws": number(found.draws, language)}
    own = () if found.declared else (_("The index does not declare what could be chosen otherwise; this is usual."),)
    return (count, *(fault_words(one, language) for one in found.drawn), *own)
