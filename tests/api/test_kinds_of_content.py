"""What a body and an answer of the API may be, that answers are downloads to a browser, and that reading is counted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings
from world import SMALL, World

from wijkpeil.loading.json_form import json_text
from wijkpeil.web import counts
from wijkpeil.web.api import api, document

pytestmark = pytest.mark.django_db
Call = Callable[..., Any]
FACILITIES = f"/programmes/{SMALL}/registers/facilities"


@pytest.fixture
def send(call: Call, world: World) -> Call:
    """Send bytes under a Content-Type of one's own, as somebody who may write."""
    stand = next(each for each in world.stands.values() if each.holder.role == "programme-manager")
    client = Client(SERVER_NAME="localhost")

    def made(body: bytes, media: str, path: str = f"{FACILITIES}/records") -> Any:
        head = {"Authorization": f"Bearer {stand.key}"}
        return client.generic("POST", f"/api/v1{path}", body, content_type=media, headers=head)

    return made


@pytest.mark.parametrize(
    ("media", "status"),
    [
        ("application/json", 422),
        ("application/json; charset=utf-8", 422),
        ("APPLICATION/JSON", 422),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/jsonp", 415),
        ("application/xml", 415),
        ("", 415),
    ],
)
def test_a_body_must_be_said_to_be_json(send: Call, media: str, status: int) -> None:
    answer = send(b"{}", media)
    assert answer.status_code == status, answer.content
    if status == 415:
        told = answer.json()
        assert told["type"] == "urn:wijkpeil:problem:unsupported-media-type"
        assert "Content-Type: application/json" in told["detail"]


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        (None, 200),
        ("*/*", 200),
        ("application/json", 200),
        ("application/*;q=0.5", 200),
        ("application/problem+json", 200),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200),
        ("text/html", 406),
        ("application/xml, text/csv", 406),
    ],
)
def test_an_answer_that_nobody_takes_is_not_made(call: Call, accept: str | None, status: int) -> None:
    answer = call("get", "/programmes", **({} if accept is None else {"Accept": accept}))
    assert answer.status_code == status
    if status == 406:
        assert answer.json()["type"] == "urn:wijkpeil:problem:not-acceptable"
        assert "application/json" in answer.json()["detail"]


def test_the_export_of_the_journal_is_lines_of_json(call: Call) -> None:
    assert call("get", "/journal/export", Accept="application/json").status_code == 406
    assert call("get", "/journal/export", Accept="application/x-ndjson").status_code == 401


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/programmes", "programmes.json"),
        ("/openapi.json", "openapi.json"),
        ("/", "problem.json"),
        ("/nothing/%22%0d%0aSet-Cookie", "problem.json"),
        (f"/programmes/{SMALL}/registers", "registers.json"),
        ("/self", "self.json"),
    ],
)
def test_every_answer_is_a_download_with_a_name_that_nobody_else_chose(call: Call, path: str, name: str) -> None:
    answer = call("get", path)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_document_says_both_refusals() -> None:
    paths = document(api)["paths"]
    operations = [each for path in paths.values() for each in path.values()]
    assert all("406" in each["responses"] for each in operations)
    taking = [each for each in operations if "requestBody" in each]
    assert len(taking) > 5
    assert all("415" in each["responses"] for each in taking)


def test_reading_is_counted(call: Call) -> None:
    with override_settings(API_READS=3):
        counts.clear()
        assert [call("get", "/programmes").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    with override_settings(API_READS=0):
        assert call("get", "/programmes").status_code == 200


def test_who_looks_by_the_api_is_recorded(call: Call, world: World) -> None:
    from wijkpeil.ledger.models import SecurityEvent

    for path in ("/journal/entries", "/journal/entries/1", "/journal/export"):
        b"".join(call("get", path, who="auditor at office"))
    assert call("get", "/accounts", who="administrator at office").status_code == 200
    told = list(SecurityEvent.objects.order_by("pk").values_list("event", "about"))
    assert told == [
        *(("looked-at-journal", about) for about in ("search", "entry 1", "export")),
        ("looked-at-accounts", "list"),
    ]
    assert json_text(told)
