"""Whose turn it is to write on SQLite: first come, first served.

SQLite lets whoever waits try again now and then, so that among many writers one could wait in vain. A lock of the
operating system on a file beside the database keeps them in a row, and is let go whatever way its holder ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

SUFFIX = "-turn"
try:
    import fcntl
except ImportError:  # no such locks on this system: SQLite's own waiting must do
    fcntl = None  # type: ignore[assignment]


@contextmanager
def turn() -> Iterator[None]:
    """Wait for the turn to write, and hold it; inside a transaction it is held already."""
    path = _path()
    if path is None or connection.in_atomic_block:
        yield
        return
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _path() -> Path | None:
    name = str(connection.settings_dict["NAME"])
    if fcntl is None or connection.vendor != "sqlite" or ":" in name:
        return None
    place = Path(f"{name}{SUFFIX}")
    return place if place.parent.is_dir() else None
