"""What identifies definitions and figures: hashes that any other tool can make again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields

from wijkpeil.loading.scalars import render
from wijkpeil.model.figures import Observation

_COLUMNS = tuple(field.name for field in fields(Observation))


def definitions_hash(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of files, hexadecimal: over path, length and bytes of each, in order of path."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\n{len(files[path])}\n".encode())
        digest.update(files[path])
    return digest.hexdigest()


def release_checksum(observations: Iterable[Observation]) -> str:
    """Return the SHA-256 of observations, hexadecimal, whatever order they come in.

    One line per observation, sorted: its fields in the order of the figures file, as written there, separated by
    tabs and ended by a line feed.
    """
    lines = sorted("\t".join(render(getattr(each, name)) for name in _COLUMNS) + "\n" for each in observations)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
