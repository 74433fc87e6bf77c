"""What changed: by day, and of one record; and the way to a page as it stood."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkpeil.pages.change_days import AtDay, changes_page
from wijkpeil.pages.format import day
from wijkpeil.pages.history import history_page
from wijkpeil.web.as_of import address_of, of_day, page_at, site_of, standing
from wijkpeil.web.showing import at_entry, current_language, show

OWN_PAGES = {"themes": "theme", "targets": "target", "measures": "measure", "partners": "partner"}
"""Names of the pages of records that have one of their own, by register."""


@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """List the days on which something changed."""
    before = _date(request.GET.get("before", ""))
    return show(
        request,
        "history",
        "history",
        lambda context, language: changes_page(context, language, _at_day(request), before),
    )


@require_safe
def of_record(request: HttpRequest, register: str, id: str) -> HttpResponse:
    """Show the history of one record."""
    given = request.GET.get("before", "")
    before = int(given) if given.isascii() and given.isdigit() and len(given) < 16 else None
    own = OWN_PAGES.get(register)
    at = at_entry(request, own, id) if own else at_entry(request)
    return show(
        request,
        "record_history",
        "history",
        lambda context, language: history_page(context, language, register, id, at, before),
    )


@require_safe
def go(request: HttpRequest) -> HttpResponse:
    """Lead to a page as it stood on the day that was chosen, or say why there is none."""
    typed, language = request.GET.get("date", "").strip(), current_language()
    chosen, today = _date(typed), timezone.localdate()
    if chosen is None or chosen > today:
        error = (
            _("This is no day. Write one as 2026-11-20.")
            if chosen is None
            else _("%(day)s is still to come. Choose a day up to today.") % {"day": day(chosen, language)}
        )
        return show(
            request,
            "history",
            "history",
            lambda context, language: changes_page(context, language, _at_day(request), None, error, typed),
            status=400,
        )
    path, _stroke, query = request.GET.get("page", "").partition("?")
    name, given = page_at(_within_site(path, site_of(request)), settings.ROOT_URLCONF)
    if name not in standing():
        name, given, query = "overview", {}, ""
    return HttpResponseRedirect(address_of(name, given, site_of(request), language, of_day(chosen), query))


def _at_day(request: HttpRequest) -> AtDay:
    site, language = site_of(request), current_language()
    return lambda when: address_of("overview", {}, site, language, of_day(when))


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found < date.max else None


def _within_site(path: str, site: str) -> str:
    """Take off what the site stands under; an address that is not of the site leads to the first page."""
    return f"/{path.removeprefix(site)}" if path.startswith(site) and not path.startswith("//") else "/"
