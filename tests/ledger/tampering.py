"""Ways to change a database behind the application: one value, one row, two rows, in raw SQL."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

from django.apps import apps
from django.db import connection

from wijkpeil.ledger.coverage import EXEMPT_COLUMNS, covered_tables

Row = dict[str, Any]


def execute(sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def models() -> list[Any]:
    """The models of the covered tables."""
    return [model for model in apps.get_models() if model._meta.db_table in covered_tables()]


def place() -> str:
    return "rowid" if connection.vendor == "sqlite" else "ctid"


def rows(model: Any) -> list[Row]:
    """The rows of a table as they are stored, each with its place."""
    names = [column.column for column in model._meta.concrete_fields]
    as_is = "+{0}" if connection.vendor == "sqlite" else "{0}::text"
    wanted = [as_is.format(f'"{name}"') for name in names]
    where = place() if connection.vendor == "sqlite" else "ctid::text"
    sql = f'SELECT {where}, {", ".join(wanted)} FROM "{model._meta.db_table}" ORDER BY {place()}'
    return [dict(zip(["place", *names], found, strict=True)) for found in execute(sql)]


def tables(chance: Random, at_least: int = 1) -> Any:
    """A covered table with so many rows."""
    filled = [model for model in models() if model._base_manager.count() >= at_least]
    return chance.choice(filled)


def put(model: Any, row: Row, values: Row) -> None:
    """Write values over those of a row."""
    named = ", ".join(f'"{name}" = %s' for name in values)
    where = f"{place()} = %s" + ("" if connection.vendor == "sqlite" else "::tid")
    execute(f'UPDATE "{model._meta.db_table}" SET {named} WHERE {where}', [*values.values(), row["place"]])


def add(model: Any, row: Row) -> None:
    """Add a row."""
    held = {name: value for name, value in row.items() if name != "place"}
    named = ", ".join(f'"{name}"' for name in held)
    marks = ", ".join("%s" for _ in held)
    execute(f'INSERT INTO "{model._meta.db_table}" ({named}) VALUES ({marks})', list(held.values()))


def value(chance: Random, old: Any, others: list[Any]) -> Any:
    """Another value in place of an old one, now and then of another kind."""
    text = "" if old is None else str(old)
    at = chance.randrange(len(text) + 1)
    known: list[Callable[[], Any]] = [
        lambda: text[:at] + chance.choice("x0 \u00e9é'\"") + text[at + 1 :],
        lambda: text[:at] + text[at + 1 :],
        lambda: text[:at] + chance.choice(" 0\n") + text[at:],
        lambda: chance.choice(["", "0", " ", "null", "x"]),
        lambda: None,
        lambda: chance.choice(others),
        lambda: old + chance.choice([1, -1]) if isinstance(old, int) else text.swapcase(),
        lambda: _other_json(text, chance),
    ]
    if connection.vendor == "sqlite":
        known += [lambda: text.encode(), lambda: float(at), lambda: bytes([chance.randrange(256)]), lambda: 2]
    return chance.choice(known)()


def _other_json(text: str, chance: Random) -> str:
    """The same or another JSON, written otherwise."""
    try:
        held = json.loads(text)
    except ValueError:
        return text + text
    return json.dumps(held, indent=chance.choice([None, 1]), sort_keys=True, ensure_ascii=chance.choice([True, False]))


def change(chance: Random) -> str:
    model = tables(chance)
    found = rows(model)
    row = chance.choice(found)
    names = [name for name in row if name != "place" and f"{model._meta.db_table}.{name}" not in EXEMPT_COLUMNS]
    name = chance.choice(names)
    new = value(chance, row[name], [each[name] for each in found])
    put(model, row, {name: new})
    return f"{model.__name__}.{name}: {row[name]!r} became {new!r}"


def remove(chance: Random) -> str:
    model = tables(chance)
    row = chance.choice(rows(model))
    where = f"{place()} = %s" + ("" if connection.vendor == "sqlite" else "::tid")
    execute(f'DELETE FROM "{model._meta.db_table}" WHERE {where}', [row["place"]])
    return f"{model.__name__} without {row}"


def _keys(model: Any) -> list[str]:
    parts = getattr(model._meta.pk, "fields", None) or (model._meta.pk,)
    return [part.column for part in parts]


def double(chance: Random) -> str:
    """Add a row like another, under a key of its own, so that the database takes it."""
    model = tables(chance)
    found = rows(model)
    row = dict(chance.choice(found))
    key = chance.choice(_keys(model))
    old = row[key]
    number = str(old).lstrip("-").isdigit() and key in ("sequence", "revision")
    row[key] = max(int(each[key]) for each in found) + 1 if number else f"{old}x"
    for unique in ("hash", "recorded_at", "key", "email"):
        if unique in row and unique != key and model.__name__ in ("JournalEntry", "Account"):
            row[unique] = {"recorded_at": "2031-01-01 00:00:00.5", "key": None}.get(unique, f"{row[unique]}x")
    add(model, row)
    return f"{model.__name__} with one more: {row}"


def swap(chance: Random) -> str:
    """Let two rows change places: all that is not their key, or all of one column."""
    model = tables(chance, 2)
    first, second = chance.sample(rows(model), 2)
    names = [name for name in first if name != "place" and f"{model._meta.db_table}.{name}" not in EXEMPT_COLUMNS]
    unique = {"hash", "recorded_at", "key", "email", *_keys(model)}
    chosen = [name for name in names if name not in unique] if chance.random() < 0.5 else [chance.choice(names)]
    set_aside = spare(first, chosen)
    put(model, first, set_aside)
    put(model, second, {name: first[name] for name in chosen})
    # What was changed may have another place by now.
    moved = next(row for row in rows(model) if all(_as(row[name]) == _as(set_aside[name]) for name in chosen))
    put(model, moved, {name: second[name] for name in chosen})
    return f"{model.__name__} with {chosen} of {first} and {second} swapped"


UNIQUE = {"hash", "recorded_at", "key", "email", "id", "record_id", "programme", "sequence", "revision"}


def spare(row: Row, names: list[str]) -> Row:
    """Values that no other row has, so that two rows can change places where each must be the only one."""
    known = {"recorded_at": "2031-01-01 00:00:00.5", "sequence": 999_999, "revision": 999_999}
    return {name: known.get(name, "spare") if name in UNIQUE else row[name] for name in names}


def _as(stored: Any) -> str:
    return str(stored).removesuffix("+00").removesuffix("+01")


WAYS = (change, change, change, change, remove, double, swap)


def read() -> dict[str, list[Any]]:
    """All that is read of the covered tables, each value with its type."""
    found = {}
    for model in models():
        table = model._meta.db_table
        names = [each.attname for each in model._meta.concrete_fields if f"{table}.{each.column}" not in EXEMPT_COLUMNS]
        found[table] = [
            [(type(value).__name__, repr(value)) for value in row]
            for row in model._base_manager.order_by("pk").values_list(*names)
        ]
    return found
