"""Short forms of records in YAML: one word where only one field is given, pairs, and one record in place of a list.

A record says by a class variable which it has: ``SHORT`` names the field that stands for the whole, ``PAIR`` the two
fields that a list of such records is written with as ``key: value``, and ``ALONE`` lets a list of one go without dash.
"""

from __future__ import annotations

from dataclasses import MISSING
from typing import Any

from wijkpeil.loading.fields import Field, Kind, fields_of
from wijkpeil.loading.nodes import Node


def short_field(record: Any) -> str | None:
    """Return the field that can stand for a whole record; None where none can."""
    name: str | None = getattr(record, "SHORT", None)
    return name


def pair_fields(record: Any) -> tuple[str, str] | None:
    """Return the two fields by which a list of records can be written as a mapping; None where it cannot."""
    names: tuple[str, str] | None = getattr(record, "PAIR", None)
    return names


def may_stand_alone(record: Any) -> bool:
    """Say whether one record may stand where a list of them is expected."""
    return bool(getattr(record, "ALONE", False))


def unfolded(node: Node, record: type) -> Node:
    """Return a node with every short form in it written out; whatever is wrong in it stays as it is."""
    short = short_field(record)
    if short is not None and isinstance(node.value, str):
        node = Node(node.line, {short: node}, node.size)
    if not isinstance(node.value, dict):
        return node
    known = fields_of(record)
    values = {key: _value(below, known[key].kind) if key in known else below for key, below in node.value.items()}
    return Node(node.line, dict(values), node.size)


def _value(node: Node, kind: Kind) -> Node:
    if kind.shape == "record":
        return unfolded(node, kind.type)
    if kind.shape != "list" or kind.inner is None or kind.inner.shape != "record":
        return node
    record = kind.inner.type
    pair = pair_fields(record)
    if pair is not None and isinstance(node.value, dict):
        parts = [Node(each.line, _pair(pair, key, each)) for key, each in node.value.items()]
        return Node(node.line, parts, node.size)
    if may_stand_alone(record) and isinstance(node.value, dict):
        return Node(node.line, [unfolded(node, record)], node.size)
    if isinstance(node.value, list):
        return Node(node.line, [unfolded(each, record) for each in node.value], node.size)
    return node


def _pair(names: tuple[str, str], key: str, value: Node) -> dict[str, Node]:
    return {names[0]: Node(value.line, key), names[1]: value}


def folded(record: Any) -> Any:
    """Return the one value that says all of a record; None where it takes more than one, or that value is nothing."""
    short = short_field(type(record))
    if short is None:
        return None
    kind: Any = type(record)
    others = (field for name, field in fields_of(kind).items() if name != short)
    return getattr(record, short) if all(_is_default(record, field) for field in others) else None


def _is_default(record: Any, field: Field) -> bool:
    return field.default is not MISSING and bool(getattr(record, field.name) == field.default)
