"""Keys that a process of its own holds: each operation is asked of it, over a connection that each thread keeps."""

from __future__ import annotations

import os
import socket
import threading

from wijkpeil.errors import SoftwareError, UserError, say
from wijkpeil.ledger.keys.answering import NOT_SEALED, TOO_OFTEN, YES
from wijkpeil.ledger.keys.frames import HEAD, OK, BadFrame, Incoming, packed, unpacked
from wijkpeil.ledger.keys.held import NotSealed

WAIT_SECONDS = 3.0
CHUNK = 64 * 1024


class KeysAway(UserError):
    """The process of keys does not answer, or is asked for more than it does in a minute."""


class Asked:
    """The keys of the process that listens at ``path``; as ``wijkpeil.ledger.keys.held.Keys`` says.

    Each method raises ``KeysAway`` where it does not answer.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._own = threading.local()

    def macs(self, purpose: str, data: bytes) -> tuple[bytes, ...]:
        """Ask for the HMAC-SHA-256 under each key."""
        return self._ask("mac", purpose, data)

    def peppered(self, password: bytes) -> tuple[tuple[str, bytes], ...]:
        """Ask for the keyed hashes of a password."""
        told = self._ask("pepper", "", password)
        return tuple((name.decode(), mixed) for name, mixed in zip(told[::2], told[1::2], strict=True))

    def seal(self, purpose: str, data: bytes) -> bytes:
        """Ask to encrypt."""
        return self._ask("seal", purpose, data)[0]

    def unseal(self, purpose: str, sealed: bytes) -> bytes:
        """Ask to decrypt."""
        return self._ask("unseal", purpose, sealed)[0]

    def code_right(self, sealed: bytes, code: bytes) -> bool:
        """Ask whether a one-time code is right."""
        return self._ask("code", "", packed((sealed, code))[HEAD:])[0] == YES

    def sealed_anew(self, purpose: str, sealed: bytes) -> bytes:
        """Ask to encrypt under the key of now what lies under one of before."""
        return self._ask("seal-anew", purpose, sealed)[0]

    def names(self) -> tuple[str, ...]:
        """Ask for the names of the keys."""
        return tuple(name.decode() for name in self._ask("names", "", b""))

    def _ask(self, operation: str, purpose: str, data: bytes) -> tuple[bytes, ...]:
        try:
            question = packed((operation.encode(), purpose.encode(), data))
        except BadFrame:
            raise SoftwareError(f"too much is asked of the process of keys: {len(data)} bytes") from None
        word, *told = self._exchange(question)
        if word == OK:
            return tuple(told)
        if told == [NOT_SEALED]:
            raise NotSealed
        if told == [TOO_OFTEN]:
            raise KeysAway(say("More passwords and codes are tried than the process of keys takes in a minute. Wait."))
        raise SoftwareError(f"the process of keys refused {operation} {purpose}: {told}")

    def _exchange(self, question: bytes) -> tuple[bytes, ...]:
        # A connection that was kept may be of a process that was started anew since.
        for _try in range(2):
            try:
                return _answer(self._connection(), question)
            except TimeoutError:
                break
            except (OSError, BadFrame):
                self._own.held = None
        self._own.held = None
        raise KeysAway(
            say(
                "The process that holds the secret keys does not answer on {path}. See that `wijkpeil keys` runs, and "
                "that this user may reach its socket.",
                path=self._path,
            )
        )

    def _connection(self) -> socket.socket:
        number, kept = getattr(self._own, "held", None) or (0, None)
        # A process that split off must not speak over the connection of the one it came from.
        if kept is None or number != os.getpid():
            kept = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            kept.settimeout(WAIT_SECONDS)
            kept.connect(self._path)
            self._own.held = (os.getpid(), kept)
        return kept


def _answer(connection: socket.socket, question: bytes) -> tuple[bytes, ...]:
    connection.sendall(question)
    incoming = Incoming()
    while True:
        data = connection.recv(CHUNK)
        if not data:
            raise ConnectionResetError
        for body in incoming.add(data):
            return unpacked(body)
