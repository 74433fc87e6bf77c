"""What is timed on the large programme: its state and its pages, also after a write and as they stood years ago."""

from __future__ import annotations

import atexit
import functools
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from cases import Case
from large_workspace import fill_large_workspace, revise

LIMIT_MS = 80
MIDDLE = "2023-05-01"
PAGES = {
    "overview": "/",
    "board": "/bord/",
    "area": "/gebieden/a0042/",
    "measure": "/maatregelen/m0042/",
    "target": "/doelen/o0042/",
    "partner": "/partners/p0042/",
    "recount": "/narekening/",
    "history": "/geschiedenis/",
}
LISTS = {"measures": "/maatregelen/", "targets": "/doelen/", "money": "/geld/", "agreements": "/afspraken/"}
_made: list[Path] = []


def use(path: Path | None) -> None:
    """Keep the workspace in ``path`` for the next run, instead of making one anew for this run alone."""
    if path is not None:
        _made.append(path)


@functools.cache
def large_workspace() -> Path:
    """A workspace with the large programme, in a copy that the timing may write to."""
    from wijkpeil.ledger.workspace import open_workspace

    kept = _made[0] if _made else None
    path = Path(tempfile.mkdtemp(prefix="wijkpeil-large-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    if kept is not None:
        fill_large_workspace(kept)
        shutil.copytree(kept, path, dirs_exist_ok=True)
        open_workspace(path)
    else:
        fill_large_workspace(path)
    from wijkpeil.web.assets import collect_assets

    collect_assets()
    return path


def state() -> Callable[[], object]:
    """Read the programme from the database, as a process does that starts."""
    large_workspace()
    from wijkpeil.ledger.snapshot import current_programme, forget

    def read() -> object:
        forget()
        return current_programme()

    return read


def state_known() -> Callable[[], object]:
    """Ask for a state that the process has."""
    large_workspace()
    from wijkpeil.ledger.snapshot import current_programme

    return current_programme


def state_after_a_write() -> Callable[[], object]:
    """Make the state after one more entry."""
    large_workspace()
    from wijkpeil.ledger.snapshot import current_programme

    return current_programme


def get(address: str) -> Callable[[], Callable[[], object]]:
    """Answer a request for a page."""

    def prepare() -> Callable[[], object]:
        large_workspace()
        from django.test import Client

        client = Client(SERVER_NAME="127.0.0.1")

        def answer() -> object:
            response = client.get(address)
            assert response.status_code == 200, f"{address} answers {response.status_code}"
            return response.content

        return answer

    return prepare


def a_write() -> None:
    """Write one revision of one record."""
    revise(random.Random())


LARGE_CASES = (
    Case("large state, read whole", state),
    Case("large state, known", state_known),
    Case("large state after a write", state_after_a_write, before=a_write, limit_ms=20),
    *(Case(f"large {name}", get(path), limit_ms=LIMIT_MS) for name, path in PAGES.items()),
    *(
        Case(f"large {name} after a write", get(path), before=a_write, limit_ms=LIMIT_MS)
        for name, path in PAGES.items()
    ),
    *(
        Case(f"large {name} as of {MIDDLE}", get(f"/op/{MIDDLE}{path}"), limit_ms=LIMIT_MS)
        for name, path in PAGES.items()
    ),
    *(Case(f"large list of {name}", get(path)) for name, path in LISTS.items()),
)
