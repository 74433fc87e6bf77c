"""Faults and refusals in a person's language.

The standard library reads the catalogue, and nothing of Django is needed: the command line says the same words.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

from wijkpeil.errors import Fault, FaultsFound, Said, UserError, say
from wijkpeil.model.base import Language, Text

CATALOGUES = Path(__file__).resolve().parent / "locale" / "faults"
SOURCE: Language = "en"
"""The language in which the code says things."""


def fault_words(text: str, language: Language) -> str:
    """Return a text in ``language``.

    What it was made from is put into words too; numbers, dates, ids and what other software said stay as they are, and
    so does a text that does not remember what it was made from.
    """
    if language == SOURCE or not isinstance(text, Said) or not text.template:
        return text
    parts = {name: _part_words(part, language) for name, part in text.parts.items()}
    return say(_catalogue(language).gettext(text.template), **parts)


def fault_in(fault: Fault, language: Language) -> Fault:
    """Return a fault with its message and remedy in ``language``."""
    message, remedy = fault_words(fault.message, language), fault_words(fault.remedy, language)
    return replace(fault, message=message, remedy=remedy)


def error_words(error: UserError, language: Language) -> str:
    """Return what went wrong in ``language``: one line for each fault, else what the error says to a person."""
    if isinstance(error, FaultsFound):
        return "\n".join(str(fault_in(fault, language)) for fault in error.faults)
    return fault_words(error.said, language)


def _part_words(part: object, language: Language) -> object:
    if isinstance(part, tuple):
        return tuple(_part_words(each, language) for each in part)
    if isinstance(part, Text):
        return part.in_(language)
    if isinstance(part, float):
        return str(part).replace(".", ",") if language == "nl" else part
    return fault_words(part, language) if isinstance(part, str) else part


@cache
def _catalogue(language: Language) -> NullTranslations:
    """Return a language's catalogue; where it was not compiled, one that leaves every text as it is."""
    return translation("django", CATALOGUES, [language], fallback=True)
