"""The five verdicts of the recount: their order, their signs and their words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkpeil.model.claims import Claim, Verdict
from wijkpeil.pages.format import number

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


def relation_word(claim: Claim, language: str) -> str:
    """Say, in the active language, how the recomputed number must stand to the printed one; empty for equality."""
    if claim.relation == "about" and claim.margin is not None:
        return _("holds if about, within %(margin)s:") % {"margin": number(claim.margin, language)}
    return {
        "equals": "",
        "at-least": _("holds if at least:"),
        "at-most": _("holds if at most:"),
        "below": _("holds if less than:"),
        "above": _("holds if more than:"),
        "about": _("holds if about:"),
    }[claim.relation]


def verdict_word(verdict: Verdict) -> str:
    """Say the verdict in the active language."""
    return {
        "contradicts": _("does not hold"),
        "reproduces-under-another-reading": _("holds under another reading"),
        "undecidable-by-rounding": _("rounding decides"),
        "cannot-be-checked": _("cannot be checked"),
        "reproduces": _("holds"),
    }[verdict]
