"""Between what a person types in a form and the cells of a record's file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from wijkpeil.ledger.seeing import SHARING
from wijkpeil.loading.fields import Field, fields_of
from wijkpeil.pages.work.choices import referred_kinds

Shape = Literal["id", "line", "text", "choice", "yesno", "day", "number", "one", "many", "list"]
"""What a person fills in: a code, a line, a longer text, one of a few words, yes or no, a day, a number, one record,
any number of records or words, any number of lines."""
Posted = Callable[[str], Sequence[str]]
"""What was sent under a name; nothing where the name was not sent."""
PREFIX = "c-"
"""What the name of a control starts with, before the column."""
_LINES = frozenset({"name", "short", "place", "unit", "scope", "period_label", "since_label", "deadline_label", "noun"})
"""Texts that fit one line."""
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_LONGEST_ID = 40
_TIED = ("measure", "target", "area", "period", "on")


def shape_of(record_type: type, field: Field) -> Shape:
    """Say what a person fills in for a field."""
    kind = field.kind
    if field.name == "id":
        return "id"
    if kind.is_text:
        return "line" if field.name in _LINES else "text"
    if kind.shape == "choice":
        return "choice"
    if kind.shape == "list":
        words = kind.inner is not None and kind.inner.shape == "choice"
        return "many" if words or referred_kinds(record_type, field.name) else "list"
    if kind.type is bool:
        return "yesno"
    if kind.type is date:
        return "day"
    if kind.type in (Decimal, int):
        return "number"
    return "one" if referred_kinds(record_type, field.name) else "line"


def form_fields(record_type: type, *, sharing: bool) -> tuple[Field, ...]:
    """Return the fields that a form asks for, the name first; those of who sees a record only where ``sharing``."""
    asked = [
        field
        for field in fields_of(record_type).values()
        if field.name != "id" and (sharing or field.name not in SHARING)
    ]
    return tuple(sorted(asked, key=lambda field: field.name != "name"))


def read_cells(
    record_type: type, fields: Iterable[Field], posted: Posted, before: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the cells that were typed, by column: lists joined, a decimal comma turned into a point.

    What was chosen of a list stays in the order that it has in ``before``; what is new comes last.
    """
    cells: dict[str, str] = {}
    for field in fields:
        shape = shape_of(record_type, field)
        for column in field.columns:
            typed = [plain_text(each) for each in posted(PREFIX + column)]
            cells[column] = _cell(shape, typed)
            if shape == "many":
                cells[column] = _in_order(cells[column], (before or {}).get(column, ""))
    return cells


def shown_cell(shape: Shape, cell: str, language: str) -> str:
    """Return a cell as a person types it: a number with the decimal sign of the language, a list with a line each."""
    if shape == "number" and language == "nl" and re.fullmatch(r"[+-]?[0-9]+\.[0-9]+", cell):
        return cell.replace(".", ",")
    return "\n".join(parts_of(cell)) if shape == "list" else cell


def parts_of(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds a list."""
    return tuple(part for part in (each.strip() for each in cell.split(";")) if part)


def proposed_id(cells: Mapping[str, str], taken: Collection[str]) -> str:
    """Make an id of what a record is called that no other record has, or had."""
    named = next((cells[column] for column in ("name_nl", "name_en", "place_nl", "place_en") if cells.get(column)), "")
    # What has no name is called after what it ties together.
    named = named or "-".join(cells[column] for column in _TIED if cells.get(column))
    bare = unicodedata.normalize("NFKD", named).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9]+", "-", bare).strip("-").lower()[:_LONGEST_ID].strip("-") or "record"
    own, number, small = stem, 1, {each.lower() for each in taken}
    while own in small:
        number += 1
        own = f"{stem}-{number}"
    return own


def _cell(shape: Shape, typed: list[str]) -> str:
    if shape == "many":
        return "; ".join(dict.fromkeys(each.strip() for each in typed if each.strip()))
    one = typed[-1] if typed else ""
    if shape == "list":
        return "; ".join(part for line in one.splitlines() for part in parts_of(line))
    if shape == "number":
        number = one.strip().replace("−", "-")
        return number.replace(",", ".") if _COMMA.fullmatch(number) else number
    return one.strip()


def _in_order(chosen: str, before: str) -> str:
    parts, old = parts_of(chosen), parts_of(before)
    return "; ".join([*(part for part in old if part in parts), *(part for part in parts if part not in old)])


def plain_text(text: str) -> str:
    """Return a text without what a browser adds (CR) and what no reader can see."""
    return "".join(
        sign
        for sign in text.replace("\r\n", "\n").replace("\r", "\n")
        if sign in "\n\t" or unicodedata.category(sign) != "Cc"
    )
