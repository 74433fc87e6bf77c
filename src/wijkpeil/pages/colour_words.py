"""Colours in words, for readers who do not see them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkpeil.model.board import Cell


def colour_words(cell: Cell) -> str:
    """Say the colour of a cell in the active language, and where rounding decides it."""
    said = {
        "red": _("worse than the border"),
        "neutral": _("between the borders"),
        "green": _("better than the border"),
        "none": _("no border"),
    }[cell.colour]
    if cell.undecidable:
        return _("%(colour)s; on a border, rounding decides") % {"colour": said}
    return said
