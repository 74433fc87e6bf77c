"""What is timed on the large programme: its state and its pages, also after a write and as they stood years ago."""

from __future__ import annotations

import atexit
import functools
import importlib
import random
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from cases import Case
from large_pages import ACCOUNTS, ALONE, AUDITED, EXPORTS, FILES, PUBLIC, SET_UP, WHOLE_SHEET, WORK, Page
from large_people import address_of, client_of
from large_workspace import fill_large_workspace, revise

LIMIT_MS = 80
MIDDLE = "2023-05-01"
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
    # As it is served: with the programme read, and what was read set aside.
    importlib.import_module("wijkpeil.web.wsgi")
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


def get(page: Page, before_path: str = "") -> Callable[[], Callable[[], object]]:
    """Answer a request for a page, from address to last byte, as of the day of ``before_path`` where there is one."""

    def prepare() -> Callable[[], object]:
        large_workspace()
        client = client_of(page.role)
        address = before_path + address_of(page)

        def answer() -> object:
            response = client.get(address)
            assert response.status_code == 200, f"{address} answers {response.status_code}"
            return response.getvalue()

        return answer

    return prepare


def any_day() -> Callable[[], object]:
    """Answer a request for a day that the process has not seen."""
    large_workspace()
    client, chance = client_of(""), random.Random(1)

    def answer() -> object:
        response = client.get(f"/op/2023-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}/")
        assert response.status_code == 200
        return response.content

    return answer


def a_write() -> None:
    """Write one revision of one record."""
    revise(random.Random())


CHANGED = {
    "budget_lines": ("budget line", ("overview", "recount", "claim", "money", "area", "search")),
    "targets": ("target", ("overview", "targets", "target", "area")),
    "commitments": ("commitment", ("agreements", "partner")),
    "requests": ("request", ("agreements", "partner")),
    "partners": ("partner", ("measures", "agreements", "partners", "partner")),
}
"""What of each register shows on which pages, so that these are made anew after a change in it."""


def _changed() -> Iterator[Case]:
    for register, (word, names) in CHANGED.items():
        pages = [page for page in PUBLIC if page.name in names]
        change = functools.partial(revise, random.Random(2), register)
        yield from _cases(pages, f" after a changed {word}", before=change)


def _cases(pages: Iterable[Page], after: str = "", **more: Any) -> Iterator[Case]:
    for page in pages:
        limit = LIMIT_MS if page.kind == "page" else None
        path = more.get("path", "")
        yield Case(f"large {page.name}{after}", get(page, path), limit_ms=limit, before=more.get("before"))


LARGE_CASES = (
    Case("large state, read whole", state),
    Case("large state, known", state_known),
    Case("large state after a write", state_after_a_write, before=a_write, limit_ms=20),
    Case("large overview as of a day not asked before", any_day),
    *_cases((*PUBLIC, *ALONE, *WORK, *SET_UP, *AUDITED, *ACCOUNTS)),
    *_cases((*PUBLIC, *WORK), " after a write", before=a_write),
    *_changed(),
    *_cases(PUBLIC, f" as of {MIDDLE}", path=f"/op/{MIDDLE}"),
    *_cases((WHOLE_SHEET, *FILES, *EXPORTS)),
)
