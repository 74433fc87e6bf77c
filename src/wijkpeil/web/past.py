"""Answer with pages as they stood: find the moment, show its state, and say for how long an answer holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.cache import get_conditional_response

import wijkpeil
from wijkpeil.errors import NO_PROGRAMME
from wijkpeil.ledger.changes import public_change_after, public_change_before
from wijkpeil.ledger.models import JournalEntry, ProgrammeRevision
from wijkpeil.ledger.snapshot import StateKey, state_key
from wijkpeil.model.base import Language
from wijkpeil.pages.stood import (
    Neighbour,
    Stood,
    Trouble,
    entry_words,
    first_link,
    now_link,
    stood_detail,
    stood_sentence,
    trouble_page,
)
from wijkpeil.web.as_of import (
    PAST_URLS,
    WORDS,
    AsOf,
    When,
    as_of_in,
    page_at,
    same_page,
    standing,
    standing_under,
)
from wijkpeil.web.showing import context_if_any, scope_of, shell_of, show_empty
from wijkpeil.workflows.visibility import NOBODY

Answer = Callable[[HttpRequest], HttpResponse]
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Past:
    """The state that a request asks for."""

    when: When
    moment: datetime
    """The moment of which the state is shown."""
    key: StateKey
    shown: int
    """Number of the entry that left what is public of it."""
    before: int | None
    """Number of the entry that left the state before it."""
    after: int | None
    """Number of the entry that ended it; None where it still stands."""

    @property
    def final(self) -> bool:
        """True where no later write can change what a page at this moment shows."""
        return self.after is not None and self.moment < timezone.now()


def pages_of_the_past(get_response: Answer) -> Answer:
    """Take the moment out of an address, and answer with the page as it stood."""

    def answer(request: HttpRequest) -> HttpResponse:
        asked = as_of_in(request.path_info, get_script_prefix())
        request.as_of, request.past = asked, None  # type: ignore[attr-defined]
        if asked is None:
            return get_response(request)
        if not asked.path:
            return HttpResponsePermanentRedirect(f"{request.path}/")
        request.path_info, request.urlconf = asked.path, PAST_URLS  # type: ignore[attr-defined]
        name, _given = page_at(asked.path, PAST_URLS)
        if name not in standing():
            return HttpResponseRedirect(same_page(request, None, asked.language))
        with standing_under(f"{asked.site}{WORDS[asked.language]}/{quote(asked.text, safe=':')}/"):
            response = _answered(request, asked, get_response)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answer


def _answered(request: HttpRequest, asked: AsOf, get_response: Answer) -> HttpResponse:
    trouble, past = _find(asked)
    if trouble is not None:
        return _show_trouble(request, asked, trouble)
    if past is None:
        return show_empty(request)
    request.past = past  # type: ignore[attr-defined]
    public = scope_of(request) == NOBODY
    etag = _etag(request, past) if public and past.final and request.method in ("GET", "HEAD") else None
    if etag and (unchanged := get_conditional_response(request, etag)) is not None:
        unchanged.headers["Cache-Control"] = f"public, max-age={DAY_SECONDS}"
        return unchanged
    response = get_response(request)
    if not public:
        response.headers["Cache-Control"] = "private, no-cache"
    elif etag and response.status_code == 200:
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = f"public, max-age={DAY_SECONDS}"
    return response


def _etag(request: HttpRequest, past: Past) -> str:
    """Name all that decides an answer: the address, the state, what comes before and after it, and the software."""
    parts = (request.get_full_path(), past.key.head, past.key.definitions, past.before, past.after)
    text = "\n".join(map(str, (*parts, wijkpeil.__version__)))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _find(asked: AsOf) -> tuple[Trouble | None, Past | None]:
    """Find the state of a moment, or why there is none; neither where the workspace is empty."""
    when = asked.when
    if when is None:
        return "unreadable", None
    now = timezone.now()
    if when.entry is not None:
        moment = JournalEntry.objects.filter(sequence=when.entry).values_list("recorded_at", flat=True).first()
        if moment is None:
            return "no-entry", None
    else:
        assert when.until is not None
        # Of a day that is not over, what stands so far.
        moment = min(when.until, now) if when.day == timezone.localdate(now) else when.until
        if moment > now:
            return "future", None
    try:
        key = state_key(settings.PROGRAMME, moment)
    except NO_PROGRAMME:
        return ("before", None) if ProgrammeRevision.objects.exists() else (None, None)
    return None, _past(when, moment, key)


def _past(when: When, moment: datetime, key: StateKey) -> Past:
    shown = public_change_before(key.programme, key.sequence + 1) or key.sequence
    return Past(
        when=when,
        moment=moment,
        key=key,
        shown=shown,
        before=public_change_before(key.programme, shown),
        after=public_change_after(key.programme, key.sequence),
    )


def stood_of(request: HttpRequest, language: Language) -> Stood | None:
    """Return what the head of a page says of its moment; None for a page of the present."""
    past: Past | None = getattr(request, "past", None)
    if past is None:
        return None
    named = [one for one in (past.before, past.shown, past.after) if one is not None]
    moments = dict(JournalEntry.objects.filter(sequence__in=named).values_list("sequence", "recorded_at"))

    def neighbour(entry: int | None) -> Neighbour | None:
        if entry is None:
            return None
        address = same_page(request, When(entry=entry), language)
        return Neighbour(address=address, label=entry_words(entry, moments[entry], language))

    when = past.when
    return Stood(
        sentence=stood_sentence(when.entry, when.until, when.day, language),
        detail=stood_detail(past.shown, moments[past.shown], past.key.definitions, language),
        now=same_page(request, None, language),
        before=neighbour(past.before),
        after=neighbour(past.after),
    )


def _show_trouble(request: HttpRequest, asked: AsOf, trouble: Trouble) -> HttpResponse:
    language = asked.language
    links = [now_link(same_page(request, None, language), language)]
    first = _first_moment() if trouble in ("before", "no-entry", "unreadable") else None
    if first is not None:
        links.insert(0, first_link(same_page(request, When(entry=first[0]), language), *first, language))
    day = asked.when.day if asked.when else None
    page = trouble_page(trouble, day or asked.text, language, tuple(links))
    # Around it stands the present: its menu must lead somewhere.
    with standing_under(asked.site):
        filled = {"page": page, "shell": shell_of(request, context_if_any(request), "")}
        return render(request, "pages/moment.html", filled, status=404)


def _first_moment() -> tuple[int, datetime] | None:
    rows = ProgrammeRevision.objects.order_by("recorded_from")
    if settings.PROGRAMME:
        rows = rows.filter(programme=settings.PROGRAMME)
    return rows.values_list("opened_by", "recorded_from").first()
