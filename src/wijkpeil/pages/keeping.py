"""Keep what a presenter made of one state of a programme, so that it is made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from wijkpeil.pages.context import ViewContext

T = TypeVar("T")
KEPT = 16
"""Number of results that a process keeps."""


def kept(make: Callable[[ViewContext, str], T], context: ViewContext, language: str) -> T:
    """Return what ``make`` makes of a context in a language, from memory where its state was seen before.

    Outside a workspace a context has no state that tells it from others, and nothing is kept.
    """
    if not context.state:
        return make(context, language)
    found: T = _make(make, _State(context), language)
    return found


class _State:
    """A context, equal to every other of the same state."""

    def __init__(self, context: ViewContext) -> None:
        self.context = context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _State) and other.context.state == self.context.state

    def __hash__(self) -> int:
        return hash(self.context.state)


@lru_cache(maxsize=KEPT)
def _make(make: Callable[[ViewContext, str], Any], state: _State, language: str) -> Any:
    return make(state.context, language)
