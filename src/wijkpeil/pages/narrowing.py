"""Narrow a list by what a reader chose: lists of choices and words to look for, as a form that needs no script."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.pages.left_out import left_out

T = TypeVar("T")
Query = Mapping[str, str]
"""What a reader chose, by the name of the choice."""
TEXT = "q"
"""Name of the field with words to look for."""
ORDER = "sort"
"""Name of the field with the order of the list."""


@record
class Option:
    """One value to choose."""

    value: str
    label: str
    count: int
    """Number of records that have it."""
    selected: bool


@record
class Choice:
    """A list to choose one value from."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str
    """The value chosen; empty where none is."""


@record
class Order:
    """One order to show a list in."""

    value: str
    label: str
    selected: bool


@record
class Narrowing:
    """The form as it stands, and what it leaves."""

    choices: tuple[Choice, ...]
    orders: tuple[Order, ...]
    text: str
    shown: int
    total: int
    active: bool
    """True where anything was chosen."""
    left_out: tuple[str, ...]
    """What was chosen that is no choice here, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet(Generic[T]):
    """Something that records can be chosen by."""

    name: str
    label: str
    of: Callable[[T], Sequence[str]]
    """The values that a record has."""
    labels: Mapping[str, str]
    """How a value is called, in the order of the list; a value without a label cannot be chosen."""


def narrow(
    records: Sequence[T],
    query: Query,
    facets: Sequence[Facet[T]],
    words: Callable[[T], str],
    orders: Mapping[str, str] | None = None,
) -> tuple[tuple[T, ...], Narrowing]:
    """Give the records that have all chosen values and hold all words, and the form.

    Case and accents make no difference to words; a value that nothing can have is left out, and said.
    """
    chosen = {facet.name: _chosen(facet, query) for facet in facets}
    text = query.get(TEXT, "").strip()[:100]
    wanted = plain(text).split()
    kept = tuple(
        one
        for one in records
        if all(not chosen[facet.name] or chosen[facet.name] in facet.of(one) for facet in facets)
        and (not wanted or _holds(plain(words(one)), wanted))
    )
    choices = tuple(_choice(facet, records, chosen[facet.name]) for facet in facets)
    form = Narrowing(
        choices=choices,
        orders=tuple(
            Order(value=value, label=label, selected=value == ordered(query, orders or {}))
            for value, label in (orders or {}).items()
        ),
        text=text,
        shown=len(kept),
        total=len(records),
        active=bool(text or any(chosen.values())),
        left_out=left_out(query, _lists(facets, orders or {})),
    )
    return kept, form


def ordered(query: Query, orders: Iterable[str]) -> str:
    """Give the order that a reader chose, the first where none was."""
    known = tuple(orders)
    return query.get(ORDER, "") if query.get(ORDER, "") in known else next(iter(known), "")


def plain(text: str) -> str:
    """Give the text without accents and in small letters."""
    # Most text has no accents, and taking them off is most of the work.
    if text.isascii():
        return text.casefold()
    small = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))


def _holds(text: str, wanted: Iterable[str]) -> bool:
    return all(word in text for word in wanted)


def _chosen(facet: Facet[T], query: Query) -> str:
    value = query.get(facet.name, "")
    return value if value in facet.labels else ""


def _lists(facets: Sequence[Facet[T]], orders: Mapping[str, str]) -> list[tuple[str, str, Container[str]]]:
    lists: list[tuple[str, str, Container[str]]] = [(facet.name, facet.label, facet.labels) for facet in facets]
    return [*lists, (ORDER, _("Order"), orders)] if orders else lists


def _choice(facet: Facet[T], records: Sequence[T], chosen: str) -> Choice:
    counted = Counter(value for one in records for value in set(facet.of(one)))
    options = tuple(
        Option(value=value, label=label, count=counted[value], selected=value == chosen)
        for value, label in facet.labels.items()
        if counted[value] or value == chosen
    )
    return Choice(name=facet.name, label=facet.label, options=options, chosen=chosen)
