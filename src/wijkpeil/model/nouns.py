"""Nouns as the definitions write them, with what a sentence needs: article, singular and plural."""

from __future__ import annotations

from typing import NamedTuple

from wijkpeil.errors import say

ARTICLES = {"nl": ("de", "het"), "en": ("a", "an")}
"""The articles that a noun may carry: the definite one in Dutch, the indefinite one in English."""


class Noun(NamedTuple):
    """A noun: *de*, *woning*, *woningen*; *a*, *dwelling*, *dwellings*."""

    article: str
    singular: str
    plural: str


def read_noun(text: str, language: str) -> Noun:
    """Read a noun such as ``de woning; woningen``.

    Raises:
        ValueError: it has no article, no singular or no plural; what it holds can be said in another language.
    """
    single, mark, plural = text.partition(";")
    article, _, singular = single.strip().partition(" ")
    if article not in ARTICLES[language]:
        raise ValueError(
            say("{text} does not begin with {articles}", text=repr(text), articles=" / ".join(ARTICLES[language]))
        )
    if not mark or not singular.strip() or not plural.strip() or ";" in plural:
        raise ValueError(say("{text} is not a singular and a plural with a semicolon between", text=repr(text)))
    return Noun(article, singular.strip(), plural.strip())
