"""YAML text to nodes: every scalar as the text that was written, every value with its line.

Built on the parser's events: nothing is constructed, so no tag can run anything, and ``6.0`` keeps its digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from wijkpeil.errors import Fault, say
from wijkpeil.loading.nodes import Node

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = {None, "!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map"))}
_NULLS = {"", "~", "null", "Null", "NULL"}
_LARGEST = 1_000_000


class _Stop(Exception):
    """Reading cannot go on after the fault just noted."""


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read."""

    line: int
    anchor: str | None
    items: list[Node] | dict[str, Node]
    size: int = 1
    key: str | None = None
    key_line: int = 0


@dataclass(slots=True)
class _Composer:
    """Builds the tree from the parser's events, without recursion."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    documents: int = 0

    def run(self, events: Iterable[Any]) -> None:
        for event in events:
            match event:
                case yaml.DocumentStartEvent():
                    self.document(event)
                case yaml.ScalarEvent():
                    self.tag(event)
                    self.add(self.scalar(event), event)
                case yaml.AliasEvent():
                    self.add(self.alias(event), event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self.tag(event)
                    self.open(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self.close(event)

    def note(self, event: Any, message: str, remedy: str, key: str = "") -> None:
        line = event.start_mark.line + 1
        self.faults.append(Fault(file=self.file, line=line, key=key, message=message, remedy=remedy))

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.note(event, say("A second document starts here (---)."), say("Keep one document in the file."))
            raise _Stop

    def tag(self, event: Any) -> None:
        if event.tag not in _TAGS:
            shown = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            message = say("The tag {tag} is not read here.", tag=shown)
            self.note(event, message, say("Remove the tag and write the value plainly."))

    def scalar(self, event: Any) -> Node:
        plain = not event.style and event.tag is None
        null = (plain and event.value in _NULLS) or event.tag == "tag:yaml.org,2002:null"
        return self.anchored(event.anchor, Node(event.start_mark.line + 1, None if null else event.value))

    def alias(self, event: Any) -> Node:
        if event.anchor not in self.anchors:
            message = say("The alias *{anchor} has no anchor above it.", anchor=event.anchor)
            self.note(event, message, say("Write the value itself."))
            raise _Stop
        return self.anchors[event.anchor]

    def anchored(self, anchor: str | None, node: Node) -> Node:
        if anchor is not None:
            self.anchors[anchor] = node
        return node

    def open(self, event: Any) -> None:
        mapping = isinstance(event, yaml.MappingStartEvent)
        if self.stack and isinstance(self.stack[-1].items, dict) and self.stack[-1].key is None:
            self.note(
                event, say("A list or mapping stands where a key must stand."), say("Write a single word as the key.")
            )
            raise _Stop
        self.stack.append(_Open(event.start_mark.line + 1, event.anchor, {} if mapping else []))

    def close(self, event: Any) -> None:
        done = self.stack.pop()
        if done.size > _LARGEST:
            message = say("The aliases unfold to more than {largest} values.", largest=_LARGEST)
            self.note(event, message, say("Write fewer aliases."))
            raise _Stop
        self.add(self.anchored(done.anchor, Node(done.line, done.items, done.size)), event)

    def add(self, node: Node, event: Any) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.items, list):
            top.items.append(node)
        elif top.key is None:
            top.key, top.key_line = self.key(node, event), event.start_mark.line + 1
            return
        else:
            self.value(top, top.items, node)
        top.size += node.size

    def key(self, node: Node, event: Any) -> str:
        if isinstance(node.value, str):
            return node.value
        self.note(event, say("A key is empty or no single word."), say("Write the field's name before the colon."))
        raise _Stop

    def value(self, top: _Open, items: dict[str, Node], node: Node) -> None:
        key, top.key = top.key or "", None
        if key in items:
            message = say(
                "The key {key} stands here for the second time; the first is on line {line}.",
                key=key,
                line=items[key].line,
            )
            remedy = say("Keep one of the two.")
            self.faults.append(Fault(file=self.file, line=top.key_line, key=key, message=message, remedy=remedy))
            return
        items[key] = Node(top.key_line, node.value, node.size)


def read_yaml(file: str, text: str) -> tuple[Node | None, list[Fault]]:
    """Read one YAML document; return its tree, or None where it cannot be read, and the faults."""
    composer = _Composer(file)
    try:
        composer.run(yaml.parse(text, Loader=_PARSER))
    except _Stop:
        return None, composer.faults
    except yaml.YAMLError as error:
        return None, [*composer.faults, _not_yaml(file, error)]
    if composer.root is None and not composer.faults:
        message, remedy = (
            say("The file holds nothing but comments."),
            say("Fill it as docs/files.md describes, or remove it."),
        )
        composer.faults.append(Fault(file=file, line=None, key="", message=message, remedy=remedy))
    return composer.root, composer.faults


def _not_yaml(file: str, error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or say("it cannot be read")
    remedy = say(
        "Check indentation, colons and quotes on this line and the one above; quote a text that holds ': ' or '#'."
    )
    line = mark.line + 1 if mark is not None else None
    return Fault(file=file, line=line, key="", message=say("This is not valid YAML: {said}.", said=said), remedy=remedy)
