"""What must hold before a workspace is served."""

from __future__ import annotations

from pathlib import Path

from wijkpeil.ledger.examining import refuse_unsafe
from wijkpeil.ledger.snapshot import state_keys
from wijkpeil.ledger.workspace import ready_workspace


def prepare_to_serve(path: Path, host: str = "127.0.0.1") -> None:
    """Check that the workspace can be served on ``host``.

    Raises:
        NotFound: there is none, or it holds no programme.
        UserError: it was made by an older version and must be brought up to date.
        FaultsFound: others could reach the site, and settings are not safe for that.
    """
    ready_workspace(path)
    refuse_unsafe(host)
    state_keys()
