"""What must hold before a workspace is served."""

from __future__ import annotations

from pathlib import Path

from wijkpeil.ledger.snapshot import state_keys
from wijkpeil.ledger.workspace import ready_workspace


def prepare_to_serve(path: Path) -> None:
    """Check that the workspace can be served.

    Raises:
        NotFound: there is none, or it holds no programme.
        UserError: it was made by an older version and must be brought up to date.
    """
    ready_workspace(path)
    state_keys()
