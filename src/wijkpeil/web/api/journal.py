"""The journal: its entries, its export, its head, and whether everything is as it says."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse, StreamingHttpResponse
from ninja import Query, Router

from wijkpeil.errors import NotFound
from wijkpeil.ledger.reading import entry_told
from wijkpeil.ledger.services import journal as services
from wijkpeil.ledger.services.journal import journal_read
from wijkpeil.web import security
from wijkpeil.web.api.asking import Moment, Number, PageNumber, PageSize, endpoint, links
from wijkpeil.web.api.envelope import NDJSON
from wijkpeil.web.api.forms import Entries, EntryOut, HeadOut, Name, VerificationOut
from wijkpeil.web.security import JOURNAL

router = Router(tags=["journal"])


@endpoint(router, "GET", "/journal/entries", Entries, action="journal_read")
def entries(
    request: Any,
    response: HttpResponse,
    page: PageNumber = 1,
    page_size: PageSize = 50,
    programme: Annotated[Name | None, Query(None)] = None,
    actor: Annotated[Name | None, Query(None, description="Pseudonymous id of who did it.")] = None,
    action: Annotated[Name | None, Query(None)] = None,
    subject: Annotated[Name | None, Query(None, description="What it was done to, such as facilities/f1.")] = None,
    since: Annotated[Moment | None, Query(None, description="Recorded at or after this moment.")] = None,
    until: Annotated[Moment | None, Query(None, description="Recorded before this moment.")] = None,
) -> Any:
    """List the entries of the journal, the newest first."""
    asked = {
        "programme": programme,
        "actor": actor,
        "action": action,
        "subject": subject,
        "recorded_at__gte": since,
        "recorded_at__lt": until,
    }
    found = journal_read(request.auth).filter(**{name: value for name, value in asked.items() if value is not None})
    security.note(request, JOURNAL, request.auth.id, "search")
    total, first = found.count(), (page - 1) * page_size
    links(request, response, page, page_size, total)
    items = [entry_told(request.auth, each) for each in found.order_by("-sequence")[first : first + page_size]]
    return {"total": total, "page": page, "page_size": page_size, "items": items}


@endpoint(router, "GET", "/journal/entries/{entry}", EntryOut, action="journal_read")
def entry(request: Any, entry: Number) -> Any:
    """Show an entry of the journal."""
    found = journal_read(request.auth).filter(sequence=entry).first()
    if found is None:
        raise NotFound(f"The journal has no entry {entry}.")
    security.note(request, JOURNAL, request.auth.id, f"entry {entry}")
    return entry_told(request.auth, found)


@endpoint(router, "GET", "/journal/export", EntryOut, action="journal_export")
def journal_export(request: Any) -> Any:
    """Export the whole journal as lines of JSON, which ``wijkpeil journal check-export`` or anyone else can check."""
    lines = services.journal_export(request.auth)
    security.note(request, JOURNAL, request.auth.id, "export")
    response = StreamingHttpResponse(lines, content_type=NDJSON)
    response.headers["Content-Disposition"] = 'attachment; filename="journal.ndjson"'
    return response


@endpoint(router, "GET", "/journal/head", HeadOut, action="journal_read")
def journal_head(request: Any) -> Any:
    """Show the last entry of the journal: what an outsider keeps as proof."""
    sequence, hash_, moment = services.journal_head(request.auth)
    return {"sequence": sequence, "hash": hash_, "recorded_at": moment or None}


@endpoint(router, "GET", "/journal/verification", VerificationOut, action="journal_verify")
def journal_verify(
    request: Any,
    kept: Annotated[
        str | None, Query(None, alias="head", pattern="^[0-9a-f]{64}$", description="A hash that was kept elsewhere.")
    ] = None,
    at: Annotated[
        int | None, Query(None, ge=1, le=2**31 - 1, description="Number of the entry with that hash.")
    ] = None,
) -> Any:
    """Hold the journal and every row against each other; this takes seconds where the journal is long."""
    found = services.journal_verify(request.auth, kept or "", at)
    findings = [{"where": each.where, "message": each.message} for each in found.findings]
    return {
        "whole": not findings,
        "entries": found.entries,
        "rows": found.rows,
        "head": found.head,
        "findings": findings,
    }
