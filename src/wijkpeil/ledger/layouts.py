"""In which layout of the tables each column came: a row is proved by the columns that there were when it was written.

A layout is the number of a migration of the ledger. An entry of the journal says under which layout it was written, and
its digests cover the columns of that layout. A column that came later holds, in a row from before, what its migration
gave to every such row, and nothing else.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import models
from django.db.migrations import operations as ops

from wijkpeil.errors import SoftwareError
from wijkpeil.ledger.journal import as_json, content_hash

MIGRATIONS = "wijkpeil.ledger.migrations"
RELEASED: Mapping[int, str] = {}
"""The last layout of each release, and ``seal_of`` it: no column is put among those any more."""


class NoDefault:
    """What rows from before hold in a column that came with its table: there are none."""


class Came(NamedTuple):
    """How a column came."""

    layout: int
    """The layout that first had it."""
    default: Any
    """What rows from before hold in it; ``NoDefault`` where there can be none."""


Layouts = Mapping[str, Mapping[str, Came]]
"""How each column came, by the name of its model and its own."""


def layouts_of(migrations: Iterable[tuple[int, Iterable[Any]]]) -> Layouts:
    """Return how each column came by operations of migrations, each with its number.

    Raises:
        SoftwareError: a column came to a table without saying what rows from before hold in it.
    """
    found: dict[str, dict[str, Came]] = {}
    for number, operations in migrations:
        for operation in _flat(operations):
            if isinstance(operation, ops.CreateModel):
                made = {_column(name, field): Came(number, NoDefault) for name, field in operation.fields}
                found.setdefault(operation.name_lower, made)
            elif isinstance(operation, ops.AddField):
                name = _column(operation.name, operation.field)
                came = Came(number, _default(operation))
                found.setdefault(operation.model_name_lower, {}).setdefault(name, came)
    return found


def _flat(operations: Iterable[Any]) -> Iterator[Any]:
    for operation in operations:
        if isinstance(operation, ops.SeparateDatabaseAndState):
            yield from _flat((*operation.database_operations, *operation.state_operations))
        else:
            yield operation


def _column(name: str, field: models.Field[Any, Any]) -> str:
    unbound = field.clone()
    unbound.set_attributes_from_name(name)
    return str(unbound.attname)


def _default(operation: ops.AddField) -> Any:
    """Return what a column holds in the rows that are there when it comes, as a row gives it back."""
    field, place = operation.field, f"{operation.model_name}.{operation.name}"
    given = field.db_default
    if given is models.NOT_PROVIDED:
        if not field.null or field.has_default():
            raise SoftwareError(f"{place}: a later column is nullable without a default, or has a db_default")
        return None
    plain = given.value if isinstance(given, models.Value) else given
    if hasattr(plain, "resolve_expression"):
        raise SoftwareError(f"{place}: a db_default that is computed gives each row another; give a plain value")
    return field.to_python(plain)


@cache
def layouts() -> Layouts:
    """Return how each column of the ledger's tables came."""
    return layouts_of((number, _operations(name)) for number, name in _migrations())


@cache
def layout() -> int:
    """Return the layout under which this version writes."""
    return _migrations()[-1][0]


def _migrations() -> list[tuple[int, str]]:
    names = sorted(each.name for each in pkgutil.iter_modules(import_module(MIGRATIONS).__path__))
    return [(int(name.partition("_")[0]), name) for name in names]


def _operations(name: str) -> list[Any]:
    return list(import_module(f"{MIGRATIONS}.{name}").Migration.operations)


@cache
def later(table: str, since: int) -> Mapping[str, Any]:
    """Return the columns of a table (by its model's name) that came after layout ``since``, each with what a row that
    was written under it holds there."""
    known = layouts().get(table.lower(), {})
    return MappingProxyType({name: came.default for name, came in known.items() if came.layout > since})


def meddled(row: Any, since: int) -> tuple[str, ...]:
    """Return the columns of a row written under layout ``since`` that came later and hold what nobody wrote there."""
    came = later(type(row).__name__, since)
    return tuple(name for name, default in came.items() if not _holds(getattr(row, name, NoDefault), default))


def _holds(value: Any, default: Any) -> bool:
    if default is NoDefault:
        return False
    try:
        return content_hash(as_json({"": value})) == content_hash(as_json({"": default}))
    except (TypeError, ValueError):
        return False


def seal_of(until: int) -> str:
    """Return the SHA-256, hexadecimal, of all columns up to layout ``until``: what a release fixes for good."""
    plain = {
        table: {name: [came.layout, repr(came.default)] for name, came in columns.items() if came.layout <= until}
        for table, columns in layouts().items()
    }
    return content_hash({table: columns for table, columns in plain.items() if columns})
