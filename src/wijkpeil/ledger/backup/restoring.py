"""Restoring a back-up into a workspace that holds nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader

from wijkpeil import __version__
from wijkpeil.errors import Damaged, UserError
from wijkpeil.figures.atomic import PREFIX, sync
from wijkpeil.ledger.backup.archive import DATABASE, EDITIONS, FIGURES, Contents, contents_of, extract
from wijkpeil.ledger.backup.copies import copy_name, held_by_sqlite, held_now, kind, put_database
from wijkpeil.ledger.databases import SQLITE_NAME
from wijkpeil.ledger.workspace import Workspace, init_workspace, open_workspace

ROOM = f"{PREFIX}restore"
"""Folder in the workspace that an archive is unpacked in; that it is there says that a restore was broken off."""


def restore(source: Path, workspace: Path) -> Contents:
    """Bring an archive back into a workspace that holds nothing, up to date with this version of the software.

    The database comes last, so that a restore that is broken off at any moment leaves no workspace; the next one
    begins anew.

    Raises:
        NotFound: there is no such archive.
        Damaged: it is not what was written.
        UserError: the workspace holds something, or the archive is of another kind of database or a newer version.
    """
    place = open_workspace(workspace)
    contents = contents_of(source)
    _refuse_other(source, contents)
    _clear_broken_off(place)
    _refuse_full(place)
    with _room(place) as room:
        extract(source, contents, room)
        copy = room / DATABASE / copy_name()
        if kind() == "sqlite":
            _hold_against(contents, source, *held_by_sqlite(copy)[:2])
        for name in (FIGURES, EDITIONS):
            _put_folder(room / name, place.path / name)
        sync(place.path)
        put_database(copy, place.path)
    sync(place.path)
    _hold_against(contents, source, *held_now()[:2])
    init_workspace(place.path)
    return contents


def _refuse_other(source: Path, contents: Contents) -> None:
    faults = []
    if contents.database != kind():
        faults.append(f"it holds a database of {contents.database}, and this workspace uses {kind()}")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(contents.migrations) - known:
        faults.append(f"it was made by version {contents.version}, and this is {__version__}: install that one first")
    if faults:
        raise UserError(f"{source} cannot be restored here: {'; '.join(faults)}.")


def _refuse_full(place: Workspace) -> None:
    full = [str(folder) for folder in (place.figures, place.editions) if folder.exists() and any(folder.iterdir())]
    if not _no_database(place):
        full.append(str(place.path / SQLITE_NAME) if kind() == "sqlite" else "the database in WIJKPEIL_DATABASE_URL")
    if full:
        raise UserError(
            f"The workspace {place.path} is not empty: {', '.join(full)}. "
            "Restore into a new folder, and with PostgreSQL a new database, so that nothing is overwritten."
        )


def _no_database(place: Workspace) -> bool:
    if kind() == "sqlite":
        return not (place.path / SQLITE_NAME).exists()
    return not connections[DEFAULT_DB_ALIAS].introspection.table_names()


def _clear_broken_off(place: Workspace) -> None:
    """Remove what a restore that did not come to its end had put in place; before it, there was nothing."""
    room = place.path / ROOM
    if room.exists() and _no_database(place):
        for folder in (place.figures, place.editions, room):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _room(place: Workspace) -> Iterator[Path]:
    """A folder on the same disk; what was put in place is taken away again where the rest fails."""
    place.path.mkdir(mode=0o750, parents=True, exist_ok=True)
    room = place.path / ROOM
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(mode=0o700)
    try:
        yield room
    except BaseException:
        _clear_broken_off(place)
        raise
    shutil.rmtree(room, ignore_errors=True)


def _put_folder(source: Path, target: Path) -> None:
    source.mkdir(exist_ok=True)
    if target.exists():
        target.rmdir()
    source.rename(target)


def _hold_against(contents: Contents, source: Path, entries: int, head: str) -> None:
    if (entries, head) != (contents.entries, contents.head):
        raise Damaged(f"{source} does not hold the journal that its manifest names. Use another back-up.")
