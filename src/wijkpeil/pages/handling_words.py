"""The words of what is done about signals: states and reasons for closing."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wijkpeil.model.watch import ClosingReason, HandlingState, WatchState


def state_words() -> dict[str, str]:
    """Say the states of a handling, in the active language."""
    words: dict[HandlingState, str] = {
        "acknowledged": pgettext("a signal", "acknowledged"),
        "assigned": pgettext("a signal", "assigned"),
        "closed": pgettext("a signal", "closed"),
    }
    return dict(words)


def watch_words() -> dict[WatchState, str]:
    """Say the states of a line of the watch list, in the active language."""
    return {
        "open": pgettext("a signal", "not looked at yet"),
        "anew": pgettext("a signal", "opened anew"),
        "acknowledged": pgettext("a signal", "acknowledged"),
        "assigned": pgettext("a signal", "assigned"),
        "closed": pgettext("a signal", "closed"),
    }


def reason_words() -> dict[str, str]:
    """Say the reasons for closing, in the active language."""
    words: dict[ClosingReason, str] = {
        "explained": _("we know why, and need do nothing more"),
        "measure": _("a measure deals with it"),
        "solved": _("it is solved"),
        "data": _("the figure is wrong"),
        "chance": _("it is likely chance"),
        "accepted": _("we accept it as it is"),
    }
    return dict(words)
