"""A workspace of its own for every test of the ledger, and each test that touches a database on both kinds."""

from pathlib import Path

import pytest

from databases import KINDS, runs_on_each
from wijkpeil.ledger import snapshot


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what touches a database on SQLite and on PostgreSQL."""
    if runs_on_each(metafunc) and not hasattr(metafunc.module, "pytest_generate_tests"):
        metafunc.parametrize("database", KINDS, indirect=True, scope="module")


@pytest.fixture(scope="module", autouse=True)
def on_each_database(database: str) -> str:
    """Turn to the database before any other fixture opens it."""
    return database


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a workspace whose database is the one of the test."""
    path = tmp_path / "workspace"
    monkeypatch.setenv("WIJKPEIL_WORKSPACE", str(path))
    snapshot.forget()
    return path
