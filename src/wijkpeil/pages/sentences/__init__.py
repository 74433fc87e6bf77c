"""Sentences made from figures, one grammar per language."""

from __future__ import annotations

from types import ModuleType

from wijkpeil.pages.sentences import en, nl


def grammar(language: str) -> ModuleType:
    """Return the sentences of a language: ``nl`` or ``en``, with functions of the same names."""
    return nl if language == "nl" else en
