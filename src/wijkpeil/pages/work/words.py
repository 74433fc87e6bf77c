"""What registers, fields and choices are called in the workplace, from the catalogues beside this module."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from django.utils.translation import override

from wijkpeil.errors import SoftwareError
from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.rights import KEPT
from wijkpeil.model.base import record
from wijkpeil.pages import record_words

ANY = "*"
"""What stands for every register in the catalogues."""


@record
class RegisterWords:
    """What a register is called."""

    register: str
    slug: str
    """Its part of an address."""
    many: str
    one: str
    the: str
    """One of its records, with the article."""
    holds: str
    """What it holds, in one sentence."""


@record
class FieldWords:
    """What a field is called, and what to fill in."""

    label: str
    hint: str


def kept_registers() -> tuple[str, ...]:
    """Return the registers that are kept in the workplace, in the order in which they are listed."""
    return tuple(name for name in _registers() if name in KEPT and name in REGISTERS)


def register_words(register: str, language: str) -> RegisterWords:
    """Say what a register is called.

    Raises:
        SoftwareError: the catalogue has no such register.
    """
    row = _registers().get(register)
    if row is None:
        raise SoftwareError(f"registers.csv does not say what {register} is called")
    named = {name: row[f"{name}_{language}"] for name in ("slug", "many", "one", "the", "holds")}
    return RegisterWords(register=register, **named)


def register_of_slug(slug: str) -> str | None:
    """Return the register that a part of an address names, in either language; None where it names none."""
    found = (name for name in kept_registers() if slug in _slugs(name))
    return next(found, None)


def field_words(register: str, field: str, language: str) -> FieldWords:
    """Say what a field of a register is called, and what to fill in.

    Raises:
        SoftwareError: the catalogue has no such field.
    """
    row = _fields().get((register, field)) or _fields().get((ANY, field))
    if row is None:
        raise SoftwareError(f"fields.csv does not say what {register}.{field} is called")
    return FieldWords(label=row[f"label_{language}"], hint=row[f"hint_{language}"])


def choice_words(register: str, field: str, language: str) -> Mapping[str, str]:
    """Say the words of a choice; empty where a field is none."""
    with override(language):
        return record_words.choice_words(register, field)


def _slugs(register: str) -> tuple[str, str]:
    row = _registers()[register]
    return row["slug_nl"], row["slug_en"]


@cache
def _registers() -> dict[str, dict[str, str]]:
    return {row["register"]: row for row in _rows("registers")}


@cache
def _fields() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["register"], row["field"]): row for row in _rows("fields")}


def _rows(name: str) -> list[dict[str, str]]:
    with files("wijkpeil.pages.work").joinpath(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
