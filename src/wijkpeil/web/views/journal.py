"""The journal: search, one entry, verification and export, for auditors and administrators."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkpeil.errors import NotFound
from wijkpeil.ledger import rights
from wijkpeil.ledger.services.journal import journal_export, journal_head, journal_read
from wijkpeil.ledger.verified import Verified, last_verified, start_verifying
from wijkpeil.ledger.workspace import current_workspace
from wijkpeil.loading.sheets import guarded
from wijkpeil.model.people import Actor
from wijkpeil.pages.journal import asked, journal_page
from wijkpeil.pages.journal_entry import entry_page
from wijkpeil.pages.verification import verified_page
from wijkpeil.web import security
from wijkpeil.web.security import JOURNAL
from wijkpeil.web.showing import current_language, show_alone

HASH = re.compile(r"[0-9a-f]{64}")
NUMBER = re.compile(r"[1-9][0-9]{0,14}")
COLUMNS = ("sequence", "recorded_at", "programme", "actor", "role", "action", "subject", "why", "hash")
CHUNK = 1000
PATIENCE = 4
"""Seconds to wait for a verification that may be a short one."""
GLANCE = 0.1
"""Seconds between two looks at it."""


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@require_safe
@never_cache
def journal(request: HttpRequest) -> HttpResponse:
    """Search the journal."""
    actor, given, language = actor_of(request), request.GET.dict(), current_language()
    query, _faults = asked(given)
    found = journal_read(actor, query)
    security.note(request, JOURNAL, actor.id, "search")
    last = journal_head(actor)[0]
    verifies = rights.may(actor, "journal_verify")
    page = journal_page(
        found,
        last,
        given,
        language,
        exports=rights.may(actor, "journal_export"),
        chosen=_chosen(request),
        verified=verified_page(last_verified(current_workspace().path), language) if verifies else None,
    )
    return show_alone(request, "journal", "journal", page, status=400 if page.form.faults else 200)


@require_safe
@never_cache
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """Show one entry."""
    actor = actor_of(request)
    held = journal_read(actor).filter(sequence=number).first()
    if held is None:
        raise NotFound(f"The journal has no entry {number}.")
    security.note(request, JOURNAL, actor.id, f"entry {number}")
    return show_alone(
        request, "journal_entry", "journal", entry_page(held, journal_head(actor)[0], actor, current_language())
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Show how far the last verification is or what it came to; have another one made."""
    actor, language, place = actor_of(request), current_language(), current_workspace().path
    rights.require(actor, "journal_verify")
    if request.method != "POST":
        page = verified_page(last_verified(place), language)
        return show_alone(request, "journal_verified", "journal", page)
    kept, at = (re.sub(r"\s", "", request.POST.get(name, "")).lower() for name in ("head", "at"))
    faults = {}
    if kept and not HASH.fullmatch(kept):
        faults["head"] = _("A hash has 64 digits, each 0 to 9 or a to f.")
    if at and not NUMBER.fullmatch(at):
        faults["at"] = _("The number of an entry is a whole number from 1.")
    if faults:
        typed = {"head": request.POST.get("head", ""), "at": request.POST.get("at", ""), "faults": faults}
        return show_alone(request, "journal_verify", "journal", typed, status=400)
    before = last_verified(place)
    if before is not None and before.running:
        messages.warning(request, _("A verification was at work already, and is shown here. Ask again when it ended."))
    else:
        start_verifying(place, kept, int(at) if at else None)
        _wait_for_another(before)
    return HttpResponseRedirect(reverse("journal-verify"))


def _wait_for_another(before: Verified | None) -> None:
    """Wait a moment, so that where the journal is short the next page shows what came of it."""
    until, began = time.monotonic() + PATIENCE, before.started_at if before else None
    while time.monotonic() < until:
        last = last_verified(current_workspace().path)
        if last is not None and last.started_at != began and not last.running:
            return
        time.sleep(GLANCE)


@require_safe
@never_cache
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Give the whole journal as a file that anyone can check."""
    actor = actor_of(request)
    lines = journal_export(actor)
    security.note(request, JOURNAL, actor.id, "export")
    return _file(lines, "application/x-ndjson", "journal.ndjson")


@require_safe
@never_cache
def table(request: HttpRequest) -> StreamingHttpResponse:
    """Give the entries that were chosen as a table."""
    actor = actor_of(request)
    rights.require(actor, "journal_export")
    security.note(request, JOURNAL, actor.id, "table")
    query, _faults = asked(request.GET.dict())
    found = journal_read(actor, query).values_list(*COLUMNS)
    return _file(_lines(found), "text/csv; charset=utf-8", "journal.csv")


def _lines(found: Any) -> Iterator[str]:
    yield _line(COLUMNS)
    last = None
    while rows := list((found if last is None else found.filter(sequence__lt=last))[:CHUNK]):
        for row in rows:
            yield _line([row[0], row[1].isoformat(), *(guarded(cell) for cell in row[2:])])
        last = rows[-1][0]


def _line(cells: Iterable[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _file(lines: Iterable[str], media: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _chosen(request: HttpRequest) -> str:
    given = request.GET.copy()
    for name in ("before", "after"):
        given.pop(name, None)
    for name in [name for name, value in given.items() if not value]:
        del given[name]
    return given.urlencode()
