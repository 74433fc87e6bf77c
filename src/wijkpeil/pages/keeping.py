"""Keep what a presenter made of one programme, so that it is made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from django.urls import get_script_prefix

from wijkpeil.ledger.memory import Memory, Same
from wijkpeil.pages.context import ViewContext

T = TypeVar("T")
KEPT = 64
"""Number of results that a process keeps."""

_results: Memory[Any, Any] = Memory(KEPT)


def kept(make: Callable[[ViewContext, str], T], context: ViewContext, language: str) -> T:
    """Return what ``make`` makes of a context in a language, from memory where its programme was seen before."""
    key = (make, Same(context.programme), language)
    return cast(T, _results.get(key, lambda: make(context, language)))


def kept_of(things: tuple[Any, ...], what: Hashable, make: Callable[[], T]) -> T:
    """Return ``what`` was made of some things, frozen ones that are compared as objects; it may hold addresses."""
    key = (what, tuple(Same(one) for one in things), get_script_prefix())
    return cast(T, _results.get(key, make))


def figures_key(context: ViewContext) -> str:
    """Return what tells the definitions and figures of a page from all others; nothing outside a workspace."""
    if not context.state:
        return ""
    programme = context.programme
    return "|".join((programme.definitions.hash, *(one.checksum for one in programme.releases)))
