"""The values of a record's fields, as a reader sees them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from wijkpeil.model.base import Text
from wijkpeil.pages.format import day, money, number
from wijkpeil.pages.names import Kind, Names
from wijkpeil.pages.record_words import choice_words

_KINDS: dict[str, Kind] = {
    "indicator": "indicator",
    "targets": "target",
    "part_of": "target",
    "same_as": "target",
    "partners": "partner",
    "from_partners": "partner",
    "to_partners": "partner",
    "from_partner": "partner",
    "to_partner": "partner",
    "funder": "partner",
    "supplier": "partner",
    "owner": "partner",
    "visible_to": "partner",
    "budget": "budget",
    "practice": "practice",
}
_PLACES = frozenset({"area", "areas", "group", "district", "place"})
_MONEY = frozenset({"amount", "printed_total"})


def value_words(register: str, field: str, value: Any, names: Names, language: str) -> str:
    """Write a value, in the active language; what is empty as a word."""
    if value is None or value in ("", ()):
        return _("nothing")
    if isinstance(value, tuple):
        return ", ".join(value_words(register, field, one, names, language) for one in value)
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return money(value, language) if field in _MONEY else number(value, language)
    if isinstance(value, date):
        return day(value, language)
    return _word(register, field, str(value), names)


def _word(register: str, field: str, value: str, names: Names) -> str:
    if field == "theme":
        return names.theme(value).label
    if field in _PLACES:
        found = names.places((value,))[0]
        return f"{found.label} {found.detail}".strip()
    if field in _KINDS:
        return names.get(_KINDS[field], value).label
    return choice_words(register, field).get(value, value)
