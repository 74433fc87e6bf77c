"""Before a record goes: what that means, and which records name it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import override

from wijkpeil.errors import NotFound, say
from wijkpeil.ledger.reading import may_read
from wijkpeil.loading.fields import fields_of
from wijkpeil.loading.kinds import all_kinds
from wijkpeil.loading.rules.references import REFERENCES
from wijkpeil.model.base import record
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.desk import Desk
from wijkpeil.pages.work.record import current_row
from wijkpeil.pages.work.words import RegisterWords, kept_registers, register_words


@record
class Naming:
    """A record that names the one that is to go."""

    register: str
    """Its register, where it is kept in the workplace; empty where it is kept elsewhere."""
    id: str
    what: str
    title: str


@record
class RemovalPage:
    """A record that is to go."""

    words: RegisterWords
    id: str
    title: str
    revision: int
    named_by: tuple[Naming, ...]
    hidden: bool
    """True where records name it that the reader may not see: not how many."""


def removal_page(desk: Desk, register: str, own: str) -> RemovalPage:
    """Say what removing a record means.

    Raises:
        NotFound: there is no such record, or not for this reader.
    """
    each, row = desk.find(register, own), current_row(desk, register, own)
    if each is None or row is None:
        raise NotFound(say("There is no record {register}/{id}.", register=register, id=own))
    with override(desk.language):
        naming = tuple(_naming(desk, register, own))
        return RemovalPage(
            words=register_words(register, desk.language),
            id=own,
            title=title_of(each, desk.language),
            revision=row.revision,
            named_by=tuple(named for named in naming if named is not None),
            hidden=None in naming,
        )


def _naming(desk: Desk, register: str, own: str) -> Iterator[Naming | None]:
    """Yield the records that name a record; None for each that the reader may not see."""
    kept = kept_registers()
    for kind in all_kinds():
        if kind.home == "figures" or kind.name == "programme":
            continue
        names = [name for name in fields_of(kind.record) if register in REFERENCES.get((kind.record, name), ())]
        home: Any = desk.programme.ledger if kind.home == "ledger" else desk.programme.definitions
        for each in getattr(home, kind.name) if names else ():
            if any(_names(getattr(each, name), own) for name in names):
                yield _named(desk, kind.name, each, kept)


def _names(value: Any, own: str) -> bool:
    return own in value if isinstance(value, tuple) else bool(value == own)


def _named(desk: Desk, kind: str, each: Any, kept: tuple[str, ...]) -> Naming | None:
    if not may_read(desk.actor, desk.id, kind, each):
        return None
    what = register_words(kind, desk.language).one if kind in kept else kind.replace("_", " ")
    title = title_of(each, desk.language) if hasattr(each, "id") else ""
    return Naming(register=kind if kind in kept else "", id=getattr(each, "id", ""), what=what, title=title)
