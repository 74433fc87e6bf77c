"""Did you mean: the known word nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from wijkpeil.errors import say


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word nearest to ``word``; the empty text where none is near."""
    by_form = {each.lower(): each for each in known}
    near = get_close_matches(word.lower(), by_form, n=1, cutoff=0.7)
    return by_form[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a remedy that names the nearest known word, or ``otherwise`` where none is near."""
    near = nearest(word, known)
    return say("Did you mean {near}?", near=near) if near else otherwise
