"""Ids: well formed, used once, and equal to the file's name where a file holds one record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from wijkpeil.errors import Fault, say
from wijkpeil.loading.building import Entry
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Path, Raw
from wijkpeil.loading.scalars import shown

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_SHARED = (("areas", "groups"), ("targets", "ambitions"))
"""Kinds whose ids are looked up together, so that an id must be unique over both."""
_NAMED_AFTER_FILE = ("indicators", "indices", "release")


def is_well_formed(own: str) -> bool:
    """Say whether a text can be an id."""
    return _ID.fullmatch(own) is not None


def ids_are_well_formed(content: Content) -> Iterator[Fault]:
    """An id is letters, digits, - and _, so that it can stand in an address, a formula and a list."""
    for raw, (path, _, field, value) in content.fields():
        if field.name == "id" and isinstance(value, str) and not is_well_formed(value):
            message = say("The id {id} is not well formed.", id=shown(value)) if value else say("The id is empty.")
            remedy = say("Use letters without accents, digits, - and _, starting with a letter or digit.")
            yield raw.fault(path, message, remedy)


def ids_are_unique(content: Content) -> Iterator[Fault]:
    """No two records share an id, nor two parts of one record."""
    together = {kind for kinds in _SHARED for kind in kinds}
    for kind in (kind for kind in content.entries if kind not in together):
        yield from _twice(_own_ids(content.of(kind)))
    for kinds in _SHARED:
        yield from _twice(found for kind in kinds for found in _own_ids(content.of(kind)))
    for raw, (path, _, field, value) in content.fields():
        if field.kind.shape == "list" and isinstance(value, tuple):
            yield from _twice(_part_ids(raw, path, value))


def _own_ids(entries: Iterable[Entry[Any]]) -> Iterator[tuple[Raw, Path, str]]:
    for entry in entries:
        own = entry.plain.get("id")
        if isinstance(own, str) and own:
            yield entry.raw, ("id",), own


def _part_ids(raw: Raw, path: Path, parts: tuple[Any, ...]) -> Iterator[tuple[Raw, Path, str]]:
    """Yield the ids of the parts of a list: levels, bands, readings and so on."""
    for number, part in enumerate(parts):
        if isinstance(part, dict) and isinstance(part.get("id"), str):
            yield raw, (*path, number, "id"), part["id"]


def _twice(ids: Iterable[tuple[Raw, Path, str]]) -> Iterator[Fault]:
    first: dict[str, tuple[Raw, Path]] = {}
    for raw, path, own in ids:
        if own not in first:
            first[own] = raw, path
            continue
        before, where = first[own]
        yield raw.fault(
            path,
            say(
                "The id {id} is used twice; the first is at {place}.",
                id=own,
                place=f"{before.file}:{before.place(where)[0]}",
            ),
            say("Give one another id."),
        )


def files_are_named_after_ids(content: Content) -> Iterator[Fault]:
    """A file that holds one record is named after its id."""
    for kind in _NAMED_AFTER_FILE:
        for entry in content.of(kind):
            own, stem = entry.plain.get("id"), entry.raw.file.rpartition("/")[2].rpartition(".")[0]
            if isinstance(own, str) and own and own != stem and not entry.raw.broken:
                message = say("The id is {id}, and the file is named {name}.", id=own, name=stem)
                yield entry.raw.fault(
                    ("id",), message, say("Write `id: {name}`, or rename the file to {id}.yaml.", name=stem, id=own)
                )
