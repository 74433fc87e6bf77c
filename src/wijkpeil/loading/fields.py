"""The fields of the model's records, as the files show them."""

from __future__ import annotations

import dataclasses
from functools import cache
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from wijkpeil.model.base import Text

Shape = Literal["scalar", "choice", "record", "list"]


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """The type of a value: a scalar, a choice of words, a record, or a list of one of these."""

    shape: Shape
    type: Any
    """The scalar's or record's class; for a choice str, for a list tuple."""
    words: tuple[str, ...] = ()
    """The words of a choice."""
    inner: Kind | None = None
    """The type of a list's parts."""

    @property
    def is_text(self) -> bool:
        """True for a text in two languages."""
        return self.type is Text


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """One field of a record."""

    name: str
    kind: Kind
    optional: bool
    """True where nothing (null, an empty cell) is a value."""
    required: bool
    """True where it has no default."""
    default: Any
    """The default; ``dataclasses.MISSING`` where required."""
    annotation: Any
    """The type as the record gives it, with what is optional."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that carry the field in a CSV file."""
        return (f"{self.name}_nl", f"{self.name}_en") if self.kind.is_text else (self.name,)


@cache
def fields_of(record: type) -> dict[str, Field]:
    """Return the fields of a record by name: its own in order, then those that it shares with other records."""
    hints = get_type_hints(record)
    found = {}
    own = get_annotations(record)
    for field in sorted(dataclasses.fields(record), key=lambda field: field.name not in own):
        parts = get_args(hints[field.name]) if get_origin(hints[field.name]) in (Union, UnionType) else ()
        base = next((part for part in parts if part is not NoneType), hints[field.name])
        required = field.default is dataclasses.MISSING
        optional, annotation = NoneType in parts, hints[field.name]
        found[field.name] = Field(field.name, kind_of(base), optional, required, field.default, annotation)
    return found


@cache
def columns_of(record: type) -> dict[str, Field]:
    """Return each column of a record's CSV file, in order, with its field."""
    return {column: field for field in fields_of(record).values() for column in field.columns}


@cache
def kind_of(annotation: Any) -> Kind:
    """Return the type of a value from its annotation."""
    origin = get_origin(annotation)
    if origin is Literal:
        return Kind("choice", str, words=get_args(annotation))
    if origin is tuple:
        return Kind("list", tuple, inner=kind_of(get_args(annotation)[0]))
    if dataclasses.is_dataclass(annotation):
        return Kind("record", annotation)
    return Kind("scalar", annotation)
