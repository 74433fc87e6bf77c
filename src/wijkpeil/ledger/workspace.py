"""The workspace: a folder with the database, the figures and the editions, and Django set up upon it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from wijkpeil.errors import NotFound, UserError
from wijkpeil.ledger.databases import SQLITE_NAME, database_settings
from wijkpeil.ledger.migrating import migrate
from wijkpeil.ledger.secret import given, make_secret, secret_key

VARIABLE = "WIJKPEIL_WORKSPACE"
DATABASE_VARIABLE = "WIJKPEIL_DATABASE_URL"
DEFAULT = "wijkpeil-workspace"
SETTINGS = "wijkpeil.web.settings"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The places in a workspace folder."""

    path: Path

    @property
    def figures(self) -> Path:
        """Folder of the releases."""
        return self.path / "figures"

    @property
    def editions(self) -> Path:
        """Folder of the editions."""
        return self.path / "editions"


def current_workspace() -> Workspace:
    """Return the workspace that this process works on: ``WIJKPEIL_WORKSPACE``, else ``./wijkpeil-workspace``."""
    return Workspace(Path(os.environ.get(VARIABLE) or DEFAULT).resolve())


def open_workspace(path: Path) -> Workspace:
    """Set Django up on the workspace at ``path``, which may not be there yet; a later call may name another."""
    before, workspace = current_workspace(), Workspace(path.resolve())
    os.environ[VARIABLE] = str(workspace.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not apps.ready:
        django.setup()
    _turn(before, workspace)
    return workspace


def init_workspace(path: Path) -> Workspace:
    """Make the folder, or bring an older one up to date; a workspace that is up to date stays as it is."""
    workspace = open_workspace(path)
    for folder in (workspace.path, workspace.figures, workspace.editions):
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    if not settings.KEYS_SOCKET and make_secret(workspace.path):
        # What this process signs and stores from here on must be known to the next one.
        settings.SECRET_KEY = secret_key(workspace.path)
    if behind():
        migrate()
    return workspace


def ready_workspace(path: Path) -> Workspace:
    """Set Django up on a workspace that is to be read or written.

    Raises:
        NotFound: there is none.
        UserError: it was made by an older version.
    """
    workspace = open_workspace(path)
    name = settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"]
    if name == str(workspace.path / SQLITE_NAME) and not Path(name).exists():
        raise NotFound(f"There is no workspace in {path}. Make one with: wijkpeil init --workspace {path}")
    if behind():
        raise UserError(f"The workspace {path} is not up to date. Run: wijkpeil init --workspace {path}")
    return workspace


def _turn(before: Workspace, workspace: Workspace) -> None:
    """Turn the connection from one workspace's database to another's; a test's own database is left alone."""
    url = given(DATABASE_VARIABLE)
    held, wanted = settings.DATABASES[DEFAULT_DB_ALIAS], database_settings(workspace.path, url)
    if held["NAME"] == database_settings(before.path, url)["NAME"] != wanted["NAME"]:
        connections.close_all()
        held.update(wanted)


def behind() -> bool:
    """Tell whether the database lacks migrations that this version has."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
