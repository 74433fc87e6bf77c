"""Whether a workspace can be read: its database, its figures, and whether both are of this version."""

from __future__ import annotations

import os

from django.db import DEFAULT_DB_ALIAS, Error, connections

from wijkpeil.ledger.keys.asked import KeysAway
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.ledger.workspace import behind, current_workspace

FINE = ""


def conditions() -> dict[str, str]:
    """Return what must hold before a page can be shown, each with what is wrong, or nothing; without any secret."""
    database = _database()
    return {
        "database": database,
        "migrations": "unknown, since the database does not answer" if database else _migrations(),
        "figures": _figures(),
        "keys": _keys(),
    }


def _database() -> str:
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        # What the driver says would name the server and the user.
        return "does not answer"
    return FINE


def _migrations() -> str:
    return "not applied: run wijkpeil init" if behind() else FINE


def _keys() -> str:
    try:
        current_keys().names()
    except KeysAway:
        # Where the socket lies is nobody's business but the administrator's.
        return "the process of keys does not answer: see that wijkpeil keys runs and can be reached"
    return FINE


def _figures() -> str:
    folder = current_workspace().figures
    return FINE if folder.is_dir() and os.access(folder, os.R_OK | os.X_OK) else "the folder cannot be read"
