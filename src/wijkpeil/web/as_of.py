"""Pages as they stood: the part of an address that says when, and addresses of the same page at other moments.

Dutch addresses begin with ``/op/…/``, English ones with ``/en/as-of/…/``. Between the strokes stands a day
(``2026-11-20``: at its end), a time of the city's clock (``2026-11-20T14:30:05``), or an entry of the journal
(``logboek-12``, ``journal-12``). The part is taken for the address that the site stands under, so that every link of
a page keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, get_script_prefix, resolve, reverse, set_script_prefix
from django.utils import timezone
from django.utils.translation import override

from wijkpeil.model.base import Language

WORDS: dict[Language, str] = {"nl": "op", "en": "en/as-of"}
"""What an address begins with, after the address of the site."""
ENTRY_WORDS: dict[Language, str] = {"nl": "logboek", "en": "journal"}
PAST_URLS = "wijkpeil.web.urls_past"
_ADDRESS = re.compile(r"^/(?P<word>op|en/as-of)/(?P<moment>[^/]+)(?P<rest>/.*|)$")
_ENTRY = re.compile(r"^(?:logboek|journal)-([1-9]\d{0,15})$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_TIME = re.compile(r"^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)$")
_LAST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class When:
    """The moment that an address names."""

    entry: int | None = None
    """Number of a journal entry: the state that it left."""
    until: datetime | None = None
    """The last moment that the address covers; None for an entry."""
    day: date | None = None
    """The day, where the address names one without a time."""

    def written(self, language: Language) -> str:
        """Write it as a part of an address."""
        if self.entry is not None:
            return f"{ENTRY_WORDS[language]}-{self.entry}"
        if self.day is not None:
            return self.day.isoformat()
        assert self.until is not None
        return timezone.localtime(self.until).strftime("%Y-%m-%dT%H:%M:%S")


def read_when(text: str) -> When | None:
    """Read the part of an address that says when; None where it says nothing that can be read."""
    entry, at = _ENTRY.match(text), _TIME.match(text)
    try:
        if entry:
            return When(entry=int(entry[1]))
        if at:
            return When(until=_end_of_second(date.fromisoformat(at[1]), time.fromisoformat(at[2])))
        if _DAY.match(text):
            return of_day(date.fromisoformat(text))
    except (ValueError, OverflowError):
        pass
    return None


def of_day(day: date) -> When:
    """Return the end of a day of the city's calendar.

    Raises:
        OverflowError: there is no day after it.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())
    return When(until=midnight.astimezone(UTC) - _LAST, day=day)


def _end_of_second(day: date, at: time) -> datetime:
    # An hour that the clock shows twice, or skips, is taken as late as it can be.
    both = (datetime.combine(day, at.replace(fold=fold), timezone.get_default_timezone()) for fold in (0, 1))
    return max(one.astimezone(UTC) for one in both) + timedelta(seconds=1) - _LAST


@dataclass(frozen=True, slots=True)
class AsOf:
    """What an address says of when, before it is known whether anything stood then."""

    text: str
    """As it stands in the address."""
    language: Language
    when: When | None
    """None where it cannot be read."""
    site: str
    """What the site itself stands under, ``/`` mostly."""
    path: str
    """The address of the page within the site, without language and moment."""


def as_of_in(path: str, site: str) -> AsOf | None:
    """Read an address within the site; None where it is one of the present."""
    found = _ADDRESS.match(path)
    if not found:
        return None
    language: Language = "en" if found["word"].startswith("en/") else "nl"
    return AsOf(found["moment"], language, read_when(found["moment"]), site, found["rest"])


def prefix(site: str, language: Language, when: When) -> str:
    """Return what the addresses of pages as they stood begin with."""
    return f"{site}{WORDS[language]}/{quote(when.written(language), safe=':')}/"


@contextmanager
def standing_under(address: str) -> Iterator[None]:
    """Let addresses begin with ``address``."""
    before = get_script_prefix()
    set_script_prefix(address)
    try:
        yield
    finally:
        set_script_prefix(before)


def address_of(
    name: str, given: Mapping[str, Any], site: str, language: Language, when: When | None, query: str = ""
) -> str:
    """Return the address of a page at a moment (None: now) and in a language.

    A page that cannot be seen as it stood becomes the first one.
    """
    urls = settings.ROOT_URLCONF if when is None else PAST_URLS
    with standing_under(site if when is None else prefix(site, language, when)), override(language):
        try:
            found = reverse(name, urls, kwargs=dict(given))
        except NoReverseMatch:
            return reverse("overview", urls)
    return f"{found}?{query}" if query else found


def same_page(request: HttpRequest, when: When | None, language: Language) -> str:
    """Return the address of the page of a request at another moment (None: now) and in a language."""
    name, given = page_at(request.path_info, getattr(request, "urlconf", settings.ROOT_URLCONF))
    if when is not None and name not in standing():
        name, given = "overview", {}
    query = request.META.get("QUERY_STRING", "")
    return address_of(name, given, site_of(request), language, when, query)


def site_of(request: HttpRequest) -> str:
    """Return what the site itself stands under, whatever moment a request asks for."""
    asked: AsOf | None = getattr(request, "as_of", None)
    return asked.site if asked else get_script_prefix()


def page_at(path: str, urls: str) -> tuple[str, Mapping[str, Any]]:
    """Return the name of the page at an address and what the address gives; those of the first page where none is."""
    try:
        match = resolve(path, urls)
    except Resolver404:
        return "overview", {}
    return match.view_name, match.kwargs


def standing() -> frozenset[str]:
    """Return the names of the pages that can be seen as they stood."""
    # The addresses import the views, which import this module.
    from wijkpeil.web.urls_past import STANDING

    return STANDING
