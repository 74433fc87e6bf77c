"""The journal as a file that anyone can check, with any language and without this software. Imports no Django.

The first line describes the format; each line after it is one entry: ``{"hash":"…","entry":…}``. What the hash covers
is the text after ``"entry":`` up to the last brace, as it stands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wijkpeil.ledger.journal import GENESIS, HASHED, canonical
from wijkpeil.model.base import record

FORMAT = "wijkpeil-journal-1"
RULE = (
    'Every further line is one entry: {"hash":"H","entry":E}. H is the SHA-256, in lower-case hexadecimal, of '
    "the bytes of E in UTF-8 exactly as they stand: from byte 83 of the line (counted from 0) up to its last brace. "
    "E is JSON with sorted keys and no spaces. Its sequence counts from 1 without gaps, and its previous_hash is H of "
    "the line before, or 64 zeros in the first entry. Nothing was changed since you kept H of an entry if that H "
    "still stands at that sequence and every line up to it follows this rule."
)
PREFIX = '{"hash":"%s","entry":'
START = len(PREFIX % GENESIS)


@record
class ChainFault:
    """Something wrong with a file of the journal."""

    line: int | None
    """Line of the file, from 1; None for the file as a whole."""
    message: str
    """What is wrong."""


@record
class ChainCheck:
    """What checking a file of the journal came to."""

    entries: int
    """Number of entries."""
    head: str
    """Hash of the last entry."""
    faults: tuple[ChainFault, ...]
    """What is wrong; empty where nothing is."""


def heading() -> str:
    """Return the line that describes the format."""
    told = {"format": FORMAT, "rule": RULE, "fields": sorted([*HASHED, "recorded_at"]), "genesis": GENESIS}
    return json.dumps(told, ensure_ascii=False) + "\n"


def entry_line(hash_: str, covered: Mapping[str, Any]) -> str:
    """Return the line of an entry: its hash and what that covers."""
    return f"{PREFIX % hash_}{canonical(covered)}}}\n"


def check_lines(lines: Iterable[bytes], head: str = "", at: int | None = None) -> ChainCheck:
    """Check a file of the journal line by line; ``head`` is a hash kept elsewhere, of entry ``at`` or of any."""
    reading = _Reading(head, at)
    faults = list(reading.faults(lines))
    return ChainCheck(entries=reading.expected - 1, head=reading.previous, faults=tuple(faults))


class _Reading:
    def __init__(self, head: str, at: int | None) -> None:
        self.head, self.at = head, at
        self.expected, self.previous, self.there = 1, GENESIS, False

    def faults(self, lines: Iterable[bytes]) -> Iterator[ChainFault]:
        number = 0
        for number, line in enumerate(lines, start=1):
            message = self._heading(line) if number == 1 else self._entry(line)
            if message:
                yield ChainFault(line=number, message=message)
        if not number:
            yield ChainFault(line=None, message="The file is empty.")
        if self.head and not self.there:
            where = "" if self.at is None else f" at entry {self.at}"
            message = f"The hash that was kept elsewhere is not there{where}: the journal was cut off or rewritten."
            yield ChainFault(line=None, message=message)

    def _heading(self, line: bytes) -> str:
        try:
            known = json.loads(line)["format"] == FORMAT
        except (ValueError, KeyError, TypeError):
            known = False
        return "" if known else f"This is no journal in the format {FORMAT}. Make it with: wijkpeil journal export FILE"

    def _entry(self, line: bytes) -> str:
        text = line.rstrip(b"\n")
        hash_, entry = _parts(text)
        if entry is None:
            return "This is no entry of a journal."
        message = ""
        if hashlib.sha256(text[START:-1]).hexdigest() != hash_:
            message = "What the entry says is not what its hash covers: it was changed."
        elif (entry.get("sequence"), entry.get("previous_hash")) != (self.expected, self.previous):
            message = "It does not follow from the entry before it: one was removed, added or moved."
        if hash_ == self.head and self.at in (None, entry.get("sequence")):
            self.there = True
        sequence = entry.get("sequence")
        self.expected = (sequence if isinstance(sequence, int) else self.expected) + 1
        self.previous = hash_
        return message


def _parts(text: bytes) -> tuple[str, dict[str, Any] | None]:
    """Return the hash and the entry of a line; None where it is none."""
    try:
        held = json.loads(text)
        hash_, entry = held["hash"], held["entry"]
        whole = text.startswith((PREFIX % hash_).encode()) and set(held) == {"hash", "entry"} and text.endswith(b"}")
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", None
    return (hash_, entry) if whole and isinstance(entry, dict) else ("", None)
