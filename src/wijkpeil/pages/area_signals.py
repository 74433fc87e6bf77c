"""The signals of an area, for its own page: the sentences of the watch list, the worst first."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.model.base import record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.names import names_of
from wijkpeil.pages.signalling.lines import way
from wijkpeil.pages.watch_rows import WatchRow, watch_row

SHOWN = 8
"""Lines that stand on the page of an area; the watch list has them all."""


@record
class AreaSignals:
    """What stands out in one area, or in the areas within it."""

    sentence: str
    rows: tuple[WatchRow, ...]
    more: int
    """Lines that are left to the watch list."""
    area: str
    """Id of the area, to narrow the watch list by; empty where it has areas of the board in it."""


def area_signals(context: ViewContext, id: str, within: tuple[str, ...], language: str) -> AreaSignals | None:
    """Gather the signals of an area, in the active language; None where no area of the board lies in it.

    ``within`` are the board's areas that it holds, itself among them where it is one.
    """
    if not within or not context.signal_reports:
        return None
    lines = [line for line in context.watch_lines if line.area in within and line.signals]
    names = names_of(context, language)
    worse = sum(way(line) != "better" for line in lines)
    better = sum(way(line) != "worse" for line in lines)
    return AreaSignals(
        sentence=_sentence(len(lines), worse, better),
        rows=tuple(watch_row(context, line, names, language) for line in lines[:SHOWN]),
        more=max(0, len(lines) - SHOWN),
        area=id if within == (id,) else "",
    )


def _sentence(total: int, worse: int, better: int) -> str:
    if not total:
        return _("Nothing stands out here in the last release.")
    text = ngettext(
        "%(total)d figure stands out: %(worse)d for the worse and %(better)d for the better.",
        "%(total)d figures stand out: %(worse)d for the worse and %(better)d for the better.",
        total,
    )
    return text % {"total": total, "worse": worse, "better": better}
