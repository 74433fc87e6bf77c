"""The calls in docs/api.md do what the page says."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import Any

import pytest
from django.test import Client
from indices_to_ask import ANNUAL, CITY
from indices_to_ask import cities as cities
from world import SMALL, World

pytestmark = pytest.mark.django_db
CALL = re.compile(r"^curl .+$", re.MULTILINE)
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def calls(page: str) -> list[str]:
    """Every call of the page, in order."""
    return [call for block in BLOCK.findall(page) for call in CALL.findall(block)]


def parsed(line: str) -> tuple[str, str, str, dict[str, str]]:
    """Method, address, body and headers of a curl command."""
    words, method, body, headers, address = shlex.split(line)[1:], "GET", "", {}, ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0)
        else:
            address = word
    return method, address, body, headers


def test_every_other_call_answers(world: World, project: Path, call: Callable[..., Any]) -> None:
    key = next(s.key for s in world.stands.values() if (s.holder.role, s.holder.place) == ("decision-maker", "partner"))
    filled = {"SITE": "", "PROGRAMME": SMALL, "TOKEN": key, "RECORD": "f-police", "THEME": "t1", "PARTNER": "housing"}
    lines = calls((project / "docs" / "api.md").read_text(encoding="utf-8"))
    assert len(lines) == 20
    for line in (each for each in lines if "/indices" not in each):
        method, address, body, headers = parsed(Template(line).substitute(filled))
        answer = call(method.lower(), address.removeprefix("/api/v1"), body or None, **headers)
        assert answer.status_code in (200, 201), (line, answer.content)


def test_every_call_about_indices_answers(cities: Path, project: Path) -> None:
    filled = {"SITE": "", "PROGRAMME": CITY, "INDEX": ANNUAL, "PERIOD": "2009", "AREA": "simulated-01", "NODE": "said"}
    lines = calls((project / "docs" / "api.md").read_text(encoding="utf-8"))
    asked = [each for each in lines if "/indices" in each]
    assert len(asked) == 7
    for line in asked:
        method, address, _body, headers = parsed(Template(line).substitute(filled))
        assert (method, headers) == ("GET", {})
        answer = Client(SERVER_NAME="localhost").get(address)
        assert answer.status_code == 200, (line, answer.content)


def test_every_status_and_header_is_described(project: Path) -> None:
    from wijkpeil.web.api.problems import KINDS

    page = (project / "docs" / "api.md").read_text(encoding="utf-8")
    assert [status for status in KINDS if f"| {status} |" not in page] == []
    for word in ("If-Match", "Idempotency-Key", "`Why`", "pageSize", "changedSince", "asOf", "preview"):
        assert word in page
