"""Probes answer whatever the host name, tell what is in the way, and no secret."""

from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from wijkpeil.ledger import health

pytestmark = pytest.mark.django_db


def test_a_site_that_can_show_pages_is_alive_and_ready(site: Client, workspace: Path) -> None:
    live, ready = site.get("/health/live"), site.get("/health/ready")
    assert (live.status_code, live.json()) == (200, {"status": "ok"})
    assert ready.status_code == 200
    assert ready.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "figures": "ok", "keys": "ok"},
    }
    for answer in (live, ready):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Type"] == "application/json"
        assert len(answer.headers["X-Request-ID"]) == 32


class Down:
    """A database that does not answer."""

    def cursor(self) -> None:
        raise OperationalError('connection to "db.internal" failed: password of "wijkpeil" is s3cret')


def test_a_database_that_does_not_answer_is_told_without_a_secret(
    site: Client, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "connections", {"default": Down()})
    answer = site.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "failing")
    assert answer.json()["checks"]["database"] == "does not answer"
    assert "s3cret" not in answer.content.decode()
    assert "db.internal" not in answer.content.decode()
    assert site.get("/health/live").status_code == 200


def test_migrations_and_figures_that_are_not_there_are_told(
    site: Client, workspace: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(health, "behind", lambda: True)
    monkeypatch.setenv("WIJKPEIL_WORKSPACE", str(tmp_path / "none"))
    checks = site.get("/health/ready").json()["checks"]
    assert checks == {
        "database": "ok",
        "migrations": "not applied: run wijkpeil init",
        "figures": "the folder cannot be read",
        "keys": "ok",
    }


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_probes_take_any_host_name_and_need_no_https_but_change_nothing(
    site: Client, workspace: Path, path: str
) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        assert Client(SERVER_NAME="10.0.0.7").get(path).status_code == 200
    refused = site.post(path)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")
