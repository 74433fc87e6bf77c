"""A consistent copy of the database while the site goes on, and what that copy holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from wijkpeil.errors import Damaged
from wijkpeil.ledger.backup.programs import run_program
from wijkpeil.ledger.databases import SQLITE_NAME

DUMP_NAME = "wijkpeil.dump"
Ask = Callable[[str], Sequence[Sequence[Any]]]


class Held(NamedTuple):
    """What a database holds, at one moment."""

    entries: int
    """Number of the last journal entry; 0 where there is none."""
    head: str
    """Hash of that entry; empty where there is none."""
    releases: frozenset[str]
    """Ids of the releases of figures that it refers to, or ever did."""
    migrations: tuple[str, ...]
    """Migrations that were applied to it."""


def kind() -> str:
    """Return the kind of database of this workspace: sqlite or postgresql."""
    return connections[DEFAULT_DB_ALIAS].vendor


def copy_name() -> str:
    """Return the name of the copy's file for this kind of database."""
    return SQLITE_NAME if kind() == "sqlite" else DUMP_NAME


def copy_database(target: Path) -> Held:
    """Write a copy of the database, as it is at one moment, as ``target``.

    Raises:
        Damaged: the database is not whole.
        UserError: PostgreSQL's own program is not there, or refused.
    """
    return _copy_sqlite(target) if kind() == "sqlite" else _copy_postgresql(target)


def _copy_sqlite(target: Path) -> Held:
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        # One file by itself, which may be copied on as it is.
        copy.execute("PRAGMA journal_mode=DELETE")
    return held_by_sqlite(target)


def held_by_sqlite(path: Path) -> Held:
    """Return what a file of SQLite holds.

    Raises:
        Damaged: it is not whole.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            found = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
            if found == ["ok"]:
                return _held(lambda sql: copy.execute(sql).fetchall())
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    raise Damaged(f"The database is not whole: {'; '.join(found)}. Restore an earlier back-up.")


def _copy_postgresql(target: Path) -> Held:
    with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        held = held_now()
        form = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
        run_program("pg_dump", [*form, f"--snapshot={snapshot}", f"--file={target}"])
    return held


def held_now() -> Held:
    """Return what the database of this workspace holds now."""

    def ask(sql: str) -> Sequence[Sequence[Any]]:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return _held(ask)


def _held(ask: Ask) -> Held:
    last = ask("SELECT sequence, hash FROM ledger_journalentry ORDER BY sequence DESC LIMIT 1")
    entries, head = last[0] if last else (0, "")
    return Held(
        entries=entries,
        head=head,
        releases=frozenset(row[0] for row in ask("SELECT DISTINCT record_id FROM ledger_releaserevision")),
        migrations=tuple(
            f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations ORDER BY app, name")
        ),
    )


def put_database(source: Path, workspace: Path) -> None:
    """Put a copy in the place of this workspace's database, which holds nothing; all of it or nothing.

    Raises:
        UserError: PostgreSQL's own program is not there, or refused.
    """
    connections.close_all()
    if kind() == "sqlite":
        source.chmod(0o600)
        source.rename(workspace / SQLITE_NAME)
        return
    form = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
    run_program("pg_restore", [*form, str(source)])
