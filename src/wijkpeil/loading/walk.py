"""Every field of an entry, however deep, with the record that owns it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from wijkpeil.loading.building import Entry
from wijkpeil.loading.fields import Field, fields_of
from wijkpeil.loading.nodes import Path


class Found(NamedTuple):
    """A field with a value."""

    path: Path
    owner: type
    """The record that the field belongs to."""
    field: Field
    value: Any
    """Its value, of the field's type where it could be read so, else as the file says it."""


def walk(entry: Entry[Any]) -> Iterator[Found]:
    """Yield each field that an entry gives a value, outer ones first; those with a fault of form included."""
    yield from _record(entry.plain, entry.raw.record, ())


def _record(plain: Any, record: type, path: Path) -> Iterator[Found]:
    if not isinstance(plain, dict):
        return
    for name, field in fields_of(record).items():
        if plain.get(name) is None:
            continue
        yield Found((*path, name), record, field, plain[name])
        yield from _inside(plain[name], field, (*path, name))


def _inside(value: Any, field: Field, path: Path) -> Iterator[Found]:
    if field.kind.shape == "record":
        yield from _record(value, field.kind.type, path)
    elif field.kind.inner is not None and field.kind.inner.shape == "record" and isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _record(part, field.kind.inner.type, (*path, number))
