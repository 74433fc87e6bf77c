"""Gunicorn in this process: what the command has imported already is not imported again."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from gunicorn.app.base import BaseApplication

from wijkpeil.cli.output import messages

APPLICATION = "wijkpeil.web.wsgi"
THREADS = 4


class Site(BaseApplication):  # type: ignore[misc]
    """The site on one address."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.workers = workers
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
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the WSGI application."""
        return import_module(APPLICATION).application

    def say(self) -> None:
        """Tell where the site is, once it is there."""
        messages.print(f"Wijkpeil is on http://{self.address} (stop with Ctrl-C).", markup=False, soft_wrap=True)
