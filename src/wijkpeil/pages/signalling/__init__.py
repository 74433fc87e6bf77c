"""Signals in whole sentences, one grammar per language; needs nothing of the site, so that a terminal says the same."""

from __future__ import annotations

from types import ModuleType

from wijkpeil.pages.signalling import en, nl


def grammar(language: str) -> ModuleType:
    """Return the sentences of a language: ``nl`` or ``en``, with functions of the same names."""
    return nl if language == "nl" else en
