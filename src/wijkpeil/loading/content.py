"""All records of a folder's files, before they are put together: what the rules look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wijkpeil.errors import Fault, say
from wijkpeil.loading.building import Entry, build, part
from wijkpeil.loading.csv_nodes import read_table
from wijkpeil.loading.decoding import decode
from wijkpeil.loading.kinds import FileKind, Home, all_kinds, kind_of_file
from wijkpeil.loading.nodes import Node, Raw, identity
from wijkpeil.loading.walk import Found, walk
from wijkpeil.loading.yaml_nodes import read_yaml


@dataclass(slots=True)
class Content:
    """The entries of each kind of file, and the files that could not be read at all."""

    entries: dict[str, list[Entry[Any]]] = field(default_factory=dict)
    """By name of the kind, in order of file and line."""
    files: set[str] = field(default_factory=set)
    """Paths of the files that are there."""
    gathered: list[tuple[Raw, Found]] = field(default_factory=list)
    """What :meth:`fields` gathered."""
    unread: set[str] = field(default_factory=set)
    """Names of the kinds of which a file, or a part of one, could not be read: absence then proves nothing."""

    def of(self, kind: str) -> list[Entry[Any]]:
        """Return the entries of a kind."""
        return self.entries.get(kind, [])

    def records(self, kind: str, *names: str) -> tuple[Any, ...]:
        """Return the records of a kind that have no fault of form, as :meth:`built` does."""
        return tuple(record for _, record in self.built(kind, *names))

    def built(self, kind: str, *names: str) -> Iterator[tuple[Raw, Any]]:
        """Yield the records of a kind, each with its place.

        A rule that only looks at the fields ``names`` also gets what has a fault elsewhere: an object with these.
        """
        found = ((entry.raw, part(entry, names)) for entry in self.of(kind))
        return ((raw, record) for raw, record in found if record is not None)

    def fields(self) -> list[tuple[Raw, Found]]:
        """Return every field of every entry that has a value, with the entry's place; gathered once."""
        if not self.gathered:
            entries = [entry for entries in self.entries.values() for entry in entries]
            self.gathered = [(entry.raw, found) for entry in entries for found in walk(entry)]
        return self.gathered


def read_content(
    files: Mapping[str, bytes], homes: tuple[Home, ...], lost: frozenset[str] = frozenset()
) -> tuple[Content, list[Fault]]:
    """Read all files of these homes into entries; return them with every fault of form.

    ``lost`` are paths of files that are there under another name.
    """
    content, faults = Content(files=set(files)), []
    content.unread |= {
        kind.name
        for kind in all_kinds()
        if kind.home not in homes or kind.path in lost or (kind.required and kind.path not in files)
    }
    for path, data in files.items():
        kind = kind_of_file(path)
        if kind is None:
            continue
        raws, found, complete = _raw_records(path, data, kind)
        if not complete:
            content.unread.add(kind.name)
        faults += found
        for raw in raws:
            entry, found = build(raw)
            content.entries.setdefault(kind.name, []).append(entry)
            faults += found
    return content, faults


def _raw_records(path: str, data: bytes, kind: FileKind) -> tuple[list[Raw], list[Fault], bool]:
    """Return the records of a file, its faults, and whether every record of it is among them, if only by its id."""
    text, faults = decode(path, data)
    if text is None:
        return (_only_record(path, kind, None, faults)) if kind.form == "record" else ([], faults, False)
    if kind.form == "rows":
        raws, found, complete = read_table(path, text, kind.record)
        return raws, faults + found, complete
    root, found = read_yaml(path, text)
    faults += found
    if kind.form == "record":
        return _only_record(path, kind, root, faults)
    if root is not None and not isinstance(root.value, list):
        message, remedy = say("A list of records is expected here."), say("Start each record with a dash: `- id: …`.")
        faults.append(Fault(file=path, line=root.line, key="", message=message, remedy=remedy))
    if root is None or not isinstance(root.value, list):
        return [], faults, False
    raws = [Raw(path, kind.record, node, _label(node, number)) for number, node in enumerate(root.value, 1)]
    return raws, faults, True


def _only_record(
    path: str, kind: FileKind, root: Node | None, faults: list[Fault]
) -> tuple[list[Raw], list[Fault], bool]:
    """Return the one record of a file; where the file cannot be read, its name still tells the id."""
    if root is not None and isinstance(root.value, dict):
        return [Raw(path, kind.record, root)], faults, True
    if root is not None:
        message, remedy = (
            say("Keys with values are expected here."),
            say("Write each field as `key: value`, or remove the file."),
        )
        faults.append(Fault(file=path, line=root.line, key="", message=message, remedy=remedy))
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return [Raw(path, kind.record, Node(1, {"id": Node(1, stem)}), broken=True)], faults, "*" in kind.path


def _label(node: Node, number: int) -> str:
    return identity(node) or str(number)
