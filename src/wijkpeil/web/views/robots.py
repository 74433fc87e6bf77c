"""What a search engine may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

RULES = """User-agent: *
Disallow: /*?
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Open every page to search engines, but not what a reader can choose of one: that is too much to ask for."""
    return HttpResponse(RULES, content_type="text/plain; charset=utf-8")
