"""The process of keys."""

from __future__ import annotations

import logging.config
import os
import signal
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from wijkpeil.cli import source
from wijkpeil.cli.options import Workspace
from wijkpeil.cli.output import messages
from wijkpeil.ledger.secret import SOCKET

LOGGING = "wijkpeil.web.logging"


def keys(
    workspace: Workspace = None,
    socket: Annotated[
        Path | None,
        typer.Option("--socket", help=f"Unix socket to listen on; else {SOCKET}.", show_default=False),
    ] = None,
    group: Annotated[
        str, typer.Option("--group", help="Group that may reach the socket: that of the site's user.")
    ] = "",
    pace: Annotated[
        int,
        typer.Option("--pace", help="Passwords and codes tried in a minute at most; 0: any number.", min=0),
    ] = 1200,
) -> None:
    """Hold the secret key in a process of its own, which signs and encrypts for the site."""
    from wijkpeil.ledger.keys.answering import Answering, Pace
    from wijkpeil.ledger.keys.held import strong
    from wijkpeil.ledger.keys.listening import admission, listening
    from wijkpeil.ledger.keys.serving import Serving, shut_memory
    from wijkpeil.ledger.secret import kept_keys

    shut_memory()
    held = strong(kept_keys(source.workspace_path(workspace)))
    _log_counts()
    named = os.environ.get(SOCKET)
    with listening(socket or (Path(named) if named else None), group) as (listens, path):
        serving = Serving(listens, Answering(held, Pace(pace)), admission(path))

        def stop(*_: Any) -> None:
            serving.stopped = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        messages.print(
            f"The keys are held on {path} ({len(held.names()) - 1} of before).", markup=False, soft_wrap=True
        )
        serving.serve()


def _log_counts() -> None:
    kind = "json" if os.environ.get("WIJKPEIL_LOG") == "json" else "text"
    chosen = import_module(LOGGING).logging_settings(kind)
    logging.config.dictConfig({**chosen, "loggers": {"wijkpeil.keys": {"level": "INFO"}}})
