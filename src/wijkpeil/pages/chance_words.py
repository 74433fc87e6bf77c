"""A chance in words, with its number: the scale of the IPCC, so that a word means the same on every page."""

from __future__ import annotations

from django.utils.translation import gettext as _

CERTAIN, VERY_LIKELY, LIKELY, EVEN, UNLIKELY, VERY_UNLIKELY = 0.99, 0.9, 0.66, 0.33, 0.1, 0.01
"""Chances from which a word holds: IPCC, Fourth Assessment Report, Working Group II, *Communication of uncertainty*."""


def chance_word(chance: float) -> str:
    """Say a chance, from 0 to 1, in words, in the active language."""
    if chance > CERTAIN:
        return _("virtually certain")
    if chance >= VERY_LIKELY:
        return _("very likely")
    if chance >= LIKELY:
        return _("likely")
    if chance >= EVEN:
        return _("about as likely as not")
    if chance >= UNLIKELY:
        return _("unlikely")
    return _("very unlikely") if chance >= VERY_UNLIKELY else _("exceptionally unlikely")


def chance_number(chance: float) -> str:
    """Say a chance as a number out of a hundred, in the active language; never as none or as all."""
    hundredths = round(chance * 100)
    if hundredths < 1:
        return _("less than 1 in 100")
    if hundredths > 99:
        return _("more than 99 in 100")
    return _("%(chance)d in 100") % {"chance": hundredths}
