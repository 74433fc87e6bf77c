"""What every record shares: its form, text in two languages, and references to lines of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar, dataclass_transform

from wijkpeil.errors import say

T = TypeVar("T")
Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
Visibility = Literal["own", "named", "public"]
"""Who may see a record: its owner alone, the partners that it names as well, or everybody."""

_STRICT = {"extra": "forbid", "use_attribute_docstrings": True}
_RANGE = re.compile(r"^(\d+)(?:-(\d+))?$")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make ``cls`` a frozen, slotted, keyword-only dataclass that readers of files treat strictly.

    The docstring under each field is its documentation in the published schema; a field that a file has and
    the record has not is a fault.
    """
    # Read by the loader; a plain mapping, so that the model needs nothing but the standard library.
    cls.__pydantic_config__ = dict(_STRICT)  # type: ignore[attr-defined]
    made: Any = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    return made  # type: ignore[no-any-return]


@record
class Text:
    """A label or sentence in both languages."""

    nl: str
    """Dutch."""
    en: str
    """English."""

    def __str__(self) -> str:
        return self.en

    def in_(self, language: str) -> str:
        """Return the text in ``language`` (``nl`` or ``en``)."""
        return self.nl if language == "nl" else self.en


class LineRange(NamedTuple):
    """Lines ``first`` to ``last`` of a document, both counted in."""

    first: int
    last: int


def line_ranges(text: str) -> tuple[LineRange, ...]:
    """Read a reference such as ``"26-27; 228"`` into ranges.

    Raises:
        ValueError: a part that is not a line or a rising range; what it holds can be said in another language.
    """
    ranges = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        match = _RANGE.match(part)
        if match is None:
            raise ValueError(say("{part} is not a line or a range of lines", part=repr(part)))
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first or first < 1:
            raise ValueError(say("{part} does not rise", part=repr(part)))
        ranges.append(LineRange(first, last))
    return tuple(ranges)
