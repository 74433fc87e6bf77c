"""What a score changed by, and through which indicators, in words: for the page of an index and that of an area."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _

from wijkpeil.methods.composite.changes import FACTORS, Change
from wijkpeil.model.base import Language
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import MINUS, number
from wijkpeil.pages.indices.scored import Scored
from wijkpeil.workflows.board import pick_release
from wijkpeil.workflows.index_change import Changed, Earlier

SMALL = 1e-9
"""What lies below this is nothing."""


def decimals_of(found: Scored) -> int:
    """Give the decimals of points of the score."""
    return max(1, found.index.decimals)


def points(value: float, language: Language, decimals: int) -> str:
    """Say points of a score with their sign; what is rounded to nothing has none, and a dash stands for what is not
    known."""
    if np.isnan(value):
        return "–"
    shown = number(abs(value), language, decimals)
    sign = "" if not shown.strip("0.,") else "+" if value > 0 else MINUS
    return f"{sign}{shown}"


def since_words(context: ViewContext, found: Scored, earlier: Earlier, language: Language) -> str:
    """Say what the present scores are set beside, inside a sentence."""
    own = found.ready.release if found.ready else ""
    if earlier.period and earlier.release == own:
        return earlier.period
    figures = pick_release(context.programme, earlier.release)
    title = figures.release.title.in_(language) if figures else earlier.release
    return _("the release before (%(title)s)") % {"title": title}


def at_work(change: Change) -> tuple[str, ...]:
    """Name the effects that do something to some score."""
    return tuple(factor for factor in FACTORS if np.nanmax(np.abs(getattr(change, factor)), initial=0.0) > SMALL)


def scale_words(changed: Changed) -> str:
    """Say why the scale is another, inside a sentence, in the active language."""
    own = set(changed.own) - set(changed.change.unscaled if changed.change else ())
    if changed.moved and not own:
        return _("because other goalposts hold")
    if own and not changed.moved:
        return _("because the scale moved with the figures of all areas")
    return _("because the scale moved")


def parts_words(changed: Changed, row: int, language: Language, decimals: int) -> str:
    """Say what the change of an area is made of, in the active language: *+2.8 by its own figures*."""
    words = {
        "values": _("by its own figures"),
        "weights": _("by other weights"),
        "goalposts": scale_words(changed),
        "membership": _("by figures that came or went"),
    }
    amounts = [(factor, float(getattr(changed.change, factor)[row])) for factor in FACTORS]
    return listed(
        [f"{points(amount, language, decimals)} {words[factor]}" for factor, amount in amounts if abs(amount) > SMALL]
    )


def listed(said: Sequence[str]) -> str:
    """Put parts of a sentence after each other, in the active language."""
    return said[0] if len(said) == 1 else _(" and ").join((", ".join(said[:-1]), said[-1])) if said else ""


def drivers(changed: Changed, row: int, count: int = 2) -> tuple[tuple[str, float], ...]:
    """Give the indicators whose own figures did most to the score of an area, with what they did, the most first."""
    change = changed.change
    if change is None or not change.leaves:
        return ()
    own = change.through["values"][row]
    order = sorted(range(len(own)), key=lambda at: -abs(own[at]))
    return tuple((change.leaves[at], float(own[at])) for at in order[:count] if abs(own[at]) > SMALL)
