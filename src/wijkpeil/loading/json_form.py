"""Records as JSON and back: the fields of the files, texts as ``{"nl", "en"}``, numbers with all their digits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from wijkpeil.errors import Fault, Said, WrongUse, say
from wijkpeil.loading.fields import Field, Kind, fields_of
from wijkpeil.loading.reference import record_doc, record_field_doc
from wijkpeil.loading.scalars import render
from wijkpeil.loading.suggest import did_you_mean

DEEPEST = 20
"""How deep values may lie inside each other."""
_TYPES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "Decimal": "number",
    "bool": "boolean",
    "date": "string",
}
_ID = r"^[A-Za-z0-9][A-Za-z0-9_\-]*$"


def record_json(record: Any) -> dict[str, Any]:
    """Return a record as what JSON holds; a decimal stays a Decimal, for ``json_text``."""
    kind: Any = type(record)
    return {name: _plain(getattr(record, name)) for name in fields_of(kind)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if hasattr(value, "__dataclass_fields__"):
        return record_json(value)
    return value.isoformat() if isinstance(value, date) else value


def json_text(value: Any) -> str:
    """Write JSON with every digit of a Decimal, and moments in UTC."""
    if isinstance(value, Mapping):
        return _within("{}", [f"{json.dumps(str(key))}: {json_text(part)}" for key, part in value.items()])
    if isinstance(value, list | tuple):
        return _within("[]", [json_text(part) for part in value])
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return json.dumps(value.astimezone(UTC).isoformat().replace("+00:00", "Z"))
    return json.dumps(value.isoformat() if isinstance(value, date) else value, ensure_ascii=False)


def _within(marks: str, parts: list[str]) -> str:
    return marks[0] + ", ".join(parts) + marks[1]


def read_json(content: bytes) -> Any:
    """Read JSON with every digit of its numbers.

    Raises:
        WrongUse: it is no JSON, is not UTF-8, lies too deep, or holds what JSON has no number for.
    """
    try:
        value = json.loads(content.decode(), parse_float=_decimal, parse_int=_whole, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise WrongUse(say("The body is no JSON that can be read: {error}.", error=str(error))) from error
    _refuse(value, 0)
    return value


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > 300:
        raise ValueError(f"{text[:30]} is too large a number")
    return number


def _whole(text: str) -> int:
    if len(text) > 300:
        raise ValueError(f"{text[:30]}… is too large a number")
    return int(text)


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is no number in JSON")


def _refuse(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise WrongUse(say("The body lies more than {number} deep.", number=DEEPEST))
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)):
        raise WrongUse(say("A text holds a character that no file can hold (U+0000, or half of a pair)."))
    for part in (
        (*value.keys(), *value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        _refuse(part, depth + 1)


def json_cells(kind: type, place: str, values: Mapping[str, Any]) -> tuple[dict[str, str], list[Fault]]:
    """Return the cells of a record that is given as JSON, with what is wrong with its form.

    What has a fault is left out of the cells; what it says is for the loader to judge.
    """
    known, cells, faults = fields_of(kind), dict[str, str](), list[Fault]()
    for name, value in values.items():
        if name not in known:
            message, remedy = (
                say("There is no field {name} in this register.", name=repr(name)),
                did_you_mean(name, known, say("Leave it out.")),
            )
            faults.append(Fault(file=place, line=None, key=name, message=message, remedy=remedy))
            continue
        found = _cells(known[name], value)
        if isinstance(found, Said):
            message = say("The value has not the form of this field.")
            faults.append(Fault(file=place, line=None, key=name, message=message, remedy=found))
        else:
            cells |= found
    return cells, faults


def _cells(field: Field, value: Any) -> dict[str, str] | Said:
    """Return the cells of one field, or what to write instead."""
    if value is None:
        return dict.fromkeys(field.columns, "")
    if field.kind.is_text:
        if (
            not isinstance(value, dict)
            or set(value) - {"nl", "en"}
            or not all(_is_text(part) for part in value.values())
        ):
            return say('Write a text in both languages: {"nl": "…", "en": "…"}.')
        return {f"{field.name}_{language}": value.get(language) or "" for language in ("nl", "en")}
    if field.kind.shape == "list":
        inner = field.kind.inner
        if not isinstance(value, list) or inner is None or not all(_is(inner, part) for part in value):
            return say('Write a list: ["…", "…"].')
        if any(";" in part for part in value if isinstance(part, str)):
            return say("A part of a list holds no semicolon.")
        return {field.name: "; ".join(render(part) for part in value)}
    return (
        {field.name: render(value)} if _is(field.kind, value) else say("Write {what}.", what=_ASKED[_name(field.kind)])
    )


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


_ASKED = {
    "string": say("a text in quotes"),
    "integer": say("a whole number without quotes"),
    "number": say("a number without quotes"),
    "boolean": say("true or false without quotes"),
}


def _name(kind: Kind) -> str:
    return "string" if kind.shape == "choice" else _TYPES[kind.type.__name__]


def _is(kind: Kind, value: Any) -> bool:
    asked = _name(kind)
    if asked == "boolean" or isinstance(value, bool):
        return asked == "boolean" and isinstance(value, bool)
    if asked == "string":
        return isinstance(value, str)
    return isinstance(value, int) or (asked == "number" and isinstance(value, Decimal))


def json_schema(kind: type) -> dict[str, Any]:
    """Return the JSON Schema of a register's record in this form."""
    known = fields_of(kind)
    return {
        "title": kind.__name__,
        "description": record_doc(kind),
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _field_schema(kind, field) for name, field in known.items()},
        "required": [name for name, field in known.items() if field.required],
    }


def _field_schema(kind: type, field: Field) -> dict[str, Any]:
    schema = _kind_schema(field.kind)
    if field.name == "id":
        schema["pattern"] = _ID
    if field.optional:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {"description": record_field_doc(kind, field.name), **schema}


def _kind_schema(kind: Kind) -> dict[str, Any]:
    if kind.is_text:
        text = {"type": "string", "minLength": 1}
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {"nl": text, "en": text},
            "required": ["nl", "en"],
        }
    if kind.shape == "choice":
        return {"type": "string", "enum": list(kind.words)}
    if kind.shape == "list" and kind.inner is not None:
        return {"type": "array", "items": _kind_schema(kind.inner)}
    schema: dict[str, Any] = {"type": _TYPES[kind.type.__name__]}
    if kind.type is date:
        schema["format"] = "date"
    return schema
