"""What is timed: reading a programme folder, making its board, and rendering the pages people open most."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wijkpeil.loading import read_programme
from wijkpeil.workflows.board import make_board
from wijkpeil.workflows.reconcile import reconcile

ROTTERDAM = Path(__file__).resolve().parent.parent / "programmes" / "rotterdam-2007"


@dataclass(frozen=True, slots=True)
class Case:
    """One operation: ``prepare`` does what is not timed and returns what is."""

    name: str
    prepare: Callable[[], Callable[[], object]]
    limit_ms: float | None = None
    before: Callable[[], object] | None = None
    """What is done before each round and not timed."""
    against: Callable[[], Callable[[], object]] | None = None
    """Prepares the work that it is a multiple of, where that is not the fixed one."""
    limit_ratio: float | None = None
    """Most that it may take, as a multiple of that work."""
    by_clock: bool = False
    """Whether the ratio is of what passed and not of what was computed: of work that two processors share, somebody
    waits for the lesser."""
    limit_mb: float | None = None
    """Most memory that a process of its own may take for it."""
    rounds: int | None = None
    """How often it is timed, where that is not what the run asks for."""


def folder_load() -> Callable[[], object]:
    """Read the whole Rotterdam folder, faults and all."""
    return lambda: read_programme(ROTTERDAM)


def board() -> Callable[[], object]:
    """Colour and count the 23 areas by 12 indicators."""
    programme = read_programme(ROTTERDAM)
    return lambda: make_board(programme)


def recount() -> Callable[[], object]:
    """Give every claim its verdict."""
    programme = read_programme(ROTTERDAM)
    return lambda: reconcile(programme)


@functools.cache
def workspace() -> Path:
    """A workspace with Rotterdam in it, gone when the run ends."""
    from wijkpeil.ledger.workspace import open_workspace

    path = Path(tempfile.mkdtemp(prefix="wijkpeil-benchmark-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    open_workspace(path)
    from wijkpeil.ledger.services import programme_load
    from wijkpeil.ledger.workspace import init_workspace
    from wijkpeil.model.people import command_actor
    from wijkpeil.web.assets import collect_assets

    init_workspace(path)
    collect_assets()
    programme_load(ROTTERDAM, actor=command_actor("benchmark"), workspace=path)
    return path


def page(address: str) -> Callable[[], Callable[[], object]]:
    """Answer a request for a page, from address to last byte."""

    def prepare() -> Callable[[], object]:
        workspace()
        from django.test import Client

        client = Client(SERVER_NAME="127.0.0.1")

        def get() -> object:
            response = client.get(address)
            assert response.status_code == 200, f"{address} answers {response.status_code}"
            return response.content

        return get

    return prepare


CASES = (
    Case("folder_load", folder_load),
    Case("board", board),
    Case("recount", recount),
    Case("page /", page("/"), limit_ms=50),
    Case("page /bord/", page("/bord/"), limit_ms=100),
    Case("page /gebieden/3081/", page("/gebieden/3081/"), limit_ms=50),
    Case("page /narekening/", page("/narekening/"), limit_ms=50),
)
