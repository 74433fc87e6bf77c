"""A tag that keeps a piece of a page that many pages and states share."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wijkpeil.ledger.memory import Same

register = template.Library()

LIMIT = 24_000_000
"""Number of characters that a process keeps of pieces of pages."""


class Pieces:
    """Pieces of pages by key, bounded by their length; the one that was asked longest ago makes room."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.length = 0
        self._kept: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> str | None:
        """Return a piece, None where it is not kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, piece: str) -> None:
        """Keep a piece; one that is longer than the limit is not kept."""
        with self._lock:
            self.length += len(piece) - len(self._kept.pop(key, ""))
            self._kept[key] = piece
            while self.length > self.limit:
                self.length -= len(self._kept.popitem(last=False)[1])


pieces = Pieces(LIMIT)


class KeepNode(template.Node):
    """What stands between ``keep`` and ``endkeep``."""

    def __init__(
        self, nodelist: NodeList, name: str, key: FilterExpression, varied: list[FilterExpression], *, equal: bool
    ) -> None:
        self.nodelist = nodelist
        self.equal = equal
        self.name = name
        self.key = key
        self.varied = varied

    def render(self, context: template.Context) -> SafeString:
        """Return the piece, from memory where it was made before; made anew where the key is empty."""
        key = self.key.resolve(context)
        if not key:
            return self.nodelist.render(context)
        key = key if self.equal or isinstance(key, str) else Same(key)
        # The address that the site stands under is part of every link.
        varied = tuple(str(one.resolve(context)) for one in self.varied)
        whole = (self.name, key, get_language(), get_script_prefix(), varied)
        found = pieces.get(whole)
        if found is None:
            found = self.nodelist.render(context)
            pieces.put(whole, found)
        return mark_safe(found)


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """Keep a piece under a name, a key of what it is made from, and whatever else it varies by.

    The key is a text, or a frozen record that the process keeps itself: it is compared as an object, since comparing
    what is in it can take longer than writing it.

    Raises:
        TemplateSyntaxError: it has no name or no key.
    """
    return _node(parser, token, equal=False)


@register.tag
def keep_row(parser: Parser, token: Token) -> KeepNode:
    """Keep a row as ``keep`` does, under a frozen record that is compared by what is in it.

    Raises:
        TemplateSyntaxError: it has no name or no record.
    """
    return _node(parser, token, equal=True)


def _node(parser: Parser, token: Token, *, equal: bool) -> KeepNode:
    try:
        tag, name, key, *varied = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("this takes a name, a key and what the piece varies by") from None
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    filters = [parser.compile_filter(one) for one in varied]
    return KeepNode(nodelist, name, parser.compile_filter(key), filters, equal=equal)
