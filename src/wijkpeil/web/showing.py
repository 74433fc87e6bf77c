"""Show a page: take the programme as it stands, let a presenter make the page, fill the template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from wijkpeil.errors import NotFound
from wijkpeil.model.base import Language
from wijkpeil.pages.context import ViewContext, current_context
from wijkpeil.pages.shell import Shell, make_shell


def show(
    request: HttpRequest,
    template: str,
    section: str,
    make: Callable[[ViewContext, Language], Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Answer with ``pages/<template>.html``, given ``page`` (what ``make`` returns) and ``shell``.

    ``section`` is the URL name of the menu entry that the page stands under; empty for none.

    Raises:
        NotFound: the presenter did not find the record; answered with 404.
    """
    language = current_language()
    try:
        context = current_context(settings.PROGRAMME)
    except NotFound:
        return show_empty(request)
    filled = {"page": make(context, language), "shell": shell_of(request, context, section)}
    return render(request, f"pages/{template}.html", filled, status=status)


def shell_around(request: HttpRequest) -> dict[str, Any]:
    """Give every template the shell, made where it is used, and the people of a demonstration."""
    from wijkpeil.web.demonstration import choices

    return {
        "shell": SimpleLazyObject(lambda: shell_of(request, _context(), "")),
        "demonstration": choices(request) if settings.DEMO else (),
    }


def _context() -> ViewContext | None:
    try:
        return current_context(settings.PROGRAMME)
    except NotFound:
        return None


def show_empty(request: HttpRequest) -> HttpResponse:
    """Say that no programme is loaded, and how to load one."""
    return render(request, "pages/empty.html", {"shell": shell_of(request, None, "")}, status=503)


def current_language() -> Language:
    """Return the language of the address."""
    return "en" if get_language() == "en" else "nl"


def shell_of(request: HttpRequest, context: ViewContext | None, section: str) -> Shell:
    """Return what stands around the page: the menu, the language links, the footer."""
    language = current_language()
    other = "nl" if language == "en" else "en"
    address = translate_url(request.get_full_path(), other)
    query = request.GET.get("q", "") if section == "search" else ""
    return make_shell(context, language, section=section, other_address=address, query=query)
