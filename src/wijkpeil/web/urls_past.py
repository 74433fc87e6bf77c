"""The addresses of the site without a language before them, for pages as they stood: that stands before the moment."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import LocalePrefixPattern, URLPattern, URLResolver

from wijkpeil.web import urls, urls_history, urls_reading, urls_registers

STANDING = frozenset(
    each.name for each in (*urls_reading.patterns, *urls_registers.patterns, *urls_history.patterns) if each.name
) - {"history-go"}
"""Names of the pages that can be seen as they stood; any other is one of the present alone."""


def _without_language() -> Iterator[URLPattern | URLResolver]:
    for each in urls.urlpatterns:
        if isinstance(each, URLResolver) and isinstance(each.pattern, LocalePrefixPattern):
            yield from each.url_patterns
        else:
            yield each


urlpatterns = list(_without_language())
handler404 = urls.handler404
handler500 = urls.handler500
