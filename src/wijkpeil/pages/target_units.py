"""The numbers of a target in its own unit: with the decimals of its figures, and what they count."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.model.indicators import Indicator
from wijkpeil.model.programme import Programme
from wijkpeil.model.statement import Statement
from wijkpeil.pages.format import money, number
from wijkpeil.pages.stating.sentence import parts_of

_THINGS = ("output", "facilities", "agreements")
_RATIOS = ("relative-change", "conversion")
_COMPARED = ("change", "gap-to-reference", "growth-against-reference")
_MOST = 2
"""Decimals of a number whose indicator does not say how many it has."""


@record
class Unit:
    """What the numbers of a target are in."""

    sign: str
    """What stands behind each number, with its space; empty where the name says it."""
    name: str
    """The unit in words; empty where the sign says all."""
    decimals: int
    language: str
    euros: bool = False
    """True where the numbers are amounts of money."""

    def number(self, value: Decimal | None, *, least: bool = False) -> str:
        """Write a number; ``least`` shows more decimals of one that would else be written as zero."""
        if value is None:
            return ""
        if self.euros:
            return money(value.quantize(Decimal(1)), self.language)
        places = self.decimals
        while least and value and not value.quantize(Decimal(1).scaleb(-places)) and places < 4:
            places += 1
        return f"{number(value, self.language, places)}{self.sign}"


def unit_of(programme: Programme, stated: Statement, language: str) -> Unit:
    """Give the unit of a statement, in the active language: that of its bound and of its figures."""
    if stated.quantity == "money":
        return Unit(sign="", name="", decimals=0, language=language, euros=True)
    indicator = next((one for one in programme.definitions.indicators if one.id == stated.indicator), None)
    sign, name = _named(programme, stated, indicator, language)
    whole = stated.quantifier == "number-of-areas" or (stated.quantity in _THINGS and stated.transformation == "level")
    decimals = 0 if whole else indicator.decimals if indicator else _MOST
    if stated.quantifier == "share-of-areas" or stated.transformation in _RATIOS:
        decimals = 0
    return Unit(sign=sign, name=name, decimals=max(decimals, _decimals(stated.bound)), language=language)


def _named(programme: Programme, stated: Statement, indicator: Indicator | None, language: str) -> tuple[str, str]:
    ratio = stated.transformation in _COMPARED and stated.difference == "ratio"
    if stated.quantifier == "share-of-areas" or stated.transformation in _RATIOS or ratio:
        return "%", ""
    parts = parts_of(programme, stated, language)
    if stated.quantifier == "number-of-areas":
        return "", parts.scope.level.plural if parts else _("areas")
    given = stated.unit.in_(language) if stated.unit else ""
    if given or indicator is None:
        return ("%", "") if given.startswith("%") else ("", given)
    if stated.quantity in _THINGS and parts:
        return "", parts.noun.plural
    own = indicator.unit.in_(language)
    if own.startswith("%"):
        return ("", _("points")) if stated.transformation in _COMPARED else ("%", "")
    return "", own


def _decimals(value: Decimal | None) -> int:
    exponent = value.normalize().as_tuple().exponent if value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
