"""Milestones of a path: a day and the value that is to be reached by then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from wijkpeil.errors import say

Milestone: TypeAlias = tuple[date, Decimal]


def read_milestones(texts: Iterable[str]) -> tuple[Milestone, ...]:
    """Read milestones such as ``2008-12-31 4500``.

    Raises:
        ValueError: one is no day and number, or does not come after the one before it; what it holds can be said in
            another language.
    """
    found: list[Milestone] = []
    for text in texts:
        day, _, number = text.partition(" ")
        try:
            made = date.fromisoformat(day), Decimal(number.strip())
        except (ValueError, InvalidOperation):
            raise ValueError(say("{text} is no day and number", text=repr(text))) from None
        if not made[1].is_finite():
            raise ValueError(say("{text} is no day and number", text=repr(text)))
        if found and made[0] <= found[-1][0]:
            raise ValueError(say("{text} does not come after the one before it", text=repr(text)))
        found.append(made)
    return tuple(found)
