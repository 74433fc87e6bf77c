"""Numbers with their unit, and the word for what is not known."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from wijkpeil.pages.format import money, number


def unknown() -> str:
    """Say that something is not known: a word, never a dash that could be a zero."""
    return _("unknown")


def quantity(value: Decimal | None, unit: str, decimals: int, language: str) -> str:
    """Write a number with the unit that a definition gives it, in the active language.

    Units that definitions use are translated; others stand as they are written.
    """
    if value is None:
        return unknown()
    if unit == "EUR":
        return money(value, language)
    written = number(value, language, decimals)
    if unit == "%":
        return f"{written}%"
    return f"{written} {_units().get(unit, unit)}".strip()


def euros(amount: Decimal | None, language: str) -> str:
    """Write an amount in full euros, or that it is unknown."""
    return unknown() if amount is None else money(amount, language)


def _units() -> dict[str, str]:
    return {
        "rows": _("rows"),
        "areas": _("areas"),
        "persons": _("persons"),
        "years": _("years"),
    }
