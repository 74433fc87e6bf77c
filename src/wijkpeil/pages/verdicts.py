"""The five verdicts of the recount: their order, their signs and their words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkpeil.model.claims import Verdict

ORDER: tuple[Verdict, ...] = (
    "contradicts",
    "reproduces-under-another-reading",
    "undecidable-by-rounding",
    "cannot-be-checked",
    "reproduces",
)
"""From what asks most of a reader to what asks least."""

SIGNS: dict[Verdict, str] = {
    "contradicts": "≠",
    "reproduces-under-another-reading": "≈",
    "undecidable-by-rounding": "±",
    "cannot-be-checked": "?",
    "reproduces": "=",
}

STYLES: dict[Verdict, str] = {
    "contradicts": "no",
    "reproduces-under-another-reading": "alt",
    "undecidable-by-rounding": "edge",
    "cannot-be-checked": "open",
    "reproduces": "yes",
}
"""The end of the style class of a chip or a square."""


def verdict_word(verdict: Verdict) -> str:
    """Say the verdict in the active language."""
    return {
        "contradicts": _("does not hold"),
        "reproduces-under-another-reading": _("holds under another reading"),
        "undecidable-by-rounding": _("rounding decides"),
        "cannot-be-checked": _("cannot be checked"),
        "reproduces": _("holds"),
    }[verdict]
