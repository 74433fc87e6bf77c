"""A share of a whole in words, as one says it."""

from __future__ import annotations

from django.utils.translation import gettext as _

LITTLE = 0.02
"""Below this a share is hardly anything."""


def share_words(share: float) -> str:
    """Say a share, from 0 to 1, by the nearest plain fraction, in the active language."""
    found = next((words for least, words in _fractions() if share >= least), None)
    return found or _("hardly anything")


def _fractions() -> tuple[tuple[float, str], ...]:
    return (
        (0.95, _("nearly all")),
        (0.85, _("about nine tenths")),
        (0.775, _("about four fifths")),
        (0.71, _("about three quarters")),
        (0.58, _("about two thirds")),
        (0.45, _("about half")),
        (0.365, _("about two fifths")),
        (0.29, _("about a third")),
        (0.225, _("about a quarter")),
        (0.15, _("about a fifth")),
        (0.07, _("about a tenth")),
        (LITTLE, _("a little")),
    )
