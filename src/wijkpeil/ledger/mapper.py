"""The one mapper between rows and the records of the model."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from wijkpeil.ledger.journal import as_json, content_hash
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


def digest(record: Any) -> str:
    """Return the SHA-256, hexadecimal, of a record's content."""
    return content_hash(as_json(to_columns(record)))


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
