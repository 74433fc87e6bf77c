"""A long list, cut into pages by the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar
from urllib.parse import urlencode

from wijkpeil.model.base import record
from wijkpeil.pages.narrowing import Query

T = TypeVar("T")
PAGE = "page"
"""Name of the field with the number of the page."""


@record
class PageLink:
    """One page of the list, to go to."""

    number: int
    address: str
    current: bool


@record
class Paged(Generic[T]):
    """One page of a list."""

    shown: tuple[T, ...]
    number: int
    """Number of the page, from 1."""
    pages: int
    links: tuple[PageLink, ...]
    """The first page, the last and those around this one; none where there is one page alone."""


def paged(found: Sequence[T], query: Query, size: int) -> Paged[T]:
    """Return the page of a list that an address asks for: the last where it asks for one beyond, the first by default.

    The links keep what else the address asks for, and lead to the list itself.
    """
    pages = max(1, -(-len(found) // size))
    asked = query.get(PAGE, "")
    number = min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 6 else 1
    return Paged(
        shown=tuple(found[(number - 1) * size : number * size]),
        number=number,
        pages=pages,
        links=tuple(_links(query, number, pages)) if pages > 1 else (),
    )


def _links(query: Query, number: int, pages: int) -> list[PageLink]:
    kept = {name: value for name, value in query.items() if name != PAGE and value}
    near = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    return [
        PageLink(number=each, address=f"?{urlencode({**kept, PAGE: each})}#list", current=each == number)
        for each in near
    ]
