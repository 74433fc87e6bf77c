"""From nodes to records: scalars by their notation, structure by the record's own types, faults in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from wijkpeil.errors import Fault
from wijkpeil.loading.fields import Kind, fields_of
from wijkpeil.loading.messages import structure_fault
from wijkpeil.loading.nodes import Node, Path, Raw
from wijkpeil.loading.scalars import NotThat, parse

T = TypeVar("T")
Report = Callable[[Path, NotThat], None]


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One record of a file: as it stands there, with its scalars read, and as a record where it has no fault."""

    raw: Raw
    plain: dict[str, Any]
    record: T | None


@cache
def adapter(record: Any) -> TypeAdapter[Any]:
    """Return the validator of a record, made once."""
    return TypeAdapter(record)


def build(raw: Raw) -> tuple[Entry[Any], list[Fault]]:
    """Make a record of what a file says; return it with its faults."""
    if raw.broken:
        return Entry(raw, {"id": raw.text("id")}, None), []
    if not isinstance(raw.node.value, dict):
        message, remedy = "Keys with values are expected here.", "Write each field as `key: value`, or remove the file."
        return Entry(raw, {}, None), [raw.fault((), message, remedy)]
    refused: dict[Path, NotThat] = {}
    plain = _record(raw.node, raw.record, (), refused.__setitem__)
    faults = [raw.fault(path, why.message, why.remedy) for path, why in refused.items()]
    record = None
    try:
        record = adapter(raw.record).validate_python(plain)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=True)
        faults += [structure_fault(raw, each) for each in found if not _said(tuple(each["loc"]), refused, raw)]
    return Entry(raw, plain, None if refused else record), faults


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
