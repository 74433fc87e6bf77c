"""What identifies definitions and figures: hashes that any other tool can make again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from wijkpeil.model.checksum import release_checksum

__all__ = ["definitions_hash", "release_checksum"]


def definitions_hash(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of files, hexadecimal: over path, length and bytes of each, in order of path."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\n{len(files[path])}\n".encode())
        digest.update(files[path])
    return digest.hexdigest()
