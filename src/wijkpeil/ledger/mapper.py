"""The one mapper between rows and the records of the model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from wijkpeil.loading.fields import Field, fields_of
from wijkpeil.model.base import Text

T = TypeVar("T")


def to_columns(record: Any) -> dict[str, Any]:
    """Return the columns of a record with their values; a text that is absent is absent in both languages."""
    columns: dict[str, Any] = {}
    for field in fields_of(type(record)).values():
        value = getattr(record, field.name)
        if field.kind.is_text:
            columns |= zip(field.columns, (None, None) if value is None else (value.nl, value.en), strict=True)
        else:
            columns[_column_name(field)] = _storable(value)
    return columns


def to_record(record_type: type[T], row: Any) -> T:
    """Return the record that a row holds."""
    return record_type(**{name: _value(field, row) for name, field in fields_of(record_type).items()})


@cache
def columns_of_row(record_type: type) -> tuple[str, ...]:
    """Return the database columns of a record, in the order in which ``read_values`` takes their values."""
    names: list[str] = []
    for field in fields_of(record_type).values():
        names += field.columns if field.kind.is_text else (_column_name(field),)
    return tuple(names)


def read_values(record_type: type[T], values: Sequence[Any]) -> T:
    """Return the record of the values of ``columns_of_row``: what ``to_record`` does of a row, for many at once."""
    made = {name: read(values, place) for name, place, read in _readers(record_type)}
    return record_type(**made)


@cache
def _readers(record_type: type) -> tuple[tuple[str, int, Callable[[Sequence[Any], int], Any]], ...]:
    """Return each field with the place of its first column and what reads it from there."""
    found, place = [], 0
    for field in fields_of(record_type).values():
        read = _read_text if field.kind.is_text else _read_list if field.kind.shape == "list" else _read_plain
        found.append((field.name, place, read))
        place += 2 if field.kind.is_text else 1
    return tuple(found)


def _read_text(values: Sequence[Any], place: int) -> Text | None:
    nl, en = values[place], values[place + 1]
    return None if nl is None or en is None else Text(nl=nl, en=en)


def _read_list(values: Sequence[Any], place: int) -> tuple[Any, ...]:
    return tuple(values[place])


def _read_plain(values: Sequence[Any], place: int) -> Any:
    return values[place]


def _value(field: Field, row: Any) -> Any:
    if field.kind.is_text:
        nl, en = (getattr(row, column) for column in field.columns)
        return None if nl is None or en is None else Text(nl=nl, en=en)
    value = getattr(row, _column_name(field))
    return tuple(value) if field.kind.shape == "list" else value


def _column_name(field: Field) -> str:
    return "record_id" if field.name == "id" else field.name


def _storable(value: Any) -> Any:
    """Return a value as every database gives it back: a decimal without exponent, a zero without sign."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Decimal):
        return Decimal(format(value if value else value.copy_abs(), "f"))
    return value
