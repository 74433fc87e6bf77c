"""Records to YAML text in the one form that dumping gives: block style, fields in order, defaults left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from wijkpeil.loading.fields import Kind, fields_of
from wijkpeil.loading.scalars import render
from wijkpeil.loading.short_forms import folded

_PLAIN = re.compile(r"[^\W\d_](?:[\w .,()'/%&+=;!?–’€-]*[\w.)%!?’€])?")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def record_text(record: Any) -> str:
    """Return one record as a YAML document."""
    return "".join(f"{line}\n" for line in _lines(record))


def records_text(records: tuple[Any, ...]) -> str:
    """Return a list of records as a YAML document."""
    return "".join(f"{line}\n" for record in records for line in _item(_lines(record))) or "[]\n"


def _lines(record: Any) -> Iterator[str]:
    """Yield a record's lines, its own keys at the margin."""
    kind: type = type(record)
    for field in fields_of(kind).values():
        value = getattr(record, field.name)
        if field.required or value != field.default:
            yield from _entry(field.name, value, field.kind)


def _entry(name: str, value: Any, kind: Kind) -> Iterator[str]:
    if kind.shape == "record" and (short := folded(value)) is not None:
        yield f"{name}: {scalar_text(short)}"
    elif kind.shape == "record":
        inner = [f"  {line}" for line in _lines(value)]
        yield f"{name}:" if inner else f"{name}: {{}}"
        yield from inner
    elif kind.shape == "list" and value:
        yield f"{name}:"
        yield from (f"  {line}" for part in value for line in _part(part, kind.inner))
    else:
        yield f"{name}: {'[]' if kind.shape == 'list' else scalar_text(value)}"


def _part(part: Any, kind: Kind | None) -> Iterator[str]:
    if kind is not None and kind.shape == "record" and (short := folded(part)) is not None:
        yield f"- {scalar_text(short)}"
    elif kind is not None and kind.shape == "record":
        yield from _item(_lines(part))
    elif isinstance(part, tuple):
        yield "- [" + ", ".join(scalar_text(each) for each in part) + "]"
    else:
        yield f"- {scalar_text(part)}"


def _item(lines: Iterator[str]) -> Iterator[str]:
    """Put a dash before the first line and set the others in under it; a record of defaults alone is an empty one."""
    for number, line in enumerate(tuple(lines) or ("{}",)):
        yield f"{'  ' if number else '- '}{line}"


def scalar_text(value: object) -> str:
    """Write one value; a text is quoted where another reader of YAML could take it for something else."""
    if not isinstance(value, str):
        return render(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)
