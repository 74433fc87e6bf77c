"""How single values are written in every file: one notation, read and written here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from wijkpeil.errors import say

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?([0-9]{1,300}(\.[0-9]{0,300})?|\.[0-9]{1,300})")
_FLOAT = re.compile(r"[+-]?([0-9]{1,300}(\.[0-9]{0,300})?|\.[0-9]{1,300})([eE][+-]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEANS = {"true": True, "false": False}


class NotThat(ValueError):
    """A text that is not written as its type asks; says why, and what to write."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message} {remedy}")


def parse(kind: type, text: str) -> Any:
    """Read ``text`` as a value of ``kind``: str, int, float, Decimal, bool or date.

    Raises:
        NotThat: the text is written otherwise.
    """
    return text if kind is str else _PARSERS[kind](text.strip())


def render(value: object) -> str:
    """Write a value so that :func:`parse` gives it back; None is the empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else str(value)


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise NotThat(say("{text} is not a whole number.", text=shown(text)), say("Write digits only, such as 12."))
    return int(text)


def _decimal(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise _no_number(text)
    return Decimal(text)


def _float(text: str) -> float:
    if not _FLOAT.fullmatch(text):
        raise _no_number(text)
    return float(text)


def _no_number(text: str) -> NotThat:
    if re.fullmatch(r"[+-]?\.?(nan|inf|infinity)", text, re.IGNORECASE):
        return NotThat(
            say("{text} is not a finite number.", text=shown(text)), say("Leave it empty and say why it is missing.")
        )
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", text):
        return NotThat(
            say("{text} has a comma, and decimals take a point.", text=shown(text)),
            say("Write {number}.", number=shown(text.replace(",", "."))),
        )
    return NotThat(
        say("{text} is not a number.", text=shown(text)), say("Write digits, with a point before decimals: -0.44.")
    )


def _boolean(text: str) -> bool:
    if text not in _BOOLEANS:
        raise NotThat(
            say("{text} is neither true nor false.", text=shown(text)), say("Write true or false, in small letters.")
        )
    return _BOOLEANS[text]


def _date(text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise NotThat(say("{text} is not a date.", text=shown(text)), say("Write year, month and day: 2007-12-31."))


def shown(text: str) -> str:
    """Quote a text for a message, cut where it is long."""
    cut = text if len(text) <= 60 else text[:57] + "…"
    return '"' + cut.replace("\n", "\\n") + '"'


_PARSERS: dict[type, Callable[[str], Any]] = {
    int: _whole,
    float: _float,
    Decimal: _decimal,
    bool: _boolean,
    date: _date,
}
