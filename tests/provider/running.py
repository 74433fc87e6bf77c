"""A real OpenID provider on this machine, and a person who signs in there, without a browser."""

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

PROJECT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("provider.mjs")
SECRET = "s" * 40
Claims = Mapping[str, Mapping[str, Any]]


@contextmanager
def running_provider(callback: str, people: Claims) -> Iterator[str]:
    """Run the provider; give its address. Skipped where Node or the package is not there."""
    node = shutil.which("node") or shutil.which("node", path=str(PROJECT / ".venv" / "bin"))
    if node is None or not (PROJECT / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("no Node, or oidc-provider is not installed (make setup)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [node, str(SCRIPT), str(port), callback, json.dumps(people)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n", "the provider did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def sign_in_there(session: requests.Session, address: str, login: str) -> str:
    """Go through the provider's own pages as ``login``; return the address that it sends the browser back to."""
    page = session.get(address, timeout=20)
    for form in ({"prompt": "login", "login": login, "password": "anything"}, {"prompt": "consent"}):
        action = re.search(r'<form[^>]* action="([^"]+)"', page.text)
        assert action, page.text[:500]
        back = _until_back(session, session.post(action[1], data=form, allow_redirects=False, timeout=20))
        if isinstance(back, str):
            return back
        page = back
    raise AssertionError("the provider asked for more than a name and consent")


def _until_back(session: requests.Session, answer: requests.Response) -> str | requests.Response:
    """Follow the provider's own redirections; return a page of it, or the address outside it."""
    while answer.is_redirect:
        target = requests.compat.urljoin(answer.url, answer.headers["Location"])
        if "/account/oidc/" in target:
            return target
        answer = session.get(target, allow_redirects=False, timeout=20)
    return answer
