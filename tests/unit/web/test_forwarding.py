"""Sending the log on: what arrives at a collector that speaks TLS, and that nothing is said to another."""

import contextlib
import datetime
import logging
import queue
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from wijkpeil.errors import WrongUse
from wijkpeil.web import forwarding
from wijkpeil.web.logging import logging_settings

FRAME = re.compile(rb"(\d+) <(\d+)>1 (\S+) (\S+) wijkpeil (\d+) - - (.*)", re.DOTALL)


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    places = folder / f"{name}.pem", folder / f"{name}.key"
    places[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    places[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return places


class Collector:
    """A collector on this machine, and what came to it."""

    def __init__(self, place: tuple[Path, Path]) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(*place)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.came: queue.Queue[bytes] = queue.Queue()
        self.refused = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self.listening.accept()
            except OSError:
                return
            try:
                with self.context.wrap_socket(plain, server_side=True) as connection:
                    while text := connection.recv(65536):
                        self.came.put(text)
            except OSError:
                self.refused.set()


@pytest.fixture
def collector(tmp_path: Path) -> Iterator[Collector]:
    made = Collector(certificate(tmp_path, "localhost"))
    yield made
    made.listening.close()


def handler(port: int, authority: Path) -> forwarding.Forwarding:
    made = forwarding.Forwarding("localhost", port, str(authority))
    made.setFormatter(logging.Formatter("%(message)s"))
    return made


def line(text: str, level: int = logging.WARNING) -> logging.LogRecord:
    return logging.LogRecord("wijkpeil.security", level, "", 0, text, None, None)


def test_a_line_arrives_framed_and_encrypted(collector: Collector, tmp_path: Path) -> None:
    handler(collector.port, tmp_path / "localhost.pem").emit(line("code-wrong é\nforged"))
    came = collector.came.get(timeout=30)
    found = FRAME.fullmatch(came)
    assert found, came
    assert int(found[1]) == len(came) - len(found[1]) - 1, "the length counts bytes, so that no line break ends it"
    assert int(found[2]) == 10 * 8 + 4
    assert datetime.datetime.fromisoformat(found[3].decode()).utcoffset() == datetime.timedelta(0)
    assert found[6].decode() == "code-wrong é\nforged"


def test_nothing_is_said_to_who_cannot_prove_the_name(tmp_path: Path) -> None:
    other, trusted = certificate(tmp_path, "other"), certificate(tmp_path, "localhost")
    collector = Collector(other)
    made = handler(collector.port, trusted[0])
    made.emit(line("code-wrong"))
    assert collector.refused.wait(timeout=30)
    assert collector.came.empty()
    collector.listening.close()


def test_a_page_never_waits_and_what_is_too_much_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarding, "WAITING", 3)
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as silent:
        made = handler(silent.getsockname()[1], certificate(tmp_path, "localhost")[0])
        for number in range(10):
            made.emit(line(str(number)))
    assert 6 <= made.dropped <= 7, "one may be on its way"


@pytest.mark.parametrize("url", ["syslog://logs.example.org", "https://logs.example.org", "syslog+tls://", "logs"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(WrongUse, match="WIJKPEIL_LOG_TO must look like"):
        forwarding.collector(url)


def test_the_log_goes_there_as_json_without_addresses() -> None:
    made = logging_settings("text", "syslog+tls://logs.example.org?ca=/etc/ca.pem")
    sent = made["handlers"]["collector"]
    assert (sent["host"], sent["port"], sent["ca"]) == ("logs.example.org", 6514, "/etc/ca.pem")
    assert (sent["formatter"], sent["filters"]) == ("json", ["addresses"])
    assert made["root"]["handlers"] == made["loggers"]["gunicorn.error"]["handlers"] == ["console", "collector"]
    assert "collector" not in logging_settings("json", "elsewhere")["handlers"]
