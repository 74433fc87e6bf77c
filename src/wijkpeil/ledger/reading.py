"""What an actor may read: records, their history and the journal, each as far as rights reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from typing import Any

from wijkpeil.ledger import rights
from wijkpeil.ledger.mapper import to_record
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.subjects import sharing_of, sharing_told
from wijkpeil.loading.editing import register_kind
from wijkpeil.loading.fields import fields_of
from wijkpeil.loading.json_form import record_json
from wijkpeil.model.base import record
from wijkpeil.model.people import Actor
from wijkpeil.model.programme import Ledger, Programme

HIDDEN = {"hidden": True}
"""What stands in a journal entry in place of a record that the reader may not see."""


@record
class Revised:
    """A record as it stood from one moment to another."""

    record: Any
    """The record."""
    revision: int
    """Number of the revision, from 1."""
    recorded_from: datetime
    """When it was recorded."""
    recorded_to: datetime | None
    """When it was replaced or removed; None: it stands."""
    entry: int
    """Number of the journal entry that recorded it."""


def may_read(actor: Actor, programme: str, register: str, each: Any) -> bool:
    """Say whether an actor may see a record; areas have no part in that, and one that does not say who sees it is
    public."""
    return rights.may(actor, "record_read", sharing_of(programme, register, each))


def shown_programme(actor: Actor, programme: Programme) -> Programme:
    """Return a programme with the records alone that an actor may see; itself where that is all of them."""
    changed, own = {}, programme.definitions.info.id
    for register in _registers():
        records = getattr(programme.ledger, register)
        kept = tuple(each for each in records if may_read(actor, own, register, each))
        if len(kept) < len(records):
            changed[register] = kept
    return replace(programme, ledger=replace(programme.ledger, **changed)) if changed else programme


@cache
def _registers() -> tuple[str, ...]:
    """Name the registers whose records say who may see them."""
    kinds: dict[str, Any] = {field.name: REGISTERS[field.name].record_type for field in fields(Ledger)}
    return tuple(name for name, kind in kinds.items() if "visibility" in fields_of(kind))


def register_read(actor: Actor, programme: str, register: str) -> tuple[Revised, ...]:
    """Return the records of a register that an actor may see, as they stand, in their order.

    Raises:
        NotFound: there is no such register.
    """
    register_kind(register)
    rows = REGISTERS[register].objects.of(programme).current().in_order()
    return tuple(each for each in map(revised, rows) if may_read(actor, programme, register, each.record))


def record_history(actor: Actor, programme: str, register: str, own: str) -> tuple[Revised, ...]:
    """Return the revisions of a record that an actor may see, the newest first.

    Each is as visible as it says itself: what was public when it was recorded stays so in the history.

    Raises:
        NotFound: there is no such register.
    """
    register_kind(register)
    rows = REGISTERS[register].objects.of(programme).filter(record_id=own).order_by("-revision")
    found = (revised(row) for row in rows)
    return tuple(each for each in found if may_read(actor, programme, register, each.record))


def revised(row: Any) -> Revised:
    """Return a row of a register's table as a record with its place in the history."""
    return Revised(
        record=to_record(row.record_type, row),
        revision=row.revision,
        recorded_from=row.recorded_from,
        recorded_to=row.recorded_to,
        entry=row.opened_by_id,
    )


def revised_json(register: str, each: Revised) -> dict[str, Any]:
    """Return a revision as the API and the command line tell it; for ``loading.json_form.json_text``."""
    return {
        "register": register.replace("_", "-"),
        "id": each.record.id,
        "revision": each.revision,
        "recorded_from": each.recorded_from,
        "recorded_to": each.recorded_to,
        "entry": each.entry,
        "record": record_json(each.record),
    }


def entry_told(actor: Actor, entry: JournalEntry) -> dict[str, Any]:
    """Return a journal entry as an actor may read it: what it says of a record kept from them is left out."""
    before, after = (_told(actor, entry.programme, side) for side in (entry.before, entry.after))
    return {
        "sequence": entry.sequence,
        "recorded_at": entry.recorded_at,
        "programme": entry.programme,
        "actor": entry.actor,
        "role": entry.role,
        "action": entry.action,
        "subject": entry.subject,
        "before": before,
        "after": after,
        "why": entry.why,
        "rows": entry.rows,
        "key": entry.key,
        "layout": entry.layout,
        # With it, who knows all of an entry but one record could try out what that says.
        "salt": entry.salt if rights.may(actor, "journal_export") else None,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def may_read_told(actor: Actor, programme: str, register: str, told: Any) -> bool:
    """Say whether an actor may see a record as an entry of the journal tells it; what is no record, they may."""
    return not isinstance(told, Mapping) or rights.may(actor, "record_read", sharing_told(programme, register, told))


def _told(actor: Actor, programme: str, side: Any) -> Any:
    if not isinstance(side, Mapping):
        return side
    return {
        name: value if may_read_told(actor, programme, name.partition("/")[0], value) else HIDDEN
        for name, value in side.items()
    }
