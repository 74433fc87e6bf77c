"""Each request is answered on one piece of Python's own stack.

Python keeps its calls in pieces of 16 KiB. Where a loop runs just at the end of one, each call in it asks the system
for the next and gives it back, which made pages compute twice as long, by no more than the depth at which a template
calls a tag (python/cpython#142183; repaired in later releases of 3.13 and 3.14, and not in 3.11 and 3.12). A piece is
made as large as the call that first needs it asks, doubled up: so one call that asks for much leaves room for all
below it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
T = TypeVar("T")
WORDS = 70_000
"""What the call asks for, in words of 8 bytes: a piece is then 1 MiB, almost half of it left for what it calls."""


def roomy(function: Callable[P, T]) -> Callable[P, T]:
    """Return a function that calls another one with room on the stack for some thousands of calls."""

    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)

    # Asked for and never touched, so that it takes no memory.
    call.__code__ = call.__code__.replace(co_stacksize=WORDS)
    return call


def with_room(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer each request with room on the stack."""
    return roomy(get_response)
