"""A folder that is there whole or not at all, whatever moment the machine stops."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

PREFIX = ".unfinished-"
STALE_SECONDS = 3600


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` as the new folder ``target``: beside it first, synchronised to disk, then renamed.

    Raises:
        OSError: the folder exists already and is not empty, or the disk refuses.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_stale(target.parent)
    unfinished = Path(mkdtemp(prefix=PREFIX, dir=target.parent))
    try:
        for name, content in files.items():
            _write_synced(unfinished / name, content)
        unfinished.chmod(0o755)
        sync(unfinished)
        unfinished.rename(target)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    sync(target.parent)


def remove_stale(folder: Path) -> None:
    """Remove what earlier writers left when they were stopped; a writer of the last hour may be at work still."""
    for path in folder.glob(f"{PREFIX}*"):
        try:
            old = time.time() - path.stat().st_mtime > STALE_SECONDS
        except FileNotFoundError:
            continue
        if old:
            shutil.rmtree(path, ignore_errors=True)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Have the disk keep what is in a folder by now."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
