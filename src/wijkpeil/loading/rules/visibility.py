"""Who may see a record: readers that fit its visibility, and no record that names one that fewer may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wijkpeil.errors import Fault, say
from wijkpeil.loading.building import Entry
from wijkpeil.loading.content import Content
from wijkpeil.loading.fields import fields_of
from wijkpeil.loading.kinds import all_kinds
from wijkpeil.loading.rules.references import REFERENCES
from wijkpeil.loading.walk import walk

CLOSING = ("owner", "visibility", "visible_to")
"""The fields that say who keeps a record and who may see it."""
Readers = frozenset[str] | None
"""Partners who may see a record; None: everybody."""


def kept_kinds() -> tuple[str, ...]:
    """Name the registers whose records say who may see them."""
    return tuple(kind.name for kind in all_kinds() if "visibility" in fields_of(kind.record))


def readers_fit_the_visibility(content: Content) -> Iterator[Fault]:
    """Partners are named in visible_to where the visibility is named, and nowhere else."""
    for kind in kept_kinds():
        for raw, each in content.built(kind, "visibility", "visible_to"):
            if each.visibility == "named" and not each.visible_to:
                message = say("The visibility is named, and no partner is named who may see it.")
                yield raw.fault(("visible_to",), message, say("Name the partners, or write own for the owner alone."))
            if each.visibility != "named" and each.visible_to:
                message = say(
                    "Partners are named who may see it, and the visibility is {visibility}.", visibility=each.visibility
                )
                yield raw.fault(("visible_to",), message, say("Write the visibility named, or leave visible_to empty."))


def hidden_records_have_an_owner(content: Content) -> Iterator[Fault]:
    """A record that is not public says which partner keeps it."""
    for kind in kept_kinds():
        for raw, each in content.built(kind, "owner", "visibility"):
            if each.visibility != "public" and not each.owner:
                message = say(
                    "The visibility is {visibility}, and the record has no owner to see it.", visibility=each.visibility
                )
                yield raw.fault(("owner",), message, say("Name the partner that keeps it, or make it public."))


def hidden_records_stay_hidden(content: Content) -> Iterator[Fault]:
    """No record names one that fewer people may see: its readers would learn of it, or meet a gap."""
    hidden = {
        (kind, record.id): _readers(record)
        for kind in kept_kinds()
        for record in content.records(kind, "id", *CLOSING)
        if record.visibility != "public"
    }
    if hidden:
        for entry in (entry for entries in content.entries.values() for entry in entries):
            yield from _betrayed(entry, hidden)


def _betrayed(entry: Entry[Any], hidden: dict[tuple[str, str], Readers]) -> Iterator[Fault]:
    own = _entry_readers(entry)
    for found in walk(entry):
        kinds = REFERENCES.get((found.owner, found.field.name), ())
        listed = isinstance(found.value, tuple)
        for number, value in enumerate(found.value if listed else (found.value,)):
            if all(_sees(own, hidden.get((kind, value))) for kind in kinds):
                continue
            path = (*found.path, number) if listed else found.path
            message = say("More people may see this record than {id}, which it names.", id=value)
            yield entry.raw.fault(path, message, say("Leave {id} out, or give both the same visibility.", id=value))


def _sees(readers: Readers, named: Readers) -> bool:
    return named is None or (readers is not None and readers <= named)


def _readers(record: Any) -> Readers:
    if record.visibility == "public":
        return None
    return frozenset((record.owner or "", *(record.visible_to if record.visibility == "named" else ()))) - {""}


def _entry_readers(entry: Entry[Any]) -> Readers:
    """Return who may see an entry; where that cannot be read, nobody, since another fault says so already."""
    if "visibility" not in fields_of(entry.raw.record):
        return None
    if entry.record is not None:
        return _readers(entry.record)
    return None if entry.plain.get("visibility", "public") == "public" else frozenset()
