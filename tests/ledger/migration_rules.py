"""What a migration may do to a table that is being read: nothing that rewrites it, or keeps readers from it.

``faults`` tells what breaks the rules of docs/developer.md. A migration may say in ``reviewed`` (a dictionary from what
``faults`` tells to a reason) why one of them does no harm where it stands.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations, models
from django.db.migrations import operations as ops
from django.db.migrations.state import ProjectState

from wijkpeil.ledger.migrating import AddIndexAside

HARMLESS = (ops.AlterModelOptions, ops.AlterModelManagers, ops.AlterModelTableComment)
REFUSED = {
    ops.RenameModel: "code of the release before would no longer find the table",
    ops.RenameField: "code of the release before would no longer find the column",
    ops.RenameIndex: "it locks the table; add another index aside",
    ops.AlterModelTable: "code of the release before would no longer find the table",
    ops.RemoveField: "code of the release before still reads the column; take it from the state first",
    ops.DeleteModel: "code of the release before still reads the table; take it from the state first",
    ops.AddConstraint: "it reads the whole table while nobody may; add it NOT VALID, and validate it in a later one",
    ops.RemoveConstraint: "it locks the table",
    ops.RemoveIndex: "it locks the table",
    ops.AlterUniqueTogether: "it builds an index while nobody may write",
    ops.AlterOrderWithRespectTo: "it adds a column that must not be empty",
    ops.RunSQL: "what it does cannot be told from here",
}


def faults(migration: migrations.Migration, before: ProjectState) -> list[str]:
    """What a migration does that could keep readers waiting, apart from what it gives a reason for."""
    found = list(_faults(migration, before))
    reviewed: dict[str, str] = getattr(migration, "reviewed", {})
    unused = [f"reviewed without need: {told}" for told in reviewed if told not in found]
    empty = [f"reviewed without a reason: {told}" for told, why in reviewed.items() if not why.strip()]
    return [told for told in found if told not in reviewed] + unused + empty


def _faults(migration: migrations.Migration, before: ProjectState) -> Iterator[str]:
    state, made = before.clone(), set()
    aside = any(isinstance(each, AddIndexAside) for each in migration.operations)
    changing = [each for each in migration.operations if not isinstance(each, ops.RunPython)]
    if aside and (migration.atomic or len(migration.operations) > 1):
        yield "AddIndexAside: it needs a migration of its own that is not atomic"
    if changing and len(changing) < len(migration.operations):
        yield "RunPython: it would hold the locks of what stands beside it; give it a migration of its own"
    in_use: set[str] = set()
    for operation in _flat(migration.operations):
        if isinstance(operation, ops.CreateModel):
            made.add(operation.name_lower)
        elif _table(operation) not in made:
            yield from _one(migration.app_label, operation, state)
            in_use |= set() if isinstance(operation, (*HARMLESS, ops.RunPython)) else {_table(operation)}
        operation.state_forwards(migration.app_label, state)
    if len(in_use) > 1:
        yield f"{', '.join(sorted(in_use))}: readers of the first wait for the last; give each a migration of its own"


def _flat(operations: list[Any]) -> Iterator[Any]:
    for operation in operations:
        if isinstance(operation, ops.SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _table(operation: Any) -> str:
    return str(getattr(operation, "model_name_lower", getattr(operation, "name_lower", "")))


def _one(app: str, operation: Any, state: ProjectState) -> Iterator[str]:
    place = f"{type(operation).__name__} {_table(operation)}"
    if isinstance(operation, (*HARMLESS, AddIndexAside, ops.RunPython)):
        return
    if isinstance(operation, ops.AddField):
        yield from (f"{place}.{operation.name}: {told}" for told in _added(operation.field))
    elif isinstance(operation, ops.AlterField):
        old = state.models[app, operation.model_name_lower].fields[operation.name]
        yield from (f"{place}.{operation.name}: {told}" for told in _altered(old, operation.field))
    elif isinstance(operation, ops.AddIndex):
        yield f"{place}: it builds an index while nobody may write; use AddIndexAside"
    else:
        told = next((why for kind, why in REFUSED.items() if isinstance(operation, kind)), "it is not known here")
        yield f"{place}: {told}"


def _added(field: Any) -> Iterator[str]:
    if field.many_to_many:
        return
    if not field.null and field.db_default is models.NOT_PROVIDED:
        yield "a column that must not be empty needs a default in the database (db_default)"
    if field.unique or field.db_index:
        yield "it builds an index while nobody may write; add the column without, and the index aside"
    if field.remote_field and getattr(field, "db_constraint", False):
        yield "it locks the table that it refers to; leave the constraint out (db_constraint=False)"
    if getattr(field, "generated", False):
        yield "a generated column rewrites the table"


def _altered(old: Any, new: Any) -> Iterator[str]:
    if old.get_internal_type() != new.get_internal_type() or old.max_length != new.max_length:
        yield "another type rewrites the table; add another column"
    if old.null and not new.null:
        yield "it reads the whole table for what is empty while nobody may"
    if (new.unique, new.db_index) != (old.unique, old.db_index):
        yield "it builds or removes an index while nobody may write"
    if new.remote_field and getattr(new, "db_constraint", 0) and not getattr(old, "db_constraint", 0):
        yield "it locks the table that it refers to"
    if old.db_column != new.db_column:
        yield "code of the release before would no longer find the column"
