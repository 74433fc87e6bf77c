"""Programmes and their registers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router

from wijkpeil.ledger.changes import public_change_before
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.reading import shown_programme
from wijkpeil.ledger.rights import KEPT
from wijkpeil.ledger.snapshot import StateKey, current_programme, state_key, state_keys
from wijkpeil.loading import json_schemas
from wijkpeil.loading.json_form import json_schema, record_json
from wijkpeil.loading.reference import record_doc
from wijkpeil.web.api.asking import Own, Register, endpoint, register_named
from wijkpeil.web.api.forms import ProgrammeOut, RegisterDetail, RegisterOut

router = Router(tags=["programmes"])


@endpoint(router, "GET", "/programmes", list[ProgrammeOut], action="record_read")
def programmes(request: HttpRequest) -> Any:
    """List the programmes of this workspace."""
    return [_programme(each) for each in state_keys()]


@endpoint(router, "GET", "/programmes/{programme}", ProgrammeOut, action="record_read")
def programme(request: HttpRequest, programme: Own) -> Any:
    """Show a programme."""
    return _programme(state_key(programme))


@endpoint(router, "GET", "/programmes/{programme}/registers", list[RegisterOut], action="record_read")
def registers(request: Any, programme: Own) -> Any:
    """List the registers of a programme.

    Some are kept here one record at a time; the others come with the programme's folder.
    """
    held = shown_programme(request.auth, current_programme(programme))
    return [_register(name, held) for name in REGISTERS]


@endpoint(router, "GET", "/programmes/{programme}/registers/{register}", RegisterDetail, action="record_read")
def register(request: Any, programme: Own, register_: Register) -> Any:
    """Show a register with the fields of its records."""
    name = register_named(register_)
    held = shown_programme(request.auth, current_programme(programme))
    kind = REGISTERS[name].record_type
    assert kind is not None
    return {**_register(name, held), "record_schema": json_schema(kind), "row_schema": json_schemas()[name]}


def _programme(key: StateKey) -> dict[str, Any]:
    held = current_programme(key.programme)
    return {
        "id": key.programme,
        "name": record_json(held.definitions.info.name),
        "definitions": key.definitions,
        "changed_at": _changed_at(key),
        "simulated": held.simulated,
    }


def _changed_at(key: StateKey) -> datetime:
    """Return when something public was last written: that something hidden was, is nobody's business."""
    shown = public_change_before(key.programme, key.sequence + 1) or key.sequence
    moment: datetime = JournalEntry.objects.values_list("recorded_at", flat=True).get(sequence=shown)
    return moment


def _register(name: str, held: Any) -> dict[str, Any]:
    kind: Any = REGISTERS[name].record_type
    return {
        "register": name.replace("_", "-"),
        "description": record_doc(kind),
        "records": len(getattr(held.ledger, name)),
        "kept": name in KEPT,
        "simulated": held.simulated,
    }
