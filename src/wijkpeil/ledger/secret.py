"""Settings that are secret: from the environment, or from a file that a keeper of secrets placed. Imports no Django.

The key that signs sessions and invitations is kept in the workspace where no setting gives one.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from wijkpeil.errors import WrongUse

VARIABLE = "WIJKPEIL_SECRET_KEY"
BEFORE = "WIJKPEIL_SECRET_KEY_BEFORE"
SOCKET = "WIJKPEIL_KEYS_SOCKET"
"""Setting that names the socket of the process that holds the keys."""
FILED = (
    VARIABLE,
    BEFORE,
    "WIJKPEIL_DATABASE_URL",
    "WIJKPEIL_MAIL_URL",
    "WIJKPEIL_METRICS_TOKEN",
    "WIJKPEIL_OIDC_CLIENT_SECRET",
    "WIJKPEIL_TOKEN",
)
"""Settings that can also be given as a file, by the same name with ``_FILE`` after it."""
NAME = "secret-key"


def given(name: str) -> str:
    """Return a secret setting: its own value, else the content of the file that ``NAME_FILE`` names; else empty.

    Raises:
        WrongUse: both are given, or the file cannot be read or is empty.
    """
    value, file = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if not file:
        return value
    if value:
        raise WrongUse(f"{name} and {name}_FILE are both set. Keep the file, and take {name} away.")
    try:
        content = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            f"{name}_FILE names {file}, which cannot be read: {error}. Have the file placed there."
        ) from None
    if not content:
        raise WrongUse(f"{name}_FILE names {file}, which is empty. Have the secret placed in it.")
    return content


def secret_key(workspace: Path) -> str:
    """Return the key; where there is neither a setting nor a workspace yet, one that serves this process alone."""
    return _kept(workspace) or secrets.token_urlsafe(48)


def kept_keys(workspace: Path) -> list[str]:
    """Return the key, from a setting or the workspace, and those of before.

    Raises:
        WrongUse: there is none that is kept; or a setting cannot be read.
    """
    key = _kept(workspace)
    if not key:
        raise WrongUse(
            f"There is no secret key to hold. Give {VARIABLE}_FILE, or the workspace that `wijkpeil init` made."
        )
    return [key, *keys_before()]


def keys_before() -> list[str]:
    """Return the keys that were in use before, the last one first: what they signed or encrypted is still taken."""
    return [each for each in given(BEFORE).replace(",", " ").split() if each]


def _kept(workspace: Path) -> str:
    kept = workspace / NAME
    key = given(VARIABLE)
    return key or (kept.read_text(encoding="ascii").strip() if kept.is_file() else "")


def make_secret(workspace: Path) -> bool:
    """Make a key for a workspace that has none, readable by its owner alone; say whether one was made."""
    try:
        made = os.open(workspace / NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(made, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    return True
