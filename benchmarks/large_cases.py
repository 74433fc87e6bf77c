"""What is timed on the large programme: its state and its pages, also after a write and as they stood years ago."""

from __future__ import annotations

import atexit
import functools
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
SIGNED_IN = {
    "my work": "/werk/",
    "register": "/werk/maatregelen/",
    "search in a register": "/werk/maatregelen/?q=12",
    "record": "/werk/maatregelen/records/m0042/",
    "form": "/werk/maatregelen/records/m0042/wijzigen/",
    "area": "/gebieden/a0042/",
    "measure": "/maatregelen/m0042/",
}
AUDITED = {"journal": "/logboek/", "search in the journal": "/logboek/?q=m0042", "entry": "/logboek/40000/"}
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


def get(address: str, role: str = "") -> Callable[[], Callable[[], object]]:
    """Answer a request for a page, of a visitor or of someone who signed in with a role."""

    def prepare() -> Callable[[], object]:
        large_workspace()
        from django.conf import settings
        from django.test import Client

        client = Client(SERVER_NAME="127.0.0.1")
        if role:
            settings.CODES = "optional"
            client.force_login(_person(role), backend=settings.AUTHENTICATION_BACKENDS[-1])

        def answer() -> object:
            response = client.get(address)
            assert response.status_code == 200, f"{address} answers {response.status_code}"
            return response.content

        return answer

    return prepare


@functools.cache
def _person(role: str) -> Any:
    """Make an account with a role at the programme office."""
    from wijkpeil.ledger.invitations import invitations
    from wijkpeil.ledger.services import account_accept, account_invite, grant_give
    from wijkpeil.model.people import command_actor

    root = command_actor("benchmark")
    made = account_invite(root, name=f"Benchmark {role}", email=f"{role}@example.org")
    grant_give(root, made.id, role)  # type: ignore[arg-type]
    return account_accept(made.id, invitations.make_token(made), "a password for the benchmark")


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
    *(
        Case(f"large {name}, signed in", get(path, "programme-manager"), limit_ms=LIMIT_MS)
        for name, path in SIGNED_IN.items()
    ),
    *(Case(f"large {name}, signed in", get(path, "auditor"), limit_ms=LIMIT_MS) for name, path in AUDITED.items()),
)
