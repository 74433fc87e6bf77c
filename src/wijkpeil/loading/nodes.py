"""What a file says before it is a record: text with its line, in the same tree for YAML and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkpeil.errors import Fault, Severity

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A value as it stands in a file: text, nothing, a list, or a mapping."""

    line: int
    """Line from 1; for the value of a key, the line of the key."""
    value: str | list[Node] | dict[str, Node] | None
    size: int = 1
    """Number of values in it, aliases unfolded."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as a file says it, with the place it stands at."""

    file: str
    """Path inside the programme folder."""
    record: type
    """The record it is to become."""
    node: Node
    """A mapping from field to value."""
    prefix: str = ""
    """What its keys start with, where a file holds several records."""
    table: bool = False
    """True for a row of a CSV file."""
    absent: frozenset[str] = frozenset()
    """Fields whose column is missing: one fault of the header, and none of each row."""
    broken: bool = False
    """True where a fault of the file left no more than the id."""

    def fault(self, path: Path, message: str, remedy: str, severity: Severity = "error") -> Fault:
        """Return a fault about the value at ``path``, with its line and key."""
        line, key = self.place(path)
        return Fault(file=self.file, line=line, key=key, severity=severity, message=message, remedy=remedy)

    def place(self, path: Path) -> tuple[int, str]:
        """Return the line of the value at ``path``, or of the nearest that is there, and its key."""
        node, words = self.node, [self.prefix] if self.prefix else []
        for step in path:
            below = _below(node, step)
            words.append(_word(step, below))
            node = below or Node(node.line, None)
        return node.line, self._column(path) if self.table else ".".join(words)

    def _column(self, path: Path) -> str:
        """Return the column of a path: ``name_nl`` for a text, the field alone for a part of a list."""
        return "_".join(str(step) for step in path[:2] if isinstance(step, str))

    def at(self, path: Path) -> Node | None:
        """Return the node at ``path``; None where nothing is there."""
        node: Node | None = self.node
        for step in path:
            node = _below(node, step) if node else None
        return node

    def text(self, *path: str | int) -> str | None:
        """Return the text at ``path``; None where there is none."""
        node = self.at(path)
        return node.value if node and isinstance(node.value, str) else None


def _below(node: Node, step: str | int) -> Node | None:
    if isinstance(node.value, dict) and isinstance(step, str):
        return node.value.get(step)
    if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _word(step: str | int, node: Node | None) -> str:
    """Name a step as a reader would: a key by itself, a part of a list by its id, else by its number from 1."""
    if isinstance(step, str):
        return step
    return identity(node) or str(step + 1)


def identity(node: Node | None) -> str:
    """Return the id that a mapping carries; empty where it has none."""
    inside = node.value.get("id") if node and isinstance(node.value, dict) else None
    return inside.value if inside and isinstance(inside.value, str) else ""


def has_errors(faults: Sequence[Fault]) -> bool:
    """Say whether any of the faults is more than a warning."""
    return any(fault.severity == "error" for fault in faults)
