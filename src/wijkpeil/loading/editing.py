"""Changing a few records of a programme: the same reading and the same rules as for a folder, on what changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from wijkpeil.errors import Fault, NotFound, say
from wijkpeil.loading.building import Entry, build
from wijkpeil.loading.content import Content
from wijkpeil.loading.csv_nodes import row_node
from wijkpeil.loading.csv_text import cells
from wijkpeil.loading.decoding import is_storable
from wijkpeil.loading.each import OfEach
from wijkpeil.loading.fields import columns_of
from wijkpeil.loading.kinds import FileKind, all_kinds
from wijkpeil.loading.nodes import Node, Raw
from wijkpeil.loading.rules import broken_rules
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.loading.walk import walk
from wijkpeil.model.base import record
from wijkpeil.model.programme import Programme

UNSTORABLE = say("The text holds a character that no file can hold.")


@record
class Edit:
    """One record as it is to be, in the cells of its file; or that it is to be no more."""

    register: str
    """Name of the register, such as ``measures``."""
    id: str
    """Id of the record; a record keeps its id for good."""
    columns: Mapping[str, str] | None
    """Text of each column, as in the register's CSV file; a column left out is empty. None: the record goes."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What edits come to."""

    records: tuple[Any, ...]
    """For each edit the record, None where it goes or has a fault."""
    faults: tuple[Fault, ...]
    """Every fault of what is edited; an error means that nothing may be written. ``file`` is ``REGISTER/ID``."""


def register_kind(register: str) -> FileKind:
    """Return the kind of file of a register.

    Raises:
        NotFound: there is no such register.
    """
    kinds = {kind.name: kind for kind in all_kinds() if kind.home == "ledger"}
    if register not in kinds:
        message = say("There is no register {register}.", register=repr(register))
        near = did_you_mean(register, kinds, "")
        raise NotFound(say("{first} {second}", first=message, second=near) if near else message)
    return kinds[register]


def record_cells(record: Any) -> dict[str, str]:
    """Return a record as the cells of its file, by column."""
    kind: Any = type(record)
    return dict(zip(columns_of(kind), cells(kind, record), strict=True))


def apply_edits(programme: Programme, edits: Sequence[Edit]) -> Edited:
    """Read edits as their file would be read, and hold the programme that they make against every rule.

    Raises:
        NotFound: there is no such register.
    """
    content, entries, faults = _content(programme, edits)
    gone = any(edit.columns is None for edit in edits)
    content.gathered = content.fields() if gone else _fields_of(entries)
    found = broken_rules(content)
    own = {entry.raw.file for entry in entries if entry is not None}
    faults += [fault for fault in found if fault.severity == "error" or fault.file in own]
    records = tuple(entry.record if entry is not None else None for entry in entries)
    # An edit is a place of its own, without lines.
    return Edited(records, tuple(dict.fromkeys(replace(fault, line=None) for fault in faults)))


def _content(programme: Programme, edits: Sequence[Edit]) -> tuple[Content, list[Entry[Any] | None], list[Fault]]:
    entries: list[Entry[Any] | None] = []
    faults: list[Fault] = []
    changed: dict[str, dict[str, Entry[Any] | None]] = {}
    for edit in edits:
        entry, found = _edited(edit)
        entries.append(entry)
        faults += found
        changed.setdefault(register_kind(edit.register).name, {})[edit.id] = entry
    content = Content(unread={"figures", "release"})
    for kind in all_kinds():
        if kind.home != "figures":
            standing = _standing(kind, programme)
            content.entries[kind.name] = _with(standing, changed.get(kind.name, {}))
    return content, entries, faults


def _edited(edit: Edit) -> tuple[Entry[Any] | None, list[Fault]]:
    kind = register_kind(edit.register)
    if edit.columns is None:
        return None, []
    place = f"{edit.register}/{edit.id}"
    known = columns_of(kind.record)
    given = {column: _plain_lines(cell) for column, cell in edit.columns.items()}
    unknown = [
        Fault(
            file=place,
            line=None,
            key=column,
            message=say("There is no column {column} in this register.", column=repr(column)),
            remedy=did_you_mean(column, known, say("Leave it out.")),
        )
        for column in given
        if column not in known
    ]
    held = [
        Fault(file=place, line=None, key=column, message=UNSTORABLE, remedy=say("Type the text anew."))
        for column, cell in given.items()
        if not is_storable(cell)
    ]
    node = row_node(1, {**given, "id": edit.id}, kind.record)
    entry, faults = build(Raw(place, kind.record, node, table=True))
    return entry, unknown + held + faults


def _plain_lines(cell: str) -> str:
    """Return a cell with the line ends of a file: forms and spreadsheets send others."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _with(standing: Iterable[Entry[Any]], changed: Mapping[str, Entry[Any] | None]) -> list[Entry[Any]]:
    kept = [entry for entry in standing if entry.plain.get("id") not in changed]
    return kept + [entry for entry in changed.values() if entry is not None]


def _standing(kind: FileKind, programme: Programme) -> tuple[Entry[Any], ...]:
    if kind.name == "programme":
        return _entries.of(kind, (programme.definitions.info,))
    home: Any = programme.ledger if kind.home == "ledger" else programme.definitions
    return _entries.of(kind, getattr(home, kind.name))


def _entry(kind: FileKind, each: Any) -> Entry[Any]:
    plain = _plain(each)
    own = str(plain.get("id", ""))
    place = f"{kind.name}/{own}" if kind.home == "ledger" else kind.path.replace("*", own)
    node = Node(1, {name: _node(value) for name, value in plain.items()})
    return Entry(Raw(place, kind.record, node, table=kind.form == "rows"), plain, each)


_entries: OfEach[Entry[Any]] = OfEach(_entry)


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        return Node(1, {name: _node(part) for name, part in value.items()})
    if isinstance(value, tuple):
        return Node(1, [_node(part) for part in value])
    return Node(1, None if value is None else str(value))


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {name: part for name, part in named.items() if part is not None}
    return tuple(_plain(part) for part in value) if isinstance(value, tuple) else value


def _fields_of(entries: Iterable[Entry[Any] | None]) -> list[Any]:
    return [(entry.raw, found) for entry in entries if entry is not None for found in walk(entry)]
