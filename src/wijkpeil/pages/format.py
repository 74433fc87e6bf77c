"""Numbers, money and dates as Dutch and English readers write them.

Dutch: ``1,4`` ``−0,4`` ``€ 32.482.000`` ``6,4%``; English: ``1.4`` ``−0.4`` ``€32,482,000`` ``6.4%``. The minus is
U+2212, and a space inside a number or amount does not break.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"
SPACE = "\u00a0"

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_WORDS = {
    "nl": "nul één twee drie vier vijf zes zeven acht negen tien".split(),
    "en": "zero one two three four five six seven eight nine ten".split(),
}


def number(value: Decimal | int | float, language: str, decimals: int | None = None) -> str:
    """Write a number, rounded half up to ``decimals``; where that is None with all the digits that it has."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    written = f"{abs(exact):,f}"
    if language == "nl":
        written = written.translate(_DUTCH)
    return f"{MINUS}{written}" if exact < 0 else written


_DUTCH = str.maketrans(",.", ".,")


def money(amount: Decimal | int, language: str) -> str:
    """Write an amount in euros; cents only where there are any."""
    whole = amount == int(amount)
    written = number(abs(amount), language, 0 if whole else 2)
    sign = MINUS if amount < 0 else ""
    return f"€{SPACE}{sign}{written}" if language == "nl" else f"{sign}€{written}"


def millions(amount: Decimal | int, language: str, decimals: int = 1) -> str:
    """Write an amount in millions, the unit left out."""
    return number(Decimal(amount) / 1_000_000, language, decimals)


def percent(value: Decimal | float, language: str, decimals: int = 1) -> str:
    """Write a percentage; ``value`` is in per cent already."""
    return f"{number(value, language, decimals)}%"


def day(value: date, language: str) -> str:
    """Write a date: *31 december 2010*, *31 December 2010*."""
    return f"{value.day}{SPACE}{_MONTHS[language][value.month - 1]} {value.year}"


def count_word(count: int, language: str) -> str:
    """Write a small count as a word, up to ten; a larger one in digits."""
    words = _WORDS[language]
    return words[count] if 0 <= count < len(words) else number(count, language)


def inline(name: str) -> str:
    """Write a name inside a sentence: its first letter small, unless it is an abbreviation such as *PPC*."""
    return name if name[1:2].isupper() or not name else name[0].lower() + name[1:]
