"""Migrating while the site is read: nothing waits long for a lock, so that no reader waits behind it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, migrations

from wijkpeil.errors import UserError

LOCK_SECONDS = 2
"""How long a step of a migration waits for a lock, and so how long a reader can come to wait behind it."""
ATTEMPTS, PAUSE_SECONDS = 20, 3
# PostgreSQL's code for a lock that was not to be had in time.
LOCK_NOT_AVAILABLE = "55P03"
# Any number; whoever migrates this software on this server takes hold of it.
ADVISORY = 8_206_717_344_523


def migrate(**given: Any) -> None:
    """Apply the migrations that are missing; ``given`` is passed on to Django's command.

    Raises:
        UserError: what reads the database left no moment to change it.
    """
    with _alone():
        for attempt in range(1, ATTEMPTS + 1):
            try:
                call_command("migrate", interactive=False, verbosity=0, **given)
                # What several processes must know of each other, such as a code that was used, has a table of its own.
                call_command("createcachetable", verbosity=0)
                return
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                    raise
                if attempt < ATTEMPTS:
                    time.sleep(PAUSE_SECONDS)
    raise UserError(
        f"The database could not be changed: something held it in each of {ATTEMPTS} attempts, such as a long query or "
        "a back-up. What was done stays; nothing is half done. Run this again when that has ended."
    )


@contextmanager
def _alone() -> Iterator[None]:
    """With PostgreSQL, migrate alone and wait for no lock for long; SQLite's readers never wait."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        # Asked again and again: one that waits inside its question would hold up an index that is built aside.
        while not _taken(cursor):
            time.sleep(PAUSE_SECONDS / 10)
        cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY])


def _taken(cursor: Any) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY])
    return bool(cursor.fetchone()[0])


class AddIndexAside(migrations.AddIndex):
    """Add an index to a table that is in use, with PostgreSQL beside what goes on.

    The migration that it stands in must not be atomic, and holds nothing else.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002
        """Build the index, anew where an attempt before was broken off."""
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            with _patient(schema_editor) as aside:
                if aside:
                    schema_editor.remove_index(model, self.index, **aside)
                schema_editor.add_index(model, self.index, **aside)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002
        """Remove the index."""
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            with _patient(schema_editor) as aside:
                schema_editor.remove_index(model, self.index, **aside)


@contextmanager
def _patient(schema_editor: Any) -> Iterator[dict[str, bool]]:
    """With PostgreSQL, wait as long as it takes: nobody waits behind what is built aside."""
    if schema_editor.connection.vendor != "postgresql":
        yield {}
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        before = cursor.fetchone()[0]
        cursor.execute("SET lock_timeout = 0")
        yield {"concurrently": True}
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [before])
