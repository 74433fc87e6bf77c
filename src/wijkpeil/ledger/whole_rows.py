"""Reading every row of a table as it is stored, however it was damaged, in one steady view of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, models, transaction

CHUNK = 1000
"""Number of rows that are read at once."""
UNREADABLE = (DatabaseError, ArithmeticError, ValueError, TypeError, AttributeError, RecursionError)
"""What reading a row raises whose content is not of its column's type."""


@contextmanager
def steady() -> Iterator[None]:
    """Read everything inside as it stood at one moment, without keeping anyone from writing meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    wrapper: Any = connection
    usual = getattr(wrapper, "transaction_mode", None)
    if connection.vendor == "sqlite":
        # A transaction that only reads must not take the right to write.
        wrapper.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            wrapper.transaction_mode = usual


def each_row(model: type[models.Model]) -> Iterator[tuple[int, Any]]:
    """Yield the place and each row of a table in the order of its key; None for one that cannot be read as written.

    On SQLite, where a column holds whatever it is given, a row is also unreadable where a value is stored in another
    form than the application writes: it might read the same, and be found or sorted otherwise.
    """
    total = model._base_manager.count()
    for start in range(0, total, CHUNK):
        yield from _slice(model, start, min(start + CHUNK, total))


def _slice(model: type[models.Model], start: int, stop: int) -> Iterator[tuple[int, Any]]:
    try:
        rows = list(model._base_manager.order_by("pk")[start:stop])
        whole = _as_written(model, rows, start, stop)
    except UNREADABLE:
        if stop - start == 1:
            yield start, None
            return
        middle = (start + stop) // 2
        yield from _slice(model, start, middle)
        yield from _slice(model, middle, stop)
        return
    for number, (row, is_whole) in enumerate(zip(rows, whole, strict=True), start=start):
        yield number, row if is_whole else None


def _as_written(model: type[models.Model], rows: list[Any], start: int, stop: int) -> list[bool]:
    if connection.vendor != "sqlite":
        return [True] * len(rows)
    columns = model._meta.concrete_fields
    names = [f'+"{column.column}"' for column in columns]
    order = ", ".join(f'"{name}"' for name in _key(model))
    # A sign before a column keeps the driver from converting what is stored in it.
    sql = f'SELECT {", ".join(names)} FROM "{model._meta.db_table}" ORDER BY {order} LIMIT %s OFFSET %s'
    with connection.cursor() as cursor:
        stored = cursor.execute(sql, [stop - start, start]).fetchall()
    return [_same(columns, row, values) for row, values in zip(rows, stored, strict=True)]


def _key(model: type[models.Model]) -> list[str]:
    key: Any = model._meta.pk
    parts = getattr(key, "fields", None) or (key,)
    return [part.column for part in parts]


def _same(columns: Any, row: Any, values: tuple[Any, ...]) -> bool:
    for column, stored in zip(columns, values, strict=True):
        written = column.get_db_prep_save(getattr(row, column.attname), connection)
        written = int(written) if isinstance(written, bool) else written
        if type(written) is not type(stored) or written != stored:
            return False
    return True
