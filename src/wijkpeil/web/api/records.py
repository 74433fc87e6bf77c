"""Reading the records of a register: lists, one record, its history, each as far as the reader's rights reach."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from wijkpeil.errors import NotFound, StaleRecord
from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.reading import Revised, may_read, record_history, revised, revised_json, shown_programme
from wijkpeil.ledger.snapshot import current_programme, programme_as_of, state_key
from wijkpeil.model.people import Actor
from wijkpeil.web.api.asking import (
    Moment,
    Own,
    PageNumber,
    PageSize,
    Register,
    endpoint,
    links,
    register_named,
    sliced,
    tag,
)
from wijkpeil.web.api.forms import RecordOut, Records

router = Router(tags=["records"])
RECORDS = "/programmes/{programme}/registers/{register}/records"
RECORD = RECORDS + "/{record}"
AsOf = Annotated[
    Moment | None, Query(None, alias="asOf", description="As the ledger stood at this moment; it carries a time zone.")
]


@endpoint(router, "GET", RECORDS, Records, action="record_read")
def records(
    request: Any,
    response: HttpResponse,
    programme: Own,
    register_: Register,
    page: PageNumber = 1,
    page_size: PageSize = 50,
    owner: Annotated[str | None, Query(None, max_length=200, description="Keep those of one partner.")] = None,
    visibility: Annotated[Literal["own", "named", "public"] | None, Query(None)] = None,
    changed_since: Annotated[
        Moment | None, Query(None, alias="changedSince", description="Keep those recorded after this moment.")
    ] = None,
    as_of: AsOf = None,
) -> Any:
    """List the records of a register that you may see."""
    name = register_named(register_)
    moment, found = _seen(request.auth, programme, name, as_of)
    rows = REGISTERS[name].objects.of(programme).as_of(moment)
    if changed_since is not None:
        since = set(rows.filter(recorded_from__gt=changed_since).values_list("record_id", flat=True))
        found = [each for each in found if each.id in since]
    if owner is not None:
        found = [each for each in found if getattr(each, "owner", None) == owner]
    if visibility is not None:
        found = [each for each in found if getattr(each, "visibility", "public") == visibility]
    wanted = [each.id for each in sliced(found, page, page_size)]
    by_id = {row.record_id: row for row in rows.filter(record_id__in=wanted)}
    links(request, response, page, page_size, len(found))
    made_up = is_simulated(programme)
    items = [_marked(name, revised(by_id[own]), made_up) for own in wanted]
    return {"simulated": made_up, "total": len(found), "page": page, "page_size": page_size, "items": items}


@endpoint(router, "GET", RECORD, RecordOut, action="record_read")
def record(
    request: Any, response: HttpResponse, programme: Own, register_: Register, record: Own, as_of: AsOf = None
) -> Any:
    """Show a record, with its revision as the ETag."""
    name = register_named(register_)
    moment = state_key(programme, as_of).moment
    row = REGISTERS[name].objects.of(programme).as_of(moment).filter(record_id=record).first()
    shown = visible(request.auth, programme, name, row)
    if shown is None:
        raise NotFound(f"There is no record {register_}/{record}.")
    tag(response, shown.revision)
    return told(programme, name, shown)


@endpoint(router, "GET", RECORD + "/revisions", list[RecordOut], action="record_read")
def revisions(request: Any, programme: Own, register_: Register, record: Own) -> Any:
    """Show the history of a record, the newest revision first.

    Each revision is as visible as it said itself when it stood.
    """
    name = register_named(register_)
    found = record_history(request.auth, programme, name, record)
    if not found:
        raise NotFound(f"There is no record {register_}/{record}.")
    made_up = is_simulated(programme)
    return [_marked(name, each, made_up) for each in found]


def _seen(actor: Actor, programme: str, register: str, as_of: Any) -> tuple[Any, list[Any]]:
    """Return the moment of a state, and the records of a register that an actor may see in it."""
    moment = state_key(programme, as_of).moment
    held = shown_programme(actor, programme_as_of(moment, programme))
    return moment, list(getattr(held.ledger, register))


def told(programme: str, register: str, each: Revised) -> dict[str, Any]:
    """Return a revision as the API tells it: with the mark of what is made up."""
    return _marked(register, each, is_simulated(programme))


def _marked(register: str, each: Revised, made_up: bool) -> dict[str, Any]:
    return {**revised_json(register, each), "simulated": made_up}


def is_simulated(programme: str) -> bool:
    """Tell whether a programme is made up."""
    return current_programme(programme).simulated


def visible(actor: Actor, programme: str, register: str, row: Any) -> Revised | None:
    """Return a row as a record, None where there is none that the actor may see."""
    if row is None:
        return None
    shown = revised(row)
    return shown if may_read(actor, programme, register, shown.record) else None


def current(actor: Actor, programme: str, register: str, own: str) -> Revised | None:
    """Return a record as it stands, None where there is none that the actor may see."""
    row = REGISTERS[register].objects.of(programme).current().filter(record_id=own).first()
    return visible(actor, programme, register, row)


def current_told(request: HttpRequest, error: StaleRecord) -> dict[str, Any] | None:
    """Return the record that was changed meanwhile, as it stands now; None where it is gone."""
    programme: Any = getattr(request.resolver_match, "kwargs", {}).get("programme", "")
    actor: Any = getattr(request, "auth", None)
    found = current(actor, programme, error.register, error.record_id)
    return told(programme, error.register, found) if found else None
