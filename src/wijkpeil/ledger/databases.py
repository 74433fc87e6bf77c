"""How the database is reached: SQLite in the workspace, or PostgreSQL by one address. Imports no Django."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from wijkpeil.errors import WrongUse

SQLITE_NAME = "wijkpeil.sqlite3"
BUSY_SECONDS = 20
# Readers never wait for a writer (WAL); a lost power loses no committed transaction's consistency (NORMAL); what is
# erased is overwritten in the file (secure_delete).
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"


def database_settings(workspace: Path, url: str = "") -> dict[str, Any]:
    """Return Django's settings of the default database: ``url`` where given, else SQLite in ``workspace``.

    Raises:
        WrongUse: the address is not one of PostgreSQL.
    """
    return _postgresql(url) if url else _sqlite(workspace / SQLITE_NAME)


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 600,
        # A transaction takes the write lock when it begins: two that read first would else refuse each other's writing.
        "OPTIONS": {"timeout": BUSY_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": PRAGMAS},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise WrongUse("The address of the database must look like postgresql://user:password@host:5432/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
