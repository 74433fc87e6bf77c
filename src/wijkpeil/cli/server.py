"""Gunicorn in this process: what the command has imported already is not imported again."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from importlib import import_module
from typing import Any

from gunicorn.app.base import BaseApplication

from wijkpeil.cli.output import messages

APPLICATION = "wijkpeil.web.wsgi"
LOGGING = "wijkpeil.web.logging"
# The metrics library settles at its import whether processes share their counts, and where.
SHARED_METRICS = "PROMETHEUS_MULTIPROC_DIR"
THREADS = 4


class Site(BaseApplication):  # type: ignore[misc]
    """The site on one address."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.workers = workers
        self.json = os.environ.get("WIJKPEIL_LOG") == "json"
        self.counts = tempfile.mkdtemp(prefix="wijkpeil-metrics-")
        os.environ[SHARED_METRICS] = self.counts
        super().__init__()

    def load_config(self) -> None:
        """Settle how gunicorn runs; what its own environment variable says is left out."""
        chosen: dict[str, Any] = {
            "bind": self.address,
            "workers": self.workers,
            "threads": THREADS,
            "preload_app": True,
            "control_socket_disable": True,
            "loglevel": "warning",
            "when_ready": lambda _: self.say(),
            "child_exit": lambda _, worker: _forget(worker.pid),
            "on_exit": lambda _: shutil.rmtree(self.counts, ignore_errors=True),
            "logconfig_dict": import_module(LOGGING).logging_settings("json" if self.json else "text"),
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the WSGI application."""
        return import_module(APPLICATION).application

    def say(self) -> None:
        """Tell where the site is, once it is there."""
        said = f"Wijkpeil is on http://{self.address}"
        if self.json:
            logging.getLogger("gunicorn.error").info(said)
        else:
            messages.print(f"{said} (stop with Ctrl-C).", markup=False, soft_wrap=True)


def _forget(process: int) -> None:
    """Have a worker that ended no longer count as one that is there."""
    import_module("prometheus_client.multiprocess").mark_process_dead(process)
