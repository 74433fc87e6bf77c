"""The files described: a JSON Schema of each kind, and the documentation of every field, both from the model."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import MISSING, dataclass
from functools import cache
from inspect import get_annotations
from typing import Any

from wijkpeil.loading.building import adapter
from wijkpeil.loading.fields import Field, Kind, columns_of, fields_of
from wijkpeil.loading.kinds import FileKind, all_kinds
from wijkpeil.loading.scalars import render
from wijkpeil.loading.short_forms import may_stand_alone, pair_fields, short_field

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PATTERNS = {
    "int": r"^[+-]?[0-9]+$",
    "float": r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$",
    "Decimal": r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$",
    "bool": "^(true|false)$",
    "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}
_WORDS = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "Decimal": "number, exact",
    "bool": "true or false",
    "date": "date",
}


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """What a field means and how it is written."""

    file: str
    """Path of the file, ``*`` for an id; for a record inside a YAML file, the record's name."""
    name: str
    """Name of the field; in a CSV file, of the column."""
    type: str
    """How its value is written, in words."""
    required: bool
    """True where it must be there and filled."""
    default: str
    """What holds where it is absent; empty: nothing."""
    description: str
    """What it means."""
    record_description: str
    """What the record is that it belongs to."""


@cache
def _record_schema(record: type) -> dict[str, Any]:
    found: dict[str, Any] = adapter(record).json_schema()
    if "$ref" not in found:
        return found
    # A record that holds itself stands among the definitions.
    return {**found["$defs"][found["$ref"].rpartition("/")[2]], "$defs": found["$defs"]}


def record_field_doc(record: type, field: str) -> str:
    """Return what a field means, in the words of its docstring."""
    home = next(base for base in record.__mro__ if field in get_annotations(base))
    return str(_record_schema(home)["properties"][field].get("description", ""))


def record_doc(record: type) -> str:
    """Return what a record is, in the words of its docstring."""
    return str(_record_schema(record).get("description", ""))


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of file by its name; for a CSV file, of one row as texts by column."""
    return {kind.name: _row_schema(kind) if kind.form == "rows" else _yaml_schema(kind) for kind in all_kinds()}


def _yaml_schema(kind: FileKind) -> dict[str, Any]:
    schema = deepcopy(_record_schema(kind.record))
    _loosen(schema)
    _describe_inherited(schema, kind.record)
    _let_be_short(schema, kind.record)
    if kind.form == "records":
        definitions = schema.pop("$defs", {})
        schema = {"type": "array", "items": schema, "$defs": definitions}
    return {"$schema": _DIALECT, "title": kind.path, **{key: value for key, value in schema.items() if key != "title"}}


def _loosen(schema: Any) -> None:
    """Let a text also be written as a bare number, since the loader reads every value as the text that stands there."""
    if isinstance(schema, list):
        for part in schema:
            _loosen(part)
    if not isinstance(schema, dict):
        return
    if {"type": "number"} in (choices := schema.get("anyOf", [])) and {"type": "string"} in choices:
        choices[choices.index({"type": "string"})] = {"type": "string", "pattern": _PATTERNS["Decimal"]}
    if schema.get("type") == "string" and not {"enum", "format", "pattern", "const"} & set(schema):
        schema["type"] = ["string", "number"]
    schema.pop("title", None) if isinstance(schema.get("title"), str) else None
    for part in schema.values():
        _loosen(part)


def _describe_inherited(schema: dict[str, Any], record: type) -> None:
    """Describe the fields that records have from others: the validator reads the docstrings of a record's own alone."""
    inside: dict[type, None] = {}
    _collect(record, inside)
    for each in inside:
        for name, field in schema["$defs"][each.__name__]["properties"].items():
            field.setdefault("description", record_field_doc(each, name))


