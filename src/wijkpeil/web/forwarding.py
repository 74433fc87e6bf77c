"""Sending the log on, encrypted, to a collector on another machine: syslog (RFC 5424) over TLS (RFC 5425).

A page never waits for it: lines go into a bounded queue, and a thread of each process sends them. Imports no Django.
"""

from __future__ import annotations

import logging
import os
import queue
import socket
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from wijkpeil.errors import WrongUse

VARIABLE = "WIJKPEIL_LOG_TO"
ELSEWHERE = "elsewhere"
PORT, WAITING, SECONDS, PAUSE = 6514, 10_000, 10, 5
_LEVELS = ((logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))
_FACILITY = 10
"""Security and authorisation messages (RFC 5424, table 1)."""


def collector(url: str) -> dict[str, object]:
    """Return what the handler is made with: ``syslog+tls://host:port?ca=FILE``; empty where the machine sends them.

    Raises:
        WrongUse: the address is no such one.
    """
    if url in ("", ELSEWHERE):
        return {}
    parts = urlsplit(url)
    if parts.scheme != "syslog+tls" or not parts.hostname:
        raise WrongUse(f"{VARIABLE} must look like syslog+tls://logs.example.org:6514, or be: {ELSEWHERE}")
    authority = parse_qs(parts.query).get("ca", [""])[0]
    return {"host": parts.hostname, "port": parts.port or PORT, "ca": authority}


class Forwarding(logging.Handler):
    """Sends each line on; what cannot be sent while ``WAITING`` lines wait is left out, and counted."""

    def __init__(self, host: str, port: int, ca: str = "") -> None:
        super().__init__()
        self.host, self.port, self.ca = host, port, ca
        self.waiting: queue.Queue[bytes] = queue.Queue(WAITING)
        self.dropped = 0
        self._process = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Put a line into the queue; start the thread where this process has none yet."""
        try:
            line = _framed(record, self.format(record))
        except (ValueError, TypeError):
            self.handleError(record)
            return
        if self._process != os.getpid():
            # A worker is forked after the settings were read, and inherits no thread.
            self._process, self.waiting = os.getpid(), queue.Queue(WAITING)
            threading.Thread(target=self._run, name="wijkpeil-log", daemon=True).start()
        try:
            self.waiting.put_nowait(line)
        except queue.Full:
            self.dropped += 1

    def _run(self) -> None:
        held: bytes | None = None
        while True:
            try:
                with self._connected() as connection:
                    while True:
                        held = held or self.waiting.get()
                        connection.sendall(held)
                        held = None
            except OSError:
                # The line that failed is sent first when the collector is back.
                threading.Event().wait(PAUSE)

    def _connected(self) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=self.ca or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        plain = socket.create_connection((self.host, self.port), timeout=SECONDS)
        try:
            return context.wrap_socket(plain, server_hostname=self.host)
        except OSError:
            with suppress(OSError):
                plain.close()
            raise


def _framed(record: logging.LogRecord, text: str) -> bytes:
    """Return a line as the protocol has it: its length, its heading and the text."""
    severity = next((number for level, number in _LEVELS if record.levelno >= level), 7)
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    head = f"<{_FACILITY * 8 + severity}>1 {moment} {socket.gethostname() or '-'} wijkpeil {os.getpid()} - - "
    line = (head + text).encode()
    return f"{len(line)} ".encode() + line
