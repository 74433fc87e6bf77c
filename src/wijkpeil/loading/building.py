"""From nodes to records: scalars by their notation, structure by the record's own types, faults in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from wijkpeil.errors import Fault, say
from wijkpeil.loading.fields import Field, Kind, fields_of
from wijkpeil.loading.messages import structure_fault
from wijkpeil.loading.nodes import Node, Path, Raw
from wijkpeil.loading.scalars import NotThat, parse
from wijkpeil.loading.short_forms import unfolded

T = TypeVar("T")
Report = Callable[[Path, NotThat], None]


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One record of a file: as it stands there, with its scalars read, and as a record where it has no fault."""

    raw: Raw
    plain: dict[str, Any]
    record: T | None
    faulty: frozenset[str] = frozenset()
    """Fields with a fault of form, or without the value that they need."""


@cache
def adapter(record: Any) -> TypeAdapter[Any]:
    """Return the validator of a record, made once."""
    return TypeAdapter(record)


def build(raw: Raw) -> tuple[Entry[Any], list[Fault]]:
    """Make a record of what a file says; return it with its faults."""
    if raw.broken:
        return Entry(raw, {"id": raw.text("id")}, None), []
    if not isinstance(raw.node.value, dict):
        message, remedy = (
            say("Keys with values are expected here."),
            say("Write each field as `key: value`, or remove the file."),
        )
        return Entry(raw, {}, None), [raw.fault((), message, remedy)]
    if not raw.table:
        raw = replace(raw, node=unfolded(raw.node, raw.record))
    refused: dict[Path, NotThat] = {}
    plain = _record(raw.node, raw.record, (), refused.__setitem__)
    faults = [raw.fault(path, why.message, why.remedy) for path, why in refused.items()]
    record, found = None, []
    try:
        record = adapter(raw.record).validate_python(plain)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=True)
        faults += [structure_fault(raw, each) for each in found if not _said(tuple(each["loc"]), refused, raw)]
    faulty = frozenset(str(path[0]) for path in (*refused, *(each["loc"] for each in found)) if path)
    return Entry(raw, plain, None if refused else record, faulty), faults


def part(entry: Entry[Any], names: tuple[str, ...]) -> Any:
    """Return an entry's record; where it has none, an object with these fields if they have no fault, else None."""
    if entry.record is not None:
        return entry.record
    if entry.raw.broken or not entry.plain or not names or entry.faulty.intersection(names):
        return None
    known = fields_of(entry.raw.record)
    return SimpleNamespace(**{name: _field(entry, known[name]) for name in names})


def _field(entry: Entry[Any], field: Field) -> Any:
    if field.name not in entry.plain:
        return field.default
    return adapter(field.annotation).validate_python(entry.plain[field.name])


def _said(path: Path, refused: dict[Path, NotThat], raw: Raw) -> bool:
    """Say whether a fault at ``path`` was reported already, by the notation or by the header."""
    return (path[:1] and path[0] in raw.absent) or any(path[:length] in refused for length in range(1, len(path) + 1))


def _record(node: Node, record: type, path: Path, report: Report) -> Any:
    if not isinstance(node.value, dict):
        return _bare(node)
    known = fields_of(record)
    return {
        key: _value(below, known[key].kind, (*path, key), report) if key in known else _bare(below)
        for key, below in node.value.items()
    }


def _value(node: Node, kind: Kind, path: Path, report: Report) -> Any:
    if kind.shape == "record":
        return _record(node, kind.type, path, report)
    if kind.shape == "list" and kind.inner is not None and isinstance(node.value, list):
        return tuple(_value(part, kind.inner, (*path, number), report) for number, part in enumerate(node.value))
    if kind.shape != "scalar" or not isinstance(node.value, str):
        return _bare(node)
    try:
        return parse(kind.type, node.value)
    except NotThat as why:
        report(path, why)
        return node.value


def _bare(node: Node) -> Any:
    """Return a value that is not what its field asks, in a form that the validator refuses in its own words."""
    return node.value if isinstance(node.value, str) or node.value is None else _WRONG[type(node.value)]


_WRONG: dict[type, object] = {list: [], dict: {}}