def _let_be_short(schema: dict[str, Any], record: type) -> None:
    """Let records and lists of them be written in the short forms that they have."""
    inside: dict[type, None] = {}
    _collect(record, inside)
    for each in inside:
        name = each.__name__
        listed = {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
        for owner in (schema, *schema["$defs"].values()):
            for field in owner.get("properties", {}).values():
                if listed.items() <= field.items():
                    _list_short(field, each, schema["$defs"][name])
    for each in inside:
        if (short := short_field(each)) is not None:
            whole = schema["$defs"][each.__name__]
            value = {
                key: part for key, part in whole["properties"][short].items() if key not in ("default", "description")
            }
            schema["$defs"][each.__name__] = {"description": whole.get("description", ""), "anyOf": [value, whole]}


def _list_short(field: dict[str, Any], record: type, whole: dict[str, Any]) -> None:
    """Let a list be written as pairs, or as its only record, where its record allows that."""
    pair = pair_fields(record)
    if pair is None and not may_stand_alone(record):
        return
    listed = {key: field.pop(key) for key in ("type", "items")}
    pairs = {"type": "object", "additionalProperties": whole["properties"][pair[1]]} if pair else listed["items"]
    field["anyOf"] = [listed, pairs]


def _row_schema(kind: FileKind) -> dict[str, Any]:
    columns = columns_of(kind.record)
    properties = {column: _column_schema(kind.record, column, field) for column, field in columns.items()}
    return {
        "$schema": _DIALECT,
        "title": f"A row of {kind.path}",
        "description": record_doc(kind.record),
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [column for column, field in columns.items() if field.required],
    }


def _column_schema(record: type, column: str, field: Field) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": _column_description(record, column, field), "type": "string"}
    filled = field.required
    if field.kind.shape == "choice":
        schema["enum"] = [*field.kind.words] if filled else ["", *field.kind.words]
    elif field.kind.shape == "scalar" and field.kind.type is not str:
        pattern = _PATTERNS[field.kind.type.__name__]
        schema["pattern"] = pattern if filled else f"^$|{pattern}"
    elif field.kind.is_text and filled:
        schema["minLength"] = 1
    return schema


def _column_description(record: type, column: str, field: Field) -> str:
    said = record_field_doc(record, field.name)
    if not field.kind.is_text:
        return said
    return f"{said} ({'Dutch' if column.endswith('_nl') else 'English'})"


def field_docs() -> tuple[FieldDoc, ...]:
    """Return the documentation of every field of every file, and of the records inside the YAML files."""
    found: list[FieldDoc] = []
    inside: dict[type, None] = {}
    for kind in all_kinds():
        if kind.form == "rows":
            found += [_column_doc(kind, column, field) for column, field in columns_of(kind.record).items()]
        else:
            found += _record_docs(kind.path, kind.record)
            _collect(kind.record, inside)
    for record in inside:
        found += _record_docs(record.__name__, record)
    return tuple(found)


def _collect(record: type, found: dict[type, None]) -> None:
    for field in fields_of(record).values():
        kind = field.kind.inner or field.kind
        if kind.shape == "record" and kind.type not in found:
            found[kind.type] = None
            _collect(kind.type, found)


def _column_doc(kind: FileKind, column: str, field: Field) -> FieldDoc:
    words = "text" if field.kind.is_text else _type_words(field.kind, table=True)
    described = _column_description(kind.record, column, field)
    own = record_doc(kind.record)
    return FieldDoc(kind.path, column, words, field.required, _default(field), described, own)


def _record_docs(file: str, record: type) -> list[FieldDoc]:
    own = record_doc(record)
    return [
        FieldDoc(
            file, name, _type_words(field.kind), field.required, _default(field), record_field_doc(record, name), own
        )
        for name, field in fields_of(record).items()
    ]


def _default(field: Field) -> str:
    return "" if field.default is MISSING or field.default == () else render(field.default)


def _type_words(kind: Kind, table: bool = False) -> str:
    if kind.shape == "choice":
        return "one of " + ", ".join(f"`{word}`" for word in kind.words)
    if kind.shape == "record":
        short = short_field(kind.type)
        alone = f", or its `{short}` alone" if short else ""
        return f"[{kind.type.__name__}](#{kind.type.__name__.lower()}){alone}"
    if kind.shape == "list" and kind.inner is not None:
        pair = pair_fields(kind.inner.type)
        pairs = f", or pairs of `{pair[0]}: {pair[1]}`" if pair else ""
        one = ", or one without dash" if may_stand_alone(kind.inner.type) else ""
        return f"list{', separated by `; `' if table else ''} of {_type_words(kind.inner)}{pairs}{one}"
    return _WORDS[kind.type.__name__]
