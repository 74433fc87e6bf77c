"""Writing the records of a register: each call one service, one entry of the journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from wijkpeil.errors import Fault, FaultsFound, NotAllowed
from wijkpeil.ledger import services
from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.previewing import preview
from wijkpeil.ledger.seeing import may_somewhere
from wijkpeil.ledger.services import Change
from wijkpeil.ledger.services.records import Receipt as Done
from wijkpeil.loading.editing import Edit
from wijkpeil.loading.json_form import json_cells
from wijkpeil.web.api import asking, forms
from wijkpeil.web.api.asking import (
    IDEMPOTENCY,
    IF_MATCH,
    WHY,
    Number,
    Own,
    Register,
    endpoint,
    register_named,
    seen_revision,
)
from wijkpeil.web.api.records import RECORD, RECORDS, current, router, told

REGISTER = "/programmes/{programme}/registers/{register}"
REFUSALS = (400, 409, 412, 428)


@endpoint(
    router,
    "POST",
    RECORDS,
    forms.Written,
    action="record_add",
    status=201,
    problems=(400, 409),
    headers=[IDEMPOTENCY],
)
def record_add(request: Any, response: HttpResponse, programme: Own, register_: Register, body: forms.WriteForm) -> Any:
    """Add a record; its id is one of its fields."""
    name, own = register_named(register_), body.record.get("id")
    if not isinstance(own, str):
        message = "The record has no id."
        raise FaultsFound([_fault(name, "", "id", message, "Give it an id of letters, digits, - and _.")])
    cells = _cells(name, own, body.record)

    def add(columns: dict[str, str]) -> Done:
        key = asking.sending(request)
        return services.record_add(request.auth, programme, name, own, columns, why=body.why, key=key)

    done = _written(request, programme, name, cells, add)
    response.headers["Location"] = asking.address("programmes", programme, "registers", register_, "records", own)
    return answered(request, response, programme, name, own, done)


@endpoint(
    router, "PUT", RECORD, forms.Written, action="record_revise", problems=REFUSALS, headers=[IF_MATCH, IDEMPOTENCY]
)
def record_revise(
    request: Any, response: HttpResponse, programme: Own, register_: Register, record: Own, body: forms.WriteForm
) -> Any:
    """Revise a record: what you send takes the place of all that stands there."""
    name, revision = register_named(register_), seen_revision(request)
    cells = _cells(name, record, body.record)

    def revise(columns: dict[str, str]) -> Done:
        key, own = asking.sending(request), record
        write = services.record_revise
        return write(request.auth, programme, name, own, columns, revision=revision, why=body.why, key=key)

    done = _written(request, programme, name, cells, revise)
    return answered(request, response, programme, name, record, done)


@endpoint(
    router,
    "DELETE",
    RECORD,
    forms.Receipt,
    action="record_remove",
    problems=REFUSALS,
    headers=[IF_MATCH, IDEMPOTENCY, WHY],
)
def record_remove(request: Any, programme: Own, register_: Register, record: Own) -> Any:
    """Remove a record; its history stays, and it can be restored."""
    name, revision = register_named(register_), seen_revision(request)
    why, key = asking.why_said(request), asking.sending(request)
    return _receipt(services.record_remove(request.auth, programme, name, record, revision=revision, why=why, key=key))


@endpoint(
    router,
    "POST",
    RECORD + "/restorations",
    forms.Written,
    action="record_restore",
    problems=(400, 409),
    headers=[IDEMPOTENCY],
)
def record_restore(
    request: Any, response: HttpResponse, programme: Own, register_: Register, record: Own, body: forms.RestoreForm
) -> Any:
    """Bring back what a record said in an earlier revision, as a new one."""
    name, key = register_named(register_), asking.sending(request)
    write = services.record_restore
    done = write(request.auth, programme, name, record, revision=body.revision, why=body.why, key=key)
    return answered(request, response, programme, name, record, done)


@endpoint(
    router,
    "POST",
    REGISTER + "/imports",
    forms.ImportOut,
    action="records_import",
    problems=(400, 409, 412),
    headers=[IDEMPOTENCY],
)
def records_import(request: Any, programme: Own, register_: Register, body: forms.ImportForm) -> Any:
    """Write many records at once, all or none; every fault of every record is told.

    With ``preview`` nothing is written, and every change is told.
    """
    name, faults, changes = register_named(register_), list[Fault](), list[Change]()
    for item in body.items:
        cells, found = (None, []) if item.record is None else _cells(name, item.id, item.record)
        faults += found
        edit = Edit(register=name, id=item.id, columns=cells)
        changes.append(Change(edit=edit, revision=item.revision or 0, exists=item.revision is not None))
    if faults:
        _may_write_any(request.auth, programme, name)
        raise FaultsFound(faults)
    if body.preview:
        seen = preview(request.auth, programme, changes)
        told = [{**each, "register": register_} for each in seen.changes]
        return {**_receipt(seen.receipt), "entry": None, "changes": told}
    key = asking.sending(request)
    return {**_receipt(services.records_write(request.auth, programme, changes, why=body.why, key=key)), "changes": []}


@endpoint(
    router,
    "POST",
    "/programmes/{programme}/entries/{entry}/undos",
    forms.Receipt,
    action="entry_undo",
    problems=(400, 409, 412),
    headers=[IDEMPOTENCY],
)
def entry_undo(request: Any, programme: Own, entry: Number, body: forms.WhyForm) -> Any:
    """Undo an entry of the journal: its records as they were before it, by a new entry."""
    key = asking.sending(request)
    return _receipt(services.entry_undo(request.auth, programme, entry, why=body.why, key=key))


def _written(
    request: Any,
    programme: str,
    register: str,
    cells: tuple[dict[str, str], list[Fault]],
    write: Callable[[dict[str, str]], Done],
) -> Done:
    """Write, unless the form of what was sent has faults; who may not write is told that first."""
    columns, faults = cells
    if not faults:
        return write(columns)
    _may_write_any(request.auth, programme, register)
    raise FaultsFound(faults)


def _may_write_any(actor: Any, programme: str, register: str) -> None:
    """Refuse who may write no record of a register at all, before telling what is wrong with it.

    Raises:
        NotAllowed: no grant of the actor is one to write with.
    """
    if not may_somewhere(actor, programme, "record_revise", register):
        why = "None of the account's roles allows this here, or the token has no scope for it."
        raise NotAllowed("record_revise", why)


def _cells(register: str, own: str, values: dict[str, Any]) -> tuple[dict[str, str], list[Fault]]:
    kind: Any = REGISTERS[register].record_type
    cells, faults = json_cells(kind, f"{register}/{own}", values)
    if values.get("id", own) != own:
        message = "A record keeps its id for good."
        faults.append(_fault(register, own, "id", message, "Add a record under the other id, and remove this one."))
    return cells, faults


def _fault(register: str, own: str, key: str, message: str, remedy: str) -> Fault:
    return Fault(file=f"{register}/{own}", line=None, key=key, message=message, remedy=remedy)


def _receipt(done: Done) -> dict[str, Any]:
    return {"entry": done.entry, "added": done.added, "changed": done.changed, "removed": done.removed}


def answered(request: Any, response: HttpResponse, programme: str, register: str, own: str, done: Done) -> Any:
    """Answer with what a write did and the record as it stands, its revision as the ETag."""
    found = current(request.auth, programme, register, own)
    if found:
        asking.tag(response, found.revision)
    return {**_receipt(done), "record": told(programme, register, found) if found else None}
