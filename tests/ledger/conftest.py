"""A workspace of its own for every test of the ledger."""

from pathlib import Path

import pytest

from wijkpeil.ledger import snapshot


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a workspace whose database is the one of the test."""
    path = tmp_path / "workspace"
    monkeypatch.setenv("WIJKPEIL_WORKSPACE", str(path))
    snapshot.forget()
    return path
