"""The site as it is served, with the Rotterdam programme, for tests that drive a browser."""

import json
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
from hypothesis import settings

from as_signed_in import assert_window_signed_in
from fit_for_all import Windows, looks, unfit

COMMAND = Path(sys.executable).with_name("wijkpeil")
PATIENCE_SECONDS = 60
PREPARE = """
import json, os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "wijkpeil.web.settings"
django.setup()
sys.path.insert(0, {ledger!r})
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from datetime import date, timedelta
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from people import account
from wijkpeil.ledger.services import token_issue
from wijkpeil.ledger.services.accounts import actor_by_id
from wijkpeil.ledger.services.drafts import draft_keep, upload_keep
people = dict(
    manager=account("programme-manager", programme="rotterdam-2007", name="Programmamanager (proef)"),
    second=account("programme-manager", programme="rotterdam-2007", name="Tweede programmamanager (proef)"),
    reporter=account("reporter", programme="rotterdam-2007", partner="state", name="Rapporteur (proef)"),
    nobody=account(None, name="Nieuw"),
    administrator=account("administrator", name="Beheerder (proef)"),
    auditor=account("auditor", name="Auditor (proef)"),
    coder=account("reader", name="Met codes (proef)"),
)
with transaction.atomic():
    TOTP.activate(people["coder"], "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(people["coder"])
keeper = actor_by_id(people["manager"].pk)
draft = draft_keep(keeper.id, "rotterdam-2007", "themes", "", {{"name_nl": "Half af"}}, revision=None)
sheet = upload_keep(
    keeper.id, "rotterdam-2007", "themes", "themas.csv", ("id", "name_nl", "name_en"),
    [(2, ("nieuw", "Nieuw", "New")), (3, ("general", "Alles", "Everything"))], None,
)
token, _key = token_issue(keeper, "Koppeling", ["read"], date.today() + timedelta(days=30))
made = {{}}
for name, each in people.items():
    session = SessionStore()
    session[SESSION_KEY] = each.pk
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = each.get_session_auth_hash()
    session.save()
    made[name] = session.session_key
made |= dict(draft=draft.id, upload=sheet.id, token=token.id, email=people["second"].email, other=people["second"].pk)
open({out!r}, "w").write(json.dumps(made))
"""


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


@pytest.fixture(scope="session")
def place(chromium: str, rotterdam: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The address of a site with people in it; their sessions, and ids of what is made for them, by name."""
    folder = tmp_path_factory.mktemp("work")
    out = folder / "sessions.json"
    prepare = PREPARE.format(ledger=str(project / "tests" / "ledger"), out=str(out))
    with serving_programme(rotterdam, folder / "workspace", prepare) as address:
        yield address, json.loads(out.read_text(encoding="utf-8"))


@pytest.fixture
def at(browser: Any, place: Any) -> Iterator[Callable[..., Any]]:
    """Open a path as someone who is signed in."""
    address, sessions = place
    contexts = []

    def opened(
        path: str, who: str = "manager", width: int = 1440, *, scripts: bool = True, scheme: str = "light"
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
            base_url=address,
        )
        contexts.append(context)
        context.add_cookies([{"name": "wijkpeil", "value": sessions[who], "url": address}])
        page = context.new_page()
        page.goto(path)
        assert_window_signed_in(page)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def windows(browser: Any) -> Iterator[Windows]:
    """Windows that stay, for pages that are looked at and in which nothing is done."""
    held = Windows(browser)
    yield held
    held.close()


@pytest.fixture(scope="session")
def thorough() -> bool:
    """True in ``make test-long``, which tries each combination of which ``make test`` tries the pairs."""
    return settings.get_current_profile_name() == "long"


@pytest.fixture
def wrong_with(axe_source: str, thorough: bool) -> Callable[..., list[Any]]:
    """What is wrong with a page; ``second`` as in ``looks``, ``opened``: what is opened before."""

    def found(page: Any, *, second: bool = False, opened: str = "main details") -> list[Any]:
        return unfit(page, axe_source, opened, looks(second, thorough))

    return found
