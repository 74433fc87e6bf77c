"""What the site writes to its log: text for a person, or one JSON object a line. Imports no Django.

Neither holds an address of the internet or the query of a request. Only lines about security say who, by the number
that the journal knows them by.
"""

from __future__ import annotations

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

from wijkpeil.web.forwarding import collector

VARIABLE = "WIJKPEIL_LOG"
KINDS = ("text", "json")
REQUESTS = "wijkpeil.request"
"""The logger of requests."""
SECURITY = "wijkpeil.security"
"""The logger of what concerns security: who was let in or refused, and who looked at what is kept from others."""
current_request: ContextVar[str] = ContextVar("current_request", default="")
"""Id of the request that is being answered; empty outside one."""
_COLLECTOR = {"()": "wijkpeil.web.forwarding.Forwarding", "formatter": "json", "filters": ["addresses"]}
_ADDRESS = re.compile(r"[0-9A-Fa-f:.]*[:.][0-9A-Fa-f]+")


def logging_settings(kind: str, to: str = "") -> dict[str, Any]:
    """Return the settings of Python's logging; anything but ``json`` is text, without a line for each request.

    ``to`` is the collector to which every line is sent as well, as JSON.
    """
    level = "INFO" if kind == "json" else "WARNING"
    sent = collector(to)
    handlers = ["console", "collector"] if sent else ["console"]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"addresses": {"()": f"{__name__}.WithoutAddresses"}},
        "formatters": {
            "json": {"()": f"{__name__}.JsonFormatter"},
            "text": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json" if kind == "json" else "text",
                "filters": ["addresses"],
            },
            **({"collector": {**_COLLECTOR, **sent}} if sent else {}),
        },
        "root": {"handlers": handlers, "level": "WARNING"},
        "loggers": {
            REQUESTS: {"level": "INFO" if sent else level},
            SECURITY: {"level": "INFO" if sent else level},
            # The line of the request says it, with the request's id and without its path.
            "django.request": {"level": "ERROR"},
            # A page that is asked for its head alone is made whole, and what follows the head is dropped there.
            "gunicorn.http.wsgi": {"level": "ERROR"},
            "gunicorn.error": {"level": level, "handlers": handlers, "propagate": False},
        },
    }


class WithoutAddresses(logging.Filter):
    """Take addresses of the internet out of what other software writes."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without addresses in its message."""
        record.msg, record.args = _ADDRESS.sub(_hidden, record.getMessage()), None
        return True


def _hidden(found: re.Match[str]) -> str:
    for each in (found[0], found[0].rpartition(":")[0]):
        try:
            address = ip_address(each)
        except ValueError:
            continue
        # Where the site itself listens says nothing of anyone.
        return found[0] if address.is_loopback or address.is_unspecified else "[address]"
    return found[0]


class JsonFormatter(logging.Formatter):
    """One line of JSON: ``time`` (ISO 8601, UTC), ``level``, ``logger``, ``message``, and what belongs to it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; within a request ``request`` is its id, and an error has its traceback as ``exception``."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {
            "time": moment,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := current_request.get():
            told["request"] = number
        told |= getattr(record, "told", {})
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)
