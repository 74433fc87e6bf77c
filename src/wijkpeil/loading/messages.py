"""The validator's findings in plain words: what is wrong and why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkpeil.errors import Fault, say
from wijkpeil.loading.fields import Field, Kind, fields_of
from wijkpeil.loading.nodes import Path, Raw
from wijkpeil.loading.scalars import shown
from wijkpeil.loading.suggest import did_you_mean

_SCALARS = {
    "int": say("a whole number"),
    "float": say("a number"),
    "Decimal": say("a number"),
    "bool": say("true or false"),
    "date": say("a date"),
}


def structure_fault(raw: Raw, error: Mapping[str, Any]) -> Fault:
    """Translate one finding of the validator about ``raw``."""
    path: Path = tuple(error["loc"])
    name = str(path[-1]) if path else ""
    if error["type"] == "missing":
        return _missing(raw, path, name)
    if error["type"] == "unexpected_keyword_argument":
        return _unknown(raw, path, name)
    kind = kind_at(raw.record, path)
    if error["type"] == "literal_error" and kind is not None:
        return _no_choice(raw, path, kind)
    if error["type"] == "too_long":
        return raw.fault(
            path, say("The list is longer than it can be."), say("Give as many values as docs/files.md says.")
        )
    return _wrong_kind(raw, path, kind)


def _missing(raw: Raw, path: Path, name: str) -> Fault:
    if isinstance(path[-1], int):
        return raw.fault(
            path, say("A value is missing in this list."), say("Give as many values as docs/files.md says.")
        )
    if raw.table:
        return raw.fault(
            path, say("The cell of {name} is empty, and it must not be.", name=name), say("Fill the cell.")
        )
    return raw.fault(
        path, say("The key {name} is missing.", name=name), say("Add `{name}:` with its value.", name=name)
    )


def _unknown(raw: Raw, path: Path, name: str) -> Fault:
    owner = record_at(raw.record, path[:-1])
    known = fields_of(owner) if owner else {}
    remedy = did_you_mean(name, known, say("Remove it, or use one of: {known}.", known=", ".join(known)))
    return raw.fault(path, say("There is no key {name} here.", name=repr(name)), remedy)


def _no_choice(raw: Raw, path: Path, kind: Kind) -> Fault:
    text = raw.text(*path)
    if text is None:
        return raw.fault(
            path, say("One word is expected here."), say("Write one of: {known}.", known=", ".join(kind.words))
        )
    choices = say("Choose from: {known}.", known=", ".join(kind.words))
    near = did_you_mean(text, kind.words, choices)
    return raw.fault(
        path,
        say("{text} is none of the words for {field}.", text=shown(text), field=path_word(path)),
        near if near is choices else say("{first} {second}", first=near, second=choices),
    )


def _wrong_kind(raw: Raw, path: Path, kind: Kind | None) -> Fault:
    expected, remedy = _expected(kind)
    node = raw.at(path)
    if node is not None and node.value is None:
        return raw.fault(path, say("Nothing stands here, and {expected} is expected.", expected=expected), remedy)
    return raw.fault(path, say("Expected here: {expected}.", expected=expected), remedy)


def _expected(kind: Kind | None) -> tuple[str, str]:
    if kind is None:
        return say("something else"), say("See docs/files.md.")
    if kind.is_text:
        return say("a text in two languages"), say("Write `nl:` and `en:` below the key.")
    if kind.shape == "record":
        return say("a value with keys of its own"), say(
            "Write below the key: {known}.", known=", ".join(fields_of(kind.type))
        )
    if kind.shape == "list":
        return say("a list"), say("Write each part on its own line after a dash, or [] for none.")
    if kind.type is str:
        return say("a text"), say('Write one text after the colon; "" for an empty one.')
    return _SCALARS[kind.type.__name__], say(
        "Write one value after the colon, or leave the key out where it may be absent."
    )


def path_word(path: Path) -> str:
    """Return the last field's name in a path."""
    return next((step for step in reversed(path) if isinstance(step, str)), say("this"))


def kind_at(record: type, path: Path) -> Kind | None:
    """Return the type that a record asks at ``path``; None where it has no such place."""
    kind: Kind | None = Kind("record", record)
    for step in path:
        if kind is None:
            return None
        if isinstance(step, int):
            kind = kind.inner
        else:
            field: Field | None = fields_of(kind.type).get(step) if kind.shape == "record" else None
            kind = field.kind if field else None
    return kind


def record_at(record: type, path: Path) -> type | None:
    """Return the record at ``path`` of another."""
    kind = kind_at(record, path)
    return kind.type if kind and kind.shape == "record" else None
