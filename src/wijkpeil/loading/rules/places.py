"""Facilities, zones, hotspots and capacity: streets without house numbers, numbers with a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.loading.scalars import shown

_POSTCODE = re.compile(r"\b[1-9][0-9]{3}\s?[A-Z]{2}\b")
_NUMBER = re.compile(r"\d{1,5}(?:[a-z]{1,3}|-\d{1,4}[a-z]?|-[a-z]{1,3}|/\d{1,4})?")
_ORDINAL = re.compile(r"\d{1,3}(?:e|de|ste|st|nd|rd|th)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_AFTER_STREET = re.compile(
    r"\w*(?:straat|weg|laan|plein|kade|dijk|singel|hof|pad|dreef|gracht|wal|steeg|markt|park|street|square|road)[\s,]+"
    r"(?:nr\.?\s*|no\.?\s*)?(?P<number>\d{1,5})(?!\d)",
    re.IGNORECASE,
)
_REMEDY = say("Write the name of the street or square alone; a single dwelling is never recorded.")


def has_house_number(street: str) -> bool:
    """Say whether the name of a street carries a house number or a full postcode.

    ``1e Middellandstraat`` and ``Plein 1953`` do not: an ordinal before a name and a year after it belong to the name.
    """
    words = [word for word in re.split(r"[\s,;]+", street.strip().lower()) if word]
    last = len(words) - 1
    return bool(_POSTCODE.search(street)) or any(
        _NUMBER.fullmatch(word) and not _YEAR.fullmatch(word) and not (_ORDINAL.fullmatch(word) and place < last)
        for place, word in enumerate(words)
    )


def names_an_address(name: str) -> bool:
    """Say whether a name holds a street with its house number, or a full postcode."""
    return bool(_POSTCODE.search(name)) or any(
        not _YEAR.fullmatch(found["number"]) for found in _AFTER_STREET.finditer(name)
    )


def streets_are_no_addresses(content: Content) -> Iterator[Fault]:
    """A zone or hotspot names streets without house numbers."""
    for kind in ("zones", "hotspots"):
        for raw, each in content.built(kind, "streets"):
            for number, street in enumerate(each.streets):
                if has_house_number(street):
                    yield raw.fault(("streets", number), say("{street} is an address.", street=shown(street)), _REMEDY)
        for raw, each in content.built(kind, "name"):
            for language, name in (("nl", each.name.nl), ("en", each.name.en)):
                if names_an_address(name):
                    yield raw.fault(("name", language), say("{name} is an address.", name=shown(name)), _REMEDY)


def hotspots_name_a_street(content: Content) -> Iterator[Fault]:
    """A hotspot is one street or square, or several."""
    for raw, each in content.built("hotspots", "streets"):
        if not each.streets and "streets" not in raw.absent:
            message = say("The hotspot names no street, and it must.")
            yield raw.fault(("streets",), message, say("Write at least one street or square, without house numbers."))


def numbers_have_a_unit(content: Content) -> Iterator[Fault]:
    """A number of places or people says what it counts, and is not below zero."""
    for kind in ("facilities", "capacities"):
        for raw, each in content.built(kind, "number", "unit"):
            if each.number is not None and each.unit is None:
                message = say(
                    "The number {number} has no unit, so that nobody knows what it counts.", number=each.number
                )
                yield raw.fault(("number",), message, say("Write the unit in both languages: places, full-time posts."))
            if each.number is not None and each.number < 0:
                message = say("The number {number} is below zero.", number=each.number)
                yield raw.fault(("number",), message, say("Write 0 or more, or leave it empty where it is unknown."))
