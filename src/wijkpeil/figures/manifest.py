"""The manifest of a release: what it is, how much it holds, and the checksums that prove it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wijkpeil.errors import Damaged
from wijkpeil.model.base import record
from wijkpeil.model.figures import Release
from wijkpeil.model.programme import ReleasedFigures


@record
class Manifest:
    """A release as it is stored."""

    release: Release
    """The release."""
    rows: int
    """Number of observations."""
    quarantined: int = 0
    """Number of rows that were refused when the figures came in."""
    checksum: str
    """SHA-256 of the observations in canonical order, hexadecimal."""
    file_checksum: str
    """SHA-256 of the file with the observations, hexadecimal."""

    def described(self) -> str:
        """Return the SHA-256, hexadecimal, of all it says but how the file is laid out.

        What is as it is where nothing was said is left out, so that a field that comes later changes no digest.
        """
        content = _ADAPTER.dump_python(self, mode="json", exclude_defaults=True)
        return _seal({name: value for name, value in content.items() if name != "file_checksum"})

    @property
    def id(self) -> str:
        """Id of the release."""
        return self.release.id

    @property
    def source(self) -> str:
        """Id of the document that the figures were taken from."""
        return self.release.document

    @property
    def published(self) -> date | None:
        """Date of publication, where known."""
        return self.release.published

    @property
    def simulated(self) -> bool:
        """Whether the figures are made up."""
        return self.release.simulated


_ADAPTER = TypeAdapter(Manifest)


def described(released: ReleasedFigures) -> str:
    """Return what ``Manifest.described`` will be once a release is stored."""
    rows, checksum = len(released.observations), released.checksum
    return Manifest(release=released.release, rows=rows, checksum=checksum, file_checksum="").described()


def to_text(manifest: Manifest) -> str:
    """Return the manifest as JSON, with a seal: the SHA-256 of its content."""
    content = _ADAPTER.dump_python(manifest, mode="json")
    return json.dumps({"manifest": content, "seal": _seal(content)}, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        Damaged: the file is absent, no manifest, or does not agree with its seal.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        content, seal = stored["manifest"], stored["seal"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(
            f"{path} cannot be read as a manifest ({type(error).__name__}). Restore it from a back-up."
        ) from None
    if seal != _seal(content):
        raise Damaged(f"{path} was changed after it was written. Restore it from a back-up.")
    try:
        return _ADAPTER.validate_python(content)
    except ValidationError:
        raise Damaged(f"{path} holds no manifest that this version can read.") from None


def _seal(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
