"""The key that signs sessions and invitations: from the environment, else kept in the workspace. Imports no Django."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

VARIABLE = "WIJKPEIL_SECRET_KEY"
NAME = "secret-key"


def secret_key(workspace: Path) -> str:
    """Return the key; where there is neither a setting nor a workspace yet, one that serves this process alone."""
    kept = workspace / NAME
    given = os.environ.get(VARIABLE)
    if not given and kept.is_file():
        given = kept.read_text(encoding="ascii").strip()
    return given or secrets.token_urlsafe(48)


def make_secret(workspace: Path) -> None:
    """Make a key for a workspace that has none, readable by its owner alone."""
    with suppress(FileExistsError):
        made = os.open(workspace / NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
