"""What a viewer may see of a programme: everybody's records, one's own, and those in which one is named."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import Any, Literal

from wijkpeil.model.programme import Ledger, Programme

Scope = frozenset[str] | Literal["everything"]
"""Ids of the partners that a viewer acts for; none for an anonymous reader; ``everything`` for who sees all."""
NOBODY: frozenset[str] = frozenset()
"""The scope of an anonymous reader."""


def may_see(record: Any, scope: Scope) -> bool:
    """Say whether a viewer may see a record; one that does not say who may see it is public."""
    visibility = getattr(record, "visibility", "public")
    if visibility == "public" or scope == "everything":
        return True
    return record.owner in scope or (visibility == "named" and not scope.isdisjoint(record.visible_to))


def visible_to_scope(programme: Programme, scope: Scope) -> Programme:
    """Return a programme with only the records of its ledger that a viewer may see.

    Where that is all of them, the same object is returned. No record that stays names one that goes, since a record
    never names one that fewer people may see (``wijkpeil.loading.rules.visibility``).
    """
    if scope == "everything":
        return programme
    changed = {}
    for register in _registers():
        records = getattr(programme.ledger, register)
        kept = tuple(record for record in records if may_see(record, scope))
        if len(kept) < len(records):
            changed[register] = kept
    return replace(programme, ledger=replace(programme.ledger, **changed)) if changed else programme


@cache
def _registers() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Ledger))
