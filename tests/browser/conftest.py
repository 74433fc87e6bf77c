"""The site as it is served, with the Rotterdam programme, for tests that drive a browser."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

COMMAND = Path(sys.executable).with_name("wijkpeil")
PATIENCE_SECONDS = 60


@contextmanager
def serving(environment: dict[str, str], log: Path, port: int = 0) -> Iterator[str]:
    """Serve the workspace that the environment names, on a port or on any that is free; give the site's address."""
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    serve = [COMMAND, "serve", "--port", str(port), "--workers", "1"]
    with log.open("wb") as written:
        server = subprocess.Popen(serve, env=environment, stdout=written, stderr=written)
    found = f"http://127.0.0.1:{port}"
    try:
        _wait_for(found, server)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


@pytest.fixture(scope="session")
def serve_site() -> Callable[..., AbstractContextManager[str]]:
    """Serve a workspace with settings of one's own."""
    return serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the running site."""
    return tmp_path_factory.mktemp("served") / "workspace"


@pytest.fixture(scope="session")
def address(chromium: str, rotterdam: Path, served: Path) -> Iterator[str]:
    """The address of a running site; without a browser there is none to start it for."""
    with serving_programme(rotterdam, served) as found:
        yield found


@contextmanager
def serving_programme(programme: Path, workspace: Path, prepare: str = "") -> Iterator[str]:
    """Serve a programme from a workspace of its own, after running ``prepare`` as Python in it."""
    environment = os.environ | {"WIJKPEIL_WORKSPACE": str(workspace), "WIJKPEIL_CODES": "optional"}
    for arguments in (["init"], ["load", str(programme)]):
        subprocess.run([COMMAND, *arguments], env=environment, check=True, capture_output=True)
    if prepare:
        subprocess.run([sys.executable, "-c", prepare], env=environment, check=True)
    with serving(environment, workspace.parent / "log") as found:
        yield found


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the server stopped; its log lies beside the workspace"
        try:
            with urlopen(address, timeout=10):
                return
        except URLError:
            time.sleep(0.2)
    pytest.fail(f"nothing answered at {address}")


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open a path of the site in a window of its own; ``scripts=False`` switches JavaScript off."""
    contexts = []

    def opened(path: str, width: int = 1440, *, scripts: bool = True, scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
