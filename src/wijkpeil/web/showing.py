"""Show a page: take the programme as it stands, let a presenter make the page, fill the template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language

from wijkpeil.errors import NotFound
from wijkpeil.model.base import Language
from wijkpeil.model.people import Actor
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


def show_empty(request: HttpRequest) -> HttpResponse:
    """Say that no programme is loaded, and how to load one."""
    return render(request, "pages/empty.html", {"shell": shell_of(request, None, "")}, status=503)


def current_language() -> Language:
    """Return the language of the address."""
    return "en" if get_language() == "en" else "nl"


def shell_of(request: HttpRequest, context: ViewContext | None, section: str, *, signed_in: bool = True) -> Shell:
    """Return what stands around the page: the menu, who is signed in, the language links, the footer.

    ``signed_in`` False asks nobody who is signed in, for a page that must do without the database.
    """
    language = current_language()
    other = "nl" if language == "en" else "en"
    address = translate_url(request.get_full_path(), other)
    query = request.GET.get("q", "") if section == "search" else ""
    person = _person(request) if signed_in else None
    return make_shell(context, language, section=section, other_address=address, query=query, person=person)


def _person(request: HttpRequest) -> tuple[str, Actor] | None:
    """Return who is signed in; a visitor without a session costs no query, and a page that failed asks nothing."""
    user = getattr(request, "user", None)
    if user is None or settings.SESSION_COOKIE_NAME not in request.COOKIES or not user.is_authenticated:
        return None
    return user.get_full_name(), request.actor  # type: ignore[attr-defined]
