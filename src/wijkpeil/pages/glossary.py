"""The words of this site, with what each means, from ``glossary.csv`` beside this module."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from wijkpeil.model.base import record


@record
class Word:
    """A word and its meaning, with what it is called in the other language."""

    word: str
    other: str
    meaning: str


@cache
def glossary(language: str) -> tuple[Word, ...]:
    """Give all words in the order of the alphabet of ``language``."""
    other = "en" if language == "nl" else "nl"
    with files("wijkpeil.pages").joinpath("glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    words = (
        Word(word=row[f"word_{language}"], other=row[f"word_{other}"], meaning=row[f"meaning_{language}"])
        for row in rows
    )
    return tuple(sorted(words, key=lambda one: one.word.casefold()))
