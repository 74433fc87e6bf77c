"""The log: one line for each request, with an id and without anything about who asked what."""

import json
import logging
import logging.config

import pytest
from django.test import Client

from wijkpeil.web.logging import REQUESTS, JsonFormatter, WithoutAddresses, current_request, logging_settings

pytestmark = pytest.mark.django_db


class Kept(logging.Handler):
    """Keeps the lines that would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict] = []
        self.addFilter(WithoutAddresses())
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Kept:
    """What is written to the log as JSON."""
    kept, logger = Kept(), logging.getLogger(REQUESTS)
    monkeypatch.setattr(logger, "level", logging.INFO)
    monkeypatch.setattr(logger, "handlers", [kept])
    logger.manager._clear_cache()
    return kept


def test_a_request_is_one_line(site: Client, log: Kept) -> None:
    answer = site.get("/bord/?q=zoekwoord", REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Someone")
    (line,) = log.lines
    assert line["milliseconds"] > 0
    assert {name: line[name] for name in line if name not in ("time", "milliseconds")} == {
        "level": "info",
        "logger": "wijkpeil.request",
        "message": "board 200",
        "view": "board",
        "method": "GET",
        "status": 200,
        "request": answer.headers["X-Request-ID"],
    }
    told = json.dumps(line)
    assert not any(each in told for each in ("zoekwoord", "203.0.113.9", "Someone", "/bord/"))


def test_what_is_asked_every_few_seconds_is_not_logged(site: Client, log: Kept) -> None:
    for path in ("/health/live", "/metrics", "/static/nope.css"):
        site.get(path)
    assert log.lines == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("proxy-12345", True),
        ("0af7651916cd43dd8448eb211c80319c", True),
        ("short", False),
        ("a" * 65, False),
        ("with space 123", False),
        ('with"quote123', False),
    ],
)
def test_an_id_that_the_web_server_gave_is_kept_where_it_is_one(
    site: Client, log: Kept, given: str, kept: bool
) -> None:
    answer = site.get("/bord/", HTTP_X_REQUEST_ID=given)
    assert (answer.headers["X-Request-ID"] == given) == kept
    assert log.lines[0]["request"] == answer.headers["X-Request-ID"]
    assert current_request.get() == ""


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Invalid request from ip=203.0.113.9: x", "Invalid request from ip=[address]: x"),
        ("peer 203.0.113.9:5432 left", "peer [address] left"),
        ("peer 2001:db8::1 left.", "peer [address] left."),
        ("at 12:30:59, 3.14 of 1.2.3", "at 12:30:59, 3.14 of 1.2.3"),
        ("Listening at: http://127.0.0.1:8000 (1)", "Listening at: http://127.0.0.1:8000 (1)"),
        ("Listening at: http://0.0.0.0:8000 (1)", "Listening at: http://0.0.0.0:8000 (1)"),
    ],
)
def test_no_address_of_the_internet_is_written(message: str, expected: str) -> None:
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "", 0, "%s", (message,), None)
    WithoutAddresses().filter(record)
    assert record.getMessage() == expected


def test_an_error_keeps_its_traceback_on_the_same_line() -> None:
    try:
        raise ValueError("über")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), (type(error), error, error.__traceback__))
    text = JsonFormatter().format(record)
    assert "\n" not in text
    assert json.loads(text)["exception"].endswith("ValueError: über")


@pytest.mark.parametrize(("kind", "told"), [("json", True), ("text", False), ("other", False)])
def test_requests_are_told_in_json_alone(kind: str, told: bool) -> None:
    made = logging_settings(kind)
    assert (made["loggers"][REQUESTS]["level"] == "INFO") == told
    assert made["handlers"]["console"]["filters"] == ["addresses"]
    logging.config.DictConfigurator(made)
