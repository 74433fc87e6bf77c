"""The archive of a back-up: a ZIP with the files, and last a manifest that says what they are, sealed by checksums."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import mkstemp
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from wijkpeil.errors import Damaged, NotFound, UserError
from wijkpeil.figures.atomic import PREFIX, sync
from wijkpeil.model.base import record

MANIFEST = "manifest.json"
FORMAT = 1
"""Number of the format of the archive."""
DATABASE, FIGURES, EDITIONS = "database", "figures", "editions"
BLOCK = 1 << 20
# All that reading a ZIP of any bytes can raise.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, ValueError, NotImplementedError),
    *(RuntimeError, OSError, OverflowError),
)


@record
class Stored:
    """A file in an archive."""

    path: str
    """Path inside the archive."""
    size: int
    """Number of bytes."""
    sha256: str
    """SHA-256 of its content, hexadecimal."""


@record
class Contents:
    """What an archive says that it holds."""

    format: int
    """Number of the format."""
    version: str
    """Version of the software that made it."""
    made: str
    """When it was made: ISO 8601, in UTC."""
    database: Literal["sqlite", "postgresql"]
    """Kind of database that was copied."""
    migrations: tuple[str, ...]
    """Migrations that were applied to it, such as ``ledger.0001_initial``."""
    entries: int
    """Number of the last journal entry; 0 where there is none."""
    head: str
    """Hash of that entry; empty where there is none."""
    files: tuple[Stored, ...]
    """Every file but the manifest itself."""


_ADAPTER = TypeAdapter(Contents)


class Writer:
    """An archive being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: list[Stored] = []

    def add(self, source: Path, name: str) -> Stored:
        """Copy a file into the archive under ``name``; return what was copied."""
        digest, size = hashlib.sha256(), 0
        with source.open("rb") as file, self._archive.open(name, "w", force_zip64=True) as member:
            while block := file.read(BLOCK):
                digest.update(block)
                size += len(block)
                member.write(block)
        stored = Stored(path=name, size=size, sha256=digest.hexdigest())
        self.files.append(stored)
        return stored

    def finish(self, **told: Any) -> Contents:
        """Write the manifest."""
        contents = Contents(format=FORMAT, files=tuple(self.files), **told)
        made = _ADAPTER.dump_python(contents, mode="json")
        text = json.dumps({"contents": made, "seal": _seal(made)}, ensure_ascii=False, indent=1)
        self._archive.writestr(MANIFEST, text)
        return contents


@contextmanager
def new_archive(target: Path) -> Iterator[Writer]:
    """Write an archive that is there whole or not at all, readable by its owner alone.

    Raises:
        UserError: there is a file of that name.
    """
    if target.exists():
        raise UserError(f"{target} is there already. Give another name, so that nothing is overwritten.")
    descriptor, name = mkstemp(prefix=PREFIX, dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync(target.parent)


def contents_of(source: Path) -> Contents:
    """Read what an archive says that it holds.

    Raises:
        NotFound: there is no such file.
        Damaged: it is no archive of this software, or its manifest does not agree with its seal.
    """
    if not source.is_file():
        raise NotFound(f"There is no file {source}.")
    try:
        with zipfile.ZipFile(source) as archive:
            stored = json.loads(archive.read(MANIFEST))
            names = archive.namelist()
            contents, seal = stored["contents"], stored["seal"]
    except (*UNREADABLE, TypeError) as error:
        raise _damaged(source, [f"it cannot be read as one ({type(error).__name__})"]) from None
    if seal != _seal(contents):
        raise _damaged(source, [f"{MANIFEST} was changed after it was written"])
    try:
        told = _ADAPTER.validate_python(contents)
    except ValidationError:
        raise UserError(f"{source} was made by a newer version of Wijkpeil. Install that version first.") from None
    if wrong := _wrong_names(names, told):
        raise _damaged(source, wrong)
    return told


def extract(source: Path, contents: Contents, folder: Path) -> None:
    """Write every file of an archive below ``folder``, which is new, and hold each against the manifest.

    Raises:
        Damaged: files are not what was written; all are named.
    """
    with zipfile.ZipFile(source) as archive:
        wrong = [f"{each.path} {fault}" for each in contents.files if (fault := _extract(archive, each, folder))]
    if wrong:
        raise _damaged(source, wrong)


def _extract(archive: zipfile.ZipFile, stored: Stored, folder: Path) -> str:
    """Write one file; return what is wrong with it."""
    target, digest, size = folder / stored.path, hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        for block in _blocks(archive, stored):
            if not isinstance(block, bytes):
                return f"cannot be read ({type(block).__name__})"
            digest.update(block)
            size += len(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return "" if (size, digest.hexdigest()) == (stored.size, stored.sha256) else "is not what was written"


def _blocks(archive: zipfile.ZipFile, stored: Stored) -> Iterator[bytes | Exception]:
    """Yield what a file holds, no more than a block beyond the size it should have; or why it cannot be read."""
    size = 0
    try:
        with archive.open(stored.path) as member:
            while size <= stored.size and (block := member.read(BLOCK)):
                size += len(block)
                yield block
    except UNREADABLE as error:
        yield error


def _wrong_names(names: list[str], contents: Contents) -> list[str]:
    told = [each.path for each in contents.files]
    wrong = [f"{name} is missing" for name in sorted(set(told) - set(names))]
    wrong += [f"{name} was added" for name in sorted(set(names) - {*told, MANIFEST})]
    wrong += [f"{name} is in it twice" for name in sorted(set(names)) if names.count(name) > 1]
    return wrong + [f"{name} would be written elsewhere" for name in told if not _inside(name)]


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parts[:1] in ((DATABASE,), (FIGURES,), (EDITIONS,)) and ".." not in path.parts and "\\" not in name


def _damaged(source: Path, wrong: list[str]) -> Damaged:
    return Damaged(f"{source} is no whole back-up: {'; '.join(wrong)}. Nothing was restored. Use another back-up.")


def _seal(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
