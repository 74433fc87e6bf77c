"""Tags that all page templates share."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from wijkpeil.model.base import line_ranges

register = template.Library()

_LONG_WORD = re.compile(r"\b(\w{6,})(wijk|dijken|buurt|polder|drecht|kwartier)\b")
"""Last parts of place names, which a Dutch reader takes for words of their own."""


@register.filter
def lines(reference: str) -> str:
    """Write a reference such as ``26-27; 228`` as *lines 26–27 and 228*, in the active language."""
    ranges = line_ranges(reference) if reference else ()
    if not ranges:
        return ""
    parts = [str(one.first) if one.first == one.last else f"{one.first}–{one.last}" for one in ranges]
    single = len(ranges) == 1 and ranges[0].first == ranges[0].last
    joined = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {_and()} {parts[-1]}"
    return ngettext("line %(lines)s", "lines %(lines)s", 1 if single else 2) % {"lines": joined}


@register.filter
def breakable(name: str) -> SafeString:
    """Let a long double name break after its slash, and a long word before its last part, with a hyphen."""
    parts = (_LONG_WORD.sub("\\1\u00ad\\2", part) for part in name.split("/"))
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in parts))


def _and() -> str:
    return "and" if get_language() == "en" else "en"


@register.inclusion_tag("pages/parts/chip.html")
def chip(style: str, sign: str, word: str) -> dict[str, str]:
    """Show a verdict: ``style`` is ``no``, ``alt``, ``edge``, ``open`` or ``yes``."""
    return {"style": style, "sign": sign, "word": word}
