"""Show a page: take the programme as it stands or stood, let a presenter make the page, fill the template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override

from wijkpeil.errors import NO_PROGRAMME, NotFound
from wijkpeil.ledger.seeing import scope_of_actor
from wijkpeil.ledger.snapshot import programme_of, state_key, state_keys
from wijkpeil.model.base import Language
from wijkpeil.model.people import Actor
from wijkpeil.model.programme import Programme
from wijkpeil.pages.context import ViewContext, current_context
from wijkpeil.pages.history import BRIEFLY, AtEntry, Records, history_of
from wijkpeil.pages.shell import Shell, make_shell
from wijkpeil.pages.stood import DateForm
from wijkpeil.web.as_of import When, address_of, page_at, same_page, site_of, standing_under
from wijkpeil.workflows.visibility import NOBODY, Scope


def programmes() -> dict[str, Programme]:
    """Return the programmes of the workspace by id: the one that the site shows, or all where it does not say which."""
    try:
        return {key.programme: programme_of(key) for key in state_keys() if settings.PROGRAMME in (None, key.programme)}
    except NotFound:
        return {}


def show(
    request: HttpRequest,
    template: str,
    section: str,
    make: Callable[[ViewContext, Language], Any],
    *,
    records: Callable[[Any], Records] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with ``pages/<template>.html``, given ``page`` (what ``make`` returns) and ``shell``.

    ``section`` is the URL name of the menu entry that the page stands under; empty for none. ``records`` gives
    those of which the page shows the ``history``.

    Raises:
        NotFound: the presenter did not find the record; answered with 404.
    """
    language = current_language()
    try:
        context = context_of(request)
    except NO_PROGRAMME:
        return show_empty(request)
    page = make(context, language)
    filled = {"page": page, "shell": shell_of(request, context, section)}
    if records is not None:
        filled["history"] = history_of(context, language, records(page), at_entry(request), limit=BRIEFLY)
    return render(request, f"pages/{template}.html", filled, status=status)


def show_record(
    request: HttpRequest,
    name: str,
    section: str,
    id: str,
    ids: Callable[[ViewContext], Iterable[str]],
    make: Callable[[ViewContext, Language, str], Any],
    *,
    records: Callable[[Any], Records] | None = None,
) -> HttpResponse:
    """Answer with the page of one record; ``name`` is that of its template and of its address.

    An id in other capitals than one of ``ids`` is sent on to that one, so that a record has one address.

    Raises:
        NotFound: there is no such record; answered with 404.
    """
    try:
        return show(request, name, section, lambda context, language: make(context, language, id), records=records)
    except NotFound:
        known = ids(context_of(request))
        own = next((one for one in known if one.casefold() == id.casefold()), id)
        if own == id:
            raise
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(reverse(name, args=[own]) + (f"?{query}" if query else ""))


def shell_around(request: HttpRequest) -> dict[str, Any]:
    """Give every template the shell, made where it is used, and the people of a demonstration."""
    from wijkpeil.web.demonstration import choices
    from wijkpeil.web.urls_people import SECTIONS

    name = request.resolver_match.url_name if request.resolver_match else None
    return {
        "shell": SimpleLazyObject(lambda: shell_of(request, context_if_any(request), SECTIONS.get(name, ""))),
        "demonstration": choices(request) if settings.DEMO else (),
    }


def context_if_any(request: HttpRequest) -> ViewContext | None:
    """Return what ``context_of`` does; None where no programme is loaded, or several and none is named."""
    try:
        return context_of(request)
    except NO_PROGRAMME:
        return None


def show_alone(request: HttpRequest, template: str, section: str, page: Any, *, status: int = 200) -> HttpResponse:
    """Answer with a page that needs no programme: where none is loaded or named, it stands without a footer."""
    filled = {"page": page, "shell": shell_of(request, context_if_any(request), section)}
    return render(request, f"pages/{template}.html", filled, status=status)


def show_empty(request: HttpRequest) -> HttpResponse:
    """Say that no programme is loaded, and how to load one; or that several are, and how to say which is shown."""
    several = [(own, one.definitions.info.name.in_(current_language())) for own, one in programmes().items()]
    filled = {"shell": shell_of(request, None, ""), "several": several}
    return render(request, "pages/empty.html", filled, status=503)


def context_of(request: HttpRequest) -> ViewContext:
    """Return the programme at the moment that a request asks for, as whoever asks may see it.

    Raises:
        NotFound: no programme is loaded.
        SeveralProgrammes: several are, and the site does not say which it shows.
    """
    past = getattr(request, "past", None)
    return current_context(settings.PROGRAMME, past.moment if past else None, scope_of(request))


def at_entry(request: HttpRequest, page: str = "", id: str = "") -> AtEntry:
    """Return what gives the address, as an entry left it, of the page of a request or of a record's own ``page``."""
    if page:
        name, given = page, {"id": id}
    else:
        name, given = page_at(request.path_info, getattr(request, "urlconf", settings.ROOT_URLCONF))
    site, language = site_of(request), current_language()
    return lambda entry: address_of(name, given, site, language, When(entry=entry))


def scope_of(request: HttpRequest) -> Scope:
    """Return for whom a viewer acts: what is kept from others is shown to the partners that may see it."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.grants:
        return NOBODY
    return scope_of_actor(actor, settings.PROGRAMME or state_key().programme)


def current_language() -> Language:
    """Return the language of the address."""
    return "en" if get_language() == "en" else "nl"


def shell_of(request: HttpRequest, context: ViewContext | None, section: str, *, signed_in: bool = True) -> Shell:
    """Return what stands around the page: the menu, who is signed in, the language links, the moment, the footer.

    ``signed_in`` False asks nobody who is signed in, for a page that must do without the database.
    """
    from wijkpeil.web.past import stood_of

    language = current_language()
    query = request.GET.get("q", "") if section == "search" else ""
    return make_shell(
        context,
        language,
        section=section,
        other_address=_in_other_language(request, language),
        query=query,
        stood=stood_of(request, language),
        dates=date_form(request, language),
        person=_person(request) if signed_in else None,
    )


def _in_other_language(request: HttpRequest, language: Language) -> str:
    other: Language = "nl" if language == "en" else "en"
    asked = getattr(request, "as_of", None)
    return same_page(request, asked.when, other) if asked else translate_url(request.get_full_path(), other)


def date_form(request: HttpRequest, language: Language) -> DateForm | None:
    """Return the form that shows this page at another day; None where the site has no such addresses."""
    past = getattr(request, "past", None)
    day = timezone.localdate(past.moment).isoformat() if past else ""
    try:
        with standing_under(site_of(request)), override(language):
            action = reverse("history-go", settings.ROOT_URLCONF)
        history = reverse("history")
    except NoReverseMatch:
        return None
    return DateForm(
        action=action,
        page=same_page(request, None, language),
        value=day,
        last=timezone.localdate().isoformat(),
        history=history,
    )


def _person(request: HttpRequest) -> tuple[str, Actor] | None:
    """Return who is signed in; a visitor without a session costs no query, and a page that failed asks nothing."""
    user = getattr(request, "user", None)
    if user is None or settings.SESSION_COOKIE_NAME not in request.COOKIES or not user.is_authenticated:
        return None
    from wijkpeil.web.demonstration import shown_name

    return shown_name(user), request.actor  # type: ignore[attr-defined]
