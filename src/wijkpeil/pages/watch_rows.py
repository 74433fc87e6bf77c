"""Lines of the watch list as a page shows them, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.model.watch import WatchLine, WatchState
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import day
from wijkpeil.pages.handling_words import reason_words, watch_words
from wijkpeil.pages.names import Names, Reference
from wijkpeil.pages.signalling.lines import DIRECTIONS, KIND_WORDS, said_in, sentence, way
from wijkpeil.pages.watch_picture import WatchPicture, watch_picture

STATE_SIGNS: dict[WatchState, tuple[str, str]] = {
    "open": ("edge", "?"),
    "anew": ("no", "!"),
    "acknowledged": ("alt", "◐"),
    "assigned": ("alt", "→"),
    "closed": ("yes", "✓"),
}
"""How the state of a line is shown: the style of its chip, and its sign."""


@record
class WatchRow:
    """One line of the watch list."""

    area: Reference
    indicator: Reference
    sentence: str
    way: str
    """``worse``, ``better`` or ``both``; empty where nothing stands out any more."""
    way_words: str
    kinds: tuple[str, ...]
    picture: WatchPicture | None
    state: WatchState
    state_style: str
    state_sign: str
    state_word: str
    handled: str
    """Who is to do what by when, or why it was closed; empty where nothing was decided."""
    note: str
    owner: Reference | None
    """The partner to whom it is assigned."""


def watch_row(context: ViewContext, line: WatchLine, names: Names, language: str) -> WatchRow:
    """Show one line."""
    area, indicator = context.lookup.areas[line.area], context.lookup.indicators[line.indicator]
    figures, which = context.signal_figures.get(line.indicator), way(line)
    style, sign = STATE_SIGNS[line.state]
    owner = line.handling.owner if line.handling else None
    return WatchRow(
        area=names.get("area", line.area),
        indicator=names.get("indicator", line.indicator),
        sentence=sentence(line, area, indicator, language),
        way=which,
        way_words=said_in(DIRECTIONS[which], language) if which else "",
        kinds=tuple(said_in(KIND_WORDS[one.kind], language) for one in line.signals),
        picture=watch_picture(figures, line.area, indicator, which, language) if figures else None,
        state=line.state,
        state_style=style,
        state_sign=sign,
        state_word=watch_words()[line.state],
        handled=handled(line, language),
        note=line.handling.note if line.handling else "",
        owner=names.get("partner", owner) if owner else None,
    )


def handled(line: WatchLine, language: str) -> str:
    """Say when it was decided, by when the partner is to report, or why it was closed; without who."""
    each = line.handling
    if each is None:
        return ""
    said = []
    if line.state == "anew":
        said.append(_("it was closed, and something came that was not there then"))
    if each.due is not None:
        said.append(_("by %(day)s") % {"day": day(each.due, language)})
    if each.reason is not None:
        said.append(reason_words()[each.reason])
    if each.decided_on is not None:
        said.append(_("decided on %(day)s") % {"day": day(each.decided_on, language)})
    return "; ".join(said)
